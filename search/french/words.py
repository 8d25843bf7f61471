"""A text cut into words: elisions, hyphens, acronyms with dots, levels written in figures.

A compound is indexed by its parts, where it stands, and by its joined form, after the text: « le micro-lycée
de Sénart » gives « micro lyc senart microlyc ». So a phrase still finds its neighbours side by side, and
« microlycée » finds what was written « micro-lycée » (the other way round is the query's work).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.french.folding import LONGEST_WORD, fold_word
from search.french.stemming import stem, term_of
from search.french.stopwords import CLITICS, STOP_WORDS


class Token(NamedTuple):
    """A word kept for the index: its characters in the raw text and the term they became.

    `joined` marks the term of a whole compound, whose span covers the tokens of its parts.
    """

    start: int
    end: int
    surface: str
    term: str
    joined: bool = False


class Part(NamedTuple):
    """A word between two separators. `term` is "" for a stop word."""

    start: int
    end: int
    folded: str
    term: str


class Word(NamedTuple):
    """One word, or a compound of several parts; `joined` is the compound's own term, "" for a simple word."""

    parts: tuple[Part, ...]
    joined: str = ""


# What may sit inside a word without cutting it: accents apart, soft hyphens, zero-width and direction marks.
_INVISIBLE = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_LETTERS = rf"[^\W_](?:[^\W_]|[{_INVISIBLE}])*"
_ACRONYM = r"(?<![^\W_])[^\W\d_](?:\.[^\W_]){1,12}(?![^\W_])"
_LEVEL = r"\b\d[ \u00a0\u202f](?:i?[eè]me|nde|[eè]re)s?\b"
_WORD = re.compile(rf"(?i:{_ACRONYM}|{_LEVEL}|{_LETTERS}(?:[-‐‑]{_LETTERS}){{0,7}})")
_PART = re.compile(_LETTERS)

# Compounds made of stop words: written in two words or with a hyphen, only the whole means something.
_SET_PHRASES = {
    "etre": ("bien", "mal", "savoir"),
    "faire": ("savoir",),
    "vous": ("rendez",),
    "en": ("psy",),
}


def words(text: str) -> Iterator[Word]:
    """Yield every word in order, stop words too; those without a Latin letter or digit are left out."""
    waiting: Word | None = None
    for match in _WORD.finditer(text):
        word = _word(match)
        if word is None:
            continue
        if waiting is not None:
            if word.parts[0].folded in _SET_PHRASES and _is_set_phrase(waiting, word):
                word = _compound(waiting.parts + word.parts)
            else:
                yield waiting
        waiting = word
    if waiting is not None:
        yield waiting


def tokens(text: str) -> list[Token]:
    """Return the indexed words of a raw text in order, each with its span; a compound follows its parts."""
    return list(each_token(text))


def each_token(text: str) -> Iterator[Token]:
    """Yield what `tokens` returns, for who may stop early."""
    for word in words(text):
        for start, end, _, term in word.parts:
            if term:
                yield Token(start, end, text[start:end], term)
        if word.joined:
            start, end = word.parts[0].start, word.parts[-1].end
            yield Token(start, end, text[start:end], word.joined, joined=True)


def analyse(text: str) -> str:
    """Return the terms of a text, space-joined, as indexed: the words in order, then the joined compounds."""
    return analyse_with_starts(text)[0]


def analyse_with_starts(text: str) -> tuple[str, list[int]]:
    """Return what `analyse` does, and where each of the words in order starts in the raw text."""
    in_order: list[str] = []
    starts: list[int] = []
    joined: list[str] = []
    for word in words(text):
        for part in word.parts:
            if part.term:
                in_order.append(part.term)
                starts.append(part.start)
        if word.joined:
            joined.append(word.joined)
    return " ".join(in_order + joined), starts


def joined_term(folded_parts: list[str]) -> str:
    """Return the term of a compound written in one word: « petits », « déjeuners » → « petitdejeun »."""
    singular = [part[:-1] if len(part) > 3 and part[-1] in "sx" else part for part in folded_parts[:-1]]
    return stem("".join([*singular, folded_parts[-1]])[:LONGEST_WORD])


def _word(match: re.Match[str]) -> Word | None:
    start, end = match.span()
    text = match[0]
    if text.isalnum() or "-" not in text.replace("‐", "-").replace("‑", "-"):
        part = _part(text, start, end)
        return Word((part,)) if part.folded else None
    spans = ((letters[0], *letters.span()) for letters in _PART.finditer(text))
    found = (_part(letters, start + first, start + last) for letters, first, last in spans)
    parts = tuple(part for part in found if part.folded)
    return _compound(parts) if parts else None


def _part(text: str, start: int, end: int) -> Part:
    return Part(start, end, *_folded_and_term(text[:LONGEST_WORD]))


@lru_cache(maxsize=65_536)
def _folded_and_term(word: str) -> tuple[str, str]:
    folded = fold_word(word)
    return folded, term_of(folded)


def _compound(parts: tuple[Part, ...]) -> Word:
    folded = [part.folded for part in parts]
    if len(parts) == 2 and folded[0] in _SET_PHRASES.get(folded[1], ()):
        silent = tuple(part._replace(term="") for part in parts)
        return Word(silent, joined_term(folded))
    figures_only = all(part.isdigit() for part in folded)
    if len(parts) < 2 or figures_only or folded[0] in STOP_WORDS or folded[-1] in CLITICS:
        return Word(parts)
    return Word(parts, joined_term(folded))


def _is_set_phrase(first: Word, second: Word) -> bool:
    before, after = first.parts[-1], second.parts[0]
    side_by_side = len(first.parts) == len(second.parts) == 1 and after.start - before.end == 1
    return side_by_side and before.folded in _SET_PHRASES[after.folded]
