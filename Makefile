# The front door. `make` alone lists what there is.

PYTHON ?= python3
# An environment of its own from other lock files: `make VENV=folder LOCKS=folder/ …` (scripts/watching/trials.py).
VENV := .venv
LOCKS :=
BIN := $(VENV)/bin
STRICT ?= 1
# Tests wait a good part of their time, for a build or a browser: two more than there are cores keep all of them busy.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
# The archive as it stood on a day: `make build AS_OF=2022-07-28`.
AS_OF_DAY = $(if $(AS_OF),MINUTES_AS_OF='$(AS_OF)')
# One language alone: `make serve LOCALE=en`.
ONE_LOCALE = $(if $(LOCALE),MINUTES_LOCALE='$(LOCALE)' )
# And one year: `make serve YEAR=2022`.
ONE_YEAR = $(if $(YEAR),MINUTES_YEAR='$(YEAR)' )
# Material prints a banner about MkDocs 2 otherwise. Activating the environment sets this and the next one too.
export NO_MKDOCS_2_WARNING := 1
# Names of files are UTF-8, and so is all that is read and written, whatever the locale says.
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help serve build test fuzz fuzz-parser check fix new import review publish addresses schemas screenshots bench lighthouse lint types format lock audit newest properdocs sbom clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/site.stamp ## Preview the site at http://127.0.0.1:8000/, and again after every change (LOCALE=en for one language, YEAR=2022 for one year)
	@$(AS_OF_DAY) $(ONE_LOCALE)$(ONE_YEAR)$(BIN)/python scripts/preview_site.py

build: $(VENV)/site.stamp ## Build the site strictly into site/ (STRICT=0 lets warnings pass; AS_OF=2022-07-28)
	@$(AS_OF_DAY) $(BIN)/python scripts/build_site.py $(if $(filter 0,$(STRICT)),,--strict)

test: $(VENV)/node.stamp ## Run the whole test suite
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

fuzz: $(VENV)/dev.stamp ## Try many made-up minutes, other ones in every run (EXAMPLES=200000; ARGS=… for pytest, such as -k fixes)
	@EXAMPLES=$(or $(EXAMPLES),200000) $(BIN)/python -m pytest tests/minutes/test_fuzz.py -s $(ARGS)

fuzz-parser: $(VENV)/dev.stamp ## Try bytes on the parser for an hour with atheris, which it installs (ARGS=-max_total_time=60)
	@$(BIN)/python -m pip install --quiet --upgrade --target .cache/fuzz/atheris --require-hashes -r tests/fuzz/requirements.txt
	@PYTHONPATH=tests/minutes:.cache/fuzz/atheris $(BIN)/python tests/fuzz/fuzz_parser.py .cache/fuzz/corpus $(or $(ARGS),-max_total_time=3600)

check: $(VENV)/site.stamp ## Check minutes and registry files, line by line
	@$(BIN)/python scripts/check_minutes.py --strict $(if $(AS_OF),--as-of $(AS_OF))

fix: $(VENV)/site.stamp ## Mend what can be mended without a judgement
	@$(BIN)/python scripts/check_minutes.py --fix

new: $(VENV)/site.stamp ## Start the minutes of a meeting in both languages (DATE=2022-11-17, or the next one)
	@$(BIN)/python scripts/new_minutes.py $(DATE)

import: $(VENV)/site.stamp ## Bring in existing minutes (SRC=folder or file)
	@$(BIN)/python scripts/import_minutes.py $(SRC)

review: $(VENV)/site.stamp ## Say what the change since main means (BASE=… for another start)
	@$(BIN)/python scripts/review_minutes.py $(or $(BASE),main)

publish: $(VENV)/site.stamp ## Publish a version (VERSION=2022.07 or dev; PUSH=1 onto the remote; ARGS=… for more, see ARGS=--help)
	@$(BIN)/python scripts/publish_version.py $(VERSION) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(filter 1,$(PUSH)),--push) $(ARGS)

addresses: build ## Record the new addresses of the site, and check that no published one is gone
	@$(BIN)/python scripts/record_addresses.py

schemas: $(VENV)/site.stamp ## Renew the JSON Schemas that editors use
	@$(BIN)/python scripts/write_schemas.py

screenshots: $(VENV)/dev.stamp ## Take pictures of every kind of page into site-screenshots/ (DIR=… for another folder; ARGS="--kind meeting")
	@$(BIN)/python scripts/take_screenshots.py $(DIR) $(ARGS)

bench: $(VENV)/dev.stamp ## Measure the check, whole builds, the weight of pages and more (ARGS=… for more, see ARGS=--help)
	@$(BIN)/python scripts/bench.py $(ARGS)

lighthouse: $(VENV)/lighthouse.stamp ## Run Lighthouse on every kind of page, in both languages (ARGS='--kind meeting' for one)
	@$(BIN)/python scripts/bench.py --lighthouse --rounds 1 $(ARGS)

lint: $(VENV)/dev.stamp ## Check the style of the code and the spelling
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/typos

types: $(VENV)/dev.stamp ## Check the types of the code
	@$(BIN)/mypy

format: $(VENV)/dev.stamp ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(VENV)/dev.stamp ## Renew both lock files from pyproject.toml (ARGS='--upgrade-package NAME' for a newer release)
	@sh scripts/lock.sh $(BIN)/uv . $(ARGS)

audit: $(VENV)/dev.stamp ## Look for known vulnerabilities and withdrawn releases among what is locked
	@$(BIN)/python scripts/audit_dependencies.py $(ARGS)

newest: $(VENV)/dev.stamp ## Build and test with the newest releases that pyproject.toml allows (ARGS=tests/site for some tests)
	@$(BIN)/python scripts/try_dependencies.py newest $(ARGS)

properdocs: $(VENV)/dev.stamp ## Build with the newest ProperDocs, and compare with what MkDocs builds
	@$(BIN)/python scripts/try_dependencies.py properdocs

sbom: $(VENV)/dev.stamp ## Write what the site is built with into sbom.cdx.json, a CycloneDX bill of materials
	@$(BIN)/python scripts/write_bill.py --lock $(LOCKS)requirements.txt

clean: ## Remove the environment and everything built
	@rm -rf $(VENV) .venv-* .cache/build site .site-* sbom.cdx.json site-screenshots tests/node/node_modules tests/lighthouse/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The build backend is locked with the rest, so that nothing is installed whose hash is not known. The line that leads to
# hooks/ is made a relative one: Python before 3.13 reads it by the locale, and would not start below a Chinese path in C.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; try: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@printf '\nexport NO_MKDOCS_2_WARNING=1 PYTHONUTF8=1\n' >> $(BIN)/activate

$(VENV)/site.stamp: $(LOCKS)requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the site's requirements into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@cd $(VENV)/lib/python3*/site-packages && echo ../../../../hooks > _community_minutes.pth
	@touch $@

$(VENV)/dev.stamp: $(LOCKS)requirements-dev.txt $(VENV)/site.stamp
	@echo "Installing the development requirements into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCKS)requirements-dev.txt
	@touch $@

# Node comes with the development requirements; what the tests need from npm is locked beside them.
$(VENV)/node.stamp: tests/node/package-lock.json $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Of no use but for `make lighthouse`.
$(VENV)/lighthouse.stamp: tests/lighthouse/package-lock.json $(VENV)/dev.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix tests/lighthouse --ignore-scripts --no-audit --no-fund --silent
	@touch $@
