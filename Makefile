SHELL := bash
.DEFAULT_GOAL := help
PY := .venv/bin/python

export PYTHONUTF8 := 1
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup train run test nightly lint validate bench lock clean release-check sbom audit learn

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## create .venv from requirements.lock (does nothing when it is up to date)
	@scripts/setup-venv

train: setup ## train the model (does nothing when it is up to date)
	@scripts/train

learn: setup ## learn what staff has labelled, unless that makes the model worse (docs/learning.md)
	@scripts/learn

run: ## set up, train if need be, serve on http://127.0.0.1:8000 (or PORT) until Ctrl-C
	@scripts/run

test: train ## the whole test suite, without the tests marked nightly
	@$(PY) -m pytest -n auto --dist loadfile

nightly: setup ## the long tests, each property with 100,000 examples
	@HYPOTHESIS_PROFILE=nightly $(PY) -m pytest -m "nightly or property"

lint: setup ## ruff, mypy and the direction of imports
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@.venv/bin/lint-imports

validate: setup ## check the catalogue
	@$(PY) -m subsidy validate

release-check: train ## the long checks before a release (PART=faults …, SCALE=0.01 for a hundredth)
	@scripts/release-check

sbom: setup ## write build/sbom.cdx.json: what the bot is made of (CycloneDX)
	@scripts/sbom

audit: setup ## look for known vulnerabilities in what the lock names
	@scripts/audit

bench: setup ## run the benchmarks
	@$(PY) -m benchmarks

lock: ## resolve the dependencies anew and write requirements.lock
	@scripts/lock

clean: ## remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
