# Everything a developer does here. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
APT := scripts/apt-install.sh

PORT ?= 8080
MAIL_PORT ?= 8025
SMTP_PORT ?= 8026
CATALOGUE_PORT ?= 8027
INSTANCE ?= instance
APPLICATIONS ?= 0
# Test processes that work side by side; 0 for none beside the first. One more than
# the processors, since browsers and telephones make tests wait.
WORKERS ?= 3
# Whole files are handed out, in the order of tests/order.py.
SHARED = -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# Zope compiles message catalogues that are newer than their .mo file.
export zope_i18n_compile_mo_files := true
# Portal, commands and tests start Python often: it compiles each module once, not
# at every start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): constraints.txt setup.py pyproject.toml
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || $(APT) python3-venv
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --constraint constraints.txt uv
	$(BIN)/uv pip install --python $(BIN)/python --quiet --constraint constraints.txt \
		--requirement scripts/tools.in --editable ".[test,lint,docs,release]"
	touch $@

.PHONY: install
install: $(STAMP) ## Make the virtual environment with everything in it

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || $(APT) chromium
	@# Without its language files Chromium is an English browser in any locale.
	@$(APT) chromium-headless-shell chromium-l10n fonts-noto-cjk faketime

.PHONY: nginx
nginx:
	@$(APT) nginx libnginx-mod-http-brotli-filter

.PHONY: redis
redis:
	@command -v redis-server >/dev/null || $(APT) redis-server

.PHONY: clamd
clamd:
	@command -v clamd >/dev/null || $(APT) clamav-daemon

.PHONY: sip
sip:
	@$(APT) baresip-core kamailio kamailio-tls-modules sip-tester

.PHONY: yaz
yaz:
	@$(APT) yaz

.PHONY: curl
curl:
	@command -v curl >/dev/null || $(APT) curl

.PHONY: tesseract
tesseract:
	@$(APT) tesseract-ocr tesseract-ocr-jpn

# The portal also starts where it cannot be installed; then it reads no pictures.
.PHONY: tesseract-if-possible
tesseract-if-possible:
	@$(APT) tesseract-ocr tesseract-ocr-jpn || echo "Pictures will not be read."

.PHONY: start
start: $(STAMP) tesseract-if-possible ## Run the portal (PORT, INSTANCE, MAIL_PORT, SMTP_PORT, CATALOGUE_PORT, APPLICATIONS)
	@TZ=Asia/Tokyo PORT=$(PORT) MAIL_PORT=$(MAIL_PORT) SMTP_PORT=$(SMTP_PORT) \
		CATALOGUE_PORT=$(CATALOGUE_PORT) APPLICATIONS=$(APPLICATIONS) INSTANCE="$(INSTANCE)" exec $(BIN)/python -m scripts.portal.start

.PHONY: console
console: $(STAMP) ## Open a Python prompt on the portal's data (portal stopped)
	@INSTANCE="$(INSTANCE)" exec $(BIN)/python -i -m scripts.portal.console

.PHONY: test
test: $(STAMP) chromium redis clamd nginx sip yaz tesseract curl ## Run all tests (ARGS="-k login" for some)
	@$(BIN)/pytest $(SHARED) $(ARGS)

.PHONY: test-fast
test-fast: $(STAMP) ## Run the tests of pure rules, without Plone
	@$(BIN)/pytest -q --fast $(ARGS)

.PHONY: attack
attack: $(STAMP) redis nginx ## Run the security tests alone (ARGS as for test)
	@$(BIN)/pytest $(SHARED) tests/security $(ARGS)

.PHONY: lint
lint: $(STAMP) ## Check style, types, layers and packaging
	$(BIN)/python scripts/pins.py --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z '*.zcml' '*.xml' '*.pt' | xargs -0 -r $(BIN)/zpretty --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	# 10 would ask for a public address of the project, which there is not yet.
	$(BIN)/pyroma --min 9 .

.PHONY: format
format: $(STAMP) ## Put all files into the agreed style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z '*.zcml' '*.xml' '*.pt' | xargs -0 -r $(BIN)/zpretty --inplace

.PHONY: docs
docs: $(STAMP) ## Build the documentation in docs/_build/html
	$(BIN)/python -m scripts.settings_reference
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html

.PHONY: bench
bench: $(STAMP) tesseract ## Run the benchmarks; results in benchmarks/results
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.guesses
	@$(BIN)/python -m benchmarks.pictures
	@$(BIN)/python -m benchmarks.ocr
	@$(BIN)/python -m benchmarks.patrons
	@$(BIN)/python -m benchmarks.expiry
	@$(BIN)/python -m benchmarks.my_account
	@$(BIN)/python -m benchmarks.desk
	@$(BIN)/python -m benchmarks.decoding
	@$(BIN)/python -m benchmarks.requests

.PHONY: i18n
i18n: $(STAMP) ## Update the message catalogues
	$(BIN)/python -m scripts.catalogues

.PHONY: versions
versions: ## Write versions.cfg from constraints.txt
	$(PYTHON) scripts/pins.py

.PHONY: pins
pins: $(STAMP) ## Pin what setup.py and scripts/tools.in newly need
	scripts/resolve-pins.sh $(BIN)/uv
	$(MAKE) versions

.PHONY: clean
clean: ## Remove what can be made again (never the portal's data)
	rm -rf $(VENV) build dist docs/_build htmlcov .coverage .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
