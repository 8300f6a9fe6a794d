# Every target sets up what it needs first; setup.sh does that once.

BIN := .venv/bin
# Without byte code, which some machines ask for, every start would compile the whole program.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev render test test-lowest test-newest test-beyond lock lint check audit fuzz bench growth gallery docs faults schema clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## set up .venv and the libraries it needs, and nothing else
	@./setup.sh

setup-dev:
	@./setup.sh dev

render: setup ## write output/ from cv.yaml, else from data/cv.yaml, as PDF and as Word file
	@$(BIN)/cvrender render
	@[ -e cv.yaml ] || echo "next: $(BIN)/cvrender new cv.yaml, edit it, then make render again"
	@[ ! -e cv.yaml ] || echo "next: $(BIN)/cvrender preview shows cv.yaml in the browser while you edit it"

# A worker for each core; what is expensive is made once for all of them.
TEST := pytest --numprocesses auto

test: setup-dev ## run the tests
	$(BIN)/$(TEST) $(COVERAGE)

lint: setup-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

check: COVERAGE := --cov --cov-fail-under=95
check: lint test ## format, lint, types, import contracts, tests with branch coverage

# Other libraries than the locked ones, in an environment of their own.
test-lowest: RESOLUTION := --resolution lowest-direct
test-beyond: BOUNDS := s/,<[0-9.]*"/"/g; s/~=/>=/
test-lowest: ## run the tests with the oldest libraries that pyproject.toml allows
test-newest: ## run the tests with the newest libraries that pyproject.toml allows
test-beyond: ## run the tests with the newest libraries, whatever pyproject.toml allows
test-lowest test-newest test-beyond: setup-dev
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/$@
	sed '$(BOUNDS)' pyproject.toml >.venv/$@/pyproject.toml
	$(BIN)/uv pip install --quiet --python .venv/$@ $(RESOLUTION) \
		--requirements .venv/$@/pyproject.toml --group .venv/$@/pyproject.toml:dev
	$(BIN)/uv pip install --quiet --python .venv/$@ --no-deps --editable .
	.venv/$@/bin/python -m $(TEST)

COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --annotation-style line --custom-compile-command 'make lock'

lock: setup-dev ## lock the newest libraries that pyproject.toml allows, for every Python and system
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group docs --constraints requirements-dev.txt --output-file requirements-docs.txt

audit: setup ## ask for known weaknesses of the libraries (PyPI's advisories)
	$(BIN)/python -m venv --clear .venv/audit
	.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.10'
	.venv/audit/bin/pip-audit --skip-editable --path "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

# Of what is much alike in every theme, or every line, the other tests try some.
IN_ALL := damage documents faults fuzz gallery leaves letter_files looks nearness pdf_drawing photo starters web

fuzz: setup-dev ## 20,000 examples for each property; every damage in every line; every theme; 1,200 CVs; edits of 200
	$(BIN)/$(TEST) --hypothesis-profile fuzz $(IN_ALL:%=tests/test_%.py)
	$(BIN)/python tests/random_cvs.py 1200
	$(BIN)/python tests/random_edits.py 200

bench: setup ## time whole commands, one table
	@$(BIN)/python tests/bench.py

growth: setup ## measure longer and longer CVs, a table for docs/performance.md
	@$(BIN)/python tests/bench.py --growth

gallery: setup ## render and draw the CVs of examples/gallery/ into docs/gallery/
	@$(BIN)/python tests/gallery.py

docs: ## build the documentation as a site, in dist/site/
	@./setup.sh docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build

faults: setup-dev ## write docs/faults.md: what is reported for each file in tests/faults/
	@$(BIN)/python tests/test_machine.py

schema: setup ## write data/cv.schema.json, the format for editors
	@$(BIN)/cvrender schema > data/cv.schema.json

clean: ## remove everything that make made
	rm -rf .venv output/* dist .ci/node_modules .coverage .hypothesis .*_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +
