# The verbs of the project. A fresh machine needs Python 3.11+, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Tests start many processes: an environment that stores no bytecode would compile the whole project in each.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: install run test test-slow lint format bench score

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "embedsvc needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: install
	@$(BIN)/embedsvc serve --demo

# One process more than two cores have, since tests also wait; the tests of a file share one, and so the services that
# they start.
test: install
	$(BIN)/pytest -m 'not slow' -n 3 --dist loadfile $(PYTEST_ARGS)

# What takes long by nature: kills, scale, the whole payload set in Chromium, every field with every wrong type. One
# process, since some measure time.
test-slow: install
	$(BIN)/pytest -m slow $(PYTEST_ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Ratios within one run; a machine's own figures are its own.
bench: install
	$(BIN)/python scripts/bench_read.py
	$(BIN)/python scripts/bench_restore.py
	$(BIN)/python scripts/bench_http.py

# Metadata against the recorded web, and decayed posts, beside the project.
score: install
	$(BIN)/python scripts/score.py
	$(BIN)/python scripts/score_restore.py
