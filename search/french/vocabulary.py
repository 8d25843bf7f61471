"""What the index holds: its terms, their families, the compounds among them and how each word is written."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from search.french.families import root
from search.french.folding import LONGEST_WORD, fold_word
from search.french.sounds import sound_of
from search.french.words import Part, tokens, words

# A family is a help, not a flood: its most frequent terms only.
_LARGEST_FAMILY = 8


class Written(NamedTuple):
    """A word as the site writes it most often (« décrochage », « MLDS »), its term, how often."""

    surface: str
    term: str
    frequency: int


class Vocabulary:
    """The indexed words, built once per change of the index; every question is answered in constant time.

    `entries`: (surface as written, term, number of occurrences), as `count_words` returns them; several
    surfaces may share a term, several entries may repeat a surface. `common`: the terms that are nobody's name.
    """

    def __init__(self, entries: Iterable[tuple[str, str, int]] = (), common: Collection[str] = ()) -> None:
        self._frequencies: Counter[str] = Counter()
        surfaces: dict[str, Counter[str]] = defaultdict(Counter)
        self._compounds: dict[str, str] = {}
        commonest: dict[str, tuple[int, str]] = {}
        for surface, term, frequency in entries:
            self._frequencies[term] += frequency
            folded = fold_word(surface[:LONGEST_WORD])
            surfaces[folded][surface] += frequency
            if frequency > commonest.get(term, (0, ""))[0]:
                commonest[term] = (frequency, surface)
            if not surface.isalnum():
                self._compounds[term] = surface
        # Its own strings again, not those of `common`.
        self._common = frozenset(term for term in self._frequencies if term in common)
        self._surfaces = surfaces
        self._spellings = {term: surface for term, (_, surface) in commonest.items()}
        families: dict[str, list[str]] = defaultdict(list)
        for term, _ in sorted(self._frequencies.items(), key=lambda pair: (-pair[1], pair[0])):
            families[root(term)].append(term)
        self._families = dict(families)

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> "Vocabulary":
        """Return the vocabulary of raw texts."""
        return cls((surface, term, count) for (surface, term), count in count_words(texts).items())

    @classmethod
    def of_terms(cls, terms: Iterable[str]) -> "Vocabulary":
        """Return a vocabulary of terms alone: enough for families, not for compounds or corrections."""
        return cls((term, term, 1) for term in terms)

    def __contains__(self, term: object) -> bool:
        return term in self._frequencies

    def __len__(self) -> int:
        return len(self._frequencies)

    def is_common(self, term: str) -> bool:
        """Whether the site uses the term as more than a name."""
        return term in self._common

    def family(self, term: str) -> tuple[str, ...]:
        """Return the other indexed terms of the same family, the most frequent first, at most eight."""
        relatives = self._families.get(root(term), [])[: _LARGEST_FAMILY + 1]
        return tuple(relative for relative in relatives if relative != term)[:_LARGEST_FAMILY]

    def parts(self, term: str) -> tuple[Part, ...]:
        """Return the parts of a compound the site writes with a hyphen, given the term of its joined form."""
        surface = self._compounds.get(term, "")
        word = next(words(surface), None)
        return word.parts if word is not None and word.joined == term else ()

    def spelling(self, term: str) -> str | None:
        """How the site writes a term most often (« jardin » for « jardin » and « jardins »), if it does."""
        return self._spellings.get(term)

    @cached_property
    def written(self) -> Mapping[str, Written]:
        """How each word is written, by its folded form: the commonest spelling, accented if in doubt."""
        chosen = {}
        for folded, spellings in self._surfaces.items():
            surface = max(sorted(spellings), key=lambda form: (spellings[form], not form.isascii()))
            term = next((token.term for token in reversed(tokens(surface))), "")
            chosen[folded] = Written(surface, term, sum(spellings.values()))
        return chosen

    @cached_property
    def by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The folded forms of the words that sound alike, by their common sound."""
        alike: dict[str, list[str]] = defaultdict(list)
        for folded in self.written:
            alike[sound_of(folded)].append(folded)
        return {sound: tuple(forms) for sound, forms in alike.items()}

    @cached_property
    def by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """The folded forms by their first letter, and by the first letter of their sound."""
        alike: dict[str, list[str]] = defaultdict(list)
        for sound, forms in self.by_sound.items():
            for form in forms:
                for initial in {form[:1], sound[:1]}:
                    alike[initial].append(form)
        return {initial: tuple(forms) for initial, forms in alike.items()}


def count_words(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """Return how often each (surface, term) stands in raw texts; capitals are kept for acronyms alone."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for token in tokens(text):
            surface = token.surface[:LONGEST_WORD]
            is_acronym = surface.isupper() and len(surface) <= 5 and not text.isupper()
            counts[surface if is_acronym else surface.lower(), token.term] += 1
    return counts
