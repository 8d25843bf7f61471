"""What a visitor types finds what the site says, however either is spelled. No database: texts, queries."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.french import (
    Clause,
    ParsedQuery,
    Synonyms,
    Vocabulary,
    analyse,
    count_words,
    fold,
    highlight,
    parse,
    tokens,
)

NO_SYNONYMS = Synonyms()
SEED = Synonyms.from_csv(Path(__file__).parents[2] / "search" / "data" / "synonyms.csv")


def has(text: str, clause: Clause) -> bool:
    """What every engine does: one of the clause's phrases stands in the analysed text."""
    indexed = f" {analyse(text)} "
    return any(f" {' '.join(alternative.terms)} " in indexed for alternative in clause.alternatives)


def found(query: str, text: str, synonyms: Synonyms = NO_SYNONYMS, others: str = "") -> bool:
    parsed = parse(query, synonyms, Vocabulary.of_texts([text, others]))
    wanted = all(has(text, clause) for clause in parsed.clauses)
    return bool(parsed.clauses) and wanted and not any(has(text, clause) for clause in parsed.excluded)


def either_way(one: str, other: str, synonyms: Synonyms = NO_SYNONYMS) -> bool:
    return found(one, f"Le {other} de Créteil", synonyms) and found(other, f"Un {one}, à Sénart", synonyms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("décrochage", "DECROCHAGE"),
        ("élèves", "eleve"),
        ("lycées", "lycee"),
        ("cœur", "coeur"),
        ("œuvre", "OEUVRES"),
        ("l’école", "l'ecole"),
        ("d'appartenance", "appartenance"),
        ("qu’orientation", "orientation"),
        ("jusqu’octobre", "octobre"),
        ("lorsqu'absent", "absents"),
        ("puisqu’inquiet", "inquiets"),
        ("petits-déjeuners", "petit déjeuner"),
        ("journaux", "journal"),
        ("réseaux", "réseau"),
        ("travaux", "travail"),
        ("ambassadrice", "ambassadeurs"),
        ("matières", "matiere"),
        ("décrochées", "décroché"),
        ("M.L.D.S.", "MLDS"),
        ("e.2.c", "E2C"),
        ("C.A.R.D.I.E.", "Cardie"),
        ("DaseN", "DASEN"),
        ("extra-scolaire", "extrascolaires"),
        ("mini-stages", "ministage"),
        ("atelier-débat", "ateliers débats"),
        ("bien-être", "bien être"),
        ("rendez-vous", "Rendez vous"),
        ("Psy-EN", "psy en"),
        ("2nde", "seconde"),
        ("2de", "secondes"),
        ("3e", "troisième"),
        ("3ème", "3ᵉ"),
        ("3 ème", "troisièmes"),
        ("1re", "première"),
        ("1ère", "1re"),
        ("Tle", "terminale"),
        ("6eme", "sixièmes"),
        ("de\u0301crochage", "dé\u00adcrochage"),
        ("collégien·ne·s", "collégien"),
    ],
)
def test_two_spellings_of_a_word_find_each_other(one, other):
    assert either_way(one, other)


@pytest.mark.parametrize("written", ["micro-lycée", "microlycée", "micro lycée", "Micro-lycées"])
@pytest.mark.parametrize("typed", ["micro-lycée", "microlycee", "MICRO LYCEES"])
def test_a_compound_is_found_in_its_three_spellings(written, typed):
    assert found(typed, f"Ouverture du {written} de Sénart", others="le lycée")


def test_the_three_spellings_of_a_compound_ask_for_the_same():
    known = Vocabulary.of_texts(["Le micro-lycée et l’atelier-débat", "le lycée, un débat, un atelier"])
    for spellings in (
        ("micro-lycée", "microlycée", "micro lycée"),
        ("atelier-débat", "atelierdébat", "atelier débat"),
    ):
        asked = {tuple(c.alternatives for c in parse(text, NO_SYNONYMS, known).clauses) for text in spellings}
        assert len(asked) == 1


@pytest.mark.parametrize(
    "family",
    [
        "décrochage décrocheur décrocheuse décrocher décroché décrochent",
        "persévérance persévérer",
        "musique musicien musicienne musical",
        "découverte découvrir",
        "inquiet inquiétude inquiète",
        "collège collégien",
        "lycée lycéen lycéenne",
        "orientation orienter",
        "réussite réussir",
        "municipal municipalité",
        "parent parental parentalité",
        "prévention prévenir",
        "apprenti apprentissage apprendre",
        "citoyen citoyenneté",
        "absence absent absentéisme",
        "stage stagiaire",
    ],
)
def test_words_of_one_family_find_each_other_and_weigh_less_than_the_word_itself(family):
    members = family.split()
    for typed in members:
        for written in members:
            assert found(typed, f"Un texte sur {written}, à Créteil"), (typed, written)
    known = Vocabulary.of_texts([family])
    for alternative in parse(members[0], NO_SYNONYMS, known).clauses[0].alternatives[1:]:
        assert alternative.weight < 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("commune", "communication"),
        ("commune", "un travail commun"),
        ("collègue", "collège"),
        ("professeur", "professionnel"),
        ("public", "publication"),
        ("cours", "la cour de récréation"),
        ("chantier", "chant"),
        ("collectivité", "collecte"),
        ("université", "univers"),
        ("content", "conte"),
        ("principal", "principe"),
        ("profit", "prof"),
        ("internet", "interne"),
        ("lycée", "micro"),
    ],
)
def test_words_that_only_look_alike_do_not_find_each_other(typed, written):
    assert not found(typed, f"Texte : {written}.")


