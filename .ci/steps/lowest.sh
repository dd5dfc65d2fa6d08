# The suite with the oldest version of every dependency that pyproject.toml admits.
source "$(dirname "${BASH_SOURCE[0]}")/../step.sh"
environment

python .ci/lowest.py >"$WORK/constraints.txt"
"${PYTHON:-python3}" -m venv "$WORK/oldest"
"$WORK/oldest/bin/python" -m pip install --quiet --upgrade 'pip>=25.1'
"$WORK/oldest/bin/python" -m pip install --quiet --constraint "$WORK/constraints.txt" --editable . --group dev
export PATH="$WORK/oldest/bin:$PATH"
run_tests -p no:cacheprovider
