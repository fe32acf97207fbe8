# `make demo` runs the main job, `make test` runs the tests, `make setup` leaves .venv/bin/gains ready; both set up all they need by themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
# Tests run on two processes; WORKERS=0 runs them in one.
WORKERS ?= 2

.PHONY: docs evaluation release demo test chaos laws mutants check fix setup generate bench lock clean bootstrap image image-test up down

test: setup            ## run all tests
	@$(BIN)/python -m pytest -n $(WORKERS)

demo: setup            ## run the main job on the example campus
	@$(BIN)/gains demo

KILLS ?= 6
SEEDS ?= 2
PATIENCE ?= 1
chaos: setup           ## kill workers and take databases away; KILLS=10 SEEDS=10 PATIENCE=8 is a campaign of 200 on a busy machine
	@$(BIN)/python -m pytest -n 0 tests/chaos --kills $(KILLS) --seeds $(SEEDS) --patience $(PATIENCE)

laws: setup            ## look for new counterexamples of the laws, each run elsewhere
	@$(BIN)/python -m pytest -n $(WORKERS) tests/laws tests/unit --hypothesis-profile search

# Runs in ./mutants, with a copy of the code; MODULE=pipeline.device.put changes one module alone.
MODULE ?= *
CHILDREN ?= 2
mutants: setup         ## change the engine line by line, and see which changes its cases do not notice
	@nice -n 15 $(BIN)/mutmut run --max-children $(CHILDREN) '$(MODULE).*'
	@$(BIN)/python -m benchmarks.mutants

check: setup           ## what a contributor runs before a commit
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -n $(WORKERS)

fix: setup             ## format, sort imports, apply safe fixes
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

setup: $(STAMP)        ## the virtual environment with locked dependencies, and .venv/bin/gains

$(STAMP): requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "gains needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 3; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "the venv module is missing; on Debian: apt-get install python3-venv"; exit 3; }
	@echo "Setting up $(VENV) (once, with locked and hashed dependencies) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

generate: setup        ## write the generated files again
	@$(BIN)/python -c 'from bot.examples import FOLDER, made, write; write(FOLDER, made())'
	@$(BIN)/python -c 'from pathlib import Path; from bot.schema_files import write; write(Path("schemas/json"))'
	@$(BIN)/python -c 'from pathlib import Path; from bot.reference import write; write(Path("docs/reference"))'

docs: setup            ## build/site: the documentation, strictly
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet && echo "build/site/index.html"

bench: setup           ## run the benchmarks and print medians and ratios
	@$(BIN)/python -m benchmarks.inventory_lookup
	@$(BIN)/python -m benchmarks.junos_diff
	@$(BIN)/python -m benchmarks.eos_diff
	@$(BIN)/python -m benchmarks.fleet_diff
	@$(BIN)/python -m benchmarks.growth_diff
	@$(BIN)/python -m benchmarks.whole_intent
	@$(BIN)/python -m benchmarks.energy
	@$(BIN)/python -m benchmarks.jobs_per_second
	@$(BIN)/python -m benchmarks.webhook_burst
	@$(BIN)/python -m benchmarks.filters
	@$(BIN)/python -m benchmarks.policies_fleet

PROFILE ?= full
bootstrap:             ## secrets and settings for the first start, each written once
	@deploy/bootstrap

evaluation: setup      ## docs/evaluation: how good this release is, in figures
	@$(BIN)/gains eval --json docs/evaluation/$$($(BIN)/python -c "from pipeline.version import __version__ as v; print(v)").json --markdown docs/evaluation/$$($(BIN)/python -c "from pipeline.version import __version__ as v; print(v)").md

release: setup         ## dist/: the wheel, built twice and compared, and its provenance (KEY=FILE signs it)
	@$(BIN)/python packaging/release.py dist $(if $(KEY),--key $(KEY))

IMAGE ?= gains-network-orchestrator:0.1.0
image:                 ## the image with the analyzer's client, by buildah, podman or docker (BUILDER=, IMAGE=, BASE=)
	@packaging/image $(IMAGE) batfish $(if $(BASE),BASE_IMAGE=$(BASE))

image-test: setup image ## build the image, start it, and try what is promised of it
	@$(BIN)/python -m pytest -n 0 tests/image --image $(IMAGE) -rs

up: bootstrap          ## start the bot and what it needs; PROFILE=minimal: one container and SQLite
	docker compose --profile $(PROFILE) up --detach --wait

down:                  ## stop them; data stays in its volumes
	docker compose --profile full --profile minimal down

lock:                  ## refresh the lock files (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q --python-version 3.11 pyproject.toml --all-extras -o requirements/run.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q --python-version 3.11 pyproject.toml --all-extras --group dev -c requirements/run.lock -o requirements/dev.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q --python-version 3.11 pyproject.toml --extra server --extra assistant --extra tracing --extra inventory -c requirements/run.lock -o requirements/server.lock
	printf 'hatchling\ncyclonedx-bom\n' | uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q --python-version 3.11 - -c requirements/dev.lock -o requirements/build.lock

clean:                 ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
