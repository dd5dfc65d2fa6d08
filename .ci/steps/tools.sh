# What other tools make of what an archive gives away: frictionless, pandas and R of the package, pandas of the reading
# room's JSON, py-wacz and pywb of the captures.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
install r-base-core r-cran-jsonlite

"${PYTHON:-python3}" -m venv "$WORK/env"
"$WORK/env/bin/python" -m pip install --quiet frictionless pandas pywb setuptools wacz
export PATH="$PATH:$WORK/env/bin"
cd "$WORK"
newsarchive demo --no-serve --archive demo >demo.log
newsarchive export --package package demo
newsarchive export --wacz captures.wacz demo
newsarchive export articles demo -o articles.jsonl

frictionless validate package/datapackage.json
(cd package && sha256sum --check --quiet SHA256SUMS)

PORT=$(free_port)
start newsarchive serve demo --port "$PORT"
await "http://127.0.0.1:$PORT/"

# block LANGUAGE N: the Nth code in this language of docs/analysis.md, as it stands there
block() {
    awk -v mark="\`\`\`$1" -v wanted="$2" '$0 == mark { on = ++n == wanted; next } /^```/ { on = 0 } on' "$ROOT/docs/analysis.md"
}
# medians: the rows "PUBLIC_ID MINUTES" of what pandas and R print
medians() { awk '$NF ~ /^[0-9]+\.?[0-9]*$/ { print $(NF - 1), $NF + 0 }' | sort; }
block python 1 >analysis.py
block python 2 | sed "s/:8001/:$PORT/" >room.py
block r 1 >analysis.R
"$WORK/env/bin/python" analysis.py | medians >of-pandas
"$WORK/env/bin/python" room.py | medians >of-json
Rscript analysis.R | medians >of-R
diff of-pandas of-json
diff of-pandas of-R
[ "$(wc -l <of-pandas)" -eq 8 ]

wacz validate -f captures.wacz
wb-manager init news >wb.log 2>&1
wb-manager add --unpack-wacz news captures.wacz >>wb.log 2>&1
PORT=$(free_port)
start wayback --port "$PORT" --bind 127.0.0.1
await "http://127.0.0.1:$PORT/"
python - "http://127.0.0.1:$PORT/news/mp_/" <<'END'
import html, json, pathlib, sys, urllib.request
articles = [json.loads(line) for line in pathlib.Path("articles.jsonl").read_text(encoding="utf-8").splitlines()]
for article in articles:
    page = urllib.request.urlopen(sys.argv[1] + article["url"], timeout=30).read().decode()
    assert article["headline"] in html.unescape(page), article["url"]
print(f"pywb replays {len(articles)} articles")
END
