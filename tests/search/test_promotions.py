"""Pages that officers put above the results: who sees which, for which words, and that nothing else changes."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.models import Promotion
from tests.home import factories
from tests.search.factories import PromotionFactory, SynonymGroupFactory
from tests.search.finding import answer, committed, plant, statements

pytestmark = pytest.mark.postgresql

LIST = "/gestion/snippets/search/promotion/"
ADD = f"{LIST}add/"
ASKED = "mon enfant ne veut plus aller à l’école"


def plant_more(site):
    site.families = plant(
        site, "actualites", "familles", "Mon enfant décroche", summary="Qui appeler, et que faire d’abord."
    )
    site.theatre = plant(site, "fiches", "theatre", "Le théâtre à l’école des parents", "Un enfant joue.")


@pytest.fixture
def planted(small_site):
    return small_site


def promoted(client=None, address="/recherche/", **parameters):
    """Titles of the pages above the results."""
    response = (client or Client()).get(address, parameters)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [title.get_text() for title in page.select(".promoted .card__title")]


@pytest.mark.parametrize(
    "typed",
    [
        "mon enfant ne veut plus aller à l’école",
        "Mon enfant ne veut plus aller à l'école ?",
        "MES ENFANTS NE VEULENT PLUS ALLER A L'ECOLE",
        "mes enfants ne veulent plus aller à l’ecole",
        "à l’école mon enfant ne veut plus aller",
    ],
)
def test_a_visitor_sees_the_page_whatever_the_accents_plurals_case_and_order(planted, engine, typed):
    PromotionFactory(queries=f"autre chose\n{ASKED}", page=planted.families)
    assert promoted(q=typed) == ["Mon enfant décroche"]


@pytest.mark.parametrize(
    "typed", ["enfant école", "mon enfant veut aller à l’école", "l’école", f"{ASKED} -théâtre", f"{ASKED} demain", ""]
)
def test_other_searches_are_left_as_they_are(planted, typed):
    PromotionFactory(queries=ASKED, page=planted.families)
    assert promoted(q=typed) == []


@pytest.mark.parametrize(
    ("typed", "sees"),
    [
        ("mon fils ne veut plus aller à l’école", True),
        ("mon gamin de 15 ans veut plus aller a l'école", True),
        ("mon fils veut aller à l’école", False),
        ("mon fils, mon enfant, plus d’école", False),
        ("mon fils ne veut plus aller au théâtre", False),
        ("école plus enfantine", False),
    ],
)
def test_what_means_the_same_shows_the_page_too(planted, engine, typed, sees):
    SynonymGroupFactory(expressions="fils | enfant", direction="unique")
    SynonymGroupFactory(expressions="enfant | gamin")
    PromotionFactory(queries=ASKED, page=planted.families)
    assert promoted(q=typed) == ["Mon enfant décroche"] * sees


@pytest.mark.parametrize(
    ("query", "typed"), [("micro-lycée", "microlycee"), ("microlycée", "micro-lycées"), ("M.L.D.S.", "mlds")]
)
def test_compounds_and_acronyms_are_the_same_however_they_are_written(planted, query, typed):
    PromotionFactory(queries=query, page=planted.families)
    assert promoted(q=typed) == ["Mon enfant décroche"]


def test_a_slip_that_is_corrected_finds_the_page_of_what_was_meant(planted):
    PromotionFactory(queries="théâtre", page=planted.families)
    assert promoted(q="thaétre") == ["Mon enfant décroche"]
    assert promoted(q="thaétre", exact="1") == []


def test_it_is_marked_with_the_reason_or_else_the_summary(planted):
    promotion = PromotionFactory(queries="appeler", page=planted.families, reason="Un <b>numéro</b> gratuit.")
    page = BeautifulSoup(Client().get("/recherche/?q=appeler").content, "html.parser")
    section = page.select_one(".promoted")
    assert section.h2.get_text() == "Choisi par l’équipe"
    assert section["aria-labelledby"] == section.h2["id"]
    assert section.select_one(".card__excerpt").get_text() == "Un <b>numéro</b> gratuit."
    Promotion.objects.filter(pk=promotion.pk).update(reason="")
    page = BeautifulSoup(Client().get("/recherche/?q=appeler").content, "html.parser")
    assert page.select_one(".promoted .card__excerpt").get_text() == "Qui appeler, et que faire d’abord."


def test_results_counts_and_the_machines_door_do_not_change(planted, engine):
    def found():
        machine = answer(q="théâtre")
        machine.pop("took_ms")
        page = BeautifulSoup(Client().get("/recherche/?q=théâtre").content, "html.parser")
        return machine, page.select_one(".found__count").get_text(), page.select_one(".filters").get_text()

    before = found()
    PromotionFactory(queries="théâtre", page=planted.families)
    assert promoted(q="théâtre") == ["Mon enfant décroche"]
    assert found() == before


def test_a_search_that_finds_nothing_else_still_shows_it(planted):
    PromotionFactory(queries="croquettes", page=planted.families)
    page = Client().get("/recherche/?q=croquettes").content.decode()
    assert "Aucun autre résultat" in page
    assert promoted(q="croquettes") == ["Mon enfant décroche"]


def test_only_the_first_page_of_the_whole_search_shows_it(planted):
    with committed():
        for number in range(21):
            plant(planted, "fiches", f"jardin-{number}", f"Jardin {number}")
    PromotionFactory(queries="jardin", page=planted.families)
    assert promoted(q="jardin") == promoted(q="jardin", tri="titre") == ["Mon enfant décroche"]
    assert promoted(q="jardin", page="2") == []
    assert promoted(q="jardin", type="fiche") == []
    assert promoted(address=planted.fiches.get_url(), q="jardin") == []


def test_a_page_that_not_everyone_may_see_is_not_shown_even_to_the_officer(planted, client):
    PromotionFactory(queries="appeler", page=planted.families)
    client.force_login(factories.officer())
    restriction = PageViewRestriction.objects.create(page=planted.actualites, restriction_type="login")
    assert promoted(client, q="appeler") == promoted(q="appeler") == []
    restriction.delete()
    assert promoted(q="appeler") == ["Mon enfant décroche"]
    planted.families.unpublish()
    assert promoted(q="appeler") == []


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(None, None, True), (0, 0, True), (-1, None, True), (1, None, False), (None, -1, False), (-3, -1, False)],
)
def test_it_is_shown_between_its_days_both_included(planted, starts, ends, shown):
    today = timezone.localdate()
    days = {
        name: None if distance is None else today + datetime.timedelta(days=distance)
        for name, distance in {"starts_on": starts, "ends_on": ends}.items()
    }
    PromotionFactory(queries="appeler", page=planted.families, **days)
    assert bool(promoted(q="appeler")) is shown


def test_two_for_one_search_keep_their_order_and_a_page_stands_once(planted):
    PromotionFactory(queries="appeler", page=planted.families, sort_order=2)
    PromotionFactory(queries="Appelé\nappeler", page=planted.theatre, sort_order=1)
    PromotionFactory(queries="appeler", page=planted.theatre, sort_order=3)
    first = ["Le théâtre à l’école des parents", "Mon enfant décroche"]
    assert promoted(q="appeler") == first
    Promotion.objects.filter(page=planted.families).update(sort_order=0)
    assert promoted(q="appeler") == first[::-1]


def test_a_list_can_be_promoted_too(planted):
    PromotionFactory(queries="fiches", page=planted.fiches)
    assert promoted(q="fiches") == ["Fiches"]


def test_no_more_than_three_are_shown(planted):
    for place in ("fiches", "actions", "agenda", "galeries"):
        PromotionFactory(queries="lieux", page=getattr(planted, place))
    assert len(promoted(q="lieux")) == 3


def test_it_costs_a_search_one_query_and_the_others_none(planted):
    before = statements("théâtre"), statements("enfant")
    PromotionFactory(queries="théâtre", page=planted.families)
    PromotionFactory(queries="théâtre", page=planted.fiches)
    assert (statements("théâtre"), statements("enfant")) == (before[0] + 1, before[1])


# The officer


@pytest.fixture
def officer(planted, client):
    client.force_login(factories.officer())
    return client


def form(promoted_page, **values):
    return {
        "queries": "",
        "page": promoted_page.pk,
        "reason": "",
        "sort_order": "0",
        "starts_on": "",
        "ends_on": "",
        **values,
    }


def said(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(".messages, .error-message"))


def test_an_officer_promotes_a_page_and_withdraws_it_at_once(officer, planted):
    officer.post(ADD, form(planted.families, queries="appeler\r\n\r\n  qui appeler | numéro "))
    promotion = Promotion.objects.get()
    assert promotion.lines == ["appeler", "qui appeler", "numéro"]
    assert promoted(q="numéros") == ["Mon enfant décroche"]

    edit = reverse("wagtailsnippets_search_promotion:edit", args=[promotion.pk])
    assert "qui appeler" in officer.get(edit).content.decode()
    officer.post(edit, form(planted.families, queries="numéro vert"))
    assert promoted(q="numéros") == []
    assert promoted(q="numéros verts") == ["Mon enfant décroche"]

    assert "Mon enfant décroche" in officer.get(LIST).content.decode()
    assert listed(officer) == ["montrée"]

    officer.post(reverse("wagtailsnippets_search_promotion:delete", args=[promotion.pk]))
    assert promoted(q="numéros verts") == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"queries": "  "}, "au moins une recherche"),
        ({"queries": " | \n"}, "au moins une recherche"),
        ({"queries": "le la"}, "ne compte que de petits mots"),
        ({"queries": "a" * 200}, "trop long"),
        ({"queries": "a" * 10_000}, "1000 caractères"),
        ({"queries": "\n".join(f"mot{n}" for n in range(31))}, "31 recherches, c’est trop"),
        ({"queries": "appeler", "starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "La fin précède le début"),
        ({"queries": "appeler", "page": ""}, "Champ requis"),
        ({"queries": "appeler", "page": "999999"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_cannot_be_promoted_is_refused_with_the_reason(officer, planted, values, reason):
    assert reason in said(officer.post(ADD, form(planted.families, **values)))
    assert not Promotion.objects.exists()


def listed(officer):
    """State of each line of the list."""
    page = BeautifulSoup(officer.get(LIST).content, "html.parser")
    return [row.select("td")[3].get_text().strip() for row in page.select("main tbody tr")]


def test_a_page_that_is_not_public_is_kept_with_a_warning(officer, planted):
    planted.families.unpublish()
    response = officer.post(ADD, form(planted.families, queries="appeler"), follow=True)
    assert "n’est pas publique" in said(response)
    assert listed(officer) == ["page non publiée"]


def test_the_list_says_what_visitors_see_at_the_same_cost_for_one_page_and_for_ten(officer, planted):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            officer.get(LIST)
        return len(captured)

    PromotionFactory(queries="fiches", page=planted.fiches)
    PageViewRestriction.objects.create(page=planted.actualites, restriction_type="login")
    officer.get(LIST)
    before = queries()
    PromotionFactory.create_batch(9, page=planted.families)
    assert queries() == before
    assert listed(officer) == ["montrée"] + 9 * ["page réservée"]


def test_the_form_has_wagtails_page_chooser_and_takes_the_words_of_the_report(officer):
    page = BeautifulSoup(officer.get(ADD, {"queries": "appeler numéro"}).content, "html.parser")
    assert page.select_one("#id_page-chooser")
    assert page.select_one("[name=queries]").get_text().strip() == "appeler numéro"


def test_a_deleted_page_takes_its_promotions_away(planted):
    PromotionFactory(queries="appeler", page=planted.families)
    planted.families.delete()
    assert promoted(q="appeler") == []


def test_pilots_do_not_promote_pages(planted, client):
    client.force_login(factories.pilot())
    assert client.get(ADD).status_code == 302
    assert client.post(ADD, form(planted.families, queries="appeler")).status_code == 302
    assert not Promotion.objects.exists()
