"""Whatever an officer does in the admin, the cluster holds the right documents afterwards."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from resources.models import ArticlePage
from search.models import Theme
from tests.home import factories
from tests.home.editor import create, edit
from tests.search.clustered import assert_cluster_is_right, held, through
from tests.search.finding import answer, elasticsearch, plant, slugs


@pytest.fixture
def planted(transactional_db, elasticsearch_url):
    with elasticsearch(elasticsearch_url):
        yield factories.site()


@pytest.fixture
def admin(planted, client):
    client.force_login(factories.officer())
    return client


@pytest.fixture
def fiche(planted):
    return plant(planted, "fiches", "cafe", "Le café des parents")


def found(query):
    """Slugs of the hits, as the cluster, and nobody else, answers."""
    said = answer(q=query, exact="1")
    assert said["engine"] == "elasticsearch"
    return set(slugs(said))


def do(admin, action, *arguments, **fields):
    answered = admin.post(reverse(f"wagtailadmin_pages:{action}", args=arguments), fields)
    assert answered.status_code == 302, answered.content
    assert_cluster_is_right()


def test_a_page_made_and_published_is_found_at_once(admin, planted):
    create(admin, planted.actualites, ArticlePage, title="Jardin partagé", summary="Semer.", keywords="Compost")
    assert found("compost semer") == {"jardin-partage"}
    assert_cluster_is_right()


def test_a_page_changed_is_found_by_its_new_words_only(admin, fiche):
    edit(admin, fiche, title="Le thé des parents")
    assert found("café") == set()
    assert found("thé parents") == {"cafe"}
    assert_cluster_is_right()


def test_a_draft_changes_nothing(admin, fiche):
    before = held()
    edit(admin, fiche, "save", title="Le thé des parents")
    assert held() == before
    assert found("café") == {"cafe"}


def test_a_page_withdrawn_is_gone(admin, fiche):
    do(admin, "unpublish", fiche.pk)
    assert found("café") == set()
    assert fiche.pk not in held()


def test_a_deleted_page_is_gone(admin, fiche):
    do(admin, "delete", fiche.pk)
    assert found("café") == set()
    assert fiche.pk not in held()


def test_all_pages_of_a_deleted_branch_are_gone(admin, planted, fiche):
    plant(planted, "fiches", "the", "Le thé des parents")
    do(admin, "delete", planted.fiches.pk)
    assert found("parents") == set()


def test_a_copy_is_found_beside_its_original(admin, planted, fiche):
    fields = {"new_title": "Le café des voisins", "new_slug": "voisins", "new_parent_page": planted.fiches.pk}
    do(admin, "copy", fiche.pk, **fields, publish_copies="on")
    assert found("café") == {"cafe", "voisins"}


def test_a_page_moved_into_a_restricted_branch_is_gone_and_comes_back_when_moved_out(admin, planted, fiche):
    other = planted.home.add_child(instance=type(planted.fiches)(title="Réservé", slug="reserve"))
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    do(admin, "move_confirm", fiche.pk, other.pk)
    assert found("café") == set()
    do(admin, "move_confirm", fiche.pk, planted.fiches.pk)
    assert found("café") == {"cafe"}


def test_a_moved_branch_takes_all_its_pages_along_in_one_request(admin, planted, fiche, wire):
    for number in range(5):
        plant(planted, "fiches", f"the-{number}", "Le thé des parents")
    hidden = planted.home.add_child(instance=type(planted.home)(title="Caché", slug="cache", headline="Caché"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    with through(wire.url, patient=True):
        planted.fiches.move(Page.objects.get(pk=hidden.pk), pos="last-child")
    assert wire.count("_bulk") == 1
    assert found("parents") == set()
    assert_cluster_is_right()


def test_a_renamed_theme_changes_its_pages_in_one_request(planted, fiche, wire):
    theme = Theme.objects.create(name="Parents", slug="parents")
    for number in range(5):
        page = plant(planted, "fiches", f"the-{number}", "Le thé")
        page.themes = [theme]
        page.save()
    with through(wire.url, patient=True):
        theme.name = "Familles"
        theme.save()
    assert wire.count("_bulk") == 1
    assert found("familles") == {f"the-{number}" for number in range(5)}
    assert_cluster_is_right()
