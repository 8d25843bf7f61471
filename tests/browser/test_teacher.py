"""A teacher's walk: from the home page to a fiche to take up and a document to take away."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_site")]


def filters(page: Page):
    return page.get_by_role("navigation", name="Affiner")


def count_of(link) -> int:
    return int(re.search(r"(\d+)\D*$", link.inner_text())[1])


def total(page: Page) -> int:
    return int(re.search(r"\d+", page.locator(".found__count").inner_text())[0])


def test_a_teacher_searches_compares_academies_opens_a_fiche_and_takes_a_document_away(page):
    page.goto("/")
    page.locator("main").get_by_role("search").get_by_label("Rechercher").first.fill("decrochage parents")
    page.keyboard.press("Enter")
    everything = total(page)
    assert everything > 5

    page.goto(f"{page.url}&academie=creteil&academie=corse&academie=mayotte")  # an address a colleague sent
    counts = {
        name: count_of(filters(page).get_by_role("link", name=re.compile(f"^{name}")))
        for name in ("Créteil", "Corse", "Mayotte")
    }
    assert counts["Mayotte"] == 0
    assert sum(counts.values()) == total(page)
    for name in counts:
        filters(page).get_by_role("link", name=re.compile(f"^{name}")).click()
    assert total(page) == everything

    filters(page).get_by_role("link", name=re.compile("^Fiche action")).click()
    page.locator(".cards").get_by_role("link").first.click()
    expect(page.locator("main .kicker")).to_have_text(re.compile("^Fiche action"))
    expect(page.get_by_role("heading", name="Déroulé")).to_be_visible()

    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Ressources").click()
    page.goto(f"{page.url}?media=document")
    page.locator(".cards").get_by_role("link").first.click()
    offered = page.locator(".download").first
    expect(offered).to_contain_text(re.compile(r"[A-Z]{3,4}, [\d,]+\s(Ko|Mo)"))
    with page.expect_download() as download:
        offered.get_by_role("link").click()
    assert download.value.path().stat().st_size > 0


def test_lists_offer_their_feed(page):
    for address in ("/actions/", "/actualites/"):
        page.goto(address)
        link = page.get_by_role("link", name="Suivre les nouveautés")
        assert page.request.get(link.get_attribute("href")).ok
