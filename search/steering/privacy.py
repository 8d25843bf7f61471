"""Which searches may be counted at all, and what of them: pure, and strict.

A search can hold the name of a pupil, an address, a number. What looks like one is never written anywhere.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from search import school_year, uai
from search.french import Synonyms, Vocabulary
from search.french.folding import LONGEST_WORD, fold_word
from search.french.stopwords import NEGATIONS
from search.french.words import Word, words

MOST_WORDS = 6
LONGEST_QUERY = 60  # characters
LONGEST_TERMS = 100

_ADDRESS_SIGNS = ("@", "＠", "://", "www.")
_WORD = re.compile(r"[\w'’‘-]+")
# Figures that name no person: a school year, the UAI of an établissement; a class, the school of the second chance.
_PUBLIC_NUMBER = re.compile(r"(?<!\w)(?:20[0-9]{2}-20[0-9]{2}|[0-9]{7}[a-zA-Z])(?!\w)")
_LEVEL = re.compile(
    r"(?<!\w)(?:[1-6](?:[eè]s?|de| ?(?:i?[eè]mes?|nde?|er|[eè]?res?))|c[em][12]|e2c)(?!\w)", re.IGNORECASE
)
# Folded, with what the post and people shorten them to.
_STREET_WORDS = (
    "rue avenue av ave boulevard bd bld bvd blvd allee allees all chemin chem ch place pl impasse imp route rte quai "
    "cours square sq faubourg fbg hameau lotissement lot residence res batiment bat appartement appt apt"
)
_STREETS = frozenset(_STREET_WORDS.split())


class Asked(NamedTuple):
    """The words of a search. `terms`, without their order, are what it is counted under, `words` are for reading."""

    terms: str
    words: str
    is_known: bool


def may_be_counted(query: str) -> bool:
    """False for what may name or reach somebody: an e-mail, an address, figures, a long sentence."""
    if len(query) > LONGEST_QUERY or len(_WORD.findall(query)) > MOST_WORDS:
        return False
    if any(sign in query.lower() for sign in _ADDRESS_SIGNS):
        return False
    if _has_figure(_LEVEL.sub(" ", _PUBLIC_NUMBER.sub(_without, query))):
        return False
    # « 1re avenue »: a class is none beside a street.
    return not (_has_figure(query) and _names_a_street(words(query)))


def _without(found: re.Match[str]) -> str:
    """Nothing in the place of a school year or of a UAI; what only looks like one stays."""
    is_public = uai.has_right_letter(found[0].upper()) or school_year.parse(found[0]) is not None
    return " " if is_public else found[0]


def _has_figure(text: str) -> bool:
    return any(sign.isnumeric() for sign in text)


def _names_a_street(asked: Iterable[Word]) -> bool:
    return any(part.folded in _STREETS for word in asked for part in word.parts)


def normalised(query: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Asked | None:
    """The words as the site writes them, small ones left out, in the order they were typed; None for nothing to count.

    `is_known` is False when one of them may be a name: no page writes it in small letters, and it is not in the
    officers' synonyms. With such a word a street is an address.
    """
    asked = list(words(query))
    parts = dict(part for word in asked for part in _parts(word))
    terms = " ".join(sorted(parts))
    if not any(term not in NEGATIONS for term in parts) or len(terms) > LONGEST_TERMS:
        return None
    is_known = all(_is_known(word, vocabulary, synonyms) for word in asked)
    if not is_known and _names_a_street(asked):
        return None
    readable = " ".join(vocabulary.spelling(term) or form for term, form in parts.items())
    return Asked(terms, readable, is_known)


def _is_known(word: Word, vocabulary: Vocabulary, synonyms: Synonyms) -> bool:
    """Of a compound the whole or each part: the site may write « micro-lycée » and never « micro »."""

    def known(term: str) -> bool:
        return term in NEGATIONS or vocabulary.is_common(term) or term in synonyms.vocabulary

    return known(word.joined) or all(known(term) for term, _ in _parts(word))


def _parts(word: Word) -> list[tuple[str, str]]:
    """(term, folded form) of each part that says something; of the whole when only that does (« bien-être »)."""
    kept = [(part.term or part.folded, part.folded) for part in word.parts if part.term or part.folded in NEGATIONS]
    if kept or not word.joined:
        return kept
    return [(word.joined, fold_word("".join(part.folded for part in word.parts)[:LONGEST_WORD]))]
