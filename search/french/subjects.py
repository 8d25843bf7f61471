"""What a text is about: words of its head, or that come back in its body; never the names of people and places.

A name brings no pages together: what a school, a town or a pupil called Marine do elsewhere is not on the same subject.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from search.french.families import is_plural_verb
from search.french.stemming import term_of
from search.french.stopwords import VAGUE_WORDS
from search.french.words import analyse, words

MOST_SUBJECTS = 60
IN_HEAD = 2
_TIMES_IN_BODY = 2
_SHORTEST_WORD = 4
# An address is written in small letters whoever it names.
_ADDRESS = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+")
# What stands before the first word of a sentence: nothing, the end of another one (not « M. »), a bullet, a quote.
_SENTENCE_START = re.compile(r"(?:^|(?<!\bM)\.|[!?…\n•])[\s«“\"(–—-]*$")
_LOOK_BACK = 8
# Half of what a page says is what one does: « montrer », « passent » are no subject.
_INFINITIVE = ("er", "endre", "aitre", "aître", "ettre", "enir", "agir", "oisir", "ouvrir", "frir")
_NOT_INFINITIVE = ("ier", "yer", "hiver", "avenir", "souvenir", "loisir")
_HYPHENS = str.maketrans("", "", "-‐‑")

_VAGUE = frozenset(map(term_of, VAGUE_WORDS))


class Subject(NamedTuple):
    """A word as the page writes it; `weight` 1, or IN_HEAD when its title, summary or keywords say it.

    `is_common`: the page shows that it is nobody's name.
    """

    shown: str
    weight: int
    is_common: bool = True


@dataclass
class Heard:
    """How texts write a term: how often, whether ever in small letters, whether as a name in mid-sentence.

    A known acronym counts as small letters.
    """

    times: int = 0
    small: bool = False
    named: bool = False
    surfaces: Counter[str] = field(default_factory=Counter)

    @property
    def is_name(self) -> bool:
        return self.named and not self.small

    @property
    def surface(self) -> str:
        """The word as it is written most."""
        return max(sorted(self.surfaces), key=self.surfaces.__getitem__)

    def add(self, other: "Heard") -> None:
        self.times += other.times
        self.small |= other.small
        self.named |= other.named
        self.surfaces += other.surfaces


def acronyms(expressions: Iterable[str]) -> frozenset[str]:
    """Return the terms of what expressions write in capitals."""
    return frozenset(term for text in expressions for _, surface, term in _said(text) if surface.isupper() and term)


def listen(texts: Iterable[str], known: Set[str] = frozenset()) -> dict[str, Heard]:
    """Return how raw texts write each of their terms; a compound counts as one word, not by its parts.

    `known`: terms of acronyms. Any other word in capitals may be a family name: « l’élève MORIN ».
    """
    heard: dict[str, Heard] = {}
    for raw in texts:
        text = _ADDRESS.sub(" ", raw)
        for start, surface, term in _said(text):
            if term:
                is_acronym = surface.isupper() and term in known
                is_small = is_acronym or not surface[0].isupper()
                one = heard.setdefault(term, Heard())
                one.times += 1
                one.surfaces[surface if is_acronym else surface.lower()] += 1
                one.small |= is_small
                one.named |= not is_small and _may_be_name(text, start)
    return heard


class Reading:
    """A page as its words tell it.

    `head`: title, summary, keywords; `body`: the rest of its text; `known`: terms of acronyms.
    """

    def __init__(self, head: Iterable[str], body: str, known: Set[str] = frozenset()) -> None:
        self._head = listen(head, known)
        self._heard = listen([body], known)
        for term, heard in self._head.items():
            self._heard.setdefault(term, Heard()).add(heard)

    @property
    def common_terms(self) -> set[str]:
        """The terms that are nobody's name: written in small letters, or known acronyms."""
        return {term for term, heard in self._heard.items() if heard.small}

    def subjects(self, names: Iterable[str] = ()) -> dict[str, Subject]:
        """Return term → subject, of at most sixty words, the most telling first.

        `names`: those of the schools and places the page belongs to.
        """
        left_out = {term for name in names for term in analyse(name).split()}
        kept = {term: heard for term, heard in self._heard.items() if term not in left_out and self._tells(term)}
        order = sorted(kept, key=lambda term: (term not in self._head, -kept[term].times))
        things = (term for term in order if _is_thing(term, kept[term].surface))
        return {term: self._subject(term) for term in islice(things, MOST_SUBJECTS)}

    def _subject(self, term: str) -> Subject:
        heard = self._heard[term]
        return Subject(heard.surface, IN_HEAD if term in self._head else 1, heard.small)

    def _tells(self, term: str) -> bool:
        heard = self._heard[term]
        return (term in self._head or heard.times >= _TIMES_IN_BODY) and not heard.is_name


def _said(text: str) -> Iterator[tuple[int, str, str]]:
    """Start, surface and term of each word; the term of a stop word is empty."""
    for word in words(text):
        first, last = word.parts[0], word.parts[-1]
        if word.joined or len(word.parts) == 1:
            yield first.start, text[first.start : last.end], word.joined or first.term
        else:
            yield from ((part.start, text[part.start : part.end], part.term) for part in word.parts)


def _may_be_name(text: str, start: int) -> bool:
    """Whether a capital there means something: neither a sentence's first nor one of a title all in capitals."""
    return not text.isupper() and not _SENTENCE_START.search(text, max(0, start - _LOOK_BACK), start)


def _is_thing(term: str, surface: str) -> bool:
    """Whether it may be a thing to talk about: no figure, no verb; short only if it is an acronym."""
    is_long = len(surface) >= _SHORTEST_WORD or surface.isupper()
    is_verb = is_plural_verb(term) or _is_infinitive(surface)
    return is_long and surface.translate(_HYPHENS).isalpha() and not is_verb and term not in _VAGUE


def _is_infinitive(surface: str) -> bool:
    return surface.endswith(_INFINITIVE) and not surface.endswith(_NOT_INFINITIVE)
