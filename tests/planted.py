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
    clashing = [item.name for item in request.session.items if item.path == request.path and _commits(item)]
    assert not clashing, f"they would meet the transaction that holds the site: move {clashing} to another module"
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


def _commits(item):
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server", "planted_once"} & set(item.fixturenames)
    return bool(asked) or (marker is not None and bool(marker.kwargs.get("transaction")))
