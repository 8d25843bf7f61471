"""Pages of actions, temps forts and éditions say what is true on the day they are read."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from resources.models import BilanPage, EditionPage
from tests.home.factories import committed
from tests.resources.calendar import announce, convene
from tests.search.factories import AcademieFactory, DepartementFactory, EtablissementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(small_site, on_day):
    on_day("2026-03-10")
    return small_site


def main(page):
    response = Client().get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def read(element):
    return " ".join(element.get_text().split()) if element else ""


def test_an_announcement_says_when_one_can_still_come_then_that_it_took_place(planted, on_day):
    page = announce(planted, "Forum", ("2026-03-16 14:00", "2026-03-16 16:30"), "2026-03-17 09:00", place="CDI")
    callout = "À venirlundi 16 mars 2026, de 14 h à 16 h 30, CDI.Ouverte aux familles."
    assert read(main(page).select_one(".callout")).replace("À venir ", "À venir") == callout
    on_day("2026-03-17")
    assert "À venirmardi 17 mars 2026, 9 h, CDI." in read(main(page).select_one(".callout"))
    on_day("2026-03-18")
    assert "Son récit n’est pas encore publié." in read(main(page).select_one(".callout"))
    page.body = [("text", "<p>Trois classes sont venues.</p>")]
    page.save()
    assert main(page).select(".callout") == []


def test_hours_and_places_read_without_a_stray_space(planted):
    event = convene(planted, "Café", "2026-03-16 08:30", "2026-03-16 10:00", place="Mairie")
    [line] = [read(meta) for meta in main(event).select(".masthead__meta")]
    assert line == "lundi 16 mars 2026, de 8 h 30 à 10 h, Mairie"


def edition(planted, title, academie, **fields):
    page = EditionPage(title=title, year=2024, starts_on="2025-03-17", ends_on="2025-03-21", **fields)
    page.academies = [academie]
    with committed():
        planted.editions.add_child(instance=page)
    return page


def test_an_edition_leads_to_its_own_actions_temps_forts_and_bilan_and_to_nothing_empty(planted):
    mine = edition(planted, "À Créteil", AcademieFactory())
    other = edition(planted, "À Versailles", AcademieFactory(versailles=True))
    departement = DepartementFactory(yvelines=True)
    for number in range(2):
        page = announce(planted, f"Action {number}", "2025-03-17 09:00")
        page.edition = mine
        with committed():
            page.save()
    page = announce(planted, "Ailleurs", "2025-03-17 09:00", lead=EtablissementFactory(departement=departement))
    page.edition = other
    with committed():
        page.save()
    convene(planted, "Séminaire", "2025-06-17 09:00", edition=mine, place="Mairie")
    bilan = BilanPage(title="Bilan 2024-2025", edition=mine, published_on=datetime.date(2025, 7, 1))
    planted.bilans.add_child(instance=bilan)

    body = main(mine)
    link = body.find("a", string="Les actions des établissements")
    assert read(link.parent) == "Les actions des établissements (2)"
    assert Client().get(f"{link['href']}&format=json").json()["total"] == 2
    assert "Séminaire – 17 juin 2025, 9 h · Mairie" in read(body)
    assert body.find("a", string="Bilan 2024-2025")["href"] == bilan.get_url()
    assert "galeries" not in read(body)
    assert "agenda" not in read(body)
    assert "Séminaire" not in read(main(other))


def test_an_edition_without_anything_has_no_empty_section(planted):
    page = edition(planted, "À Créteil", AcademieFactory())
    assert main(page).select("h2") == []


def test_the_running_edition_leads_to_the_agenda(planted, on_day):
    assert main(planted.edition).find("a", string="L’agenda, jour par jour")["href"] == "/agenda/"
    own = planted.edition.territory_dates.model
    later = own(departement=DepartementFactory(), starts_on="2026-03-23", ends_on="2026-03-27")
    planted.edition.territory_dates.add(later)
    planted.edition.save()
    on_day("2026-03-27")
    assert main(planted.edition).find("a", string="L’agenda, jour par jour")
    on_day("2026-03-28")
    assert main(planted.edition).find("a", string="L’agenda, jour par jour") is None


@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-16", "2026-03-20"])
def test_pages_of_actions_and_editions_are_valid_html_at_any_time(planted, on_day, assert_valid_html, day):
    pages = [
        announce(planted, "Forum", ("2026-03-16 14:00", "2026-03-18 16:30"), "2026-03-17 09:00"),
        announce(planted, "Annulée", "2026-03-16 14:00", state="annulee"),
        convene(planted, "Café", "2026-03-16 08:30", edition=planted.edition),
        convene(planted, "Conférence", usual_date="En décembre"),
        planted.edition,
    ]
    on_day(day)
    for page in pages:
        assert_valid_html(Client().get(page.get_url()).content)
