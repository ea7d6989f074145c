# Everything happens in .venv, which is made on first use and kept up to date with pyproject.toml.
#
#   make run                 serve the sample newsroom, or what config/ describes
#   make test ARGS="-k feeds"
#   make bench NAME=serve ARGS="…"

SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
ARGS ?=
NAME ?=
PATHS := feedsvc tests wsgi.py

.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench clean

help: ## what there is
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/.installed ## serve feeds and pages on http://127.0.0.1:8000, until Ctrl-C
	@exec $(PYTHON) -m feedsvc run $(ARGS)

test: $(VENV)/.installed-test ## run the tests; ARGS go to pytest
	@$(PYTHON) -m pytest $(ARGS)

check: $(VENV)/.installed-check ## format, lint, types, and the direction of imports
	@$(PYTHON) -m ruff format --check $(PATHS)
	@$(PYTHON) -m ruff check $(PATHS)
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports

fmt: $(VENV)/.installed-check ## format the code and repair what ruff can repair
	@$(PYTHON) -m ruff check --fix $(PATHS)
	@$(PYTHON) -m ruff format $(PATHS)

# Results go to standard output and nothing else does, so that `make -s bench NAME=x > file` gives clean JSON lines.
bench: $(if $(NAME),$(VENV)/.installed-bench) ## run the benchmark NAME with ARGS; without NAME, list them
ifeq ($(NAME),)
	@for file in tests/bench/[a-z]*.py; do \
		[ -e "$$file" ] || { echo "There are no benchmarks yet."; break; }; \
		name=$$(basename "$$file" .py); \
		printf '%-12s %s\n' "$$name" "$$(sed -nE '1s/^"""([^"]*).*/\1/p' "$$file")"; \
	done
else
	@[ -e "tests/bench/$(NAME).py" ] || { echo "There is no benchmark $(NAME); \`make bench\` lists them." >&2; exit 2; }
	@$(PYTHON) tests/bench/$(NAME).py $(ARGS)
endif

clean: ## remove the environment and all caches; config/ and var/ stay
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find feedsvc tests -name __pycache__ -type d -prune -exec rm -rf {} +

# One library name at a time on one line of the terminal: a first install takes about a minute and should not look dead.
SHOW = awk '/^Collecting/ { printf "\r\033[K  %s", $$2 > "/dev/stderr" } END { printf "\r\033[K" > "/dev/stderr" }'

define install
	@echo "Installing $(1) (again only when pyproject.toml changes) …" >&2
	@set -o pipefail; $(PYTHON) -m pip install --disable-pip-version-check --no-input $(2) \
		2> >(grep -v 'does not provide the extra' >&2) | \
		if [ -t 2 ]; then $(SHOW); else cat > /dev/null; fi
	@touch $@
endef

$(VENV)/.installed: pyproject.toml | $(PYTHON)
	$(call install,feedsvc and its libraries,--editable .)

# Dependency groups need pip 25.1.
$(VENV)/.installed-test: $(VENV)/.installed | $(VENV)/.pip
	$(call install,what the tests need,--group test)

$(VENV)/.installed-check: $(VENV)/.installed-test
	$(call install,what the checks need,--group check)

$(VENV)/.installed-bench: $(VENV)/.installed-test
	$(call install,what the benchmarks compare with,--group bench)

$(VENV)/.pip: | $(PYTHON)
	$(call install,a newer pip,--upgrade 'pip>=25.1')

$(PYTHON):
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && exec "$$candidate" -m venv $(VENV); \
	done; \
	echo "feedsvc needs Python 3.11 or newer with its venv module; install it (on Debian and Ubuntu: apt install python3 python3-venv)." >&2; \
	exit 1
