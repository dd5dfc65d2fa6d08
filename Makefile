# Every target sets up what it needs: Python 3.11+ (PYTHON=python3.13 chooses one) and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
ARCHIVE ?= archive

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint wheel screenshots clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

demo: $(RUN) ## crawl the built-in sample portal into ./archive and open it (NO_SERVE=1: end after the summary)
	$(BIN)/newsarchive demo --archive $(ARCHIVE) $(if $(NO_SERVE),--no-serve)

test: $(DEV) ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(DEV) lint test ## what CI asks of every change: format, lint, types, tests

lint: $(DEV) ## ruff format --check, ruff check, mypy --strict
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(DEV) ## write the format and the lint fixes that are safe
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

wheel: $(DEV) ## build the wheel into dist/
	$(BIN)/python -m build --wheel

screenshots: $(DEV) ## take the pictures of docs/screenshots anew (needs Chromium)
	NEWSARCHIVE_SCREENSHOTS=$(CURDIR)/docs/screenshots .ci/run browser

clean: ## remove the environment and what was built (never the archive)
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache

# A stamp stands for an environment as pyproject.toml asked for; pip runs again only when that file is newer.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsarchive needs Python 3.11 or newer; choose one with PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(RUN): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEV): pyproject.toml $(RUN)
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
