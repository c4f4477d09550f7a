# Needs GNU make 4 and Python 3.10 or later; everything else is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.installed
RUNS := $(VENV)/.runs

# Set by `make coverage` and .ci/run: the tests then also have to reach the branch coverage that
# pyproject.toml asks for.
COVERAGE ?=
# How long `make fuzz` runs; 0 is until it is interrupted.
FUZZ_SECONDS ?= 0
# What `make bench` is given; `--small` measures little and holds the gates.
BENCH ?=
# What `make mutate` changes, such as 'docparse.renderers.csv.*'; all modules by default.
MUTATE ?=
# What `make attack` is told, such as --quick or --ours.
ATTACK ?=
# What `make digest` is told, such as --write FILE or --against FILE.
DIGEST ?=
# What `make train` is told: --check compares and writes nothing, --judge cross-validates.
TRAIN ?=
# What `make retrieval` is told, such as --sizes 300.
RETRIEVAL ?=
# What `make grow` is told, such as --share 1.
GROW ?=
# What `make sdist-test` and `make lower-bounds` give pytest; all tests by default.
TESTS ?= -n 2
# The article that the built wheel has to read.
ARTICLE ?= $(firstword $(sort $(wildcard seeds/*.txt)))

# Where the labelled pages are; see CONTRIBUTING.
SHARED := $(abspath $(or $(DOCPARSE_SHARED),../shared))
# How many runs `make kill-and-resume` kills.
MOMENTS ?= 50

.DEFAULT_GOAL := help
.PHONY: help demo test test-engines test-adapters kill-and-resume lint format types check coverage \
	accuracy retrieval train digest stray-lines bench fuzz fuzz-coverage attack grow mutate check-html \
	check-csv docs picture shell-files wheel sdist-test compiled lower-bounds clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

# What runs needs five libraries; the tools of development are many, and take a minute to install.
$(RUNS): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(RUNS) ## Turn a seed article into a web page, CSV tables and an outline
	$(BIN)/python examples/demo.py

test: $(READY) ## Run all tests, on two cores
	$(BIN)/python -m pytest -n 2 --dist worksteal $(if $(COVERAGE),--cov)

# Ray and Spark are large: they have an environment of their own, and `make test` does without.
ENGINES := .venv-engines
$(ENGINES)/.installed: pyproject.toml
	$(PYTHON) -m venv $(ENGINES)
	$(subst $(VENV),$(ENGINES),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[engines]'
	@touch $@

test-engines: $(ENGINES)/.installed ## Run the tests of Ray, Spark, pandas and Polars
	DOCPARSE_ENGINES=1 $(subst $(VENV),$(ENGINES),$(BIN))/python -m pytest tests/engines

# So do LangChain, LlamaIndex and datatrove.
ADAPTERS := .venv-adapters
$(ADAPTERS)/.installed: pyproject.toml
	$(PYTHON) -m venv $(ADAPTERS)
	$(subst $(VENV),$(ADAPTERS),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[adapters]'
	@touch $@

test-adapters: $(ADAPTERS)/.installed ## Run the tests of LangChain, LlamaIndex and datatrove
	DOCPARSE_ADAPTERS=1 $(subst $(VENV),$(ADAPTERS),$(BIN))/python -m pytest -W default \
		tests/adapters

retrieval: $(ADAPTERS)/.installed ## How often a search finds the answer, with our chunks and others
	$(subst $(VENV),$(ADAPTERS),$(BIN))/python -m benchmarks.retrieval $(RETRIEVAL)

# What is learned depends on the versions of the libraries, which pyproject.toml pins.
TRAINING := .venv-training
$(TRAINING)/.installed: pyproject.toml
	$(PYTHON) -m venv $(TRAINING)
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[training]'
	@touch $@

train: $(TRAINING)/.installed ## Learn costs of tables, weights of roles, headings and titles
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m training.count_cells $(TRAIN)
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m training.train_tables $(TRAIN)
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m training.train_roles $(TRAIN)
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m training.train_headings $(TRAIN)
	$(subst $(VENV),$(TRAINING),$(BIN))/python -m training.train_titles $(TRAIN)

kill-and-resume: $(READY) ## Kill runs of docparse corpus at MOMENTS random moments, and resume them
	$(BIN)/python -m tests.kill_and_resume $(MOMENTS)

lint: $(READY) ## Look for faults and for unusual formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## Format the code, mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## Check the types
	$(BIN)/mypy

check: lint types test ## Do all three: lint, types, test

coverage: ## Run all tests and measure the branch coverage
	$(MAKE) test COVERAGE=1

accuracy: $(READY) ## Score the labelled pages of the shared folder, and hold the floors
	$(BIN)/python training/accuracy.py

digest: $(READY) ## Say in one number what is made of every labelled page
	$(BIN)/python -m training.digest $(DIGEST)

stray-lines: $(READY) ## Add lines that look like another writer's to every train page
	$(BIN)/python -m tests.stray_lines

# A peer that cannot be installed is left out of the comparison.
$(VENV)/.peers: $(READY)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(VENV)/.peers ## Measure docparse and its peers side by side, and the build that make compiled leaves
	$(BIN)/python -m benchmarks $(BENCH)

fuzz: $(READY) ## Look for inputs that break a promise, for FUZZ_SECONDS or for ever
	DOCPARSE_PROFILE=fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m tests.fuzz

$(VENV)/.fuzz: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@touch $@

fuzz-coverage: $(VENV)/.fuzz ## The same, with inputs that reach new code, for an hour or FUZZ_SECONDS
	FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m tests.fuzz_coverage

attack: $(READY) ## Try hostile input on docparse, and on its peers if they are installed
	$(BIN)/python -m tests.attack $(ATTACK)

grow: $(READY) ## Count how the work grows on texts mixed of two to four pieces
	$(BIN)/python -m tests.grow $(GROW)

$(VENV)/.mutation: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutation]'
	@touch $@

mutate: $(VENV)/.mutation ## Change the code a little, see whether the tests notice; takes an hour
	$(BIN)/python -m tests.mutation $(MUTATE)

tests/browser/node_modules: tests/browser/package.json
	npm install --prefix tests/browser --no-package-lock --no-audit --no-fund --silent
	@touch $@

check-html: $(READY) tests/browser/node_modules ## Judge pages with Nu, axe-core, Chromium (java, npm)
	$(BIN)/python -m tests.browser

check-csv: $(READY) ## Open tables in LibreOffice and compare the cells (soffice)
	$(BIN)/python -m tests.office

shell-files: $(READY) ## Make the completions of shells and the manual page anew
	$(BIN)/python -m tests.shell_files

# Sphinx wants newer versions of what others pin: it has an environment of its own.
SITE := .venv-docs
$(SITE)/.installed: pyproject.toml
	$(PYTHON) -m venv $(SITE)
	$(subst $(VENV),$(SITE),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[docs]'
	@touch $@

docs: $(SITE)/.installed ## Build the site in build/docs; warnings and dead links are errors
	rm -rf build/docs build/doctrees docs/api
	$(subst $(VENV),$(SITE),$(BIN))/python -m sphinx -q -W --keep-going -j auto -c docs \
		-d build/doctrees . build/docs
	$(subst $(VENV),$(SITE),$(BIN))/python -m tests.site_links build/docs

picture: $(READY) ## Take the pictures of the documentation anew (chromium)
	$(BIN)/python docs/picture.py

# What builds is among the tools of development; that it is named where it has to be shows when the
# source distribution is installed.
build/dist: $(READY)
	rm -rf build/dist
	$(BIN)/python -m build --no-isolation --outdir build/dist .

.PHONY: build/dist
wheel: build/dist ## Build wheel and sdist, install each in an empty place and use it there
	$(BIN)/python .ci/use_wheel.py build/dist $(ARTICLE)

sdist-test: build/dist ## Run the tests in the unpacked sdist, with nothing beside it
	rm -rf build/unpacked
	mkdir -p build/unpacked
	tar -xzf build/dist/*.tar.gz --strip-components 1 -C build/unpacked
	cd build/unpacked && env -u DOCPARSE_SHARED -u DOCPARSE_REQUIRE_SHARED \
		$(abspath $(BIN))/python -m pytest $(TESTS)

# Tests that replace functions of compiled modules are of the pure build alone.
COMPILED_TESTS ?= -n 2 tests/headings tests/html_reader tests/markdown tests/nodes \
	tests/roles tests/test_cases.py tests/test_dialects.py tests/test_explain.py tests/faq tests/json \
	tests/test_limits.py tests/test_parse.py tests/test_properties.py tests/test_real_article.py \
	tests/test_seeds.py tests/test_threads.py tests/test_tokenizer.py tests/test_words.py
COMPILED := build/compiled
compiled: build/dist ## Compile with mypyc, run the tests there, and compare the trees with the pure build's
	rm -rf $(COMPILED)
	mkdir -p $(COMPILED)
	tar -xzf build/dist/*.tar.gz --strip-components 1 -C $(COMPILED)
	cd $(COMPILED) && $(abspath $(BIN))/python hatch_build.py .
	cd $(COMPILED) && DOCPARSE_SHARED=$(SHARED) $(abspath $(BIN))/python -m pytest $(COMPILED_TESTS)
	test ! -d $(SHARED) || $(BIN)/python -m training.digest $(SHARED)/accuracy --write build/pure.json
	test ! -d $(SHARED) || { cd $(COMPILED) && $(abspath $(BIN))/python -m training.digest \
		$(SHARED)/accuracy --against ../pure.json; }

LOWEST := .venv-lowest
$(LOWEST)/.installed: pyproject.toml .ci/lowest.py
	$(PYTHON) -m venv $(LOWEST)
	$(subst $(VENV),$(LOWEST),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[test]'
	$(subst $(VENV),$(LOWEST),$(BIN))/python .ci/lowest.py > $(LOWEST)/lowest.txt
	$(subst $(VENV),$(LOWEST),$(BIN))/python -m pip install --quiet --disable-pip-version-check \
		--requirement $(LOWEST)/lowest.txt
	@touch $@

lower-bounds: $(LOWEST)/.installed ## Run the tests with the oldest libraries that are allowed
	$(subst $(VENV),$(LOWEST),$(BIN))/python -m pytest $(TESTS)

clean: ## Remove everything that was made, .venv too
	rm -rf $(VENV) $(ENGINES) $(ADAPTERS) $(TRAINING) $(SITE) $(LOWEST) docs/api build dist mutants tests/browser/node_modules .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
