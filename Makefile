# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

# Needs Python 3.11 or newer and make; everything else comes from pinned packages. All that is fetched or written lies in .local/.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .local/venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
export PYTHONUNBUFFERED := 1

.PHONY: help demo test lint bench contract format messages requirements theme shell clean install install-dev
.PHONY: lint-style lint-types lint-imports lint-templates lint-migrations lint-messages lint-licences lint-lengths

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- the virtual environment: made once, filled again only when the pinned requirements change ---

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed."; exit 1; }
	@echo "… making the virtual environment with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing (Debian: apt-get install python3-venv)."; rm -rf $(VENV); exit 1; }

PIP_INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --require-hashes
NEWS_ONLY = { grep -v '^Requirement already satisfied\|^Ignoring ' || true; }

install: $(BIN)/python
	@cmp -s requirements.txt $(VENV)/installed-requirements.txt || { \
		echo "… installing the pinned packages"; \
		$(PIP_INSTALL) -r requirements.txt | $(NEWS_ONLY); \
		cp requirements.txt $(VENV)/installed-requirements.txt; }

install-dev: install
	@cmp -s requirements-dev.txt $(VENV)/installed-requirements-dev.txt || { \
		echo "… installing the packages for tests and checks"; \
		$(PIP_INSTALL) -r requirements.txt -r requirements-dev.txt | $(NEWS_ONLY); \
		cp requirements-dev.txt $(VENV)/installed-requirements-dev.txt; }

# --- running ---

demo: install ## start the whole site with demo data on http://127.0.0.1:8000 (PORT=… for another port)
	@PORT=$(PORT) exec $(BIN)/python -m marketplace.runtime.demo

test: install-dev ## run all tests on real PostgreSQL and Elasticsearch (ARGS=… for pytest)
	@exec $(BIN)/python -W ignore -m marketplace.runtime.testservers -- $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

contract: install-dev ## check our Stripe sandbox against the official stripe-mock (needs Go)
	@exec $(BIN)/python -W ignore -m marketplace.runtime.contract

bench: install-dev ## measure speed and memory, write docs/benchmarks.md; SEARCH_SIZES=1k,10k,100k
	@MARKETPLACE_SEARCH_HEAP=$${MARKETPLACE_SEARCH_HEAP:-1024} exec $(BIN)/python -W ignore -m marketplace.runtime.testservers -- $(BIN)/python -m tests.load.bench

# --- checking ---

lint: install-dev ## check style, types, layers, templates, migrations, translations, licences, lengths
	@$(MAKE) -j $(WORKERS) -k --output-sync=target lint-types lint-migrations lint-templates lint-style lint-imports lint-messages lint-licences lint-lengths

lint-style:
	@echo "— ruff"; $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .

lint-types:
	@echo "— mypy"; $(BIN)/mypy . | tail -n 60

lint-imports:
	@echo "— import-linter"; $(BIN)/lint-imports --no-cache --no-logo | grep -vE '^ *$$' | tail -n 40

lint-templates:
	@echo "— djlint"; $(BIN)/djlint --lint --quiet $(wildcard marketplace catalogue residencies search frontend)

lint-migrations:
	@echo "— migrations"; $(BIN)/python -W ignore manage.py makemigrations --check --dry-run

lint-messages:
	@echo "— translations"; $(BIN)/python -m marketplace.runtime.messages; $(BIN)/python -W ignore -m marketplace.runtime.collect_messages --check
	@$(BIN)/python -W ignore -m marketplace.runtime.collisions

lint-licences:
	@echo "— reuse"; $(BIN)/reuse lint -q || $(BIN)/reuse lint | tail -n 40

lint-lengths:
	@echo "— lengths"; $(BIN)/python -m marketplace.runtime.lengths

# --- keeping ---

format: install-dev ## put the code into shape
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format .

messages: install-dev ## collect new texts into the .po files (needs gettext), then list what is not translated
	@$(BIN)/python -W ignore -m marketplace.runtime.collect_messages; $(BIN)/python -m marketplace.runtime.messages

requirements: install-dev ## pin the requirements anew, with hashes
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q $$name.in -o $$name.txt; done

theme: install-dev ## build the style sheet and fonts anew (Node comes from a package); the result is committed
	@cd frontend/theme && PATH="$(CURDIR)/$(BIN):$$PATH" && npm ci --ignore-scripts --silent && node build.mjs

clean: ## delete demo and test data, keep downloads and the virtual environment
	@rm -rf .local/demo .local/test .local/contract .local/elasticsearch-* .mypy_cache .ruff_cache .hypothesis
