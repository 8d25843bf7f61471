"""Every engine in turn: the database (SQLite, and PostgreSQL in its own run) and a real Elasticsearch."""

from contextlib import nullcontext

import pytest
from django.db import transaction

from search import lexicon
from tests.home.factories import site
from tests.search.finding import committed, elasticsearch
from tests.search.wire import trickle, wire  # noqa: F401  fixtures for all

ELASTICSEARCH = pytest.param("elasticsearch", marks=[pytest.mark.services, pytest.mark.elasticsearch])
ENGINES = ["database", ELASTICSEARCH]


@pytest.fixture(autouse=True)
def forget_the_lexicon():
    """It is kept until the rows change; a rolled back transaction brings the same numbers again."""
    lexicon.forget()


@pytest.fixture(scope="module", params=ENGINES)
def engine_for_module(request):
    """The engine's kind; `planted_once` makes it answer."""
    return request.param


@pytest.fixture(scope="module")
def planted_once(request, engine_for_module, django_db_setup, django_db_blocker):
    """What the module's function `plant_site(site)` makes, once for all its tests, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with committed():
            planted = site()
            request.module.plant_site(planted)
        with answering(request, engine_for_module):
            yield planted
        transaction.set_rollback(True)


@pytest.fixture(params=ENGINES)
def engine(request, db):
    """Each engine in turn, on an empty site; tests may write."""
    with answering(request, request.param):
        yield request.param


def answering(request, engine):
    if engine == "database":
        return nullcontext()
    return elasticsearch(request.getfixturevalue("elasticsearch_url"))
