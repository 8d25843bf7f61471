"""What officers steer the search with, in a real browser, on a phone."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.home import factories
from tests.search.searches import on

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(open_page, live_server, client):
    """A function: an officer's browser, signed in, of this size."""
    factories.site()
    client.force_login(factories.officer())
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}

    def signed_in(viewport):
        page = open_page(viewport=viewport)
        page.context.add_cookies([{**session, "url": live_server.url}])
        return page

    return signed_in


def cut_off(page):
    """The links of the table that leave the screen, or whose words leave them."""
    return page.locator("main table a").evaluate_all("""links => links.filter(link => {
        const edges = link.getBoundingClientRect()
        const isOut = edges.left < 0 || edges.right > document.documentElement.clientWidth
        return isOut || link.scrollHeight > link.clientHeight + 1 || link.scrollWidth > link.clientWidth + 1
    }).map(link => link.textContent)""")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_officer_reads_each_button_of_the_report_of_searches_whole_and_goes_by_it(officer, viewport):
    on(0, "accompagnement personnalisé des décrocheurs", searches=1234)
    page = officer(viewport)
    page.goto("/gestion/rapports/recherches/")
    expect(page.locator("main table a")).to_have_count(3)
    assert cut_off(page) == []
    page.get_by_role("link", name="Choisir une page").click()
    expect(page.get_by_role("textbox", name="Recherches")).to_have_value("accompagnement personnalisé des décrocheurs")
