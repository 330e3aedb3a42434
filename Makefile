.PHONY: run test test-postgres check fmt messages lock screenshots kill9 bench setup dev
PY = .venv/bin/python
SEKRETARIAT = .venv/bin/sekretariat
export PYTHONWARNINGS ?= default
WORKERS ?= auto

setup:
	@sh scripts/bootstrap.sh run
	@$(PY) scripts/messages.py compile

dev:
	@sh scripts/bootstrap.sh dev
	@$(PY) scripts/messages.py compile

run: setup
	@$(SEKRETARIAT) demo --serve

test: dev
	@sh scripts/system.sh browser office
	@$(PY) -m pytest -n $(WORKERS) $(ARGS)

test-postgres: dev
	@sh scripts/system.sh browser office
	@DATABASE_URL="$$(sh scripts/system.sh postgres)" $(PY) -m pytest -n $(WORKERS) $(ARGS)

check: dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m djlint --lint --quiet src/sekretariat/web/jinja2
	@$(SEKRETARIAT) manage makemigrations --check --dry-run
	@$(PY) scripts/messages.py check

fmt: dev
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format --quiet .

messages: dev
	@$(PY) scripts/messages.py collect

lock: dev
	@.venv/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-emit-index-url --quiet -o requirements/dev.txt
	@.venv/bin/uv pip compile pyproject.toml -c requirements/dev.txt --universal --generate-hashes --no-header --no-emit-index-url --quiet -o requirements/run.txt

screenshots: dev
	@sh scripts/system.sh browser
	@$(PY) scripts/screenshots.py

kill9: dev
	@$(PY) -m bench.kill9
	@DATABASE_URL="$$(sh scripts/system.sh postgres)" $(PY) -m bench.kill9

bench: dev
	@$(PY) -m bench.run $(ARGS)
	@DATABASE_URL="$$(sh scripts/system.sh postgres)" $(PY) -m bench.run $(ARGS)
