# Sourced by every step: strict mode, the environment, a work folder and processes that end with the step.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/newsarchive-ci.XXXXXX")
chmod 755 "$WORK"
STARTED=()

finish() {
    local pid
    for pid in "${STARTED[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$WORK"
}
trap finish EXIT

# environment: .venv as the suite uses it, first on the PATH
environment() {
    make --silent .venv/.installed-dev
    export PATH="$ROOT/.venv/bin:$PATH"
}

# testbed: where the real portals, pages and trials stand; a step that cannot do without asks for it
testbed() {
    TESTBED=$(python -c 'from tests.testbed import TESTBED; print(TESTBED)')
    [ -d "$TESTBED" ] || { echo "the test bed is missing: $TESTBED (NEWSARCHIVE_TESTBED)" >&2; exit 1; }
}

# install PACKAGE…: from Debian, what is not there yet
install() {
    local package missing=()
    for package in "$@"; do dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    apt-get update -q >"$WORK/apt.log" 2>&1 || true
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >>"$WORK/apt.log" 2>&1 \
        || { tail -20 "$WORK/apt.log" >&2; exit 1; }
}

# npm may come from elsewhere than Debian, and then bars Debian's
install_npm() { command -v npm >/dev/null || install npm; }

# start COMMAND…: in the background, ended with the step; its output goes to $WORK/started.log
start() {
    "$@" >>"$WORK/started.log" 2>&1 </dev/null &
    STARTED+=($!)
}

# await URL: until it answers, 30 s at most
await() {
    local _
    for _ in $(seq 150); do
        python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5).read(1)' "$1" 2>/dev/null && return 0
        sleep 0.2
    done
    echo "no answer from $1" >&2
    tail -20 "$WORK/started.log" >&2
    return 1
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# run_tests ARGUMENT…: pytest; a test that is skipped because something is missing here has failed
run_tests() {
    local log=$WORK/pytest.log
    python -m pytest "$@" 2>&1 | tee "$log"
    none_missing "$log"
}

none_missing() {
    if grep -E '^SKIPPED .*: needs ' "$1"; then
        echo "skipped for want of something that CI must have" >&2
        return 1
    fi
}