def test_small_words_are_neither_indexed_nor_asked_for():
    assert analyse("Le rôle de l’élève, c’est d’apprendre à l’école") == analyse("rôle élève apprendre école")
    assert parse("le la les à l’", NO_SYNONYMS).is_empty
    assert found("je cherche des infos sur les stages", "Recherche de stage")


class TestSynonyms:
    table = Synonyms(
        groups=[
            ("SAIO", "service académique d’information et d’orientation"),
            ("voie professionnelle", "voie pro", "lycée professionnel"),
            ("film", "vidéo"),
            ("décrochage", "abandon scolaire"),
        ],
        one_way=[("sans diplôme", "décrochage"), ("flemme", "démotivé", "ennui")],
    )

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("SAIO", "service académique d'information et d'orientation"),
            ("S.A.I.O.", "Service Academique d’Information et d’Orientation"),
            ("voie pro", "lycées professionnels"),
            ("films", "vidéos"),
            ("voie professionnelle", "voie pro"),
        ],
    )
    def test_equivalent_expressions_find_each_other(self, one, other):
        assert either_way(one, other, self.table)

    def test_the_longest_expression_counts(self):
        table = Synonyms([("lycée", "bahut"), ("lycée professionnel", "LP")])
        asked = parse("lycée professionnel", table).clauses
        assert all("bahut" not in alternative.terms for clause in asked for alternative in clause.alternatives)

    def test_the_words_of_an_expression_are_still_found_apart(self):
        assert found("voie pro", "Une voie courte, pro et gratuite", self.table)

    def test_a_one_way_synonym_does_not_lead_back(self):
        assert found("flemme", "Mon enfant est démotivé", self.table)
        assert not found("démotivé", "La flemme du lundi", self.table)

    def test_a_negation_belongs_to_its_expression(self):
        assert found("sans diplôme", "Prévenir le décrochage", self.table)
        assert not found("diplôme", "Prévenir le décrochage", self.table)

    def test_a_word_of_the_same_family_profits_from_a_synonym(self):
        assert found("décrocheuse", "Prévenir l’abandon scolaire", self.table)

    def test_between_quotation_marks_nothing_is_widened(self):
        assert not found("« voie pro »", "Le lycée professionnel", self.table)
        assert not found('"film"', "Une vidéo", self.table)

    def test_what_was_typed_weighs_most(self):
        alternatives = parse("film", self.table).clauses[0].alternatives
        assert [(a.terms, a.weight) for a in alternatives] == [(("film",), 1.0), (("video",), 0.8)]

    def test_rows_are_read_as_officers_write_them(self):
        table = Synonyms.from_rows([(" photo | photographie ", "double"), ("image|photo", "unique"), ("", "double")])
        assert found("photographies", "Un concours photo", table)
        assert found("image", "Un concours photo", table)
        assert not found("photo", "Une image", table)


class TestSeedTable:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("mon fils ne veut plus aller à l’école", "Prévenir le décrochage de son enfant"),
            ("prof", "Les enseignants"),
            ("sécher les cours", "L’absentéisme des élèves"),
            ("communes", "La municipalité"),
            ("voie pro", "Lycée professionnel"),
            ("MGI", "La mission de lutte contre le décrochage scolaire"),
            ("école de la 2e chance", "L’E2C de Melun"),
            ("heure de vie de classe", "Débat en HVC"),
            ("objectifs de l’année prochaine", "Fixer les objectifs pour l’année suivante"),
            ("0 800 122 500", "Le numéro vert"),
        ],
    )
    def test_everyday_words_find_what_the_site_says(self, typed, written):
        assert found(typed, written, SEED)

    @pytest.mark.parametrize("typed", ["recette de cuisine", "sdt", "météo"])
    def test_what_is_not_of_the_site_is_led_nowhere(self, typed):
        asked = parse(typed, SEED).clauses
        assert all(len(clause.alternatives) == 1 for clause in asked)

    def test_every_row_is_complete_and_no_expression_is_listed_twice_in_one(self):
        path = Path(__file__).parents[2] / "search" / "data" / "synonyms.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        assert header == "expressions,sens"
        for row in rows:
            expressions, way = row.rsplit(",", 1)
            terms = [analyse(expression) for expression in expressions.split("|")]
            assert way in ("double", "unique"), row
            assert len(terms) > 1, row
            assert all(terms), row
            assert len(set(terms)) == len(terms), row


