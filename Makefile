# Every target sets up .venv from requirements.lock by itself; Python 3.11 and make are all it needs.
# Settings:  PYTHON=path/to/python3.11   JOBS=2 (test processes; 0 = one, in this process)   ARGS="-k house" (more for pytest)

SHELL := /bin/sh
BIN   := .venv/bin
JOBS  ?= 2
ARGS  ?=

# These are ours to decide, not the caller's environment's.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help install forecast example test bench hindcast sensitivity sbc kills mutants check format lock clean

help:
	@echo "make forecast   chances of every target of the Henan equipment plan, with and without its incentives, and the report"
	@echo "make example    the same run with its report as the example that the README shows (reports/examples)"
	@echo "make test       run the tests"
	@echo "make bench      measure speed, start-up, storing and memory on this machine (ARGS=--quick for a look)"
	@echo "make hindcast   fit the model at earlier origins anew, hold its forecasts against what came (calibration/results)"
	@echo "make sensitivity  what moves each target of PLAN=henan-equipment-2017 (calibration/results)"
	@echo "make sbc        recover TRUTHS=200 synthetic truths; goes on where it stopped (calibration/results/)"
	@echo "make kills      kill runs at random instants, KILLS=200 times of each kind, and hold what is left to the rules"
	@echo "make mutants    change the rules and acts in MUTANTS=600 places, one at a time, and see that a test fails; goes on where it stopped"
	@echo "make check      ruff, pyright, import-linter, codespell"
	@echo "make format     put the code in ruff's format and mend what it can mend"
	@echo "make install    set up .venv from requirements.lock (every target above does so when needed)"
	@echo "make lock       choose the newest versions that pyproject.toml allows (UPGRADE= keeps those chosen before)"
	@echo "make clean      remove .venv and every cache; results/ stay"

install: .venv/.ready

# uv installs the lock in seconds where pip takes minutes. It is not in the lock, because the lock must also install where
# the package index has no uv; and it stays outside .venv, so that .venv holds what the lock names, whoever installed it.
.venv/.ready: requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" sh .ci/environment .venv
	@echo "Installing what requirements.lock names."
	@$(BIN)/python .ci/install.py
	@touch $@

forecast: .venv/.ready
	@$(BIN)/clustercast run henan-equipment-2017 --scenario as-written --scenario no-incentives \
		--members 400 --report

# Small enough to be kept: both pages, and in Chinese the Word document and the workbook.
EXAMPLE := reports/examples
EXAMPLE_RUN := results/example
example: .venv/.ready
	@$(BIN)/clustercast run henan-equipment-2017 --scenario as-written --scenario no-incentives \
		--members 400 --seed 1 --out $(EXAMPLE_RUN)
	@$(BIN)/clustercast report $(EXAMPLE_RUN) --format html --out $(EXAMPLE)
	@$(BIN)/clustercast report $(EXAMPLE_RUN) --lang zh --format docx,xlsx --out $(EXAMPLE)
	@cp $(EXAMPLE_RUN)/charts/fan-main-business-revenue-2020.zh.svg $(EXAMPLE)/main-business-revenue-2020.zh.svg
	@cp $(EXAMPLE_RUN)/charts/fan-robot-demo-units-2020.en.svg $(EXAMPLE)/robot-demo-units-2020.en.svg

test: .venv/.ready
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile tests $(ARGS)

bench: .venv/.ready
	@$(BIN)/clustercast bench $(ARGS)

HINDCAST := calibration/results/hindcast
hindcast: .venv/.ready
	@$(BIN)/clustercast hindcast --refit --posteriors $(HINDCAST) --out $(HINDCAST) $(ARGS)

PLAN ?= henan-equipment-2017
# The study's runs stay in STUDY; its tables and manifest are what is kept.
STUDY ?= results/sensitivity
SENSITIVITY := calibration/results/sensitivity
sensitivity: .venv/.ready
	@$(BIN)/clustercast sensitivity $(PLAN) --out $(STUDY) $(ARGS)
	@mkdir -p $(SENSITIVITY)
	@cp $(STUDY)/indices.csv $(STUDY)/sensitivity.en.md $(STUDY)/sensitivity.zh.md $(STUDY)/manifest.json $(SENSITIVITY)

TRUTHS ?= 200
sbc: .venv/.ready
	@$(BIN)/python -m clustercast.calibration.recovery_run --truths $(TRUTHS) --jobs $(JOBS) $(ARGS)

KILLS ?= 200
kills: .venv/.ready
	@CLUSTERCAST_KILLS=$(KILLS) $(BIN)/python -m pytest -q -n $(JOBS) tests/faults/test_kills.py $(ARGS)

# A few minutes; the summary is what is kept (tests/mutation/summary.md).
MUTANTS ?= 600
mutants: .venv/.ready
	@$(BIN)/python -c "import cosmic_ray" 2>/dev/null || $(BIN)/python -m pip install --disable-pip-version-check \
		--quiet --no-build-isolation -e ".[mutation]"
	@$(BIN)/python -m tests.mutation.run --count $(MUTANTS) --jobs $(JOBS) $(ARGS)

# All of them run, so that one look shows everything there is to mend.
check: .venv/.ready
	@failed=; \
	for step in "ruff check" "ruff format --check" "pyright" "lint-imports --no-logo" "codespell"; do \
		echo "== $$step"; $(BIN)/$$step || failed="$$failed $${step%% *}"; \
	done; \
	if [ -n "$$failed" ]; then echo "make check: not clean:$$failed"; exit 1; fi

format: .venv/.ready
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

# Settings of this machine's pip (mirrors, local folders) must leave no trace in the lock.
UPGRADE ?= --upgrade
lock:
	@PYTHON="$(PYTHON)" sh .ci/environment build/lock
	@build/lock/bin/python -m pip install --disable-pip-version-check --quiet "pip-tools>=7.4,<8"
	@CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet $(UPGRADE) --no-config --extra dev \
		--all-build-deps --allow-unsafe --generate-hashes --strip-extras \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--output-file requirements.lock pyproject.toml

clean:
	@rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path "./results/*" -prune -exec rm -rf {} +
