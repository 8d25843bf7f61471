"""The suggestions of the search box in a real browser: keyboard, mouse, finger, screen reader, bad line."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE
from tests.home.factories import site
from tests.search.finding import committed, plant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("planted")]

SUGGESTIONS = "**/recherche/suggestions/?q=*"
LABEL = "Rechercher une action, une fiche, une ressource"


@pytest.fixture
def planted(transactional_db):
    with committed():
        planted = site()
        for slug, title in (("tandem", "Le projet tandem"), ("tutorat", "Projet de tutorat"), ("cafe", "Projet café")):
            plant(planted, "fiches", slug, title)
    return planted


@pytest.fixture(params=["/", "/fiches/", "/recherche/"])
def box(request, page):
    """The search box of the home page, of the header and of the search page."""
    page.goto(request.param)
    return field(page)


def field(page: Page):
    return page.get_by_label(LABEL)


def options(page: Page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def answering(page: Page, *titles: str) -> None:
    """The server answers at once with these titles, whatever is asked."""
    found = [{"title": title, "url": "/fiches/", "type": "Fiche action"} for title in titles]
    page.route(SUGGESTIONS, lambda route: route.fulfill(json=found))


def still(page: Page) -> None:
    """Time stands still in the page: what waits there waits for `page.clock.run_for`, however slow the machine."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def test_the_list_opens_with_what_is_found_and_says_how_many(box, page, axe):
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(page.get_by_role("status")).to_have_text(re.compile("^3 suggestions"))
    expect(options(page).first).to_have_accessible_name("Projet café, Fiche action")
    axe(page)


def test_arrows_move_through_the_list_and_the_field_stays_focused(box, page):
    box.press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    for key, active in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", None), ("ArrowUp", 2)):
        page.keyboard.press(key)
        expect(box).to_be_focused()
        chosen = page.locator("[role=option][aria-selected=true]")
        if active is None:
            expect(chosen).to_have_count(0)
            assert box.get_attribute("aria-activedescendant") is None
        else:
            expect(chosen).to_have_attribute("id", options(page).nth(active).get_attribute("id"))
            expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fiches/cafe/"))


def test_home_and_end_come_back_to_the_field_and_move_the_caret(box, page):
    box.press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    for key, place in (("Home", 0), ("End", 6)):
        page.keyboard.press("ArrowDown")
        page.keyboard.press(key)
        assert box.get_attribute("aria-activedescendant") is None
        assert box.evaluate("field => field.selectionStart") == place
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=projet"))


def test_escape_closes_the_list_then_empties_the_field(box, page):
    box.press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("projet")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")


def test_tab_leaves_to_the_button_and_closes_the_list(box, page):
    box.press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.get_by_role("search").get_by_role("button", name="Rechercher")).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("projet")


def test_a_click_opens_the_page(box, page):
    box.press_sequentially("projet tan")
    options(page).first.click()
    expect(page).to_have_url(re.compile("/fiches/tandem/"))


def test_a_finger_opens_the_page_and_the_list_fits_the_phone(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto("/")
    field(page).tap()
    field(page).press_sequentially("projet")
    expect(options(page)).to_have_count(3)
    place = page.get_by_role("listbox").bounding_box()
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= PHONE["width"]
    assert all(option.bounding_box()["height"] >= 44 for option in options(page).all())
    options(page).nth(2).tap()
    expect(page).to_have_url(re.compile("/fiches/tandem/"))


def test_a_burst_of_letters_asks_once(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    page.goto("/recherche/")
    still(page)
    for letter in "projet":
        field(page).press(letter)
        page.clock.run_for(100)  # half the silence after which it asks
    assert asked == []
    page.clock.run_for(100)
    expect(options(page)).to_have_count(3)
    assert [url.rpartition("=")[2] for url in asked] == ["projet"]


def test_a_late_answer_to_what_was_typed_before_is_never_shown(page):
    """The first question hangs; the second is asked meanwhile and answered; then the first is let go."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith("q=pro"):
            held.append(route)
        else:
            route.fulfill(json=[{"title": "La bonne", "url": "/fiches/", "type": "Page"}])

    page.goto("/recherche/")
    still(page)
    page.route(SUGGESTIONS, answer)
    with page.expect_request(SUGGESTIONS):
        field(page).press_sequentially("pro")
        page.clock.run_for(300)
    with page.expect_event("requestfailed"):  # aborted by the next letter
        field(page).press_sequentially("jet")
    page.clock.run_for(300)
    expect(options(page)).to_have_text([re.compile("La bonne")])
    held[0].fulfill(body=json.dumps([{"title": "Trop tard", "url": "/", "type": "Page"}]))
    field(page).press("ArrowDown")
    expect(options(page)).to_have_text([re.compile("La bonne")])


@pytest.mark.parametrize("failure", ["abort", "500", "html", "hang"])
def test_a_line_that_fails_is_silent_and_the_form_still_searches(page, failure):
    def fail(route: Route) -> None:
        if failure == "abort":
            route.abort("connectionfailed")
        elif failure == "500":
            route.fulfill(status=500, body="Erreur")
        elif failure == "html":
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page.goto("/recherche/")
    page.clock.install()
    page.route(SUGGESTIONS, fail)
    with page.expect_request(SUGGESTIONS):
        field(page).press_sequentially("projet")
        page.clock.run_for(300)
    if failure == "hang":
        with page.expect_event("requestfailed"):
            page.clock.run_for(3_000)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=projet"))
    expect(page.get_by_role("heading", level=2, name="3 résultats")).to_be_visible()


def test_an_answer_that_comes_when_the_field_was_left_is_not_shown(page):
    held: list[Route] = []
    page.goto("/recherche/")
    page.route(SUGGESTIONS, lambda route: held.append(route))
    with page.expect_request(SUGGESTIONS):
        field(page).press_sequentially("projet")
    with page.expect_event("requestfailed"):
        page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_titles_are_text_whatever_they_hold(page):
    page.goto("/recherche/")
    answering(page, "<img src=x onerror=alert(1)> & « autres »")
    field(page).press_sequentially("projet")
    expect(options(page)).to_have_accessible_name("<img src=x onerror=alert(1)> & « autres », Fiche action")
    expect(page.locator(".suggestions img")).to_have_count(0)


def test_going_back_does_not_find_the_list_open(page):
    page.goto("/recherche/")
    field(page).press_sequentially("projet")
    options(page).first.click()
    expect(page).to_have_url(re.compile("/fiches/cafe/"))
    page.go_back()
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_without_javascript_the_box_is_a_plain_search(open_page):
    page = open_page(javascript=False)
    page.goto("/")
    expect(field(page)).to_have_role("searchbox")
    field(page).fill("projet tandem")
    field(page).press("Enter")
    expect(page.get_by_role("link", name="Le projet tandem")).to_be_visible()
