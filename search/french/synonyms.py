"""Expressions that mean the same, as officers list them; they act on the query, never on the index."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from search.french.compounds import phrases
from search.french.families import root
from search.french.stopwords import NEGATIONS
from search.french.vocabulary import Vocabulary
from search.french.words import words

Phrase = tuple[str, ...]
_NO_VOCABULARY = Vocabulary()
ONE_WAY = "unique"


class Expansion(NamedTuple):
    """Keys [start, end) of a query are one expression; `phrases` mean the same."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]


class Synonyms:
    """A table of equivalent expressions.

    `groups`: every expression leads to all others. `one_way`: the first expression leads to the
    others, not back (« flemme » leads to « démotivé »).
    """

    def __init__(self, groups: Iterable[Sequence[str]] = (), one_way: Iterable[Sequence[str]] = ()) -> None:
        self._targets: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        self._by_root: dict[str, dict[Phrase, None]] = defaultdict(dict)
        two_way, first_only = [list(group) for group in groups], [list(group) for group in one_way]
        for group in two_way:
            for position, expression in enumerate(group):
                self._lead(expression, [*group[:position], *group[position + 1 :]], both_ways=True)
        for first, *others in first_only:
            self._lead(first, others, both_ways=False)
        self._longest = max(map(len, self._targets), default=0)
        self.vocabulary = Vocabulary.of_texts(text for group in two_way + first_only for text in group)

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str]]) -> "Synonyms":
        """Build from rows (expressions separated by « | », « double » or « unique »)."""
        groups: dict[bool, list[list[str]]] = {True: [], False: []}
        for expressions, way in rows:
            group = [part.strip() for part in expressions.split("|") if part.strip()]
            if group:
                groups[way.strip() == ONE_WAY].append(group)
        return cls(groups[False], one_way=groups[True])

    @classmethod
    def from_csv(cls, path: Path) -> "Synonyms":
        """Build from a UTF-8 file with the columns « expressions » and « sens »."""
        with path.open(encoding="utf-8", newline="") as lines:
            return cls.from_rows((row["expressions"], row["sens"]) for row in csv.DictReader(lines))

    def find(self, keys: Sequence[str]) -> list[Expansion]:
        """Return the expressions found in a query's keys (see `key_of`): the longest, never overlapping."""
        found = []
        start = 0
        while start < len(keys):
            for end in range(min(len(keys), start + self._longest), start, -1):
                targets = self._targets.get(tuple(keys[start:end]))
                if targets:
                    found.append(Expansion(start, end, tuple(targets)))
                    start = end
                    break
            else:
                start += 1
        return found

    def of_family(self, term: str) -> tuple[Phrase, ...]:
        """Return what the single words of a term’s family are equivalent to, one-way rows left out."""
        return tuple(self._by_root.get(root(term), ()))

    def _lead(self, expression: str, others: Iterable[str], both_ways: bool) -> None:
        targets = [phrase for other in others for phrase in _targets(other)]
        for key in {key_of(expression), *phrases(expression, _NO_VOCABULARY)[1:]}:
            if key:
                self._targets[key].update(dict.fromkeys(phrase for phrase in targets if phrase != key))
            if len(key) == 1 and both_ways:
                self._by_root[root(key[0])].update(dict.fromkeys(targets))


def key_of(expression: str) -> Phrase:
    """Return the terms of an expression with its negations: « sans diplôme » is not « diplôme »."""
    keys: list[str] = []
    for word in words(expression):
        kept = [part.term or part.folded for part in word.parts if part.term or part.folded in NEGATIONS]
        keys.extend(kept or ([word.joined] if word.joined else []))
    return tuple(keys)


def _targets(expression: str) -> tuple[Phrase, ...]:
    found = phrases(expression, _NO_VOCABULARY)
    negated = not NEGATIONS.isdisjoint(key_of(expression))
    # The index has no negations: what is left of « sans diplôme » would find every diplôme.
    return tuple(phrase for phrase in found if len(phrase) > 1 or not negated)
