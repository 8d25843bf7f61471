"""The demo content, for the tests that only read it."""

import pytest


@pytest.fixture(scope="module")
def demo_content(snapshots, django_db_setup, django_db_blocker):
    """Copied once for all tests of a module, which roll back what they write."""
    with django_db_blocker.unblock():
        snapshots.restore_demo()
    yield
    with django_db_blocker.unblock():
        snapshots.restore()
