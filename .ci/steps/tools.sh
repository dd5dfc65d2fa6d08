# What other tools make of what an archive gives away: frictionless, pandas and R of the package, py-wacz and pywb of the
# captures.
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

# block LANGUAGE: the code of docs/analysis.md as it stands there
block() { awk -v mark="\`\`\`$1" '$0 == mark { on = 1; next } /^```/ { on = 0 } on' "$ROOT/docs/analysis.md"; }
# medians: the rows "PUBLIC_ID MINUTES" of what pandas and R print
medians() { awk '$NF ~ /^[0-9]+\.?[0-9]*$/ { print $(NF - 1), $NF + 0 }' | sort; }
block python >analysis.py
block r >analysis.R
"$WORK/env/bin/python" analysis.py | medians >of-pandas
Rscript analysis.R | medians >of-R
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
