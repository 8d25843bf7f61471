"""On random trees of pages, drafted, withdrawn, expired and restricted, only what is public shows anywhere."""

import datetime
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from media.models import Document, GalleryPage
from resources.models import ActionPage, ArticlePage, EventPage, FicheActionPage, ResourcePage
from search.kinds import Kind
from search.models import Theme
from tests.home.factories import school, site
from tests.media.factories import document
from tests.search.finding import answer, committed, counts, publicly_found, read_also, restrict, slugs, suggested

pytestmark = pytest.mark.postgresql

LIVE, DRAFT, WITHDRAWN, EXPIRED = "live", "draft", "withdrawn", "expired"
RESTRICTIONS = (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS)


@pytest.fixture
def planted(engine):
    """The small site; the index of each engine knows it."""
    with committed():
        return site()


TYPES = {
    Kind.PAGE: StandardPage,
    Kind.ACTUALITE: ArticlePage,
    Kind.TEMPS_FORT: EventPage,
    Kind.FICHE: FicheActionPage,
    Kind.ACTION: ActionPage,
    Kind.RESSOURCE: ResourcePage,
    Kind.GALERIE: GalleryPage,
}
# These live below their list page, the others anywhere in the tree.
LISTS = {Kind.FICHE: "fiches", Kind.ACTION: "actions", Kind.RESSOURCE: "ressources", Kind.GALERIE: "galeries"}
AT_ONCE, LATER = "restricted before the pages below are there", "after"

nodes = st.lists(
    st.tuples(
        st.integers(0, 9),  # below which of the earlier ones
        st.sampled_from([LIVE, LIVE, LIVE, DRAFT, WITHDRAWN, EXPIRED]),
        st.sampled_from([None, None, None, *RESTRICTIONS]),
        st.sampled_from([AT_ONCE, LATER]),
        st.sampled_from([Kind.ACTION, *TYPES]),
    ),
    min_size=1,
    max_size=7,
)
# Kind → when its list page is restricted, and how.
closed_lists = st.dictionaries(
    st.sampled_from(list(LISTS)),
    st.tuples(st.sampled_from([AT_ONCE, LATER]), st.sampled_from(RESTRICTIONS)),
    max_size=2,
)


def planted_page(planted, number, kind, live):
    """A page with a theme, an établissement and words (of a document, if it offers one) that no other page has."""
    words, lead = f"pollen{number}", school(f"Lycée de la Véranda nord{number}", f"077{number:04d}A")
    fields = {
        Kind.FICHE: {"deroule": f"<p>Annexe {number} {words}</p>"},
        Kind.GALERIE: {"body": f"<p>Annexe {number} {words}</p>"},
        Kind.ACTION: {"edition": planted.edition, "lead": lead},
        Kind.TEMPS_FORT: {"starts_at": timezone.now() + datetime.timedelta(days=1)},
    }.get(kind, {})
    if kind not in (Kind.FICHE, Kind.GALERIE):
        sheet = document(title=f"Annexe {number}")
        Document.objects.filter(pk=sheet.pk).update(text=words, text_read_at=timezone.now())
        fields["body"] = [("download", {"document": sheet, "title": ""})]
    title, slug = f"Orchidée numéro {number}", f"orchidee-{number}"
    page = TYPES[kind](title=title, slug=slug, summary="Une serre.", live=live, **fields)
    page.themes = [Theme.objects.create(name=f"Véranda nord{number}", slug=f"veranda-{number}")]
    page.etablissements = [lead]
    if kind == Kind.ACTION:
        page.sessions.add(page.sessions.model(starts_at=timezone.now() + datetime.timedelta(days=1)))
    return page


def grow(planted, tree, closed):
    """The pages of a random tree, each brought to its state as an officer or the clock would."""
    restrictions = [(getattr(planted, LISTS[kind]), when, how) for kind, (when, how) in closed.items()]
    close(restrictions, AT_ONCE)
    pages = [planted.home]
    for number, (above, state, restriction, when, kind) in enumerate(tree):
        parent = getattr(planted, LISTS[kind]) if kind in LISTS else pages[above % len(pages)]
        page = planted_page(planted, number, kind, live=state != DRAFT)
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        pages.append(page)
        if restriction:
            restrictions.append((page, when, restriction))
            close(restrictions[-1:], AT_ONCE)
    close(restrictions, LATER)
    for page, (_, state, *_) in zip(pages[1:], tree, strict=True):
        if state == WITHDRAWN:
            Page.objects.get(pk=page.pk).specific.unpublish()
        elif state == EXPIRED:
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


def close(restrictions, moment):
    for page, when, how in restrictions:
        if when == moment:
            restrict(page, how)


