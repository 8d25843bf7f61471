"""A family looks for what takes place near it: in a real browser, with and without JavaScript, by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.home import factories
from tests.resources.calendar import announce, convene
from tests.search.factories import BassinFactory, DepartementFactory, EtablissementFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def planted(on_day):
    on_day("2026-03-10")
    site = factories.site()
    for name, code in (("Sénart", "77"), ("Val d’Yerres", "94")):
        bassin = BassinFactory(name=name, departement=DepartementFactory(code=code, name=f"Département {code}"))
        lead = EtablissementFactory(bassin=bassin, departement=bassin.departement)
        announce(site, f"Forum de {name}", ("2026-03-16 14:00", "2026-03-16 16:30"), lead=lead, place="CDI")
    convene(site, "Conférence", usual_date="En décembre")
    convene(site, "Café", "2026-03-17 08:30")
    return site


def titles(page: Page) -> list[str]:
    return page.locator(".slot__title a").all_inner_texts()


@pytest.mark.parametrize(("viewport", "javascript"), [(DESKTOP, True), (DESKTOP, False), (PHONE, True), (PHONE, False)])
def test_a_family_narrows_the_agenda_to_its_bassin_and_takes_it_back(open_page, viewport, javascript):
    page = open_page(viewport=viewport, javascript=javascript)
    page.goto("/agenda/")
    assert titles(page) == ["Forum de Sénart", "Forum de Val d’Yerres", "Café", "Conférence"]
    panel = page.get_by_role("button", name="Affiner")
    if panel.is_visible():
        panel.click()
    page.get_by_role("navigation", name="Affiner").get_by_role("link", name=re.compile("^Sénart")).click()
    expect(page).to_have_url(re.compile(r"/agenda/\?bassin=senart$"))
    assert titles(page) == ["Forum de Sénart"]
    page.get_by_role("link", name=re.compile("Retirer.*Sénart")).click()
    assert len(titles(page)) == 4


def test_the_agenda_is_walked_through_by_keyboard(page):
    page.goto("/agenda/")
    page.get_by_text("Aller à un jour").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#jour-2026-03-17$"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Café")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Café")


def test_the_file_is_downloaded_with_the_territory_chosen(page):
    page.goto("/agenda/?bassin=senart")
    link = page.get_by_role("link", name="Ajouter à mon agenda").first
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "agenda.ics"
    text = download.value.path().read_text(encoding="utf-8")
    assert "Forum de Sénart" in text
    assert "Yerres" not in text


@pytest.mark.parametrize("address", ["/agenda/", "/agenda/?bassin=senart", "/agenda/?bassin=atlantide", "/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_agenda_is_accessible_and_never_scrolls_sideways(open_page, axe, address, scheme):
    page = open_page(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page.goto(address)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_what_is_called_off_and_the_running_week_are_accessible_too(open_page, axe, planted, on_day):
    announce(planted, "Annulée", "2026-03-16 15:00", state="annulee")
    on_day("2026-03-16")
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        for address in ("/agenda/", "/"):
            page.goto(address)
            expect(page.get_by_text("C’est cette semaine").first).to_be_visible()
            axe(page)
