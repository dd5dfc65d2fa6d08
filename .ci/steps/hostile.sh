# A portal that attacks its crawler, in a network namespace that has nothing but loopback.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
testbed
install iproute2 util-linux

HOSTILE=$TESTBED/trials/hostile
export HOSTILE WORK ROOT
"$HOSTILE/netns.sh" bash "$ROOT/.ci/hostile_crawl.sh"
python "$HOSTILE/check.py" --truth "$WORK/truth.json" --hits "$WORK/hits.jsonl" --db "$WORK/archive/archive.db" \
    --config "$TESTBED/trials/newsarchive.json" --rss-mb "$(cat "$WORK/peak_mb")"
newsarchive verify "$WORK/archive"
