# The scores of the extraction on the test bed's pages; a field below its floor fails.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment
testbed

python benchmarks/accuracy.py --check
