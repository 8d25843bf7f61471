"""The home page follows the year: what it says is true on any day of it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home import frame
from home.models import SiteSettings
from resources.lifecycle import State
from resources.models import ActionPage, ArticlePage, EditionPage, EditionPhase
from tests.home.factories import committed
from tests.resources.calendar import announce
from tests.search.factories import AcademieFactory, DepartementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

THIS_WEEK = "C’est cette semaine"


@pytest.fixture
def planted(small_site, on_day):
    """An édition whose week is from 16 to 20 March 2026, and in the Val-de-Marne one week later."""
    on_day("2026-02-02")
    edition = small_site.edition
    edition.phases = [
        EditionPhase(phase="cadrage", starts_on="2025-09-15", ends_on="2025-11-28"),
        EditionPhase(phase="semaine", starts_on="2026-03-16", ends_on="2026-03-20"),
        EditionPhase(phase="objectifs", starts_on="2026-07-02", ends_on="2026-08-31"),
    ]
    own = edition.territory_dates.model
    edition.territory_dates.add(own(departement=DepartementFactory(), starts_on="2026-03-23", ends_on="2026-03-27"))
    edition.save()
    return small_site


def home():
    response = Client().get("/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(element):
    return " ".join(element.get_text().split()) if element else ""


def now(soup):
    return text_of(soup.select_one(".hero__now"))


def near(soup):
    """Title, titles of the cards and address of the link of the actions shown; empty without the section."""
    heading = soup.find(id="pres")
    if heading is None:
        return ()
    section = heading.find_parent("section")
    return (
        text_of(heading),
        [text_of(card) for card in section.select(".card__title")],
        section.select_one("a.go")["href"],
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-02", ""),
        ("2026-03-15", ""),
        ("2026-03-16", "C’est cette semaine du 16 au 20 mars 2026 ; Val-de-Marne (94) : du 23 au 27 mars 2026"),
        ("2026-03-20", "C’est cette semaine du 16 au 20 mars 2026 ; Val-de-Marne (94) : du 23 au 27 mars 2026"),
        ("2026-03-21", ""),
        ("2026-03-23", "C’est cette semaine Val-de-Marne (94) : du 23 au 27 mars 2026"),
        ("2026-03-28", ""),
        ("2026-08-15", ""),
    ],
)
def test_during_the_week_and_only_then_the_page_says_it_is_this_week_and_where(planted, on_day, day, said):
    on_day(day)
    assert now(home()) == said


def test_more_territories_than_can_be_named_are_on_the_page_of_the_edition(planted, on_day):
    for code in ("75", "77", "93"):
        departement = DepartementFactory(code=code, name=f"Département {code}")
        own = planted.edition.territory_dates.model
        planted.edition.territory_dates.add(own(departement=departement, starts_on="2026-03-16", ends_on="2026-03-20"))
    planted.edition.save()
    on_day("2026-03-16")
    assert now(home()).endswith("; d’autres dates dans 1 autre territoire")


def test_the_actions_shown_are_the_next_ones_then_once_all_is_over_those_that_took_place(planted, on_day):
    for number, day in enumerate(("16", "17", "18", "19")):
        announce(planted, f"Action {number}", f"2026-03-{day} 09:00")
    announce(planted, "Annulée", "2026-03-16 08:00", state=State.CANCELLED)
    announce(planted, "Reportée", "2026-03-16 08:00", state=State.POSTPONED)
    for day in ("2026-02-02", "2026-03-16"):
        on_day(day)
        assert near(home()) == ("Prochaines actions", ["Action 0", "Action 1", "Action 2"], "/agenda/")
    on_day("2026-03-19")
    assert near(home()) == ("Prochaines actions", ["Action 3"], "/agenda/")
    on_day("2026-03-20")
    assert near(home()) == ("Ce qui s’est fait", ["Action 3", "Action 2", "Action 1"], "/actions/?tri=date")
    on_day("2026-08-15")
    assert near(home())[0] == "Ce qui s’est fait"


def test_without_any_action_there_is_no_section_that_promises_some(planted):
    assert near(home()) == ()


@pytest.mark.parametrize(
    ("day", "phases"),
    [
        ("2025-09-01", ["next", "next", "next"]),
        ("2026-03-18", ["past", "now", "next"]),
        ("2026-04-01", ["past", "past", "next"]),
        ("2026-08-15", ["past", "past", "now"]),
    ],
)
def test_the_year_shows_where_one_is(planted, on_day, day, phases):
    on_day(day)
    steps = home().select(".phase")
    assert [step["class"][1].removeprefix("phase--") for step in steps] == phases
    assert [step.has_attr("aria-current") for step in steps] == [phase == "now" for phase in phases]
    # A school year has two calendar years: no date goes without its own.
    assert all(step.select_one(".phase__dates time:last-of-type").text[-4:].isdigit() for step in steps)


def test_after_the_school_year_the_page_says_the_next_dates_will_come_until_they_do(planted, on_day):
    soon = "Les dates de la prochaine Semaine paraîtront ici."
    on_day("2026-07-20")
    assert soon not in home().text
    on_day("2026-08-20")
    assert soon in home().text
    following = EditionPage(title="Édition 2026-2027", year=2026, starts_on="2027-03-08", ends_on="2027-03-12")
    planted.editions.add_child(instance=following)
    on_day("2026-08-20")
    year = text_of(home().select_one(".year"))
    assert soon not in year
    assert "La Semaine : du 8 au 12 mars 2027" in year  # it has no phases yet: its dates stand alone
    assert home().select(".timeline") == []


def test_without_any_edition_the_page_speaks_of_no_year_and_no_week(planted, on_day):
    on_day("2026-03-16")
    planted.edition.unpublish()
    soup = home()
    assert soup.select(".year") == []
    assert THIS_WEEK not in soup.text


def restricted(page):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return restriction.delete


def moved(planted, page):
    page.move(planted.actualites, pos="last-child")


GONE = {
    "restricted": lambda planted: restricted(planted.edition),
    "below a restricted page": lambda planted: restricted(planted.editions),
    "moved below a restricted page": lambda planted: moved(planted, planted.edition),
    "deleted": lambda planted: Page.objects.get(pk=planted.edition.pk).delete(),
}


@pytest.mark.parametrize("how", GONE)
def test_an_edition_that_is_no_longer_public_leaves_the_home_page_at_once(planted, on_day, how):
    if how.startswith("moved"):
        restricted(planted.actualites)
    on_day("2026-03-16")
    assert now(home()).startswith(THIS_WEEK)
    with committed():
        undo = GONE[how](planted)
    assert now(home()) == ""
    if how == "restricted":
        with committed():
            undo()
        assert now(home()).startswith(THIS_WEEK)


def test_a_page_built_before_the_commit_of_a_restriction_does_not_keep_the_edition(planted, on_day):
    on_day("2026-03-16")
    with committed():
        restricted(planted.edition)
        site = planted.home.get_site()
        caches["default"].set(f"frame:{site.pk}", {**frame.of(site), "edition": planted.edition})
    assert now(home()) == ""


def test_the_edition_is_that_of_the_academie_of_the_site(planted, on_day):
    settings = SiteSettings.for_site(planted.home.get_site())
    settings.academie = AcademieFactory()
    settings.save()
    other = EditionPage(title="À Lyon", year=2025, starts_on="2026-05-04", ends_on="2026-05-08")
    other.academies = [AcademieFactory(lyon=True)]
    planted.editions.add_child(instance=other)
    on_day("2026-05-05")
    assert now(home()) == ""
    assert "Édition 2025-2026" in text_of(home().select_one(".year"))


def test_cards_say_their_day_and_have_no_empty_box_without_a_picture(planted):
    with committed():
        planted.actualites.add_child(instance=ArticlePage(title="Nouvelle", dated_on=datetime.date(2026, 1, 8)))
    announce(planted, "Forum", "2026-03-16 09:00")
    soup = home()
    metas = [text_of(card.select_one(".card__meta")) for card in soup.select(".card")]
    assert metas[0].startswith("16 mars 2026, 9 h · ")
    assert metas[1] == "8 janvier 2026"
    assert soup.select(".card__picture") == []


@pytest.mark.parametrize("day", ["2026-02-02", "2026-03-16", "2026-03-23", "2026-08-20"])
def test_the_home_page_is_valid_html_all_year(planted, on_day, assert_valid_html, day):
    announce(planted, "Forum", "2026-03-16 09:00")
    on_day(day)
    assert_valid_html(Client().get("/").content)
    planted.edition.unpublish()
    ActionPage.objects.all().delete()
    on_day(day)
    assert_valid_html(Client().get("/").content)
