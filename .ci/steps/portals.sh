# Archives of a real WordPress and of a static site with Isso equal the portals' own databases.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
testbed
install curl
install_npm

NEWSARCHIVE_PORTALS=1 run_tests -m portal tests/portals
