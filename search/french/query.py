"""A visitor's query as clauses every engine can turn into its own language.

Understood: words, « phrases » and "phrases", -exclusion. The rest is plain text; no query is an error.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from search.french.clauses import EXACT, FAMILY, SYNONYM, SYNONYM_OF_FAMILY, Alternative, Clause, ParsedQuery
from search.french.compounds import Unit, phrases, units
from search.french.folding import fold
from search.french.stemming import term_of
from search.french.stopwords import NEGATIONS, POLITE_WORDS
from search.french.synonyms import Synonyms
from search.french.vocabulary import Vocabulary
from search.french.words import tokens

# An exclusion, a phrase between quotation marks, or a word. A mark without its pair is just skipped.
_SEGMENT = re.compile(
    r"""(?P<minus>(?<!\S)[-−](?=[\w«"“„]))?"""
    r"""(?:«(?P<guillemets>[^«»]+)»|["“”„](?P<quotes>[^"“”„]+)["“”„]|(?P<word>[^\s«»"“”„]+))"""
)
LONGEST_QUERY = 200
MOST_CLAUSES = 12
_YEARS = term_of("ans")
# More would slow the engines without finding more: the heaviest are kept.
_MOST_ALTERNATIVES = 32


class _Segment(NamedTuple):
    text: str
    is_phrase: bool
    is_excluded: bool


@dataclass(eq=False)
class _Draft:
    surface: str
    weights: dict[tuple[str, ...], float] = field(default_factory=dict)
    is_polite: bool = False  # left out of a query that says anything else

    def add(self, found: Collection[tuple[str, ...]], weight: float) -> None:
        for terms in found:
            self.weights[terms] = max(weight, self.weights.get(terms, 0.0))

    def clause(self) -> Clause:
        heaviest = sorted(self.weights.items(), key=lambda pair: -pair[1])[:_MOST_ALTERNATIVES]
        return Clause(tuple(Alternative(terms, weight) for terms, weight in heaviest), self.surface)


class _Slot(NamedTuple):
    key: str
    draft: _Draft | None


def parse(query: str, synonyms: Synonyms, vocabulary: Vocabulary | Collection[str] = ()) -> ParsedQuery:
    """Return the clauses of a raw query, of which only the first 200 characters are read.

    `vocabulary`: what the index holds. Plain terms do for a trial; a `Vocabulary` is built once.
    """
    known = vocabulary if isinstance(vocabulary, Vocabulary) else Vocabulary.of_terms(vocabulary)
    wanted: list[_Draft] = []
    excluded: list[_Draft] = []
    typed: list[str] = []
    for segment in _segments(query[:LONGEST_QUERY]):
        if segment.is_excluded:
            excluded.append(_as_it_stands(segment.text, known))
            continue
        typed.extend(token.surface for token in tokens(segment.text) if not token.joined)
        if segment.is_phrase:
            wanted.append(_as_it_stands(segment.text, known))
        else:
            wanted.extend(_widened(segment.text, synonyms, known))
    return ParsedQuery(_clauses(_without_politeness(wanted)), _clauses(excluded), tuple(typed))


def _segments(query: str) -> Iterator[_Segment]:
    """Yield phrases and exclusions one by one, and the plain words between them together."""
    plain: list[str] = []
    for match in _SEGMENT.finditer(query):
        phrase = match["guillemets"] or match["quotes"]
        if phrase is None and match["minus"] is None:
            plain.append(match["word"])
            continue
        if plain:
            yield _Segment(" ".join(plain), is_phrase=False, is_excluded=False)
            plain = []
        yield _Segment(phrase or match["word"], phrase is not None, match["minus"] is not None)
    if plain:
        yield _Segment(" ".join(plain), is_phrase=False, is_excluded=False)


def _as_it_stands(text: str, vocabulary: Vocabulary) -> _Draft:
    draft = _Draft(fold(text))
    draft.add(phrases(text, vocabulary), EXACT)
    return draft


def _widened(text: str, synonyms: Synonyms, vocabulary: Vocabulary) -> list[_Draft]:
    """Return one draft per word, with its family and the synonyms of the expression it is part of.

    The words of an expression stay clauses of their own: « lycée pro » still finds a page that says
    « bac pro au lycée », and each of them is satisfied by « voie professionnelle ».
    """
    slots = [slot for unit in units(text, vocabulary) for slot in _slots(unit, vocabulary)]
    expressions = synonyms.find([slot.key for slot in slots])
    covered: set[int] = set()
    for start, end, found in expressions:
        covered.update(range(start, end))
        for slot in slots[start:end]:
            if slot.draft is not None:
                slot.draft.add(found, SYNONYM)
                slot.draft.is_polite = False
    for position, slot in enumerate(slots):
        if slot.draft is not None and position not in covered:
            slot.draft.add(synonyms.of_family(slot.key), SYNONYM_OF_FAMILY)
            slot.draft.is_polite |= _is_of_an_age(slots, position)
    return [slot.draft for slot in slots if slot.draft is not None]


def _is_of_an_age(slots: list[_Slot], position: int) -> bool:
    """Whether it is « 15 » or « ans » of « mon fils de 15 ans »: how old a child is, and not what a page is about."""
    keys = [slot.key for slot in slots]
    if keys[position].isdigit():
        after = next((key for key in keys[position + 1 :] if not key.isdigit()), "")
        return after == _YEARS
    return keys[position] == _YEARS and position > 0 and keys[position - 1].isdigit()


def _slots(unit: Unit, vocabulary: Vocabulary) -> Iterator[_Slot]:
    if unit.is_bound:
        draft = _Draft(unit.surface)
        is_plain = len(unit.split) == len(unit.parts)
        draft.add([unit.whole, unit.split] if is_plain else [unit.whole], EXACT)
        draft.add(_family(unit.joined, vocabulary), FAMILY)
        yield from (_Slot(key, draft) for key in unit.split or unit.whole)
        return
    for part in unit.parts:
        if part.term:
            draft = _Draft(part.folded, is_polite=part.folded in POLITE_WORDS)
            draft.add([(part.term,), unit.whole] if unit.joined else [(part.term,)], EXACT)
            draft.add(_family(part.term, vocabulary), FAMILY)
            yield _Slot(part.term, draft)
        elif part.folded in NEGATIONS:
            yield _Slot(part.folded, None)


def _family(term: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    return [(relative,) for relative in vocabulary.family(term)]


def _without_politeness(drafts: list[_Draft]) -> list[_Draft]:
    return [draft for draft in drafts if not draft.is_polite] or drafts


def _clauses(drafts: Iterable[_Draft]) -> tuple[Clause, ...]:
    """Return the clauses of the drafts that say something, each once, twelve at most."""
    distinct: dict[frozenset[tuple[str, ...]], Clause] = {}
    for draft in drafts:
        if draft.weights:
            distinct.setdefault(frozenset(draft.weights), draft.clause())
    return tuple(distinct.values())[:MOST_CLAUSES]
