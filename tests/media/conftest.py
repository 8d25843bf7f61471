import pytest
from django.core.files.storage import storages

from tests.home import factories as home_factories


@pytest.fixture
def empty_storages():
    """Files in memory outlive the rows that name them."""
    storages._storages.clear()


@pytest.fixture
def planted(db, empty_storages):
    """A small site, with empty storages."""
    return home_factories.site()
