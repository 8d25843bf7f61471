"""The page that says what it searched instead, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.home.factories import site
from tests.search.finding import committed, plant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("planted")]


@pytest.fixture
def planted(transactional_db):
    with committed():
        planted = site()
        plant(planted, "fiches", "conference", "La conférence des parents", "Un repas après la conférence.")
        plant(planted, "fiches", "seance", "Une conférence en classe")
        plant(planted, "fiches", "jardin", "Le jardin de la cour")
        plant(planted, "fiches", "rare", "Avec l’association Jardyn")
    return planted


def search(page: Page, query: str) -> None:
    page.goto("/recherche/")
    box = page.get_by_label("Rechercher une action, une fiche, une ressource")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url(re.compile(r"\?q="))


def note(page: Page):
    return page.get_by_text(re.compile("^Résultats pour"))


def titles(page: Page) -> list[str]:
    return page.locator("main .cards").first.get_by_role("heading").all_inner_texts()


def test_a_slip_is_searched_right_and_the_visitor_may_insist(page):
    search(page, "conférense")
    expect(note(page)).to_contain_text("Résultats pour « conférence »")
    assert sorted(titles(page)) == ["La conférence des parents", "Une conférence en classe"]
    page.get_by_role("link", name="Chercher « conférense » malgré tout").click()
    expect(note(page)).to_have_count(0)
    expect(page.get_by_role("heading", level=2, name="Aucun résultat")).to_be_visible()
    expect(page.get_by_label("Rechercher une action, une fiche, une ressource")).to_have_value("conférense")


@pytest.mark.parametrize(
    ("typed", "searched", "found"),
    [
        ("conférense -classe", "conférence -classe", ["La conférence des parents"]),
        ('"conférense des parents"', '"conférence des parents"', ["La conférence des parents"]),
        ("<b>conférense</b> des parents", "<b>conférence</b> des parents", ["La conférence des parents"]),
    ],
)
def test_exclusions_phrases_and_signs_are_kept_as_typed(page, typed, searched, found):
    search(page, typed)
    expect(note(page)).to_contain_text(f"« {searched} »")
    assert titles(page) == found
    expect(page.locator("main b")).to_have_count(0)
    link = page.get_by_role("link", name=re.compile("malgré tout$"))
    expect(link).to_have_text(f"Chercher « {typed} » malgré tout")
    link.click()
    expect(note(page)).to_have_count(0)


def test_what_pages_have_as_typed_is_never_hidden_by_a_correction(page):
    search(page, "jardyn")
    expect(note(page)).to_have_count(0)
    assert titles(page) == ["Avec l’association Jardyn"]
