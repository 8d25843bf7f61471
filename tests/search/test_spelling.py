"""A slip is put right from the site's own words; what is known or foreign is left alone."""

import pytest

from search.french import Synonyms, Vocabulary
from search.spelling import correct, correct_query

SITE = Vocabulary.of_texts(
    [
        "Conférence sur le décrochage scolaire : les professeurs, les parents, l’assiduité, l’absentéisme.",
        "L’ambassadeur du lycée au collège. Élèves de seconde. Le séminaire de clôture de la MLDS.",
        "Une chaîne humaine à l’école maternelle, le micro-lycée, la persévérance, une vidéo.",
        "Les parents, la parentalité, les talents, la municipalité, des entretiens filmés, l’orientation.",
    ]
)
TABLE = Synonyms([("vidéo", "court métrage"), ("enseignant", "professeur")], one_way=[("flemme", "démotivé")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conferance", "conférence"),
        ("emmbassadeur", "ambassadeur"),
        ("parens", "parents"),
        ("decrochache", "décrochage"),
        ("absantéisme", "absentéisme"),
        ("professeure", None),
        ("proffesseurs", "professeurs"),
        ("chene", "chaîne"),
        ("chaine", None),
        ("persévérence", "persévérance"),
        ("seminère", "séminaire"),
        ("municipalitee", None),
        ("orinetation", "orientation"),
        ("colege", "collège"),
        ("lisée", "lycée"),
        ("microlisée", "micro-lycée"),
        ("lecole", "l’école"),
        ("labsenteisme", "l’absentéisme"),
        ("enseigant", "enseignant"),
    ],
)
def test_a_word_the_site_does_not_know_becomes_the_closest_one_as_it_is_written_there(typed, meant):
    assert correct([typed], SITE, TABLE) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "sdt",
        "MLS",
        "2019",
        "2nd3",
        "recette",
        "cuisine",
        "chat",
        "conférences",
        "PARENTS",
        "décrocheuse",
        "flemme",
        "métrage",
        "le",
    ],
)
def test_known_words_figures_acronyms_and_foreign_words_are_left_alone(typed):
    assert correct([typed], SITE, TABLE) is None


def test_only_the_wrong_words_of_a_query_change():
    assert correct(["conferance", "Décrochage", "élèves"], SITE, TABLE) == "conférence Décrochage élèves"
    assert correct([], SITE, TABLE) is None


def test_a_corrected_query_keeps_its_small_words_its_phrases_and_its_exclusions():
    query = "la conferance de l'« emmbassadeur » -parens"
    assert correct_query(query, SITE, TABLE) == "la conférence de l'« ambassadeur » -parents"
    assert correct_query("les conférences des parents", SITE, TABLE) is None


def test_the_commonest_of_two_words_as_close_is_proposed():
    known = Vocabulary([("talent", "talent", 9), ("tarent", "tarent", 1)])
    assert correct(["tanent"], known, TABLE) == "talent"


def test_an_empty_site_proposes_nothing():
    assert correct(["conferance"], Vocabulary(), Synonyms()) is None
