"""What is not public shows nowhere: not in hits, counts, near results, corrections, suggestions, feeds, agenda."""

import datetime
from collections import Counter

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from media.models import Document
from resources.models import ArticlePage, EventPage
from search.kinds import Kind
from search.models import FindablePage, Keyword, Theme
from tests.home.factories import action, publish, school, site
from tests.media.factories import document
from tests.search.finding import answer, committed, counts, plant, read_also, slugs

pytestmark = pytest.mark.postgresql

LIVE, DRAFT, WITHDRAWN, EXPIRED = "live", "draft", "withdrawn", "expired"
RESTRICTIONS = (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS)


@pytest.fixture
def planted(engine):
    """The small site; the index of each engine knows it."""
    with committed():
        return site()


def restrict(page, kind=PageViewRestriction.LOGIN):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sésame")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.first())


def publicly_found(**parameters):
    """Slugs found, after the counts were seen to agree with them."""
    found = answer(**parameters)
    hits = set(slugs(found))
    assert found["pages"] == 1
    assert found["total"] == len(hits)
    assert sum(counts(found).get("type", {}).values()) == len(hits)
    return hits


def suggested(query):
    return {
        hit["url"].rstrip("/").split("/")[-1] for hit in Client().get("/recherche/suggestions/", {"q": query}).json()
    }


TYPES = {Kind.PAGE: StandardPage, Kind.ACTUALITE: ArticlePage, Kind.TEMPS_FORT: EventPage}

nodes = st.lists(
    st.tuples(
        st.integers(0, 9),  # below which of the earlier ones
        st.sampled_from([LIVE, LIVE, LIVE, DRAFT, WITHDRAWN, EXPIRED]),
        st.sampled_from([None, None, None, *RESTRICTIONS]),
        st.booleans(),  # restricted before or after the pages below it are there
        st.sampled_from(list(TYPES)),
    ),
    min_size=1,
    max_size=7,
)


def planted_page(number, kind, live):
    """A page with a theme, an établissement and a document that no other page has, not yet added."""
    sheet = document(title=f"Annexe {number}")
    Document.objects.filter(pk=sheet.pk).update(text=f"pollen{number}", text_read_at=timezone.now())
    page = TYPES[kind](
        title=f"Orchidée numéro {number}",
        slug=f"orchidee-{number}",
        summary="Une serre.",
        live=live,
        body=[("download", {"document": sheet, "title": ""})],
    )
    page.themes = [Theme.objects.create(name=f"Véranda nord{number}", slug=f"veranda-{number}")]
    page.etablissements = [school(f"Lycée de la Véranda nord{number}", f"077{number:04d}A")]
    if kind == Kind.TEMPS_FORT:
        page.starts_at = timezone.now() + datetime.timedelta(days=1)
    return page


def grow(home, tree):
    """The pages of a random tree below `home`, each brought to its state as an officer or the clock would."""
    pages, states, later = [home], [], []
    for number, (above, state, restriction, at_once, kind) in enumerate(tree):
        parent = Page.objects.get(pk=pages[above % len(pages)].pk)
        page = planted_page(number, kind, live=state != DRAFT)
        parent.add_child(instance=page)
        pages.append(page)
        states.append((page.slug, state))
        if restriction and at_once:
            restrict(page, restriction)
        elif restriction:
            later.append((page, restriction))
    for page, restriction in later:
        restrict(page, restriction)
    for page, (_, state) in zip(pages[1:], states, strict=True):
        if state == WITHDRAWN:
            Page.objects.get(pk=page.pk).specific.unpublish()
        elif state == EXPIRED:
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


def expected(tree, *kinds):
    """Slugs anyone may see, of these kinds or of all: live, and no restriction on the page or above it."""
    parents = [above % (number + 1) - 1 for number, (above, *_) in enumerate(tree)]

    def hidden(number):
        return number >= 0 and (bool(tree[number][2]) or hidden(parents[number]))

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


def nothing_private_shows(planted, tree):
    with transaction.atomic():
        home = Page.objects.get(pk=planted.home.pk)
        with committed():
            home.add_child(instance=StandardPage(title="Vitrine", slug="vitrine", summary="Une serre."))
            grow(home, tree)
        public = expected(tree)

        assert publicly_found(q="orchidée") == public
        assert set(slugs(answer(q="orchidée serre", type="page"))) == expected(tree, Kind.PAGE)
        assert set(slugs(answer(q="orchidée licorne"), near=True)) == public
        assert suggested("orch") <= public
        assert len(suggested("orch")) == min(len(public), 8)
        assert bool(answer(q="orchidé")["total"]) is bool(public)
        assert shown_at("/sitemap.xml", tree, "/orchidee-{}/</loc>") == public
        assert shown_at("/actualites/flux.xml", tree, "/orchidee-{}/</link>") == expected(tree, Kind.ACTUALITE)
        assert shown_at("/agenda.ics", tree, "SUMMARY:Orchidée numéro {}") == expected(tree, Kind.TEMPS_FORT)
        assert "orchidee" not in Client().get("/actions/flux.xml").content.decode()
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
        for slug in ("vitrine", *public):
            proposed = read_also(Page.objects.get(slug=slug).get_url())
            others = {"vitrine", *public} - {slug}
            assert set(proposed) <= others
            # At most two of a kind, four in all.
            kinds = Counter(Page.objects.filter(slug__in=others).values_list("findablepage__kind", flat=True))
            assert len(proposed) == min(sum(min(number, 2) for number in kinds.values()), 4)
        with committed():
            for page in home.get_children().filter(slug__regex="^(orchidee-|vitrine)").specific():
                page.delete()
        transaction.set_rollback(True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=nodes)
