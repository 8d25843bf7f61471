"""Officers read what visitors search and do not find, and go from there to a synonym or a page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from search.models import SearchCount
from tests.home import factories
from tests.search.factories import PromotionFactory
from tests.search.finding import plant
from tests.search.searches import on

# Whatever the number of rows.
QUERIES = 13

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

REPORT = "/gestion/rapports/recherches/"


def plant_more(site):
    plant(site, "fiches", "theatre", "Le théâtre à l’école")


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def officer(planted, client):
    client.force_login(factories.officer())
    return client


def read(client, **parameters):
    """[words, times, last day, results] of each line."""
    response = client.get(REPORT, parameters)
    assert response.status_code == 200
    lines = []
    for row in BeautifulSoup(response.content, "html.parser").select("main tbody tr"):
        title, *cells = row.select("td")
        lines.append([title.select_one(".title-wrapper").get_text(), *(cell.get_text(" ").strip() for cell in cells)])
    return lines


def words(client, **parameters):
    return [line[0] for line in read(client, **parameters)]


def test_what_a_visitor_searches_is_read_by_the_officer(officer, settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    for query in ("théâtre", "theatres", "ECOLE"):
        Client().get("/recherche/", {"q": query})
    call_command("tick")
    today = timezone.localdate()
    lines = read(officer)
    assert [line[:2] + line[3:] for line in lines] == [["théâtre", "2", "1"], ["école", "1", "1"]]
    assert all(str(today.year) in line[2] for line in lines)


def test_the_days_of_the_period_are_added_up_with_the_results_of_the_last_day(officer):
    on(0, "jardin", 2, results=5)
    on(6, "jardin", 1, results=3)
    on(7, "jardin", 4, results=2)
    on(29, "potager", 1)
    on(30, "potager", 9)
    on(300, "verger", 1)
    assert [line[:2] + line[3:] for line in read(officer, jours="7")] == [["jardin", "3", "5"]]
    assert [line[:2] for line in read(officer)] == [["jardin", "7"], ["potager", "1"]]
    assert words(officer, jours="365") == ["potager", "jardin", "verger"]


def test_words_are_read_in_the_order_of_the_day_they_were_searched_most(officer):
    on(0, "école théâtre", 1)
    on(1, "théâtre école", 5)
    on(8, "école théâtre", 9)
    SearchCount.objects.update(terms="ecol theatr")
    assert words(officer, jours="7") == ["théâtre école"]
    assert words(officer) == ["école théâtre"]


def test_searches_without_result_are_read_apart(officer):
    on(0, "jardin", 9, results=5)
    on(0, "croquettes", 2, results=0)
    # Found since: nothing to do any more.
    on(1, "stage", 2, results=0)
    on(0, "stage", 1, results=4)
    assert words(officer, voir="sans-resultat") == ["croquettes"]
    assert words(officer) == ["jardin", "stage", "croquettes"]


def test_a_rare_word_that_may_be_a_name_is_not_shown_nor_counted(officer):
    on(0, "dupont", 2, is_known=False)
    on(0, "martin", 2, is_known=False)
    on(1, "martin", 1, is_known=False)
    assert words(officer) == ["martin"]
    assert "dupont" not in officer.get(REPORT).content.decode()
    # What was seen often enough stays so in a shorter period.
    assert words(officer, jours="7") == ["martin"]


def test_each_line_leads_to_a_synonym_to_a_page_and_to_the_results_without_being_counted(officer, settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    on(0, "enfant école", results=1)
    page = BeautifulSoup(officer.get(REPORT).content, "html.parser")
    links = {link.find(string=True): link["href"] for link in page.select("main tbody a")}
    form = BeautifulSoup(officer.get(links["Ajouter un synonyme"]).content, "html.parser")
    assert form.select_one("[name=expressions]").get_text().strip() == "enfant école |"
    form = BeautifulSoup(officer.get(links["Choisir une page"]).content, "html.parser")
    assert form.select_one("[name=queries]").get_text().strip() == "enfant école"
    assert parse_qs(urlsplit(links["Voir les résultats"]).query) == {"q": ["enfant école"], "exact": ["1"]}
    Client().get(links["Voir les résultats"])
    assert not list(tmp_path.iterdir())


def test_a_search_that_has_its_page_says_so_and_asks_for_no_other(officer, planted):
    on(0, "école enfant", results=0)
    PromotionFactory(queries="enfant école", page=planted.home)
    assert words(officer) == ["école enfant page choisie"]
    assert "Choisir une page" not in officer.get(REPORT).content.decode()


def test_an_empty_report_says_so_and_odd_addresses_are_answered(officer):
    for odd in ({}, {"jours": "9"}, {"jours": "x"}, {"voir": "autre"}, {"page": "99"}, {"page": "x"}):
        assert "Aucune recherche à montrer" in officer.get(REPORT, odd).content.decode()


def test_a_long_report_has_pages_and_costs_the_same_for_one_row_and_for_fifty(officer, django_assert_num_queries):
    on(0, "mot0")
    officer.get(REPORT)
    with django_assert_num_queries(QUERIES):
        officer.get(REPORT)
    for number in range(1, 60):
        on(0, f"mot{number:02}")
    with django_assert_num_queries(QUERIES):
        assert len(words(officer)) == 50
    assert len(words(officer, page="2")) == 10


def test_the_menu_of_reports_has_it_for_officers_only(officer, planted):
    assert REPORT in officer.get("/gestion/").content.decode()
    pilot = Client()
    pilot.force_login(factories.pilot(bassin=factories.bassin()))
    assert REPORT not in pilot.get("/gestion/").content.decode()
    assert pilot.get(REPORT).status_code == 302
    assert Client().get(REPORT).status_code == 302
