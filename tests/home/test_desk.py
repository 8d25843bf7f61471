"""The admin's first page says what waits, each thing one click away (R-05)."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from media.rights import Basis, Persons
from resources.lifecycle import State
from resources.models import ArticlePage
from search.models import Mandate
from search.publishing import REFUSED_ACTION
from tests.home import factories
from tests.media.factories import photo, photo_of_minors

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

HOME = "/gestion/"


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def officer():
    return factories.officer()


@pytest.fixture
def admin(client, officer):
    client.force_login(officer)
    return client


def desk(client):
    """`{heading: (count, {title: address})}` of the first page."""
    panel = BeautifulSoup(client.get(HOME).content, "html.parser").find(id="desk-section")
    found = {}
    for section in panel.select("section"):
        count = int(section.h3.span.extract().get_text()) if section.h3.span else None
        lines = {link.get_text(): link["href"] for link in section.select("td a")}
        found[" ".join(section.h3.get_text(" ").split())] = (count, lines)
    return found


def edit_of(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def article(planted, title, user=None):
    page = ArticlePage(title=title, live=False, owner=user)
    planted.actualites.add_child(instance=page)
    page.save_revision(user=user)
    return page


def test_an_officer_without_anything_to_do_is_told_so(admin, planted):
    assert "Rien n’attend" in admin.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        (State.SENT, "Actions transmises, à relire"),
        (State.TO_COMPLETE, "Actions à compléter par l’établissement"),
    ],
)
def test_officers_see_the_actions_that_wait(admin, planted, state, heading):
    waiting = factories.action(planted, "Théâtre", state=state)
    factories.action(planted, "Autre", lead=factories.school(uai="0770009Z"))
    assert desk(admin)[heading] == (1, {"Théâtre": edit_of(waiting)})


def test_officers_see_their_own_drafts_and_not_those_of_others(admin, officer, planted):
    mine = article(planted, "À moi", officer)
    article(planted, "À elle", factories.officer("autre"))
    assert desk(admin)["Mes brouillons"] == (1, {"À moi": edit_of(mine)})
    factories.publish(mine)
    assert "Mes brouillons" not in desk(admin)


def test_officers_see_what_is_scheduled(admin, officer, planted):
    page = article(planted, "Demain", officer)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision(user=officer).publish(user=officer)
    shown = desk(admin)
    assert shown["Publications programmées"] == (1, {"Demain": edit_of(page)})
    assert "Mes brouillons" not in shown


def test_officers_see_what_the_clock_could_not_publish_until_it_is_settled(admin, planted):
    page = article(planted, "Refusée")
    log(instance=page, action=REFUSED_ACTION, data={"reasons": ["La photo n’a pas de droit."]})
    assert desk(admin)["Publications refusées"] == (1, {"Refusée": edit_of(page)})
    assert "La photo n’a pas de droit." in admin.get(HOME).content.decode()
    factories.publish(page)
    assert "Publications refusées" not in desk(admin)


UNSAID = {"basis": Basis.UNSTATED, "attested_by": "", "covers_site": False, "valid_until": None}


def test_officers_see_the_photos_nobody_can_show_yet(admin, planted):
    unstated, silent = photo("Sans droits", persons=Persons.UNSTATED), photo("Sans texte", description="")
    unsaid = [photo_of_minors(title=name, **{name: value}) for name, value in UNSAID.items()]
    photo("Prête")
    photo_of_minors(title="Autorisée")
    photo_of_minors(title="Retirée", covers_site=False, withdrawn_at=timezone.now())
    assert desk(admin)["Photos à compléter"] == (
        6,
        {picture.title: reverse("wagtailimages:edit", args=[picture.pk]) for picture in (silent, unstated, *unsaid)},
    )


def test_officers_see_what_was_published_last(admin, planted):
    page = factories.publish(article(planted, "Parue"))
    assert desk(admin)["Dernières publications"][1]["Parue"] == edit_of(page)


def test_a_long_list_is_cut_and_says_how_many_there_are(admin, planted):
    lead = factories.school()
    for number in range(9):
        factories.action(planted, f"Action {number}", lead=lead, state=State.SENT)
    count, lines = desk(admin)["Actions transmises, à relire"]
    assert (count, len(lines)) == (9, 6)
    assert 'href="/gestion/territoire/?etat=transmise">Voir les 9</a>' in admin.get(HOME).content.decode()


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        client.get(path)
    return len(counted)


def test_the_desk_costs_the_same_for_one_thing_and_for_many(admin, officer, planted):
    def fill(number):
        lead = factories.school(uai=f"077000{number}A")
        factories.action(planted, f"Action {number}", lead=lead, state=State.SENT)
        article(planted, f"Brouillon {number}", officer)
        factories.publish(article(planted, f"Parue {number}"))
        photo(f"Photo {number}", description="")

    fill(1)
    few = queries(admin, HOME)
    for number in range(2, 6):
        fill(number)
    assert queries(admin, HOME) == few


@pytest.fixture
def land(planted):
    """Two bassins of one académie, an action announced in each, a draft in the first."""
    land = planted
    land.senart, land.creteil = factories.bassin("Sénart", "77"), factories.bassin("Créteil", "94")
    land.here = factories.school("Collège d’ici", "0770001A", land.senart)
    land.there = factories.school("Collège de là-bas", "0940001A", land.creteil)
    land.sent = factories.action(land, "Transmise ici", land.here, state=State.SENT)
    factories.action(land, "Brouillon d’ici", land.here)
    land.other = factories.publish(factories.action(land, "Annoncée là-bas", land.there))
    return land


def listed(client, **query):
    page = BeautifulSoup(client.get(reverse("territory"), query).content, "html.parser")
    return [" ".join(title.get_text().split()) for title in page.select("td .title-wrapper")]


TERRITORIES = {
    "bassin": (lambda land: {"bassin": land.senart}, ["Transmise ici"]),
    "département": (lambda land: {"departement": land.creteil.departement}, ["Annoncée là-bas"]),
    "établissement": (lambda land: {"etablissement": land.here}, ["Transmise ici"]),
    "académie": (
        lambda land: {"academie": land.senart.departement.academie},
        ["Annoncée là-bas", "Transmise ici"],
    ),
}


@pytest.mark.parametrize("level", TERRITORIES)
def test_pilots_see_the_actions_of_their_territory_only(client, land, level):
    mandate, expected = TERRITORIES[level]
    client.force_login(factories.pilot(**mandate(land)))
    assert sorted(listed(client)) == expected


def test_an_action_with_a_partner_of_the_territory_is_seen_too(client, land):
    land.other.partner_schools.add(land.other.partner_schools.model(etablissement=land.here))
    land.other.save_revision().publish()
    client.force_login(factories.pilot(bassin=land.senart))
    assert sorted(listed(client)) == ["Annoncée là-bas", "Transmise ici"]


@pytest.mark.parametrize("dates", [{"ends_on": "2020-01-01"}, {"starts_on": "2199-01-01"}])
def test_a_mandate_counts_between_its_dates(client, land, dates):
    client.force_login(factories.pilot(bassin=land.senart, **dates))
    response = client.get(reverse("territory"), follow=True)
    assert response.redirect_chain
    assert "Aucun territoire" in client.get(HOME).content.decode()


def test_the_list_of_schools_of_a_mandate_is_the_rule_of_the_mandate(land):
    for mandate, _ in TERRITORIES.values():
        held = Mandate.objects.create(user=factories.pilot(str(mandate(land))[:20]), role="pilote", **mandate(land))
        covered = {school for school in (land.here, land.there) if held.covers(school)}
        assert set(Mandate.objects.filter(pk=held.pk).etablissements()) == covered


def test_pilots_filter_by_state_and_by_words(client, land):
    client.force_login(factories.pilot(academie=land.senart.departement.academie))
    assert listed(client, etat="transmise") == ["Transmise ici"]
    assert listed(client, q="là-bas") == ["Annoncée là-bas"]
    assert listed(client, q="LA-BAS annoncee") == ["Annoncée là-bas"]
    assert listed(client, q="0770001a") == ["Transmise ici"]
    assert listed(client, q='"* \0', etat="n’importe quoi") == []
    assert listed(client, page="abc") == listed(client, page="999")


def test_pilots_reach_the_public_page_and_not_the_editor(client, land):
    client.force_login(factories.pilot(academie=land.senart.departement.academie))
    page = BeautifulSoup(client.get(reverse("territory")).content, "html.parser").select_one("table.listing")
    assert [link["href"] for link in page.select("a")] == [land.other.url]
    assert client.get(edit_of(land.sent)).status_code == 302


def test_the_desk_of_a_pilot_counts_by_state_and_leads_to_the_list(client, land):
    client.force_login(factories.pilot(bassin=land.senart))
    assert {heading: count for heading, (count, _) in desk(client).items()} == {"Actions transmises, à relire": 1}
    assert "/gestion/territoire/?etat=transmise" in client.get(HOME).content.decode()


def test_officers_follow_all_actions_in_the_same_list(admin, land):
    assert sorted(listed(admin)) == ["Annoncée là-bas", "Brouillon d’ici", "Transmise ici"]


def test_the_list_costs_the_same_for_one_action_and_for_many(client, land):
    client.force_login(factories.pilot(bassin=land.senart))
    few = queries(client, reverse("territory"))
    for number in range(5):
        factories.publish(factories.action(land, f"Autre {number}", land.here))
    assert queries(client, reverse("territory")) == few
