# A bounded share of the fault trials: nothing lost, nothing doubled, clear errors.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
install strace mount

BROKEN=0
trial() {
    local started=$SECONDS log=$WORK/trial.log
    if TMPDIR=$WORK timeout 400 python "$TESTBED/trials/faults/driver.py" "$@" --config "$TESTBED/trials/newsarchive.json" --port "$(free_port)" >"$log" 2>&1; then
        echo "$* held in $((SECONDS - started)) s: $(tail -1 "$log" | cut -c1-240)"
    else
        echo "$* BROKEN in $((SECONDS - started)) s"
        tail -25 "$log" | cut -c1-600
        BROKEN=1
    fi
    rm -rf "$WORK"/faults-*
}

trial clean
trial kill --kills 40
trial syscall --kills 60
trial ioerror --kills 20
trial diskfull --rounds 2
trial readonly --rounds 1
trial writers --n 2
trial sigint --times 1
trial sigint --times 2
for what in warc-tail warc-middle db-page db-header db-trunc; do trial corrupt --what "$what"; done
exit $BROKEN
