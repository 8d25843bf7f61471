"""What a page is about: the words that bring pages together, names left out; and how many pages have a word."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from wagtail.models import Page

from search.french import IN_HEAD, Reading, Subject, acronyms
from search.models import Word
from search.rarity import Rarity, rarity
from tests.home.factories import site
from tests.search.finding import committed, plant

KNOWN = acronyms(["MLDS", "groupe GPDS", "psy-EN"])


def subjects(head, body="", names=()):
    return {subject.shown for subject in Reading([head], body, KNOWN).subjects(names).values()}


def test_a_word_of_the_head_weighs_more_than_one_that_comes_back_in_the_body():
    found = Reading(["Le tutorat"], "Un mentor, deux mentors, une chorale.").subjects()
    assert found == {"tutorat": Subject("tutorat", IN_HEAD), "mentor": Subject("mentor", 1)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Karim est là, et Karim aussi. Le tutorat de Karim.", {"tutorat"}),
        ("Le récit de Marine et d’Olivier", {"récit"}),
        ("La biologie marine ; une olive. Marine est là.", {"biologie", "marine", "olive"}),
        ("Le tutorat de M. Karim MORIN", {"tutorat"}),
        ("Avec karim.morin@exemple.test ou www.morin.test", set()),
        ("Un mentor du collège Jean-Moulin, à Sainte-Colombe", {"mentor", "collège"}),
        ("La MLDS et le GPDS", {"MLDS", "GPDS"}),
        ("L’élève MORIN et Mme PETIT, avec M. LEGRAND", {"élève"}),
        ("La CNIL, que les synonymes ne connaissent pas", {"synonymes"}),
        ("Le micro-lycée", {"micro-lycée"}),
        ("LE TUTORAT ENTRE PAIRS", {"tutorat", "pairs"}),
        ("Les élèves parlent, montrent, veulent donner : un talent", {"élèves", "talent"}),
        ("Le 9 mars 2026, en 2nde, à 14 h", {"mars"}),
        ("", set()),
        ("😀 * привет", set()),
    ],
)
def test_names_figures_verbs_and_addresses_are_no_subject(text, told):
    assert subjects(text) == told


def test_a_name_of_the_page_s_own_school_is_no_subject_even_in_small_letters():
    names = ["Collège des Tilleuls", "Val-de-Marne"]
    assert subjects("Le concert des tilleuls, dans le val", names=names) == {"concert"}


def test_a_text_of_a_thousand_words_has_sixty_subjects_at_most():
    words = [f"m{a}{b}{c}t" for a in "aeiouy" for b in "bcdfglmnprstv" for c in "aeiouy"]
    assert len(subjects(" ".join(words))) == 60


def test_a_title_in_capitals_does_not_tell_names_from_words():
    reading = Reading(["LE TUTORAT DE KARIM, À LA MLDS"], "Un tutorat.", KNOWN)
    assert reading.common_terms == {"tutorat", "mlds"}
    assert {shown for shown, _, is_common in reading.subjects().values() if not is_common} == {"karim"}


def pages_with(term):
    return rarity(object()).having[term]  # a stamp that never was


def rewrite(page):
    page.summary = "Encore des tutorats."
    page.save_revision().publish()


def republish(page):
    for _ in range(5):
        page.unpublish()
        page.save_revision().publish()


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "number"),
    [
        (lambda page: None, 2),
        (rewrite, 2),
        (republish, 2),
        (lambda page: page.unpublish(), 1),
        (lambda page: page.delete(), 1),
        (lambda page: call_command("reindex", verbosity=0), 2),
    ],
    ids=["nothing", "rewritten", "republished", "unpublished", "deleted", "reindexed"],
)
def test_a_word_is_counted_once_for_each_page_that_has_it(change, number):
    with committed():
        planted = site()
        plant(planted, "actualites", "une", "Le tutorat", summary="Des tutorats, un tutorat.")
        other = plant(planted, "actualites", "deux", "Une chorale")
    assert pages_with("tutorat") == 1
    other.title = "Des tutorats"
    with committed():
        other.save_revision().publish()
    assert pages_with("tutorat") == 2
    with committed():
        change(other)
    assert pages_with("tutorat") == number


@pytest.mark.django_db
@pytest.mark.postgresql
def test_of_a_big_site_the_newest_pages_are_counted(monkeypatch):
    monkeypatch.setattr("search.rarity._MOST", 2)
    planted = site()
    with committed():
        for word in ("mentor", "tutorat", "chorale", "tutorat"):
            plant(planted, "actualites", f"{word}-{Page.objects.count()}", f"Le {word}")
    assert [pages_with(term) for term in ("mentor", "tutorat", "choral")] == [0, 1, 1]


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("title", "is_common"), [("La vie marine", True), ("Avec Marine", False), ("L’élève MARINE", False)]
)
def test_a_word_is_common_once_a_page_writes_it_in_small_letters(title, is_common):
    with committed():
        planted = site()
        plant(planted, "actualites", "une", "Marine", summary="Avec Marine.")
    assert not Word.objects.get(surface="marine").is_common
    with committed():
        plant(planted, "actualites", "deux", title)
    assert Word.objects.get(surface="marine").is_common is is_common


def test_while_one_thread_counts_again_the_others_go_on_with_what_was_known(monkeypatch):
    known = Rarity({}, Counter(), Counter())
    monkeypatch.setattr("search.rarity._kept", ("yesterday", known))
    asked, answered = threading.Event(), threading.Event()

    def slow(old):
        asked.set()
        assert answered.wait(60)
        return old._replace(having=Counter(tutorat=3))

    monkeypatch.setattr("search.rarity._brought_up_to_date", slow)
    with ThreadPoolExecutor(1) as other:
        counting = other.submit(rarity, "today")
        assert asked.wait(60)
        assert rarity("today") is known
        answered.set()
        assert counting.result(60).having == {"tutorat": 3}
    assert rarity("today").having == {"tutorat": 3}
