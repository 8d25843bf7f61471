"""What pages ask of the database: little, and no more for fifty rows than for one (design §10).

Counted on the third visit: site, menus and templates are warm. Where many pictures stand, their sizes are
forgotten before the count: a list must not lean on the cache that keeps them.
"""

import datetime
from itertools import count

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media.models import GalleryPage
from resources.models import (
    ActionPage,
    ArticlePage,
    BilanPage,
    EditionPage,
    EventPage,
    FicheActionPage,
    ResourcePage,
)
from search.models import Theme
from search.related import related
from tests.home import factories
from tests.media.factories import document, photo
from tests.search.factories import DepartementFactory, EtablissementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

HOME_MOST = 8
SEARCH_MOST = 15
PAGE_MOST = 21
MANY = 25  # more than a page of results
_numbers = count(1)


def asked(path, forgotten="renditions"):
    """How many queries a warm visit of this address takes."""
    client = Client()
    for _ in range(2):
        assert client.get(path).status_code == 200
    if forgotten:
        caches[forgotten].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.fixture
def planted(small_site, monkeypatch):
    # What stands on every page is read again after some seconds: not between two visits of a slow machine.
    monkeypatch.setattr("home.frame.SECONDS", 3600)
    return small_site


def live(page, place):
    with factories.committed():
        place.add_child(instance=page)
    return page


def action(planted, number, in_days=0, **fields):
    page = ActionPage(edition=planted.edition, lead=EtablissementFactory(in_bassin=True), photo=photo(), **fields)
    page.sessions.add(page.sessions.model(starts_at=timezone.now() + datetime.timedelta(days=in_days)))
    return page


def gallery(planted, number):
    page = GalleryPage()
    page.items.add(page.items.model(photo=photo(), caption="Une table"))
    return page


# Place of `factories.site` → a page that lives there.
ROWS = {
    "actions": action,
    "fiches": lambda planted, number: FicheActionPage(photo=photo()),
    "ressources": lambda planted, number: ResourcePage(photo=photo()),
    "galeries": gallery,
    "bilans": lambda planted, number: BilanPage(edition=planted.edition, published_on="2026-06-30", photo=photo()),
    "actualites": lambda planted, number: ArticlePage(photo=photo()),
    "editions": lambda planted, number: EditionPage(
        year=1950 + number, starts_on=datetime.date(1950 + number, 3, 8), ends_on=datetime.date(1950 + number, 3, 12)
    ),
    "agenda": lambda planted, number: EventPage(starts_at=timezone.now()),
}


def grow(planted, place, rows):
    """Add live pages there, each with a photo, a theme and a keyword of its own."""
    for _ in range(rows):
        number = next(_numbers)
        page = ROWS[place](planted, number)
        page.title, page.slug, page.summary = f"Jardin {number}", f"jardin-{number}", "Un potager dans la cour."
        page.themes = [Theme.objects.create(name=f"Thème {number}")]
        page.keywords.add(f"mot {number}")
        live(page, getattr(planted, place))


@pytest.mark.parametrize("place", ROWS)
def test_a_list_asks_the_same_for_one_row_and_for_many(planted, place):
    address = getattr(planted, place).get_url()
    grow(planted, place, 1)
    for_one = asked(address)
    grow(planted, place, MANY - 1)
    assert asked(address) == for_one <= SEARCH_MOST


