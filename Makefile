# Newsroom from a clean clone: `make run`. Variables come from the environment, see .env.example,
# or from the command line: make run PORT=8001 PYTHON=python3.12

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install run serve test lint check lock messages bench-import calibrate-import python free-port

VENV := .venv
RUN := $(VENV)/bin/python
# Written last, so an interrupted installation is not trusted: Python's version, the lock's sum.
STAMP := $(VENV)/installed
BENCH := .bench

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
HAS_VENV := import ensurepip, venv
ifndef PYTHON
PYTHON := $(shell for name in $(and $(wildcard $(STAMP)),$(RUN)) \
	python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo "$$name" && break; done)
endif
say-and-stop = { echo $(1) >&2; exit 1; }

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

install: python ## Create .venv with exactly the packages of requirements.lock
	@version=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	wanted="$$version $$(cksum < requirements.lock)"; \
	found=$$(cat $(STAMP) 2>/dev/null); \
	if [ "$$found" = "$$wanted" ] && $(RUN) -c '' 2>/dev/null; then exit 0; fi; \
	echo "Installing the packages of requirements.lock into $(VENV); once, a minute or so."; \
	if [ "$${found%% *}" = "$$version" ] && $(RUN) -c '' 2>/dev/null; then rm -f $(STAMP); \
	else rm -rf $(VENV) && "$(PYTHON)" -m venv $(VENV) || exit 1; fi; \
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.lock || exit 1; \
	echo "$$wanted" > $(STAMP)

run: export DEBUG = true
run: free-port install ## Serve on this machine with sample stories and logins (PORT=8000)
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py import_seeds --verbosity 0 || echo "The site starts without what failed above."
	@$(RUN) manage.py create_sample_newsroom
	@exec $(RUN) manage.py serve --reload

serve: export DEBUG = false
serve: free-port ## Serve in production: needs SECRET_KEY and ALLOWED_HOSTS, see .env.example
	@for name in SECRET_KEY ALLOWED_HOSTS; do \
		if eval "[ -z \"\$$$$name\" ]"; then \
			echo "make serve needs $$name in the environment; see .env.example." >&2; exit 1; fi; \
	done
	@$(MAKE) --no-print-directory install
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py collectstatic --no-input --verbosity 0
	@exec $(RUN) manage.py serve --workers 2

test: install ## Run the tests on the database of DATABASE_URL (make test ARGS="-k seed")
	@$(RUN) -m pytest $(ARGS)

lint: install ## Look for mistakes and unformatted code
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

check: export DEBUG = false
check: export SECRET_KEY = only-for-make-check-0a1b2c3d4e5f6g7h8i9j-never-in-production
check: export ALLOWED_HOSTS = news.example
check: export SITE_URL = https://news.example
check: lint ## Lint, look for missing migrations, check production settings
	@$(RUN) manage.py makemigrations --check --dry-run
	@$(RUN) manage.py check --deploy --fail-level WARNING

lock: install ## Write requirements.lock anew from pyproject.toml (ARGS=--upgrade for newer ones)
	@$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 pyproject.toml --extra redis --group dev -o requirements.lock $(ARGS)

# What the desk alone sees stays English for now.
FOR_THE_DESK := articles/admin templates/admin articles/models articles/importing \
	articles/publishing articles/management
NOT_OURS := $(VENV) $(BENCH) staticfiles tests benchmarks docs

messages: export DEBUG = true
messages: install ## Take up new words of the readers' pages and compile them (needs GNU gettext)
	@$(RUN) manage.py makemessages --locale fr --no-obsolete --no-location --no-wrap \
		$(addprefix --ignore=,$(FOR_THE_DESK) $(NOT_OURS))
	@$(RUN) manage.py compilemessages --locale fr $(addprefix --ignore=,$(NOT_OURS)) --verbosity 0

calibrate-import: export DEBUG = true
calibrate-import: export DJANGO_SETTINGS_MODULE = newsroom.settings
calibrate-import: install ## Say how well, and how surely, the labelled pages are read (ARGS=-v)
	@$(RUN) -m tests.labels $(ARGS)

bench-import: install ## Measure imports beside loading the same into Wagtail (N=2000 stories)
	@wanted="$$($(RUN) -V) $$(cksum < benchmarks/wagtail.txt)"; \
	if [ "$$(cat $(BENCH)/installed 2>/dev/null)" != "$$wanted" ]; then \
		echo "Installing Wagtail into $(BENCH); once, a minute or so."; \
		rm -rf $(BENCH) && $(RUN) -m venv $(BENCH) && echo '*' > $(BENCH)/.gitignore && \
		$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
			-r benchmarks/wagtail.txt && echo "$$wanted" > $(BENCH)/installed || exit 1; fi
	@$(RUN) -m benchmarks.import_seeds --wagtail $(BENCH)/bin/python --folder $(BENCH) \
		--stories $(or $(N),2000)

python:
	@[ -n "$(PYTHON)" ] || $(call say-and-stop,"Found no Python 3.11 or newer; name one: \
	PYTHON=/path/to/python3.12")
	@"$(PYTHON)" -c '' 2>/dev/null || $(call say-and-stop,"PYTHON=$(PYTHON) does not run; \
	name a Python 3.11 or newer.")
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' || $(call say-and-stop,"$$("$(PYTHON)" -V 2>&1) is too old; \
	name a Python 3.11 or newer: PYTHON=/path/to/python3.12")
	@"$(PYTHON)" -c '$(HAS_VENV)' 2>/dev/null || $(call say-and-stop,"$$("$(PYTHON)" -V) lacks \
	its venv module; on Debian or Ubuntu: apt install python3-venv")

free-port: python
	@"$(PYTHON)" -m newsroom.supervisor "$${PORT:-8000}"
