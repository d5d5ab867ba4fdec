# What people type here. `make` alone lists it.
# Needs python 3.11 or newer and nothing else; PYTHON=/path/to/python chooses one.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install demo rehearse run manifest check test lint drills fuzz bench lock

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -p tests.required
WORKERS ?= 4
DRILL_FILES := $(wildcard tests/e2e/test_drill_*.py)
# Their bounds are those of a machine that does nothing else.
ALONE := $(wildcard tests/e2e/test_crowd*.py) tests/e2e/test_drill_crowd.py \
	tests/e2e/test_drill_pace.py tests/browser/test_large_page.py

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

install: .venv/.run ## install what the bot needs into .venv, each package checked by its hash

# AT="2027-11-24 13:50" begins there, SPEED=60 lets its clock run 60 times as fast.
demo: .venv/.run ## try the bot on this machine: a page with an example week
	@$(BIN)/python -m bot demo $(if $(AT),--at "$(AT)") $(if $(SPEED),--speed "$(SPEED)")

# FILE=week.toml plays that set-up in place of the example, PEOPLE=100 with so many people.
rehearse: .venv/.run ## play a whole week with invented people and write its proof-book
	@$(BIN)/python -m bot rehearse $(if $(FILE),--file "$(FILE)",--example) $(if $(PEOPLE),--people "$(PEOPLE)")

run: .venv/.run ## run the bot, with the settings of .env
	@$(BIN)/python -m bot run

manifest: .venv/.run ## print the app manifest for Slack, with the prefix and mode of .env
	@$(BIN)/python -m bot manifest

check: .venv/.run ## look whether the bot could run with the settings of .env
	@$(BIN)/python -m bot check

# Every part runs even when an earlier one failed; one failed part fails the whole.
# All tests of a file go to one worker, so that what they share (a bot, a browser) is set up once.
# Many of them wait, so there are twice as many workers as two cores, and tests/conftest.py mixes
# those that wait with those that work; xdist's own order would leave the longest files to the end.
test: .venv/.dev ## everything that has to be right before a change is merged
	@failed=; part() { name="$$1"; shift; echo "--- $$name"; "$$@" || failed="$$failed; $$name"; }; \
	part "ruff check" $(BIN)/ruff check .; \
	part "ruff format" $(BIN)/ruff format --check .; \
	part "mypy" $(BIN)/mypy; \
	part "unit tests" $(PYTEST) tests/unit; \
	part "crowds and all else that needs the machine for itself" $(PYTEST) $(ALONE); \
	part "all other tests; drills are small here, make drills runs them at full size" \
		$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore=tests/unit $(ALONE:%=--ignore=%); \
	if [ -n "$$failed" ]; then echo "--- not right:$${failed#;}"; exit 1; fi; echo "--- all is right"

lint: .venv/.dev ## put the code in order, and say what is left
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/mypy

# About fifty-five minutes; -s lets each drill tell its figures.
drills: .venv/.dev ## prove at full size that nothing is lost and each message comes once: kills, crowds, outages
	@DRILLS=full $(PYTEST) -s -q $(DRILL_FILES) tests/e2e/test_broken_databases.py

# FUZZ_SEED=8 sends other inputs; the suite sends some hundred.
fuzz: .venv/.dev ## send 100,000 inputs that mean no good to a running bot
	@FUZZ=100000 $(PYTEST) -s -q tests/e2e/test_fuzz.py

bench: .venv/.dev ## measure: time to ack, to start and to look, growth, memory, how good timetables are
	@$(BIN)/python -m benchmarks

lock: ## write the lock files anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "This needs uv: https://docs.astral.sh/uv/"; exit 2; }
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "This needs Python 3.11 or newer, which was not found. Install it, or say where it is:"; \
		echo "  make PYTHON=/path/to/python3.11 demo"; exit 2; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is not Python 3.11 or newer. Say where one is: make PYTHON=/path/to/python3.11 demo"; exit 2; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 2; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; exit 2; }

# Stamps, so that packages are installed once and again only when a lock file changes.
.venv/.run: .venv/bin/python requirements.lock
	@echo "Installing what the bot needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: .venv/bin/python requirements-dev.lock
	@echo "Installing what the bot and its tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch .venv/.run $@
