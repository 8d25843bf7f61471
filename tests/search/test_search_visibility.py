"""What is not public shows nowhere: not in hits, counts, near results, corrections, suggestions, feeds, agenda."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from home.models import StandardPage
from search.models import FindablePage, Keyword
from tests.home.factories import action, publish, school
from tests.search.finding import answer, committed, counts, plant, publicly_found, restrict, slugs, suggested

pytestmark = pytest.mark.postgresql


@pytest.fixture
def planted(small_site, engine):
    """The small site; the index of each engine knows it."""
    return small_site


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


def test_near_results_do_not_tell_that_a_private_page_says_a_word(planted):
    with committed():
        plant(planted, "fiches", "repas", "Des recettes", "On parle aussi de botanique.")
    before = slugs(answer(q="zanzibar botanique"), near=True)
    with committed():
        plant(planted, "actualites", "cachee", "Voyage à Zanzibar")
    restrict(Page.objects.get(slug="cachee"))
    assert slugs(answer(q="zanzibar botanique"), near=True) == before


def test_the_name_of_a_keyword_no_public_page_carries_is_told_to_nobody(planted):
    with committed():
        plant(planted, "actualites", "cachee", "Un projet", keywords=["Projet Zanzibar"])
    restrict(Page.objects.get(slug="cachee"))
    assert "Projet Zanzibar" not in Client().get("/recherche/", {"mot": "projet-zanzibar"}).content.decode()
    found = answer(mot="projet-zanzibar")
    assert (found["total"], found["facets"]["mot"]) == (0, [])


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
