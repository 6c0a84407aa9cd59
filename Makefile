# Two commands do all the set-up: `make lab` (the notebooks) and `make test` (every check).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
NEEDS  := pyproject.toml constraints.txt

.PHONY: help lab class share test check format data teaching bench clean
help:
	@echo "make lab     open JupyterLab on the notebooks (sets everything up first)"
	@echo "make class   serve the notebooks to a class as pages without code"
	@echo "make share   write the notebooks as HTML files that need nothing, to build/share"
	@echo "make test    run every check: style, types, tests, notebooks in a browser"
	@echo "make format  tidy the code"
	@echo "make data    remake data/five-reports from CORPUS=folder of the five reports"
	@echo "make teaching  remake data/teaching-corpus after a change of rules or generator"
	@echo "make bench   print the table of timings"
	@echo "make clean   remove what was set up"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "reportkit needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make lab PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python's venv module is not complete here. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/lab-is-set-up: $(BIN)/python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab]'
	@touch $@

$(VENV)/test-is-set-up: $(BIN)/python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab,class,test]'
	@touch $@ $(VENV)/lab-is-set-up

lab: $(VENV)/lab-is-set-up
	$(BIN)/reportkit lab $(LAB_OPTIONS)

# CLASS_OPTIONS='--Voila.ip=0.0.0.0 --port=8866' lets the whole room in.
$(VENV)/class-is-set-up: $(BIN)/python $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[lab,class]'
	@touch $@ $(VENV)/lab-is-set-up

class: $(VENV)/class-is-set-up
	$(BIN)/reportkit class $(CLASS_OPTIONS)

# SHARE_OPTIONS=--text adds the sentences that panels show.
share: $(VENV)/lab-is-set-up
	$(BIN)/reportkit share notebooks --out build/share $(SHARE_OPTIONS)

test: $(VENV)/test-is-set-up
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(PYTEST_OPTIONS)

format: $(VENV)/test-is-set-up
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

data: $(VENV)/lab-is-set-up
	$(BIN)/reportkit build $(CORPUS) --out data/five-reports --no-text

# What ships is opened only while the rules would read the same.
teaching: $(VENV)/lab-is-set-up
	$(BIN)/python -c "from reportkit.corpus import ship_teaching; print(ship_teaching())"

bench: $(VENV)/test-is-set-up
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
