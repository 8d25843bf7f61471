"""Tests share nothing: whatever one of them leaves is gone for the next."""

import pytest
from wagtail.models import Page, Site

pytestmark = [pytest.mark.postgresql]


@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_tables_as_the_migrations_made_them(turn):
    assert Page.objects.filter(depth=1).count() == 1
    assert not Site.objects.filter(hostname="laisse.example").exists()
    Site.objects.create(hostname="laisse.example", root_page=Page.objects.get(depth=1))


@pytest.mark.django_db
def test_an_ordinary_test_after_it_finds_the_root_page():
    assert Page.objects.filter(depth=1).count() == 1
