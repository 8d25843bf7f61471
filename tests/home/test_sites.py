"""Each site answers at its own address, at once after an officer changed it."""

import pytest
from wagtail.models import Page, Site

from home.models import HomePage

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_site(settings):
    """Another académie at `autre.test`, beside the first at `localhost`."""
    settings.ALLOWED_HOSTS = ["localhost", "autre.test"]
    factories.site()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Autre", slug="autre", headline="L’autre académie"))
    return Site.objects.create(hostname="autre.test", root_page=home)


def headline(client, host):
    return client.get("/", headers={"host": host}).context["page"].headline


def test_each_host_shows_its_own_home_however_often(client, second_site):
    for _ in range(2):
        assert headline(client, "localhost") == "Ici"
        assert headline(client, "autre.test") == "L’autre académie"


def test_a_changed_site_is_followed_at_once(client, second_site):
    headline(client, "autre.test")
    second_site.root_page = second_site.root_page.add_sibling(
        "right", instance=HomePage(title="Neuf", slug="neuf", headline="Tout neuf")
    )
    second_site.save()
    assert headline(client, "autre.test") == "Tout neuf"


def test_the_second_visit_does_not_ask_which_site_it_is(client, second_site, django_assert_max_num_queries):
    headline(client, "autre.test")
    with django_assert_max_num_queries(30) as asked:
        headline(client, "autre.test")
    assert not [query for query in asked.captured_queries if 'FROM "wagtailcore_site"' in query["sql"]]


def test_a_host_that_is_not_allowed_is_refused(client, second_site):
    assert client.get("/", headers={"host": "ailleurs.test"}).status_code == 400
