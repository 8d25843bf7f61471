"""`/agenda/` tells families and partners what comes next, first: day by day, in their territory (R-26)."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from resources.lifecycle import State
from resources.models import EditionPage
from tests.resources.calendar import announce, at, convene
from tests.search.factories import BassinFactory, DepartementFactory, EtablissementFactory, PublicFactory
from tests.search.finding import answer, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EMPTY = "Aucun rendez-vous à venir"


@pytest.fixture
def planted(small_site, on_day):
    on_day("2026-03-10")
    return small_site


def page(query="", status=200):
    response = Client().get(f"/agenda/{query}")
    assert response.status_code == status, (query, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def read(element):
    """As it reads, word for word."""
    return " ".join(element.get_text().split())


def text_of(element):
    """The same, its parts set apart."""
    return " ".join(element.get_text(" ").split())


def days(soup):
    """Heading of each day → its lines, each as one text."""
    return {text_of(day.h3): [text_of(line) for line in day.select(".slot")] for day in soup.select("section.day")}


def titles(soup):
    return [text_of(link) for link in soup.select(".slot__title a")]


def school(bassin=None, **fields):
    bassin = bassin or BassinFactory(**fields)
    return EtablissementFactory(bassin=bassin, departement=bassin.departement)


def test_sessions_and_temps_forts_stand_together_by_day_in_order_of_time(planted):
    lead = EtablissementFactory(name="Collège Rosa-Parks", bassin=BassinFactory(name="Sénart"))
    forum = announce(
        planted, "Forum", ("2026-03-17 14:00", "2026-03-17 16:30"), "2026-03-16 09:00", lead=lead, place="CDI"
    )
    convene(planted, "Conférence", "2026-03-16 18:30", place="Mairie", publics=[PublicFactory(name="Parents")])
    convene(planted, "Passée", "2026-03-01 10:00")
    assert days(page()) == {
        "lundi 16 mars 2026": [
            "9 h Forum CDI Collège Rosa-Parks, Sénart Action · Ouverte aux familles",
            "18 h 30 Conférence Mairie Temps fort · Parents",
        ],
        "mardi 17 mars 2026": ["de 14 h à 16 h 30 Forum CDI Collège Rosa-Parks, Sénart Action · Ouverte aux familles"],
    }
    assert page().select_one(".slot__title a")["href"] == forum.get_url()
    assert page().select_one(".slot__when time")["datetime"] == "2026-03-16T09:00:00+01:00"


def test_what_was_this_morning_still_stands_and_yesterday_does_not(planted, on_day):
    announce(planted, "Matin", ("2026-03-16 08:00", "2026-03-16 09:00"))
    announce(planted, "Veille", ("2026-03-15 22:00", "2026-03-15 23:30"))
    on_day("2026-03-16")
    assert days(page()).keys() == {"Aujourd’hui, lundi 16 mars 2026"}
    assert titles(page()) == ["Matin"]


def test_what_lasts_several_days_stands_once_and_says_until_when(planted, on_day):
    announce(planted, "Exposition", ("2026-03-16 09:00", "2026-03-18 17:00"))
    [(heading, [line])] = days(page()).items()
    assert heading == "lundi 16 mars 2026"
    assert line.startswith("9 h, jusqu’au mercredi 18 mars Exposition")
    on_day("2026-03-18")
    [(heading, [line])] = days(page()).items()
    assert heading == "Aujourd’hui, mercredi 18 mars 2026"
    assert "jusqu’au mercredi 18 mars" in line
    on_day("2026-03-19")
    assert titles(page()) == []


@pytest.mark.parametrize(("state", "word"), [(State.CANCELLED, "annulée"), (State.POSTPONED, "reportée")])
def test_who_meant_to_come_reads_that_an_action_is_called_off(planted, state, word):
    announce(planted, "Forum", "2026-03-16 09:00", state=state)
    [line] = page().select(".slot")
    assert "slot--off" in line["class"]
    assert text_of(line.select_one(".badge")) == word


def test_temps_forts_without_a_date_stand_apart(planted):
    convene(planted, "Conférence", usual_date="En décembre", year=2015)
    convene(planted, "Réunion")
    convene(planted, "Vieille réunion", year=2015)
    convene(planted, "Datée", "2026-03-16 09:00")
    assert days(page())["Date à préciser"] == [
        "En décembre Conférence Temps fort",
        "Date à venir Réunion Temps fort",
    ]


def test_drafts_and_restricted_pages_show_neither_in_lines_nor_in_counts(planted):
    where = school()
    announce(planted, "Publique", "2026-03-16 09:00", lead=where)
    announce(planted, "Brouillon", "2026-03-16 09:00", lead=where, live=False, state=State.DRAFT)
    reserved = announce(planted, "Réservée", "2026-03-16 09:00", lead=where)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=reserved.pk), restriction_type="login")
    assert titles(page()) == ["Publique"]
    assert {text_of(number) for number in page().select(".facet__number")} == {"1 résultat"}
    assert "SUMMARY:Réservée" not in Client().get("/agenda.ics").content.decode()
    assert Client().get(f"/agenda/{reserved.pk}.ics").status_code == 404


@pytest.fixture
def two_territories(planted):
    senart = BassinFactory(name="Sénart", departement=DepartementFactory(code="77", name="Seine-et-Marne"))
    mantes = BassinFactory(name="Mantes", departement=DepartementFactory(yvelines=True))
    announce(planted, "À Sénart", "2026-03-16 09:00", "2026-03-17 09:00", lead=school(senart))
    announce(planted, "À Mantes", "2026-03-16 14:00", lead=school(mantes))
    convene(planted, "À Mantes aussi", "2026-03-18 09:00", bassins=[mantes])
    convene(planted, "Partout", "2026-03-19 09:00")
    return planted


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["À Sénart", "À Mantes", "À Sénart", "À Mantes aussi", "Partout"]),
        ("?academie=versailles", ["À Mantes", "À Mantes aussi"]),
        ("?departement=77", ["À Sénart", "À Sénart"]),
        ("?bassin=mantes", ["À Mantes", "À Mantes aussi"]),
        ("?bassin=mantes&bassin=senart", ["À Sénart", "À Mantes", "À Sénart", "À Mantes aussi"]),
        ("?academie=creteil&bassin=mantes", []),
        ("?bassin=mantes&bassin=nulle-part", ["À Mantes", "À Mantes aussi"]),
        ("?theme=zzz&tri=titre&q=zzz", ["À Sénart", "À Mantes", "À Sénart", "À Mantes aussi", "Partout"]),
    ],
)
def test_the_territory_narrows_the_agenda(two_territories, query, found):
    assert titles(page(query)) == found


def test_each_filter_is_counted_and_leads_where_its_count_says(two_territories):
    soup = page("?departement=77")
    values = {text_of(link.span): link for link in soup.select(".facet__value")}
    assert {name: int(text_of(link.select_one(".facet__number")).split()[0]) for name, link in values.items()} == {
        "Créteil": 2,
        "Seine-et-Marne (77) – choisi, retirer": 2,
        "Yvelines (78)": 2,
        "Sénart": 2,
    }
    assert len(titles(page(values["Yvelines (78)"]["href"]))) == 4
    assert len(titles(page(values["Seine-et-Marne (77) – choisi, retirer"]["href"]))) == 5


def test_an_unknown_territory_has_nothing_and_the_page_says_so(two_territories):
    soup = page("?bassin=atlantide")
    assert titles(soup) == []
    assert [text_of(note).split(" Retirer")[0] for note in soup.select(".callout--attention")] == [
        "Bassin : « atlantide » n’existe pas ici, donc rien n’y correspond."
    ]


@pytest.mark.parametrize("value", ["%00", "", "%ff", "'%20OR%201=1--", "<script>", "é" * 500])
def test_nonsense_is_no_error(two_territories, value):
    for name in ("academie", "departement", "bassin", "q", "type"):
        assert Client().get(f"/agenda/?{name}={value}").status_code == 200
        assert Client().get(f"/agenda.ics?{name}={value}").status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "abc", "%00", "2", "501", "9" * 30, "1.5"])
def test_a_page_that_cannot_be_is_not_found(two_territories, number):
    page(f"?page={number}", status=404)


def test_long_agendas_turn_their_pages_between_days_and_keep_the_territory(planted):
    where = school(BassinFactory(name="Sénart"))
    for day in ("16", "17", "18"):
        announce(planted, f"Le {day}", *[f"2026-03-{day} {8 + n // 6:02}:{n % 6}0" for n in range(30)], lead=where)
    first, second, third = (page(f"?bassin=senart&page={number}") for number in (1, 2, 3))
    assert [list(days(soup)) for soup in (first, second, third)] == [
        ["lundi 16 mars 2026"],
        ["mardi 17 mars 2026"],
        ["mercredi 18 mars 2026"],
    ]
    assert first.select_one("a[rel=next]")["href"] == "?bassin=senart&page=2"
    jumps = {text_of(link): link["href"] for link in first.select(".jump a")}
    assert jumps["mardi 17 mars 2026 : 30 rendez-vous"] == "?bassin=senart&page=2#jour-2026-03-17"
    assert second.select_one("#jour-2026-03-17")


def test_a_day_of_more_than_a_page_goes_on_over_the_next_one_and_says_so(planted):
    announce(planted, "Portes ouvertes", *[f"2026-03-16 {8 + n // 6:02}:{n % 6}0" for n in range(60)])
    announce(planted, "Lendemain", "2026-03-17 09:00")
    first, second = (days(page(f"?page={number}")) for number in (1, 2))
    assert [len(lines) for lines in first.values()] == [30]
    assert [(name, len(lines)) for name, lines in second.items()] == [
        ("lundi 16 mars 2026 (suite)", 30),
        ("mardi 17 mars 2026", 1),
    ]


def test_between_two_editions_the_empty_agenda_says_when_the_next_week_is(planted, on_day):
    on_day("2026-04-20")
    assert "dès qu’elles seront fixées" in text_of(page().main)
    following = EditionPage(title="Édition 2026-2027", year=2026, starts_on="2027-03-08", ends_on="2027-03-12")
    planted.editions.add_child(instance=following)
    shown = read(page().main)
    assert EMPTY in shown
    assert "à l’approche de la Semaine, du 8 au 12 mars 2027." in shown


NOTHING_YET = "Les établissements n’ont pas encore annoncé d’action."


@pytest.mark.parametrize(
    ("day", "announced", "sentence"),
    [
        ("2026-03-10", False, NOTHING_YET),
        ("2026-03-13", True, "Rien d’autre n’est annoncé pour l’instant."),
        ("2026-03-17", False, "Rien n’est annoncé pour cette Semaine, du 16 au 20 mars 2026."),
        ("2026-03-20", True, "Plus rien n’est annoncé pour cette Semaine, du 16 au 20 mars 2026."),
        ("2026-03-21", True, "Les dates de la prochaine Semaine paraîtront ici"),
    ],
)
def test_an_empty_agenda_says_what_is_true_on_that_day(planted, on_day, day, announced, sentence):
    if announced:
        announce(planted, "Forum", "2026-03-12 09:00")
        announce(planted, "Prévue", "2026-03-18 09:00", live=False, state=State.DRAFT)
    on_day(day)
    shown = read(page().main)
    assert EMPTY in shown
    assert sentence in shown
    assert (NOTHING_YET in shown) == (sentence == NOTHING_YET)


def test_last_year_s_actions_are_not_an_announcement_for_the_week_to_come(planted, on_day):
    announce(planted, "Forum", "2026-03-16 09:00")
    following = EditionPage(title="Édition 2026-2027", year=2026, starts_on="2027-03-08", ends_on="2027-03-12")
    planted.editions.add_child(instance=following)
    on_day("2026-06-20")
    assert NOTHING_YET in read(page().main)


def test_the_next_week_is_told_with_the_dates_of_its_territories(planted):
    edition = planted.edition
    dates = edition.territory_dates.model
    edition.territory_dates.add(dates(departement=DepartementFactory(), starts_on="2026-03-23", ends_on="2026-03-27"))
    edition.save()
    assert "La prochaine Semaine : du 16 au 20 mars 2026 ; Val-de-Marne (94) : du 23 au 27 mars 2026 (Édition" in (
        read(page().select_one(".masthead"))
    )


def test_the_past_is_one_link_away_in_the_same_territory(two_territories, on_day):
    on_day("2026-04-20")
    soup = page("?bassin=mantes")
    links = [link["href"] for link in soup.select(".finding__hits .callout a")][-2:]
    found = [Client().get(f"{address}&format=json").json() for address in links]
    assert [slugs(results) for results in found] == [["a-mantes-aussi"], ["a-mantes"]]


def test_temps_forts_are_found_in_the_search_as_before(two_territories):
    assert set(slugs(answer(type="temps-fort"))) == {"a-mantes-aussi", "partout"}
    assert slugs(answer(type="temps-fort", bassin="mantes")) == ["a-mantes-aussi"]


def test_the_page_links_its_own_file_and_keeps_title_and_introduction(two_territories):
    two_territories.agenda.intro = "<p>Les rendez-vous de l’année.</p>"
    two_territories.agenda.save()
    soup = page("?bassin=mantes")
    assert text_of(soup.h1) == "Agenda"
    assert "Les rendez-vous de l’année." in text_of(soup.select_one(".masthead"))
    [link, again] = soup.find_all("a", string="Ajouter à mon agenda")
    assert link["href"] == again["href"] == "/agenda.ics?bassin=mantes"


@pytest.mark.parametrize("query", ["", "?departement=77", "?bassin=atlantide", "?academie=creteil&bassin=mantes"])
def test_the_agenda_is_valid_html_in_all_its_states(two_territories, assert_valid_html, query):
    convene(two_territories, "Conférence", usual_date="En décembre")
    announce(two_territories, "Annulée", "2026-03-16 09:00", state=State.CANCELLED)
    assert_valid_html(Client().get(f"/agenda/{query}").content)


def test_a_moment_is_given_in_the_time_of_paris(planted):
    convene(planted, "Été", "2026-07-01 09:00")
    assert at("2026-07-01 09:00").utcoffset().total_seconds() == 7200
    assert read(page().select_one("section.day h3")) == "mercredi 1er juillet 2026"
