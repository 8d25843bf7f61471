# Le site : « make run ». La suite : « make test ». Tout le reste : « make help ».
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
# Stamps: an installation is redone only when its lock file changes.
SITE := $(VENV)/.site
TOOLS := $(VENV)/.tools
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
CHECKED := home resources media search site tests .ci manage.py $(wildcard bench)

.DEFAULT_GOAL := help
.PHONY: help run test test-long check services bench bench-search reindex format clean

help: ## affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Il faut Python 3.11 ou plus récent (make PYTHON=/chemin/python3.11 …)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SITE): requirements.lock | $(PY)
	$(PIP) -r requirements.lock
	@touch $@

$(TOOLS): requirements-dev.lock | $(PY)
	$(PIP) -r requirements-dev.lock
	@touch $@

run: $(SITE) ## installe tout puis lance le site, son ouvrier et son horloge (PORT=8000)
	@$(MANAGE) serve --port $(PORT)

test: $(TOOLS) ## la suite rapide ; les services absents sont signalés et sautés
	@.ci/test "not slow" --numprocesses auto --dist loadfile

test-long: $(TOOLS) ## grappe, pannes, gros fichiers, grands volumes
	@.ci/test "slow"

check: $(TOOLS) ## format, règles, types, sens des imports, gabarits, migrations, déploiement
	@.ci/check

services: ## démarre Elasticsearch et PostgreSQL, affiche les variables à exporter
	@.ci/services start

bench: $(SITE) ## mesure les pages (processeur, requêtes SQL, débit)
	$(PY) bench/run.py

bench-search: $(SITE) ## mesure les moteurs de recherche de 1 000 à 100 000 pages (make services d’abord)
	@eval "$$(.ci/services env)" && $(PY) -m bench.search.run

reindex: $(SITE) ## reconstruit l’index de recherche
	$(MANAGE) reindex

format: $(TOOLS) ## met le code en forme
	$(VENV)/bin/ruff check --fix $(CHECKED)
	$(VENV)/bin/ruff format $(CHECKED)

clean: ## arrête les services et retire l’environnement (les données de var/ restent)
	-.ci/services stop
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache .coverage
	find $(CHECKED) -name __pycache__ -prune -exec rm -rf {} +
