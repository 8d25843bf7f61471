"""One compound, however it is typed: « micro-lycée », « microlycée », « micro lycée »."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.french.folding import fold_word
from search.french.stemming import term_of
from search.french.vocabulary import Vocabulary
from search.french.words import Part, Word, joined_term, words

# Halves of words: what follows is one idea with them, where « atelier-débat » is two ideas side by side.
_PREFIXES = (
    "anti auto bi co cyber demi extra hyper infra inter intra macro maxi medico micro mini mono multi "
    "para peri pluri poly post pre psycho re semi socio super tele trans ultra visio"
)
PREFIXES = frozenset(_PREFIXES.split())
# Shorter ones start too many plain words (« col-lège ») to be cut off a word the site does not know.
_CUT_OFF_BLINDLY = 4
_SHORTEST_REST = 4


class Unit(NamedTuple):
    """A word of a query with its parts; `joined` is its term in one word, "" for a simple word.

    `is_bound`: the parts only mean something side by side.
    """

    parts: tuple[Part, ...]
    joined: str = ""
    is_bound: bool = False

    @property
    def split(self) -> tuple[str, ...]:
        """The terms of the parts, without the stop words."""
        return tuple(part.term for part in self.parts if part.term)

    @property
    def whole(self) -> tuple[str, ...]:
        """The terms when the compound is written in one word."""
        return (self.joined,) if self.joined else self.split

    @property
    def surface(self) -> str:
        """The word as typed, folded."""
        return "-".join(part.folded for part in self.parts)


def units(text: str, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Yield the words of a query in order, stop words too, compounds recognised in their three spellings."""
    typed = list(words(text))
    position = 0
    while position < len(typed):
        pair = typed[position : position + 2]
        side_by_side = _side_by_side(pair, vocabulary)
        if side_by_side is not None:
            yield side_by_side
        else:
            yield from _one(typed[position], vocabulary)
        position += 1 if side_by_side is None else 2


def phrases(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Return the ways an expression may stand in the index: its compounds in several words, and in one."""
    found = list(units(text, vocabulary))
    split = tuple(term for unit in found for term in unit.split)
    whole = tuple(term for unit in found for term in unit.whole)
    return tuple(dict.fromkeys(terms for terms in (split, whole) if terms))


def _one(word: Word, vocabulary: Vocabulary) -> Iterable[Unit]:
    if word.joined:
        is_bound = word.parts[0].folded in PREFIXES or not any(part.term for part in word.parts)
        return (Unit(word.parts, word.joined, is_bound),)
    if len(word.parts) > 1:
        return (Unit((part,)) for part in word.parts)
    return (_cut(word.parts[0], vocabulary),)


def _cut(part: Part, vocabulary: Vocabulary) -> Unit:
    written_apart = vocabulary.parts(part.term)
    if written_apart:
        return Unit(written_apart, part.term, written_apart[0].folded in PREFIXES)
    for length in range(len(part.folded) - _SHORTEST_REST, 1, -1):
        prefix, rest = part.folded[:length], part.folded[length:]
        if prefix not in PREFIXES or not part.term:
            continue
        if term_of(rest) in vocabulary if len(vocabulary) else length >= _CUT_OFF_BLINDLY:
            halves = tuple(Part(part.start, part.end, half, term_of(half)) for half in (prefix, rest))
            return Unit(halves, part.term, is_bound=True)
    return Unit((part,))


def _side_by_side(pair: list[Word], vocabulary: Vocabulary) -> Unit | None:
    if len(pair) < 2 or any(len(word.parts) > 1 or not word.parts[0].term for word in pair):
        return None
    parts = (pair[0].parts[0], pair[1].parts[0])
    is_prefix = parts[0].folded in PREFIXES
    joined = joined_term([fold_word(part.folded) for part in parts])
    if joined in vocabulary or (is_prefix and not len(vocabulary)):
        return Unit(parts, joined, is_prefix)
    return None
