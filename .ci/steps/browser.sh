# The reading room in Debian's Chromium, driven by Playwright; axe-core looks for barriers.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
install chromium fonts-dejavu-core
install_npm
python -m pip install --quiet --group browser
(cd "$WORK" && npm pack --silent axe-core >/dev/null && tar -xzf axe-core-*.tgz package/axe.min.js)

NEWSARCHIVE_BROWSER=1 NEWSARCHIVE_AXE="$WORK/package/axe.min.js" run_tests -m browser tests/browser
