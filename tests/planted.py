"""A small site that is planted once, then given to each test as it was.

Planting it takes most of what a short test takes; rolling a test back, nothing. A module that asks for it has no test
that commits, and none that asks for `planted_once`: both would meet the transaction that holds it.
"""

import copy

import pytest
from django.db import transaction

from tests.home import factories


@pytest.fixture(scope="module")
def site_for_module(request, django_db_setup, django_db_blocker):
    """The site of `tests.home.factories.site`, known to the index, with what the module's `plant_more(site)` adds."""
    with django_db_blocker.unblock(), transaction.atomic():
        with factories.committed():
            planted = factories.site()
            getattr(request.module, "plant_more", lambda site: None)(planted)
        yield planted
        transaction.set_rollback(True)


@pytest.fixture
def small_site(site_for_module, db):
    """The same for one test: what it writes is rolled back, what it does to the pages in memory is its own."""
    return copy.deepcopy(site_for_module)
