"""What officers change acts at once in every process, whatever way and at whatever instant it was changed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.lexicon import lexicon
from search.models import Promotion, SynonymGroup, Word
from tests.home import factories
from tests.search.finding import answer, committed, plant, slugs

pytestmark = pytest.mark.postgresql

INSTANT = datetime.datetime(2026, 3, 16, 8, tzinfo=datetime.UTC)


def plant_pages():
    planted = factories.site()
    with committed():
        plant(planted, "fiches", "cantine", "Repas à la cantine")
        plant(planted, "fiches", "refectoire", "Le réfectoire")
    return planted


def groups(*expressions):
    """Saved at one and the same instant."""
    SynonymGroup.objects.bulk_create([SynonymGroup(expressions=text) for text in expressions])
    SynonymGroup.objects.update(updated_at=INSTANT)


def update():
    SynonymGroup.objects.filter(expressions__startswith="self").update(expressions="self | cantine")


def bulk_update():
    group = SynonymGroup.objects.get(expressions__startswith="self")
    group.expressions = "self | cantine"
    SynonymGroup.objects.bulk_update([group], ["expressions"])


def turned_round():
    SynonymGroup.objects.filter(expressions__startswith="réfectoire").update(direction="double")


def replaced_at_the_same_instant():
    SynonymGroup.objects.filter(expressions__startswith="self").delete()
    groups("self | cantine")


def save():
    group = SynonymGroup.objects.get(expressions__startswith="self")
    group.expressions = "self | cantine"
    group.save()


CHANGES = [update, bulk_update, replaced_at_the_same_instant, save]


@pytest.mark.parametrize("change", CHANGES)
def test_a_group_that_is_changed_acts_on_the_next_search(engine, change):
    plant_pages()
    groups("self | réfectoire", "zèbre | âne")
    assert slugs(answer(q="self", exact="1")) == ["refectoire"]
    change()
    assert slugs(answer(q="self", exact="1")) == ["cantine"]


@pytest.mark.django_db
def test_a_direction_that_is_changed_acts_on_the_next_search():
    plant_pages()
    SynonymGroup.objects.create(expressions="réfectoire | cantine", direction="unique")
    assert answer(q="cantine", exact="1")["total"] == 1
    turned_round()
    assert answer(q="cantine", exact="1")["total"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize("rank", [0, 1, 2])
def test_a_group_that_is_deleted_acts_no_more_whichever_it_was(rank):
    plant_pages()
    texts = ["zèbre | âne", "chameau | dromadaire"]
    texts.insert(rank, "self | réfectoire")
    groups(*texts)
    assert answer(q="self", exact="1")["total"] == 1
    SynonymGroup.objects.filter(expressions__startswith="self").delete()
    assert answer(q="self", exact="1")["total"] == 0


@pytest.mark.django_db(transaction=True)
def test_what_another_process_commits_late_is_seen():
    """Its row is older than the newest one, and one was deleted: neither number nor date tells."""
    plant_pages()
    groups("self | réfectoire", "zèbre | âne")
    assert slugs(answer(q="self", exact="1")) == ["refectoire"]
    elsewhere = connection.copy()
    with elsewhere.cursor() as cursor:
        cursor.execute("DELETE FROM search_synonymgroup WHERE expressions LIKE 'self%%'")
        cursor.execute(
            "INSERT INTO search_synonymgroup (expressions, direction, updated_at) VALUES (%s, %s, %s)",
            ["self | cantine", "double", INSTANT - datetime.timedelta(days=1)],
        )
    elsewhere.close()
    assert slugs(answer(q="self", exact="1")) == ["cantine"]


@pytest.mark.django_db
def test_nothing_is_read_again_while_nothing_changes_and_then_only_what_did():
    planted = plant_pages()
    groups("self | réfectoire")
    first = lexicon()
    with CaptureQueriesContext(connection) as captured:
        same = lexicon()
    assert len(captured) == 1
    assert same.synonyms is first.synonyms

    Promotion.objects.create(queries="self", page=planted.fiches)
    then = lexicon()
    assert then.promoted is not first.promoted
    assert (then.synonyms, then.vocabulary) == (first.synonyms, first.vocabulary)
    Word.objects.create(surface="zébu", term="zebu")
    assert "zebu" in lexicon().vocabulary
