# Every target does its own set-up: uv (fetched if missing) makes .venv from the pinned packages in requirements/.
# On a system without make, README.md has the same steps as plain uv commands.

UV := .ci/uv
PYTHON ?= >=3.12
BIN := .venv/bin
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo dashboard test check docs links bench wheel release lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/.runtime ## Negotiate WTPF-13, tell it on one screen and write an HTML report
	@rm -rf runs/demo
	@$(BIN)/delegation-sim run wtpf13 --seed 1 --out runs/demo
	@$(BIN)/delegation-sim report runs/demo
	@echo "The report shows the coalitions session by session; make dashboard shows them form."

dashboard: .venv/.runtime ## Open the dashboard in a browser: coalitions, what-ifs, cases
	@$(BIN)/delegation-sim dashboard

test: .venv/.dev ## Run the tests; WHOLE=1: also those that say once more what a quicker one says
	@.ci/chromium
	@.ci/postgresql
	@.ci/viewer
	@.ci/tests

check: .venv/.dev ## Check format, lint, types and who imports whom
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

docs: .venv/.dev ## Build the documentation into docs/_build/html
	@rm -rf docs/_build docs/reference/library docs/tutorials/notebooks
	@$(BIN)/sphinx-build -W --keep-going -q -j auto -d docs/_build/doctrees docs docs/_build/html
	@$(BIN)/python docs/inventory.py

links: .venv/.dev ## Ask every address outside that the documentation names whether it is there: needs a network, ten minutes at most
	@timeout 600 $(BIN)/sphinx-build -b linkcheck -q -D nb_execution_mode=off -d docs/_build/doctrees-links docs docs/_build/links

bench: .venv/.dev ## Print the figures that benchmarks/ measures: how well it predicts, how fast it is
	@set -e; for module in benchmarks/[a-z]*.py; do $(BIN)/python -m benchmarks.$$(basename $$module .py); done

wheel: .venv/.dev ## Build the wheel into dist/ and run it in an empty folder
	@rm -rf dist
	@$(UV) build --quiet --wheel --no-build-isolation --python $(BIN)/python
	@.ci/try-wheel dist/*.whl

release: .venv/.dev ## Make in dist/ all that a release consists of, try it in clean environments, upload nothing
	@.ci/release

lock: ## Pin the packages anew, keeping what still fits (make lock UPGRADE=--upgrade moves everything)
	@$(COMPILE) $(UPGRADE) --group build --all-extras --output-file requirements/runtime.txt pyproject.toml
	@$(COMPILE) $(UPGRADE) --group dev --all-extras --constraint requirements/runtime.txt --output-file requirements/dev.txt pyproject.toml
	@$(COMPILE) $(UPGRADE) --group release --output-file requirements/release.txt
	@$(COMPILE) $(UPGRADE) --group viewer --output-file requirements/viewer.txt pyproject.toml

clean: ## Remove what the targets above made, except finished runs
	rm -rf .venv .bootstrap build dist docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@echo "Setting up .venv, once." >&2
	@$(UV) venv --quiet --clear --python '$(PYTHON)' .venv

.venv/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	@$(INSTALL) --require-hashes --requirement requirements/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@
