"""The index follows the pages: what was withdrawn stays away, whoever writes late, and nothing is missing meanwhile."""

import pytest
from django.db import connection
from django.test import override_settings

from search.indexing import reindex, write_entry
from search.models import Entry, FindablePage, IndexChange, Word
from tests.search.clustered import NOBODY
from tests.search.finding import answer, committed, plant, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(small_site):
    with committed():
        small_site.first = plant(small_site, "fiches", "musique", "La musique au collège", "Un musicien.")
        small_site.second = plant(small_site, "fiches", "botanique", "La botanique", "Un jardin.")
    return small_site


def test_a_page_withdrawn_during_a_reindex_does_not_come_back(planted):
    def progress(number):
        if number == 1:
            with committed():
                planted.second.unpublish()

    reindex(progress)
    assert not Entry.objects.filter(pk=planted.second.pk).exists()
    assert answer(q="botanique")["total"] == 0


def test_who_writes_late_writes_the_page_as_it_is_now(planted):
    with committed():
        planted.second.unpublish()
        planted.first.title = "La danse au collège"
        planted.first.save_revision().publish()
    for page in (planted.first, planted.second):
        write_entry(page.pk)
    assert slugs(answer(q="danse")) == ["musique"]
    assert answer(q="botanique")["total"] == 0
    assert Entry.objects.filter(pk__in=[planted.first.pk, planted.second.pk]).count() == 1


def test_word_families_hold_while_the_index_is_rebuilt(planted):
    found = []
    reindex(lambda number: found.append(slugs(answer(q="musical"))))
    assert found
    assert all(slugs == ["musique"] for slugs in found)


def test_a_reindex_forgets_the_words_no_page_says_any_more_and_keeps_the_others(planted):
    Word.objects.create(surface="zanzibar", term="zanzib")
    Word.objects.filter(surface="jardin").update(is_common=False)
    Word.objects.create(surface="karim", term="karim", is_common=True)
    with committed():
        plant(planted, "fiches", "chorale", "La chorale de Karim", "Avec Karim.")
    reindex()
    known = dict(Word.objects.values_list("surface", "is_common"))
    assert "zanzibar" not in known
    assert (known["jardin"], known["karim"]) == (True, False)


def test_the_cluster_hears_of_a_withdrawal_even_if_what_follows_the_commit_never_runs(planted):
    with override_settings(SPS_ELASTICSEARCH_URL=NOBODY):
        planted.second.unpublish()
        assert set(IndexChange.objects.values_list("page_id", flat=True)) == {planted.second.pk}
    assert answer(q="botanique")["total"] == 0


def test_who_looks_for_restricted_pages_starts_from_the_few_restrictions(planted):
    """Whatever the planner expects: from the pages, each list would read them all for each of them."""
    plan = FindablePage.objects.visible().explain()
    assert {"postgresql": "InitPlan", "sqlite": "SCAN restriction"}[connection.vendor] in plan
