"""What families, teachers and partners do on the public site, in a real browser, on the demo content."""

import re

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import get_page_models

from resources.models import FicheActionPage, ResourcePage
from search.visibility import visible
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_site")]

FIRST_VISIT_BYTES = 200_000
FIRST_VISIT_REQUESTS = 15


def addresses() -> dict[str, str]:
    """One public page of every page type of the code, the search in its states, the error page.

    A type without a public page in the demo fails here: the demo shows every type.
    """
    types = [model for model in get_page_models() if model.is_creatable]
    found = {model._meta.verbose_name: visible(model.objects.order_by("-path")).first() for model in types}
    assert all(found.values()), f"sans page publique dans la démonstration : {found}"
    return {
        **{name: page.url for name, page in found.items()},
        "recherche": "/recherche/?q=decrochage+parents",
        "recherche filtrée": "/recherche/?q=atelier&type=fiche&academie=creteil&academie=mayotte",
        "recherche sans résultat": "/recherche/?q=zzzzzz",
        "recherche avec page choisie": "/recherche/?q=mon+enfant+ne+veut+plus+aller+à+l’école",
        "familles": "/familles/mon-enfant-decroche/",
        "plan du site": "/plan-du-site/",
        "contact": "/contact/",
        "introuvable": "/nulle-part/",
    }


def test_every_page_type_is_accessible_and_valid_on_a_computer(open_page, axe, assert_valid_html):
    check_all(open_page(viewport=DESKTOP), axe, assert_valid_html)


def test_every_page_type_is_accessible_on_a_phone_and_never_scrolls_sideways(open_page, axe):
    page = open_page(viewport=PHONE)
    check_all(page, axe)
    for name, address in addresses().items():
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} : {wide} pixels de trop à 320"


def check_all(page: Page, axe, assert_valid_html=None) -> None:
    for name, address in addresses().items():
        response = page.goto(address)
        assert response.status == (404 if name == "introuvable" else 200), name
        axe(page)
        if assert_valid_html:
            assert_valid_html(response.text())


def search_field(page: Page):
    """By its label: its role is « combobox » where suggestions work, « searchbox » without JavaScript."""
    return page.get_by_label("Rechercher une action, une fiche, une ressource").first


def test_a_mother_finds_a_fiche_by_search_and_facets_and_opens_its_method(page):
    page.goto("/")
    search_field(page).fill("decrochage parents")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("heading", level=2, name=re.compile(r"\d+ résultats?"))).to_be_visible()
    filters = page.get_by_role("navigation", name="Affiner")
    filters.get_by_role("link", name=re.compile("^Fiche action")).click()
    expect(page).to_have_url(re.compile("type=fiche"))
    page.get_by_role("link", name="L’atelier-débat à destination des parents").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’atelier-débat à destination des parents")
    expect(page.get_by_role("heading", name="Objectifs")).to_be_visible()


def test_three_academies_are_chosen_one_of_them_without_result_and_each_can_be_taken_back(page):
    page.goto("/recherche/?type=action&academie=creteil&academie=versailles&academie=mayotte")
    total = int(re.search(r"\d+", page.get_by_role("heading", level=2, name=re.compile("résultat")).inner_text())[0])
    counts = [academie_count(page, name) for name in ("Créteil", "Versailles", "Mayotte")]
    assert counts[2] == 0
    assert sum(counts) == total
    page.get_by_role("navigation", name="Affiner").get_by_role("link", name=re.compile("Mayotte")).click()
    expect(page).not_to_have_url(re.compile("mayotte"))


def academie_count(page: Page, name: str) -> int:
    link = page.get_by_role("navigation", name="Affiner").get_by_role("link", name=re.compile(name))
    return int(re.search(r"(\d+)\D*$", link.inner_text().replace("\n", " "))[1])


def test_a_communication_tool_is_downloaded_under_its_own_name(page):
    tool = ResourcePage.objects.visible().filter(downloads__isnull=False).first()
    page.goto(tool.url)
    document = tool.downloads.first().document
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(re.escape(document.title))).first.click()
    assert download.value.suggested_filename == document.filename
    assert download.value.path().stat().st_size == document.get_file_size()


def test_everything_is_read_and_searched_without_javascript(open_page):
    page = open_page(viewport=PHONE, javascript=False)
    page.goto("/")
    search_field(page).fill("théâtre")
    search_field(page).press("Enter")
    page.get_by_role("link", name="L’atelier théâtre et le concours photo").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’atelier théâtre et le concours photo")


def test_the_keyboard_alone_reaches_the_search_and_its_first_result(page):
    page.goto("/recherche/")
    for _ in range(3):  # three skip links; the third leads to the search
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("ambassadeurs")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=ambassadeurs"))
    expect(page.get_by_role("link", name="Les ambassadeurs de lycée au collège").first).to_be_visible()


def test_suggestions_lead_by_keyboard_to_the_page_of_their_title(page):
    fiche = FicheActionPage.objects.get(slug="projet-tandem")
    page.goto("/recherche/")
    search_field(page).press_sequentially("projet tan", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(fiche.url)))


def test_a_first_visit_of_the_home_page_is_light_and_asks_nothing_of_anyone_else(open_page, live_server):
    page = open_page()
    sizes, hosts = [], set()
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto("/", wait_until="networkidle")
    assert hosts == {live_server.url.split("/")[2]}
    assert len(sizes) <= FIRST_VISIT_REQUESTS
    assert sum(sizes) <= FIRST_VISIT_BYTES, sum(sizes)
    assert page.context.cookies() == []


def test_dark_mode_stays_accessible(open_page, axe):
    page = open_page(color_scheme="dark")
    for address in ("/", "/recherche/?q=parents", "/fiches-action/projet-tandem/"):
        page.goto(address)
        axe(page)
