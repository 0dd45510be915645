# Every target sets up .venv by itself, with what a forecast needs (requirements.lock) or with what development adds to it
# (requirements-dev.lock); Python 3.11 and make are all it needs.
# Settings:  PYTHON=path/to/python3.11   JOBS=2 (test processes; 0 = one, in this process)   ARGS="-k house" (more for pytest)

SHELL := /bin/sh
BIN   := .venv/bin
JOBS  ?= 2
ARGS  ?=

# These are ours to decide, not the caller's environment's.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help install forecast example test bench peers hindcast sensitivity sbc twins kills mutants attack check format lock clean

help:
	@echo "make forecast   chances of every target of the Henan equipment plan, with and without its incentives, and the report"
	@echo "make example    the same run with its report as the example that the README shows (reports/examples)"
	@echo "make test       run the tests"
	@echo "make bench      measure speed, start-up, storing and memory on this machine (ARGS=--quick for a look)"
	@echo "make peers      the same toy rules as Mesa objects, AgentSet, NumPy and compiled, beside BAM Engine's and Starsim's own models"
	@echo "make hindcast   fit the model at earlier origins anew, hold its forecasts against what came (calibration/results)"
	@echo "make sensitivity  what moves each target of PLAN=henan-equipment-2017 (calibration/results)"
	@echo "make sbc        recover TRUTHS=200 synthetic truths; goes on where it stopped (calibration/results/)"
	@echo "make twins      score the update by figures on TWINS=500 members taken for what happened (calibration/results)"
	@echo "make kills      kill runs at random instants, KILLS=200 times of each kind, and hold what is left to the rules"
	@echo "make mutants    change the rules and acts in MUTANTS=600 places, one at a time, and see that a test fails; goes on where it stopped"
	@echo "make attack     attack every reader, run and product a few thousand times (ARGS=\"--packs 500 ...\"); goes on where it stopped"
	@echo "make check      ruff, pyright, import-linter, codespell"
	@echo "make format     put the code in ruff's format and mend what it can mend"
	@echo "make install    set up .venv from both locks (every target above sets up what it needs)"
	@echo "make lock       choose the newest versions that pyproject.toml allows, for both locks (UPGRADE= keeps those chosen before)"
	@echo "make clean      remove .venv and every cache; results/ stay"

install: .venv/.dev

# uv installs the lock in seconds where pip takes minutes. It is not in the lock, because the lock must also install where
# the package index has no uv; and it stays outside .venv, so that .venv holds what the lock names, whoever installed it.
.venv/.ready: requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" sh .ci/environment .venv
	@echo "Installing what requirements.lock names."
	@$(BIN)/python .ci/install.py
	@touch $@

.venv/.dev: .venv/.ready requirements-dev.lock
	@echo "Installing what requirements-dev.lock adds."
	@$(BIN)/python .ci/install.py requirements.lock requirements-dev.lock
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
	@$(BIN)/clustercast charts $(EXAMPLE_RUN) --format svg
	@$(BIN)/clustercast report $(EXAMPLE_RUN) --format html --out $(EXAMPLE)
	@$(BIN)/clustercast report $(EXAMPLE_RUN) --lang zh --format docx,xlsx --out $(EXAMPLE)
	@cp $(EXAMPLE_RUN)/charts/fan-main-business-revenue-2020.zh.svg $(EXAMPLE)/main-business-revenue-2020.zh.svg
	@cp $(EXAMPLE_RUN)/charts/fan-robot-demo-units-2020.en.svg $(EXAMPLE)/robot-demo-units-2020.en.svg

test: .venv/.dev
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile tests $(ARGS)

bench: .venv/.ready
	@$(BIN)/clustercast bench $(ARGS)

# Each by itself, so that one which cannot be installed is skipped and the others are measured.
PEERS := build/peers
peers: .venv/.ready
	@PYTHON="$(PYTHON)" sh .ci/environment $(PEERS)
	@$(BIN)/python -c "import tomllib; \
		print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['peers'])" | tr ' ' '\n' | \
		while read -r one; do $(PEERS)/bin/python -m pip install --disable-pip-version-check --quiet --retries 1 "$$one" \
		|| echo "$$one cannot be installed"; done
	@$(BIN)/python -m clustercast.bench.peers $(PEERS)/bin/python

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

TWINS ?= 500
twins: .venv/.ready
	@$(BIN)/python -m clustercast.calibration.twins.run --twins $(TWINS) --jobs $(JOBS) $(ARGS)

KILLS ?= 200
kills: .venv/.dev
	@CLUSTERCAST_KILLS=$(KILLS) $(BIN)/python -m pytest -q -n $(JOBS) tests/faults/test_kills.py $(ARGS)

# A few minutes; the summary is what is kept (tests/mutation/summary.md).
MUTANTS ?= 600
mutants: .venv/.dev
	@$(BIN)/python -c "import cosmic_ray" 2>/dev/null || $(BIN)/python -m pip install --disable-pip-version-check \
		--quiet --no-build-isolation -e ".[mutation]"
	@$(BIN)/python -m tests.mutation.run --count $(MUTANTS) --jobs $(JOBS) $(ARGS)

# At most three hours on two cores; the summary is what is kept (tests/attack/summary.md).
attack: .venv/.dev
	@$(BIN)/python -m tests.attack.run --jobs $(JOBS) $(ARGS)

# All of them run, so that one look shows everything there is to mend.
check: .venv/.dev
	@failed=; \
	for step in "ruff check" "ruff format --check" "pyright" "lint-imports --no-logo" "codespell"; do \
		echo "== $$step"; $(BIN)/$$step || failed="$$failed $${step%% *}"; \
	done; \
	if [ -n "$$failed" ]; then echo "make check: not clean:$$failed"; exit 1; fi

format: .venv/.dev
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

UPGRADE ?= --upgrade
lock:
	@PYTHON="$(PYTHON)" sh .ci/lock $(UPGRADE)

clean:
	@rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path "./results/*" -prune -exec rm -rf {} +
