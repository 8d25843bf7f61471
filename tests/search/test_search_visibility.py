"""What is not public shows nowhere: not in hits, counts, near results, corrections, suggestions, feeds, agenda."""

import datetime

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
from search.models import FindablePage, Keyword
from tests.home.factories import action, publish, school, site
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


nodes = st.lists(
    st.tuples(
        st.integers(0, 9),  # below which of the earlier ones
        st.sampled_from([LIVE, LIVE, LIVE, DRAFT, WITHDRAWN, EXPIRED]),
        st.sampled_from([None, None, None, *RESTRICTIONS]),
        st.booleans(),  # restricted before or after the pages below it are there
    ),
    min_size=1,
    max_size=7,
)


def grow(home, tree):
    """The pages of a random tree below `home`, each brought to its state as an officer or the clock would."""
    pages, states, later = [home], [], []
    for number, (above, state, restriction, at_once) in enumerate(tree):
        parent = Page.objects.get(pk=pages[above % len(pages)].pk)
        page = StandardPage(
            title=f"Orchidée numéro {number}", slug=f"orchidee-{number}", summary="Une serre.", live=state != DRAFT
        )
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
            StandardPage.objects.get(pk=page.pk).unpublish()
        elif state == EXPIRED:
            StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


def expected(tree):
    """Slugs anyone may see: live, and no restriction on the page or above it."""
    parents = [above % (number + 1) - 1 for number, (above, *_) in enumerate(tree)]

    def hidden(number):
        return number >= 0 and (bool(tree[number][2]) or hidden(parents[number]))

    return {f"orchidee-{n}" for n, (_, state, *_) in enumerate(tree) if state == LIVE and not hidden(n)}


def nothing_private_shows(planted, tree):
    with transaction.atomic():
        home = Page.objects.get(pk=planted.home.pk)
        with committed():
            home.add_child(instance=StandardPage(title="Vitrine", slug="vitrine", summary="Une serre."))
            grow(home, tree)
        public = expected(tree)

        assert publicly_found(q="orchidée") == public
        assert publicly_found(q="orchidée serre", type="page") == public
        assert set(slugs(answer(q="orchidée licorne"), near=True)) == public
        assert suggested("orch") <= public
        assert len(suggested("orch")) == min(len(public), 8)
        assert bool(answer(q="orchidé")["total"]) is bool(public)
        sitemap = Client().get("/sitemap.xml").content.decode()
        shown = {f"orchidee-{n}" for n in range(len(tree)) if f"/orchidee-{n}/</loc>" in sitemap}
        assert shown == public
        for slug in ("vitrine", *public):
            proposed = read_also(Page.objects.get(slug=slug).get_url())
            assert set(proposed) <= public | {"vitrine"}
            assert len(proposed) == min(len(public | {"vitrine"}) - 1, 2)
        with committed():
            for page in StandardPage.objects.child_of(home):
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
