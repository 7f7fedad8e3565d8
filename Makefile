# Everything stays inside this folder: the environment in .venv, tools and run-time files in var.
# A fresh machine needs git, make and python3 (with pip and venv); the rest is brought from here.
#
# Installing is kept by stamp files beside the lock files, so a second `make` installs nothing.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench openapi client lock chromium screenshots

PYTHON := .venv/bin/python
UV := var/tools/bin/uv
# The tests on every core.
SPREAD := --numprocesses=auto --dist=loadgroup
# The lowest Python that pyproject.toml allows: the locks hold for it and for all newer ones.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.12 --upgrade \
	--generate-hashes --no-header --no-annotate

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.installed ## set up, fill a project with real forecasts, and serve it
	$(PYTHON) manage.py demo

serve: .venv/.installed ## serve the installation in var/ (web, worker and schedule in one process)
	$(PYTHON) manage.py serve

test: .venv/.installed-dev chromium ## run every test, on SQLite and on PostgreSQL
	$(PYTHON) -m pytest $(SPREAD)
	$(PYTHON) -m pytest $(SPREAD) --database=postgresql

check: .venv/.installed-dev ## style, types, layers, migrations, configuration
	.ci/check

bench: .venv/.installed-dev ## measure against floors (ONLY=kernels SIZE=100000)
	$(PYTHON) -m tests.bench $(if $(ONLY),--only=$(ONLY)) $(if $(SIZE),--size=$(SIZE))

openapi: .venv/.installed-dev ## write docs/openapi.yaml, with examples recorded from the API
	WRITE_EXAMPLES=1 $(PYTHON) -m pytest --quiet tests/api/test_every_operation.py
	VAR_DIR=$$(mktemp -d) $(PYTHON) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

client: openapi ## write the typed client in clients/python
	.ci/client

screenshots: .venv/.installed-dev chromium ## photograph the demo's pages into docs/screenshots
	$(PYTHON) -m tests.screenshots

lock: $(UV) ## take the newest allowed versions into the lock files
	$(COMPILE) pyproject.toml --output-file=requirements.txt
	$(COMPILE) pyproject.toml --group=dev --constraint=requirements.txt --output-file=requirements-dev.txt
	echo uv | $(COMPILE) - --output-file=requirements-uv.txt

$(UV): requirements-uv.txt
	python3 -m venv var/tools
	var/tools/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	touch $@

# The Python of .python-version if it is here, else any that will do, else one that uv fetches.
$(PYTHON): | $(UV)
	$(UV) venv --quiet --clear --no-python-downloads .venv || $(UV) venv --quiet --clear --python='>=3.12' .venv

# Adds and upgrades but removes nothing, so that `make demo` leaves the test tools in place.
.venv/.installed: requirements.txt | $(PYTHON)
	@echo "Installing what Foresaid runs on ..."
	@$(UV) pip install --quiet --python=$(PYTHON) --require-hashes --requirements=requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt | $(PYTHON)
	@echo "Installing what Foresaid is tested with ..."
	@$(UV) pip sync --quiet --python=$(PYTHON) --require-hashes requirements-dev.txt
	@touch $@ .venv/.installed

# The browser tests need Debian's browser; without it they are skipped and say so.
chromium:
	@.ci/chromium
