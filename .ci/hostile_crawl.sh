# Run inside the namespace by steps/hostile.sh: the hostile portal, and one crawl of it with its peak memory taken.
set -euo pipefail
python "$HOSTILE/server.py" --port 8900 --truth "$WORK/truth.json" --hits "$WORK/hits.jsonl" --metadata-ip \
    --bomb 300000000 --comments 100000 >"$WORK/server.log" 2>&1 &
SERVER=$!
trap 'kill "$SERVER"; wait "$SERVER" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    python -c 'import socket; socket.create_connection(("127.0.0.1", 8900), 1)' 2>/dev/null && [ -s "$WORK/truth.json" ] && break
    sleep 0.2
done
python "$ROOT/.ci/peak_memory.py" "$WORK/peak_mb" timeout 600 \
    newsarchive crawl portal -a url=http://127.0.0.1:8900/ -s "ARCHIVE=$WORK/archive" -s DOWNLOAD_DELAY=0
echo "peak memory of the crawl and its workers: $(cat "$WORK/peak_mb") MB"
