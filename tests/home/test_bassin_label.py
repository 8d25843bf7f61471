"""The lowest level of the territory is called as the académie calls it, wherever it is named (R-03)."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from resources.models import EditionPage
from tests.home import factories
from tests.home.editor import edit, rows
from tests.search.factories import DepartementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def called_circonscription(settings):
    settings.SPS_BASSIN_LABEL = "circonscription"


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def admin(client):
    client.force_login(factories.officer())
    return client


def text_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.find("main").get_text(" ").split())


def says_the_right_word(text):
    assert "irconscription" in text
    assert "bassin" not in text.lower()


def test_the_chart_of_the_home_page_counts_circonscriptions(planted):
    before = EditionPage(title="Édition 2024-2025", slug="2024-2025", year=2024)
    before.starts_on, before.ends_on = datetime.date(2025, 3, 17), datetime.date(2025, 3, 21)
    planted.editions.add_child(instance=before)
    schools = [
        factories.school(f"Collège {number}", f"077000{number}A", factories.bassin(f"Lieu {number}"))
        for number in (1, 2)
    ]
    for edition, led in ((before, schools[:1]), (planted.edition, schools)):
        planted.edition = edition
        for school in led:
            factories.publish(factories.action(planted, f"Forum {edition.year} {school.uai}", school))
    shown = text_of(Client().get("/"))
    assert "De 1 à 2 circonscriptions en 2 ans" in shown
    assert "Nombre de circonscriptions où" in shown
    assert "Circonscriptions" in shown
    says_the_right_word(shown)


def test_the_form_of_an_edition_asks_for_a_circonscription(admin, planted):
    own = planted.edition.territory_dates.model
    dates = own(departement=DepartementFactory(), starts_on="2026-03-23", ends_on="2026-03-27")
    planted.edition.territory_dates.add(dates)
    planted.edition.save()
    form = text_of(admin.get(reverse("wagtailadmin_pages:edit", args=[planted.edition.pk])))
    assert "Circonscription" in form
    says_the_right_word(form)


def test_dates_of_no_territory_are_refused_in_the_same_words(admin, planted):
    dates = rows("territory_dates", {"starts_on": "23/03/2026", "ends_on": "27/03/2026"})
    shown = text_of(edit(admin, planted.edition, **dict(dates)))
    assert "département ou circonscription" in shown
    says_the_right_word(shown)


@pytest.mark.parametrize("name", ["mandate", "etablissement"])
def test_mandates_and_schools_are_given_a_circonscription(client, admin_client, name):
    form = BeautifulSoup(admin_client.get(reverse(f"wagtailsnippets_search_{name}:add")).content, "html.parser")
    # Not the buttons of the choosers: Wagtail writes them once for a process, before the setting of this test.
    words = form.find("main").select("label, h2, .help")
    says_the_right_word(" ".join(word.get_text(" ") for word in words))


def test_the_list_of_actions_has_a_column_of_circonscriptions(admin, planted):
    factories.action(planted, lead=factories.school(bassin_=factories.bassin()))
    page = BeautifulSoup(admin.get(reverse("territory")).content, "html.parser")
    heads = [head.get_text().strip() for head in page.select("table.listing th")]
    assert heads == ["Action", "Établissement", "Circonscription", "Date", "État"]
