# Every command sets up what it needs. `make` alone lists them.
# Another Python: make site PYTHON=python3.12    Some tests only: make test TESTS=tests/browser

PYTHON ?= python3
TESTS ?=
SUBJECTS ?=
SEED ?= 1
AUDIT ?=
FILES ?= 10000
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST = $(QUIET) $(BIN)/python -m pytest
DENO = cd site_builder/browser && DENO_NO_UPDATE_CHECK=1 ../../$(BIN)/deno
# Material for MkDocs announces its end of life on every build; docs/architecture.md says what the project does about it.
QUIET = NO_MKDOCS_2_WARNING=1

help:
	@echo 'make site     build everything into site/'
	@echo 'make serve    show the site while you write, on this machine only'
	@echo 'make test     all tests, those in Chromium and LibreOffice too'
	@echo 'make check    format, lint, types, layers, browser code, tools and texts'
	@echo 'make format   put Python and TypeScript into the form that check wants'
	@echo 'make bench    measure; some only: make bench SUBJECTS="compute sizes"'
	@echo 'make figures  write docs/figures.md from what was measured last'
	@echo 'make audit-site  look at every kind of page in site/: Lighthouse, axe, HTML, links, policy; AUDIT=--quick for less'
	@echo 'make schema   write what VS Code needs to complete and check YAML'
	@echo 'make fuzz     break 10,000 files and see that each mistake is told: make fuzz SEED=2 FILES=500'
	@echo 'make accept   rewrite the golden files of the tests, to be read before they are committed'
	@echo 'make bundle   make the page'\''s script again'
	@echo 'make clean    remove what was made; make distclean removes .venv too'

# ---- what people ask for

site: scripts
	@echo '== building site/'
	@$(QUIET) $(BIN)/site-builder build
	@echo '== done: open site/index.html'

serve: scripts
	@$(QUIET) $(BIN)/site-builder serve

test: .venv/.dev bundle
	@sh tests/setup_system.sh
	@echo '== all tests'
	@$(PYTEST) -m "" -n auto --dist loadfile --no-loadscope-reorder $(TESTS)

check: .venv/.dev bundle
	@echo '== format'
	@$(BIN)/ruff format --check --quiet . || { echo 'Not in form. Cure: make format'; exit 1; }
	@echo '== lint'
	@$(BIN)/ruff check --quiet .
	@echo '== types'
	@$(BIN)/python -m mypy --no-error-summary
	@echo '== layers'
	@$(BIN)/lint-imports --no-cache >.venv/layers.txt 2>&1 || { cat .venv/layers.txt; exit 1; }
	@echo '== browser code: format, lint, types'
	@$(DENO) fmt --quiet --check || { echo 'Not in form. Cure: make format'; exit 1; }
	@$(DENO) lint --quiet
	@$(DENO) check --quiet --frozen-lockfile .
	@echo '== tools and texts: formulas, examples, origins, links, what is left over'
	@$(QUIET) $(BIN)/site-builder check
	@echo '== all good'

format: .venv/.dev
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(DENO) fmt --quiet

schema: .venv/.site
	@$(BIN)/site-builder schema

bench: .venv/.dev bundle
	@$(QUIET) $(BIN)/python -m bench $(SUBJECTS)

figures: .venv/.dev
	@$(BIN)/python -m bench --write

audit-site: .venv/.dev
	@[ -f site/index.html ] || $(MAKE) --no-print-directory site
	@sh tests/setup_system.sh
	@$(QUIET) $(BIN)/python -m audit $(AUDIT)

fuzz: .venv/.dev bundle
	@$(QUIET) $(BIN)/python -m tests.fuzz --seed $(SEED) --files $(FILES)

accept: .venv/.dev bundle
	@ACCEPT=1 $(PYTEST) $(TESTS)
	@git status --short tests || true

bundle: .venv/.dev
	@$(BIN)/python hatch_build.py

clean:
	rm -rf site build dist site_builder/assets/*.js *.egg-info
	rm -rf .cache .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv

# ---- set-up, once

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed; "$(PYTHON)" is not. Another one: make PYTHON=python3.12'; exit 1; }
	@echo '== making .venv'
	@$(PYTHON) -m venv .venv || { \
	  echo 'This Python makes no virtual environments. On Debian and Ubuntu: apt-get install python3-venv'; \
	  rm -rf .venv; exit 1; }
	@touch $@

.venv/.site: .venv/.made pyproject.toml hatch_build.py
	@echo '== installing what the site needs'
	@$(PIP) --editable .
	@touch $@

.venv/.dev: .venv/.made pyproject.toml hatch_build.py
	@echo '== installing what the site, the tests and the checks need'
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/.site

# The page's script, made again where its sources are newer: quickly with the deno of the tests' set-up, else by installing.
scripts: .venv/.site
	@if [ -x $(BIN)/deno ]; then $(BIN)/python hatch_build.py; \
	elif [ ! -f site_builder/assets/armory.js ] || \
	  [ -n "`find site_builder/browser hatch_build.py -newer site_builder/assets/armory.js`" ]; then \
	  echo '== making the script of the pages'; $(PIP) --no-deps --editable .; fi

.PHONY: help site serve test check format schema bench figures audit-site fuzz accept bundle clean distclean scripts
