# The wheel in an empty environment and an empty folder: demo, crawl, export, verify and serve work without a checkout.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment

python -m build --wheel --no-isolation --outdir "$WORK/dist" . >"$WORK/build.log" 2>&1 || { tail -20 "$WORK/build.log"; exit 1; }
"${PYTHON:-python3}" -m venv "$WORK/env"
"$WORK/env/bin/python" -m pip install --quiet "$WORK"/dist/*.whl
"$WORK/env/bin/python" -m pip check
export PATH="$WORK/env/bin:$PATH"
mkdir "$WORK/empty"
cd "$WORK/empty"

newsarchive demo --no-serve --archive demo
newsarchive verify demo

PORT=$(free_port)
start newsarchive sample-portal --port "$PORT"
await "http://127.0.0.1:$PORT/"
newsarchive crawl bbn -a "url=http://127.0.0.1:$PORT/" -s DOWNLOAD_DELAY=0
newsarchive verify
newsarchive export --list
for name in articles comments faqs comment_threads related_links daily_counts portal_health; do
    for format in csv json jsonl; do
        newsarchive export "$name" --format "$format" -o "$name.$format"
        newsarchive export "$name" --format "$format" -o again
        cmp "$name.$format" again
    done
done
[ "$(wc -l <articles.jsonl)" -gt 50 ]

READING=$(free_port)
start newsarchive serve --port "$READING"
await "http://127.0.0.1:$READING/archive/articles"
