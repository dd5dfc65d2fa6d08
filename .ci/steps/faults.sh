# A bounded share of the fault trials, in two lanes: nothing lost, nothing doubled, clear errors.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
testbed
install strace mount

# The trials' server takes the ports behind its own too, so these lie below those that the kernel hands out.
PORT=21000
trial() {
    local started=$SECONDS log
    PORT=$((PORT + 20))
    log=$(mktemp "$WORK/trial.XXXXXX")
    if TMPDIR=$WORK timeout 900 python "$TESTBED/trials/faults/driver.py" "$@" --config "$TESTBED/trials/newsarchive.json" --port "$PORT" >"$log" 2>&1; then
        echo "held in $((SECONDS - started)) s: $*: $(tail -1 "$log" | cut -c1-200)"
    else
        echo "BROKEN in $((SECONDS - started)) s: $*"
        tail -25 "$log" | cut -c1-600
        touch "$WORK/broken"
    fi
}

signals() {
    PORT=22000
    trial kill --kills 40
    trial sigint --times 1 --rounds 2
    trial sigint --times 2 --rounds 2
    trial writers --n 2 --rounds 2
    for what in warc-tail warc-middle db-page db-header db-trunc; do trial corrupt --what "$what"; done
    trial ioerror --kills 20
}

disks() {
    trial syscall --kills 60
    trial diskfull --rounds 2
    trial readonly --rounds 1
    trial clean
}

signals &
SIGNALS=$!
disks
wait "$SIGNALS"
[ ! -e "$WORK/broken" ]
