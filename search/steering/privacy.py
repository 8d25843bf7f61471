"""Which searches may be counted at all, and what of them: pure, and strict.

A search can hold the name of a pupil, an address, a number. What looks like one is never written anywhere.
"""

import re
from typing import NamedTuple

from search import school_year, uai
from search.french import Synonyms, Vocabulary
from search.french.folding import LONGEST_WORD, fold_word
from search.french.stopwords import NEGATIONS
from search.french.words import Word, words

MOST_WORDS = 6
LONGEST_QUERY = 60  # characters
LONGEST_TERMS = 100
MOST_DIGITS = 3

_WORD = re.compile(r"[\w'’‘-]+")
# Figures that name no person: a school year, the UAI of an établissement.
_PUBLIC_NUMBER = re.compile(r"\b(?:\d{4}-\d{4}|\d{7}[a-zA-Z])\b", re.ASCII)


class Asked(NamedTuple):
    """The words of a search without their order. `terms` are what it is counted under, `words` are for reading."""

    terms: str
    words: str
    is_known: bool


def may_be_counted(query: str) -> bool:
    """False for what may name or reach somebody: an e-mail, a telephone number, a birth date, a long sentence."""
    if len(query) > LONGEST_QUERY or len(_WORD.findall(query)) > MOST_WORDS:
        return False
    if "@" in query or "＠" in query or "://" in query:
        return False
    return sum(sign.isdigit() for sign in _PUBLIC_NUMBER.sub(_without, query)) <= MOST_DIGITS


def _without(found: re.Match[str]) -> str:
    """Nothing in the place of a school year or of a UAI; what only looks like one stays."""
    is_public = uai.has_right_letter(found[0].upper()) or school_year.parse(found[0]) is not None
    return " " if is_public else found[0]


def normalised(query: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Asked | None:
    """The words as the site writes them, small ones left out, in alphabetical order; None when none is left.

    `is_known` is False when one of them stands neither in a page nor in the officers' synonyms.
    """
    parts = dict(part for word in words(query) for part in _parts(word))
    if not any(term not in NEGATIONS for term in parts):
        return None
    terms = " ".join(sorted(parts))
    if len(terms) > LONGEST_TERMS:
        return None
    readable = sorted(vocabulary.spelling(term) or form for term, form in parts.items())
    is_known = all(term in NEGATIONS or term in vocabulary or term in synonyms.vocabulary for term in parts)
    return Asked(terms, " ".join(readable), is_known)


def _parts(word: Word) -> list[tuple[str, str]]:
    """(term, folded form) of each part that says something; of the whole when only that does (« bien-être »)."""
    kept = [(part.term or part.folded, part.folded) for part in word.parts if part.term or part.folded in NEGATIONS]
    if kept or not word.joined:
        return kept
    return [(word.joined, fold_word("".join(part.folded for part in word.parts)[:LONGEST_WORD]))]