@pytest.mark.parametrize("address", ["/agenda/", "/agenda/?departement=94", "/agenda.ics?departement=94"])
def test_the_agenda_asks_the_same_for_one_line_of_each_kind_and_for_many(planted, address):
    def fill(rows):
        for _ in range(rows):
            number = next(_numbers)
            live(action(planted, number, in_days=2, title=f"Forum {number}"), planted.actions)
            live(EventPage(title=f"Café {number}", starts_at=timezone.now(), departements=[place]), planted.agenda)
            live(EventPage(title=f"Un jour {number}", usual_date="En mai", departements=[place]), planted.agenda)

    place = DepartementFactory()
    fill(1)
    for_one = asked(address)
    fill(MANY // 2 - 1)  # all on one page
    assert asked(address) == for_one <= SEARCH_MOST


def test_the_search_asks_the_same_for_one_hit_and_for_many(planted):
    grow(planted, "actions", 1)
    for_one = asked("/recherche/?q=jardin")
    for place in ("actions", "fiches", "ressources", "actualites", "agenda"):
        grow(planted, place, MANY // 5)
    assert asked("/recherche/?q=jardin") == for_one <= SEARCH_MOST


@pytest.mark.parametrize(
    "query",
    [
        "q=jardin&type=action&theme=theme-1&annee=2025-2026&academie=creteil&tri=date",
        "q=jardin+potager+introuvable",  # near results
        "q=jadrin",  # corrected
        "q=%C2%AB+un+potager+%C2%BB+-cour",
        "",
    ],
)
def test_a_search_stays_within_its_queries(planted, query):
    grow(planted, "actions", 6)
    assert asked(f"/recherche/?{query}") <= SEARCH_MOST
    assert asked(f"/recherche/?{query}&format=json") <= SEARCH_MOST


@pytest.mark.parametrize("days", [9, -400])
def test_the_home_page_stays_within_its_queries(planted, days):
    """With actions to come, or with past ones only."""
    for number in range(3):
        live(action(planted, number, in_days=days, title=f"Action {number}"), planted.actions)
    earlier = EditionPage(
        title="2024", year=2024, starts_on=datetime.date(2025, 3, 8), ends_on=datetime.date(2025, 3, 12)
    )
    live(earlier, planted.editions)
    live(ActionPage(title="Avant", edition=earlier, lead=EtablissementFactory(in_bassin=True)), planted.actions)
    bilan = BilanPage(title="Bilan", edition=earlier, published_on="2025-06-30", document=document())
    live(bilan, planted.bilans)
    grow(planted, "actualites", 3)
    home = planted.home
    home.doors = [("door", {"title": "École", "text": "…", "link_label": "Voir", "page": planted.actions})]
    home.save()
    page = Client().get("/").context
    assert len(page["near"]["cards"]) == len(page["news_cards"]) == 3
    assert page["bilan"]
    assert page["chart"]
    assert asked("/", forgotten=None) <= HOME_MOST


def fiche_with(planted, lines):
    page = FicheActionPage(title="Le jardin", slug=f"jardin-{lines}", photo=photo())
    page.objectifs = [page.objectifs.model(text=f"Objectif {n}") for n in range(lines)]
    page.elements_cles = [page.elements_cles.model(text=f"Élément {n}") for n in range(lines)]
    page.steps = [page.steps.model(text=f"Étape {n}", phase="avant") for n in range(lines)]
    methodes = [live(ResourcePage(title=f"Méthode {lines} {n}"), planted.ressources) for n in range(lines)]
    page.methodes = [page.methodes.model(methode=methode) for methode in methodes]
    live(page, planted.fiches)
    for n in range(lines):
        live(FicheActionPage(title=f"Variante {lines} {n}", variant_of=page), planted.fiches)
        live(ActionPage(title=f"Faite {lines} {n}", **made_from(planted, page)), planted.actions)
    return page


def made_from(planted, fiche):
    return {"edition": planted.edition, "lead": EtablissementFactory(in_bassin=True), "fiche": fiche}


def action_with(planted, lines):
    page = action(planted, lines, title="Le jardin", slug=f"jardin-{lines}")
    page.partner_schools = [page.partner_schools.model(etablissement=EtablissementFactory()) for _ in range(lines)]
    page.partners = [page.partners.model(name=f"Partenaire {n}") for n in range(lines)]
    page.sessions.add(*(page.sessions.model(starts_at=timezone.now(), place=f"Salle {n}") for n in range(lines)))
    page.themes = [Theme.objects.create(name=f"Thème {lines} {n}") for n in range(lines)]
    return live(page, planted.actions)


def resource_with(planted, lines):
    page = ResourcePage(title="Le kit du jardin", slug=f"kit-{lines}")
    page.downloads = [page.downloads.model(document=document(title=f"Document {n}")) for n in range(lines)]
    return live(page, planted.ressources)


def edition_with(planted, lines):
    edition = EditionPage(title="Édition", year=1900 + lines, starts_on="2026-03-16", ends_on="2026-03-20")
    departements = [DepartementFactory(code=f"{n:03}", name=f"Département {n}") for n in range(lines)]
    days = {"starts_on": "2026-03-23", "ends_on": "2026-03-27"}
    edition.territory_dates = [edition.territory_dates.model(departement=one, **days) for one in departements]
    live(edition, planted.editions)
    for n in range(lines):
        live(EventPage(title=f"Café {lines} {n}", edition=edition, starts_at=timezone.now()), planted.agenda)
        live(BilanPage(title=f"Bilan {lines} {n}", edition=edition, published_on="2026-06-30"), planted.bilans)
    return edition


def gallery_with(planted, lines):
    page = GalleryPage(title="Photos du jardin", slug=f"photos-{lines}")
    page.items = [page.items.model(photo=photo(title=f"Photo {n}"), caption=f"Légende {n}") for n in range(lines)]
    return live(page, planted.galeries)


def test_related_pages_cost_three_queries_whatever_their_number(planted):
    page = live(ArticlePage(title="Un jardin"), planted.actualites)
    for place, number in (("actualites", 2), ("ressources", 4)):
        grow(planted, place, 2)
        related(page)  # the words of the site are counted anew once
        with CaptureQueriesContext(connection) as captured:
            assert len(related(page)) == number
        assert len(captured) == 3


@pytest.mark.parametrize(
    ("build", "lines", "related_pages"),
    [
        (fiche_with, 12, 2),
        (action_with, 12, 2),
        (resource_with, 12, 2),
        (edition_with, 12, 0),  # the frame of a year is about everything: nothing is related to it
        (gallery_with, MANY, 2),
    ],
)
def test_a_page_asks_the_same_for_five_lines_and_for_many(planted, build, lines, related_pages):
    """Pages related to it included."""
    grow(planted, "actualites", 2)
    address = build(planted, 5).get_url()
    for_five = asked(address)
    assert len(Client().get(address).context["related_cards"]) == related_pages
    assert asked(build(planted, lines).get_url()) == for_five <= PAGE_MOST
