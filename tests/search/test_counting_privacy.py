"""What a search may tell of a person is not written, and what may be a name is read by nobody while it is rare."""

import pytest
from django.core.management import call_command

from search import uai
from search.models import SearchCount
from tests.search.factories import SynonymGroupFactory
from tests.search.finding import committed, plant
from tests.search.searches import asked, counted, on, plant_more  # noqa: F401  asked for by small_site

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.mark.parametrize(
    "query",
    [
        "lea.dupont@exemple.test",
        "théâtre @lea",
        "lea＠exemple",
        "https://exemple.test/lea",
        "01 23 45 67 89",
        "0123456789",
        "+33 6 12",
        "06.12",
        "06-12-34",
        "théâtre 1234",
        "théâtre 2009",
        "né le 12/03/2009",
        "théâtre 9",
        "théâtre ²",
        "Kevin né en 09",
        "12 rue 94",
        "12 rue des Lilas Vincennes",
        "3, place du théâtre",
        "école 7e",
        "0612-0613",
        "www.exemple.test/lea",
        "٠١٢٣",
        "2012-2016",
        "1234567Z",
        "une deux trois quatre cinq six sept",
        "un,deux,trois,quatre,cinq,six,sept",
        "théâtre " * 6 + "école",
        "a" * 61,
    ],
)
def test_what_may_reach_or_name_somebody_is_written_nowhere(planted, data_dir, query):
    asked(query)
    assert not list(data_dir.glob("searches*"))
    assert counted() == {}


CLASSES = ["théâtre 3e", "6eme", "6 ème", "2nde", "2de", "1re", "1ère", "CM2", "ce1", "E2C"]


@pytest.mark.parametrize("query", [*CLASSES, "2025-2026", f"théâtre 0770001{uai.check_letter('0770001')}"])
def test_classes_school_years_and_etablissements_are_no_numbers_of_persons(planted, query):
    asked(query)
    assert sum(counted().values()) == 1


@pytest.mark.parametrize(
    "query",
    [
        "rue des Lilas",
        "douze rue des Lilas Vincennes",
        "bd Croquettes",
        "Allées Dupont",
        "1re avenue",
        "rue du jardin 3e",
    ],
)
def test_a_street_with_a_figure_or_a_word_that_may_be_its_name_is_an_address(planted, data_dir, query):
    asked(query)
    assert not list(data_dir.glob("searches*"))


def test_a_street_among_common_words_is_none(planted):
    asked("théâtre dans la rue")
    assert counted() == {"théâtre rue": 1}


# Rare words


def test_a_word_that_the_site_does_not_know_is_noted_as_such(planted):
    SynonymGroupFactory(expressions="flemme | paresse")
    for query in ("théâtre dupont", "théâtre flemme", "sans théâtre"):
        asked(query)
    counted()
    known = {row.words: row.is_known for row in SearchCount.objects.all()}
    assert known == {"théâtre dupont": False, "théâtre flemme": True, "sans théâtre": True}


@pytest.mark.parametrize("query", ["Hugo Martin", "victor-hugo", "HUGO", "VINCENT théâtre"])
def test_names_of_people_and_schools_on_the_site_are_not_words_of_the_site(planted, query):
    with committed():
        text = "Mme Martin et VINCENT MOREL, du lycée Victor-Hugo, avec le théâtre de la Ville."
        plant(planted, "fiches", "hugo", "Une fiche du lycée Victor-Hugo", text)
    asked(query)
    counted()
    assert not SearchCount.objects.get().is_known
    assert not SearchCount.objects.shown().exists()


@pytest.mark.parametrize("query", ["micro-lycée", "bien être", "école 2025-2026", "MLDS", "decrochages"])
def test_common_words_acronyms_and_compounds_of_the_site_show_at_once(planted, query):
    SynonymGroupFactory(expressions="MLDS | mission de lutte contre le décrochage")
    with committed():
        plant(planted, "fiches", "mlds", "La MLDS", "Avec la MLDS, contre le décrochage.")
    asked(query)
    counted()
    assert SearchCount.objects.shown().count() == 1


@pytest.mark.parametrize(
    ("days", "is_shown"),
    [({0: 2}, False), ({0: 50}, False), ({0: 1, 1: 1}, False), ({0: 2, 1: 1}, True), ({0: 1, 1: 1, 2: 1}, True)],
)
def test_an_unknown_word_shows_from_three_searches_on_two_days(days, is_shown):
    for day, searches in days.items():
        on(day, "dupont", searches, is_known=False)
    on(0, "theatre")
    assert SearchCount.objects.shown().filter(terms="dupont").exists() is is_shown
    assert SearchCount.objects.shown().filter(terms="theatre").exists()


def test_a_word_that_was_unknown_on_one_day_stays_unknown():
    on(0, "dupont")
    on(1, "dupont", is_known=False)
    assert not SearchCount.objects.shown().exists()


def test_a_search_of_a_word_becomes_known_in_no_way_on_the_same_day(planted):
    asked("potager")
    counted()
    with committed():
        plant(planted, "fiches", "potager", "Le potager")
    asked("potager")
    counted()
    assert not SearchCount.objects.get().is_known


def test_rare_ones_are_deleted_after_fourteen_days_the_others_kept():
    for day in (14, 15):
        on(day, f"rare{day}", is_known=False)
        on(day, f"connu{day}")
        on(day, "frequent", 2, is_known=False)
    call_command("tick")
    kept = set(SearchCount.objects.values_list("words", flat=True))
    assert kept == {"rare14", "connu14", "connu15", "frequent"}
    assert SearchCount.objects.filter(words="frequent").count() == 2


@pytest.mark.parametrize("most", [30, 365])
def test_all_are_deleted_after_the_days_of_the_setting(settings, most):
    settings.SPS_SEARCH_LOG_DAYS = most
    on(most, "dernier")
    on(most + 1, "ancien")
    call_command("tick")
    assert [row.words for row in SearchCount.objects.all()] == ["dernier"]