class TestQuery:
    def test_a_phrase_wants_its_words_side_by_side(self):
        for query in (
            "« sentiment d’appartenance »",
            '"sentiment d\'appartenance"',
            "“sentiments d'appartenances”",
        ):
            assert found(query, "Créer un sentiment d’appartenance au lycée")
            assert not found(query, "L’appartenance à un groupe et le sentiment de réussir")

    def test_a_phrase_goes_on_beyond_a_compound(self):
        assert found('"micro-lycée de Sénart"', "Au micro-lycée de Sénart")
        assert found('"microlycée de Sénart"', "Au micro lycée de Sénart")
        assert found('"micro-lycée de Sénart"', "Au microlycée de Sénart")

    def test_a_minus_leaves_out_a_word_or_a_phrase_and_nothing_of_its_family(self):
        assert found("débat -parents", "Débat en classe")
        assert not found("débat -parents", "Débat pour les parents")
        assert found("débat -parents", "Débat sur la parentalité")
        assert not found('débat -"vie de classe"', "Débat sur l’heure de vie de classe")
        assert not found("lycée -microlycée", "Le lycée et son micro-lycée")

    def test_a_hyphen_inside_or_after_a_word_leaves_nothing_out(self):
        for query in ("micro-lycée", "lycée - collège", "16-25 ans", "--lycée"):
            assert not parse(query, NO_SYNONYMS).excluded

    def test_an_exclusion_alone_is_not_an_empty_query(self):
        parsed = parse("-parents", NO_SYNONYMS)
        assert not parsed.clauses
        assert not parsed.is_empty

    def test_the_words_to_correct_are_those_wanted_as_typed(self):
        assert parse("Conferance sur « le Décrochage » -parens", NO_SYNONYMS).words == (
            "Conferance",
            "Décrochage",
        )

    def test_a_long_query_is_cut_to_what_can_be_answered(self):
        many = parse(" ".join(f"mot{number}" for number in range(100)), NO_SYNONYMS)
        assert len(many.clauses) == 12
        assert len(parse("a1 " * 10_000, NO_SYNONYMS).clauses) == 1

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "   ",
            '"',
            "«",
            "»«",
            '""',
            "-",
            "*",
            "(",
            ")",
            ":",
            "~",
            "\x00",
            "🎉",
            "'",
            "AND",
            "a OR b",
            "x:y*",
        ],
    )
    def test_nothing_typed_is_an_error(self, query):
        assert isinstance(parse(query, SEED), ParsedQuery)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_or_written_becomes_plain_terms(text):
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", analyse(text))
    parsed = parse(text, SEED, Vocabulary.of_texts([text]))
    for clause in (*parsed.clauses, *parsed.excluded):
        assert clause.alternatives
        for alternative in clause.alternatives:
            assert alternative.terms
            assert all(re.fullmatch(r"[a-z0-9]+", term) for term in alternative.terms)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_every_token_stands_where_it_says(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.surface
    assert sorted(token.term for token in tokens(text)) == sorted(analyse(text).split())


@pytest.mark.parametrize(
    "hostile",
    [
        "a." * 200_000 + "ab",
        "-a" * 200_000,
        "é" * 500_000,
        "a\u0301" * 200_000,
        "a" + "\u0301" * 500_000,
        "«" * 500_000,
    ],
)
def test_a_hostile_text_is_read_to_its_end(hostile):
    assert analyse(hostile) is not None
    assert fold(hostile) is not None


def test_folding_keeps_the_words_of_a_title():
    assert fold("  L’Œuvre\x00 collective :\nmicro‑LYCÉE\u200b ") == "l'oeuvre collective : micro-lycee"


def test_highlights_show_what_answered_in_the_raw_text():
    text = "Les décrocheurs du micro‑lycée : un film, une « voie professionnelle »."
    query = parse("decrochage microlycée vidéo voie pro", SEED, Vocabulary.of_texts([text]))
    marked = [text[start:end] for start, end in highlight(text, query)]
    assert marked == ["décrocheurs", "micro‑lycée", "film", "voie professionnelle"]


def test_the_vocabulary_shows_words_as_the_site_writes_them():
    known = Vocabulary.of_texts(["Décrochage et decrochage", "Le décrochage, la MLDS", "DÉBAT ET MICRO-LYCÉE"])
    shown = {folded: word.surface for folded, word in known.written.items()}
    assert shown == {
        "decrochage": "décrochage",
        "mlds": "MLDS",
        "debat": "débat",
        "micro": "micro",
        "lycee": "lycée",
        "microlycee": "micro-lycée",
    }
    assert count_words(["MLDS", "la MLDS"])["mlds", "mlds"] == 1


def test_a_family_brings_its_most_frequent_words_and_never_a_flood():
    known = Vocabulary((f"parent{'al' * number}", f"parent{'al' * number}", number) for number in range(1, 3))
    assert known.family("parent")[0] in ("parental", "parentalal")
    crowd = Vocabulary((term, term, 1) for term in ("musiqu", *(f"music{end}" for end in ("ien", "al", "", "ienn"))))
    assert set(crowd.family("musical")) == {"musiqu", "musicien", "music", "musicienn"}
