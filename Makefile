# Verbs of the project; "make help" lists them. Everything made lies in _build/ and .venv/.
PYTHON ?= python3
VENV   ?= .venv
TRAINER ?= 1
BIN     = $(VENV)/bin
TOC     = $(if $(filter 0,$(TRAINER)),--toc _build/toc-learners.yml)
BUILD   = $(BIN)/jupyter-book build . -W -n --keep-going -q $(TOC)

.DEFAULT_GOAL := help
.PHONY: help setup book check notebooks handouts lab serve test bench lint pictures lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: setup check notebooks handouts ## check, notebooks, PDFs and the site (TRAINER=0 leaves trainers' pages out)
	@echo "== site"
	@$(BIN)/borderrights toc $(if $(TOC),--no-trainer) >/dev/null && $(BUILD)
	@echo && echo "Site:      _build/html/index.html" && echo "PDFs:      _build/pdf/" && echo "Notebooks: quizzes/*.ipynb"

setup: $(VENV)/ready ## create the environment and install what is pinned

$(VENV)/ready: pyproject.toml constraints.txt
	@echo "== environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/ready-test: $(VENV)/ready
	@echo "== what the tests need"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@$(BIN)/python tests/browser/find.py --install
	@touch $@

check: setup ## report every problem of every source
	@echo "== check" && $(BIN)/borderrights check

notebooks: setup ## make the quiz notebooks
	@echo "== notebooks" && $(BIN)/borderrights notebooks

handouts: setup ## make the PDFs
	@echo "== PDFs" && $(BIN)/borderrights handout $(if $(filter 0,$(TRAINER)),--no-trainer)

lab: setup ## open the notebooks in JupyterLab
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab]'
	$(BIN)/jupyter lab quizzes

serve: setup ## preview on this machine, building again on every save
	$(BIN)/borderrights serve

test: setup $(VENV)/ready-test ## run every test: unit, golden, property, notebooks, browser
	$(BIN)/python -m pytest -n 2 --dist loadscope tests
	PYTHONPATH=tests $(BIN)/python -m pytest -p one_kernel -n 2 --dist loadscope --nbval quizzes

lint: setup $(VENV)/ready-test ## types and style of the code
	$(BIN)/ruff check src tests benchmarks && $(BIN)/ruff format --check src tests benchmarks && $(BIN)/mypy

bench: setup $(VENV)/ready-test ## measure against peers, one table
	$(BIN)/python benchmarks/run.py

pictures: book $(VENV)/ready-test ## make the pictures of the README anew
	$(BIN)/python tests/browser/screenshots.py

lock: setup ## pin again what the commands install
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header --no-annotate --upgrade -o constraints.txt pyproject.toml

clean: ## remove what was made (the environment stays)
	rm -rf _build