def fell(planted):
    """Take the tree away, from the engines too."""
    for slug in ("vitrine", *(f"orchidee-{number}" for number in range(7))):
        page = Page.objects.filter(slug=slug).first()  # it may have gone with the one above it
        if page:
            page.specific.delete()


def expected(tree, closed, *kinds):
    """Slugs anyone may see, of these kinds or of all: live, and no restriction on the page or above it."""
    parents = [above % (number + 1) - 1 for number, (above, *_) in enumerate(tree)]

    def hidden(number):
        if number < 0:
            return False
        _, _, restriction, _, kind = tree[number]
        return bool(restriction) or (kind in closed if kind in LISTS else hidden(parents[number]))

    return {
        f"orchidee-{n}"
        for n, (_, state, _, _, kind) in enumerate(tree)
        if state == LIVE and not hidden(n) and (not kinds or kind in kinds)
    }


def shown_at(address, tree, mark):
    """Slugs of the pages whose mark stands in what this address answers."""
    text = Client().get(address).content.decode().replace("\r\n ", "")
    return {f"orchidee-{n}" for n in range(len(tree)) if mark.format(n) in text}


def offered(query):
    """(type, address) of the suggestions."""
    return [(hit["type"], hit["url"]) for hit in Client().get("/recherche/suggestions/", {"q": query}).json()]


def nothing_private_shows(planted, tree, closed):
    with transaction.atomic():
        with committed():
            home = Page.objects.get(pk=planted.home.pk)
            home.add_child(instance=StandardPage(title="Vitrine", slug="vitrine", summary="Une serre."))
            grow(planted, tree, closed)
        public = expected(tree, closed)
        searches_show(tree, public)
        of_kind = {kind: expected(tree, closed, kind) for kind in TYPES}
        by_kind = {kind.value: len(there) for kind, there in of_kind.items() if there}
        assert counts(answer(q="orchidée serre")).get("type", {}) == by_kind
        for kind in (Kind.ACTION, Kind.PAGE):
            assert set(slugs(answer(q="orchidée serre", type=kind.value))) == of_kind[kind]
        assert shown_at("/sitemap.xml", tree, "/orchidee-{}/</loc>") == public
        assert shown_at("/actualites/flux.xml", tree, "/orchidee-{}/</link>") == of_kind[Kind.ACTUALITE]
        assert shown_at("/actions/flux.xml", tree, "/orchidee-{}/</link>") == of_kind[Kind.ACTION]
        dated = of_kind[Kind.TEMPS_FORT] | of_kind[Kind.ACTION]
        assert shown_at("/agenda.ics", tree, "SUMMARY:Orchidée numéro {}") == dated
        pages_propose_each_other({"vitrine", *public})
        with committed():
            fell(planted)
        transaction.set_rollback(True)


def searches_show(tree, public):
    """Hits, counts, near results, corrections and suggestions: of public pages alone, and of all of them."""
    assert publicly_found(q="orchidée") == public
    assert set(slugs(answer(q="orchidée licorne"), near=True)) == public
    assert suggested("orch") <= public
    assert len(suggested("orch")) == min(len(public), 8)
    assert bool(answer(q="orchidé")["total"]) is bool(public)
    for number in range(len(tree)):
        is_public = f"orchidee-{number}" in public
        assert bool(publicly_found(q=f"pollen{number}", exact="1")) is is_public
        assert bool(publicly_found(q=f'"annexe {number}"', exact="1")) is is_public
        words = [
            ("Thème", f"/recherche/?theme=veranda-{number}"),
            ("Établissement", f"/recherche/?etablissement=077{number:04d}A"),
        ]
        assert offered(f"véranda nord{number}") == (words if is_public else [])
        assert offered(f"077{number:04d}a") == (words[1:] if is_public else [])


def pages_propose_each_other(public):
    """« À lire aussi » of each public page: the other public ones, at most two of a kind, four in all."""
    for slug in public:
        proposed = read_also(Page.objects.get(slug=slug).get_url())
        others = public - {slug}
        assert set(proposed) <= others
        kinds = Counter(Page.objects.filter(slug__in=others).values_list("findablepage__kind", flat=True))
        assert len(proposed) == min(sum(min(number, 2) for number in kinds.values()), 4)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=nodes, closed=closed_lists)
def test_only_live_pages_outside_restricted_branches_show_anywhere(planted, tree, closed):
    nothing_private_shows(planted, tree, closed)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=nodes, closed=closed_lists)
def test_the_same_over_many_more_trees(planted, tree, closed):
    nothing_private_shows(planted, tree, closed)
