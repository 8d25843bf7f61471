"""The judged queries are answered well, on every engine; and what is counted of the answers is right."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from search.engines import database_engine
from search.engines.elastic import ElasticsearchEngine
from search.relevance import ask, measure, read
from tests.home.factories import action, publish, site
from tests.search.conftest import ENGINES, answering
from tests.search.finding import committed, plant

DEMO = Path(__file__).parents[2] / "home" / "demo"
TYPES = ("fiche", "temps-fort")
# Of the queries the project started with: 40, two of them without an answer.
FIRST_QUERIES = 40


def test_there_are_enough_judgements_each_once_and_a_third_is_held_out():
    judgements = read()
    assert len(judgements) >= 130
    assert len({one.query for one in judgements}) == len(judgements)
    assert sum(one.held_out for one in judgements) * 3 > len(judgements) * 0.9
    assert sum(not one.expected for one in judgements) >= 8


def test_judgements_name_pages_of_the_demo():
    entries = json.loads((DEMO / "seed_actions.json").read_text(encoding="utf-8"))["actions"]
    known = {entry["slug"] for entry in entries} | {path.stem for path in (DEMO / "content").rglob("*.md")}
    named = {slug for one in read() for slug in one.expected + one.also if "*" not in slug}
    assert named <= known


@pytest.fixture
def small(db, tmp_path):
    """A fiche with its action, a page, and a file of judgements about them."""
    with committed():
        planted = site()
        fiche = plant(planted, "fiches", "cafe-des-parents", "Le café des parents")
        plant(planted, "actualites", "gouter", "Le goûter du jardin")
        made = action(planted, "Un thé au jardin", slug="the", fiche=fiche)
    publish(made)

    def judge(*rows):
        path = tmp_path / "judgements.json"
        path.write_text(json.dumps({"queries": list(rows)}), encoding="utf-8")
        return read(path)

    return judge


def test_an_action_is_as_good_as_the_fiche_it_was_made_from(small):
    judgements = small({"query": "thé", "expected": ["cafe-des-parents"]})
    assert [one.ranks for one in ask(judgements, database_engine)] == [(1,)]
    assert measure(ask(judgements, database_engine)).ndcg == 1


def test_whether_the_fiche_itself_is_shown_is_counted_apart(small):
    judgements = small(
        {"query": "thé", "expected": ["cafe-des-parents"]}, {"query": "café", "expected": ["cafe-des-parents"]}
    )
    answers = ask(judgements, database_engine)
    assert [one.itself for one in answers] == [False, True]
    assert (measure(answers).success, measure(answers).itself) == (1, 0.5)


def test_nonsense_is_answered_well_by_nothing(small):
    judgements = small(
        {"query": "jardin", "expected": ["gouter"]},
        {"query": "licorne", "expected": []},
        {"query": "parents", "expected": []},
    )
    figures = measure(ask(judgements, database_engine))
    assert (figures.queries, figures.noise) == (1, 1)


def test_other_right_answers_count_in_the_whole_site_unless_strict(small):
    judgements = small({"query": "goûter", "expected": ["cafe-des-parents"], "also": ["gout*"]})
    assert measure(ask(judgements, database_engine)).success == 1
    assert measure(ask(judgements, database_engine, strict=True)).success == 0
    figures = measure(ask(judgements, database_engine, TYPES))
    assert (figures.success, figures.empty) == (0, 1)


def test_the_command_prints_a_row_for_each_engine_and_set(small, capsys):
    call_command("relevance", "--all")
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 3 * 4
    assert len({row.count("|") for row in rows}) == 1


def test_the_command_refuses_an_engine_that_is_not_there(small):
    with pytest.raises(CommandError, match="elasticsearch"):
        call_command("relevance", "--engine", "elasticsearch")


def test_a_cluster_without_an_index_is_told_with_what_to_do(small, elasticsearch_url):
    address = {"SPS_ELASTICSEARCH_URL": elasticsearch_url, "SPS_ELASTICSEARCH_PREFIX": "personne"}
    with override_settings(**address), pytest.raises(CommandError, match="make reindex"):
        call_command("relevance")


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.parametrize("kind", ENGINES)
def test_the_demo_answers_the_judged_queries(request, demo_site, kind):
    with answering(request, kind):

        def engine():
            return database_engine() if kind == "database" else ElasticsearchEngine(database_engine(), seconds=60)

        in_types = ask(read(), engine, TYPES)
        everywhere = ask(read(), engine)
        strictly = ask(read()[:FIRST_QUERIES], engine, strict=True)
        without = measure(ask(read(), engine, TYPES, synonyms=False))

    assert {one.engine for one in everywhere} == {engine().name}
    first = [one for one in in_types[:FIRST_QUERIES] if one.judgement.expected]
    assert len(first) == 38
    assert sum(one.succeeds for one in first) >= 36
    assert sum(one.succeeds for one in strictly if one.judgement.expected) >= 32

    for figures in (measure(in_types), measure(everywhere)):
        assert figures.success >= 0.95
        assert figures.ndcg >= 0.8
        assert figures.noise == 0
    assert measure(everywhere).empty == 0
    # The fiches and resources are not drowned by the hundreds of actions made from them.
    assert measure(everywhere).itself >= 0.85
    # Found because it answers, not because everything is returned.
    assert measure(everywhere).exact <= 25
    # The officers' synonyms are worth their upkeep.
    assert without.success < measure(in_types).success