def test_only_live_pages_outside_restricted_branches_show_anywhere(planted, tree):
    nothing_private_shows(planted, tree)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=nodes)
def test_the_same_over_many_more_trees(planted, tree):
    nothing_private_shows(planted, tree)


def test_restricted_and_drafted_actions_are_in_no_feed_agenda_or_list(planted):
    with committed():
        lead = school()
        pages = {slug: action(planted, "Orchidées", lead=lead, slug=slug) for slug in ("vue", "reservee", "brouillon")}
    publish(pages["vue"])
    restrict(publish(pages["reservee"]))
    with committed():
        plant(planted, "agenda", "fete-reservee", "Orchidées", starts_at=timezone.now())
        plant(planted, "agenda", "fete", "Orchidées", starts_at=timezone.now())
    restrict(Page.objects.get(slug="fete-reservee"))

    assert publicly_found(q="orchidées") == {"vue", "fete"}
    for address in ("/actions/flux.xml", "/actions/", "/sitemap.xml"):
        text = Client().get(address).content.decode()
        assert "/vue/" in text, address
        assert "/reservee/" not in text, address
        assert "/brouillon/" not in text, address
    agenda = Client().get("/agenda.ics").content.decode()
    assert agenda.count("SUMMARY:Orchidées") == 2
    assert "fete-reservee" not in agenda


def test_a_restricted_section_hides_what_it_lists(planted):
    with committed():
        plant(planted, "actualites", "nouvelle", "Orchidée rare", keywords=["botanique"])
    restrict(planted.actualites)
    assert publicly_found(q="orchidée") == set()
    assert answer(mot="botanique")["total"] == 0
    assert "nouvelle" not in Client().get("/actualites/flux.xml").content.decode()
    assert suggested("orchidée") == set()


def test_a_page_is_not_uncovered_by_moving_its_neighbours(planted):
    with committed():
        for name in ("serre", "jardin"):
            section = planted.home.add_child(instance=StandardPage(title=f"Section {name}", slug=name))
            section.add_child(instance=StandardPage(title=f"Orchidée de {name}", slug=f"orchidee-{name}"))
    restrict(Page.objects.get(slug="serre"))
    assert publicly_found(q="orchidée") == {"orchidee-jardin"}

    with committed():
        Page.objects.get(slug="jardin").move(Page.objects.get(slug="serre"), pos="left")
    assert publicly_found(q="orchidée") == {"orchidee-jardin"}
    with committed():
        Page.objects.get(slug="orchidee-jardin").move(Page.objects.get(slug="serre"), pos="last-child")
    assert publicly_found(q="orchidée") == set()


@pytest.mark.parametrize("query", ["zanzibarr", "zanzibarr orchidde", "orchidée zanzibarr"])
def test_a_word_of_a_private_page_is_proposed_to_nobody(planted, query):
    with committed():
        plant(planted, "actualites", "cachee", "Voyage à Zanzibar", summary="Une orchidée.")
        plant(planted, "actualites", "vue", "Une orchidée")
    restrict(Page.objects.get(slug="cachee"))
    found = answer(q=query)
    assert "zanzibar" not in (found["corrected"] or "").split()
    assert set(slugs(found)) | set(slugs(found, near=True)) <= {"vue"}
    assert "Zanzibar" not in Client().get("/recherche/", {"q": "orchidée"}).content.decode()


def test_a_page_saved_with_a_new_tag_is_found_by_it_at_once(planted):
    with committed():
        page = plant(planted, "actualites", "nouvelle", "Des fleurs")
    page.keywords.add("Pollinisation")
    with committed():
        page.save_revision().publish()
    assert publicly_found(q="pollinisation") == {"nouvelle"}
    assert publicly_found(mot="pollinisation") == {"nouvelle"}

    with committed():
        other = plant(planted, "actualites", "autre", "Des abeilles", keywords=["POLLINISATIÓN"])
    assert [tag.name for tag in other.keywords.all()] == ["Pollinisation"]
    assert Keyword.objects.count() == 1
    assert publicly_found(mot="pollinisation") == {"nouvelle", "autre"}


def test_an_unpublished_page_is_gone_at_once_and_back_when_published(planted):
    with committed():
        page = plant(planted, "actualites", "nouvelle", "Orchidée rare")
    with committed():
        page.unpublish()
    assert publicly_found(q="orchidée") == set()
    assert suggested("orchidée") == set()
    with committed():
        FindablePage.objects.get(pk=page.pk).specific.save_revision().publish()
    assert publicly_found(q="orchidée") == {"nouvelle"}


def test_a_draft_of_a_live_page_shows_none_of_its_words(planted):
    with committed():
        page = plant(planted, "actualites", "nouvelle", "Orchidée rare")
    page.title = "Tulipe secrète"
    with committed():
        page.save_revision()
    assert publicly_found(q="tulipe") == set()
    assert publicly_found(q="orchidée") == {"nouvelle"}


def test_a_page_waiting_for_its_day_shows_only_then(planted):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    with committed():
        page = plant(planted, "actualites", "nouvelle", "Orchidée rare", live=False)
        page.go_live_at = tomorrow
        page.save_revision().publish()
        call_command("publish_scheduled", verbosity=0)
    assert publicly_found(q="orchidée") == set()

    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    with committed():
        call_command("publish_scheduled", verbosity=0)
    assert publicly_found(q="orchidée") == {"nouvelle"}


def test_a_deleted_page_leaves_nothing(planted):
    with committed():
        plant(planted, "actualites", "nouvelle", "Orchidée rare", keywords=["botanique"])
    with committed():
        FindablePage.objects.get(slug="nouvelle").delete()
    assert publicly_found(q="orchidée") == set()
    assert counts(answer())["mot"] == {}
