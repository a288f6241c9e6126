# Aller-vers. `make run`: an office to try. `make test`: all that CI runs. Nothing needs to be installed first but Python 3.11.
PORT ?= 8000
DATA ?= data
PYTHON ?= python3
COUNT ?= 400
SEED ?= 1
BIN := .venv/bin
INSTALLED := .venv/installed
TESTED := .venv/tested

OURS := flow mediation config screen kiosk display mediator_console counter_console ticket_page sheet_page report printer voice server demonstration tools

# A test starts hundreds of programs: each reads what the first one compiled.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run check read quick test suite bench siege faults mutate format clean

run: $(INSTALLED)
	$(BIN)/allervers serve --office lens --demonstration --port $(PORT) --data $(DATA)

# The quick part, under a minute: what reads the code and what runs it, side by side. Either of them that fails fails both.
check: $(TESTED)
	$(MAKE) --no-print-directory -j 2 quick read

# Format, lint, types, imports; of the pages too (node, tools/pages.sh).
read: $(TESTED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(OURS)
	$(BIN)/python tools/vendor.py check
	sh tools/pages.sh style
	sh tools/pages.sh types
	sh tools/pages.sh tests

quick: $(TESTED)
	$(BIN)/pytest -q -n auto -m "not browser and not slow" --hypothesis-profile=quick

# The stories wait more than they compute: three at a time on two cores. Properties, of which check tries an eighth of the examples,
# run again with all of them. What measures time runs last, and alone.
test: check
	sh tools/browser.sh
	$(BIN)/pytest -q -n 3 --maxschedchunk 1 -m "(browser or slow or hypothesis) and not alone"
	$(BIN)/pytest -q -m alone
	$(BIN)/allervers check

# Whole kinds of bad requests and packets at the real program: minutes, and a tool of its own in build/schemathesis-venv.
suite: $(TESTED)
	sh tools/suite.sh

bench: $(TESTED)
	$(BIN)/python -m tests.bench.bench

# What others still get while strangers and broken screens do their worst.
siege: $(TESTED)
	$(BIN)/python -m tests.bench.siege

# Kills, power cuts, sick disks, wrong clocks, torn lines: what was lost, given twice, and how soon it went on. PART=power: one of them.
faults: $(TESTED)
	$(BIN)/python -m tests.faults.run $(PART)

# Small wrongs put into the rules, one at a time: which of them does no quick test notice? The same for the same SEED. Half an hour.
mutate: $(TESTED)
	$(BIN)/python -m tests.mutation.run --count $(COUNT) --seed $(SEED) $(if $(FILES),--files $(FILES))

format: $(TESTED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	sh tools/pages.sh format

clean:
	rm -rf .venv build dist

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $(INSTALLED)

$(TESTED): pyproject.toml constraints.txt package.json tools/readers.sh tools/pages.sh | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	sh tools/readers.sh
	sh tools/pages.sh install
	touch $(INSTALLED) $(TESTED)

$(BIN)/python:
	$(PYTHON) -m venv .venv
