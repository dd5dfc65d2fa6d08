# The README's test command, and the rest of `make check`.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"

install strace systemd
make test 2>&1 | tee "$WORK/suite.log"
none_missing "$WORK/suite.log"
make lint
