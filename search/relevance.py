"""How good the answers are: judged queries asked of an engine, and what is counted of the answers.

A query is answered well when a right page is among the first three (success@3). An action made from an expected
fiche is as good as the fiche. In the whole site, other pages are right too: `also` names them. So that nothing hides
behind these, it is also counted how often an expected page itself is among the first ten.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from math import log2
from pathlib import Path
from statistics import mean, median

from .engines import Engine
from .french import Synonyms
from .lexicon import Lexicon, lexicon
from .models import FindablePage
from .request import SearchRequest
from .service import Results, search

JUDGEMENTS = Path(__file__).parent / "data" / "judgements.json"
DEPTH = 10


@dataclass(frozen=True)
class Judgement:
    """A query and the slugs of its right answers; none at all: nothing must be found.

    `also`: further right answers in the whole site, slugs where « * » stands for anything.
    `among`: « types » when it holds for fiches and temps forts alone, « site » when only for the whole site.
    `held_out`: not looked at when weights are set.
    """

    query: str
    expected: tuple[str, ...]
    also: tuple[str, ...] = ()
    kind: str = ""
    among: str = ""
    held_out: bool = False

    def right(self, in_types: bool, strict: bool) -> tuple[str, ...]:
        """Right answers, among fiches and temps forts alone or in the whole site."""
        return self.expected if in_types or strict else self.expected + self.also


@dataclass(frozen=True)
class Judged:
    """What an engine answered to one judgement: `ranks` of the right answers found in the first ten, from 1.

    `itself`: an expected page is among these ten, not only an action made from it; `exact`: number of exact hits;
    `shown`: titles of the first ten.
    """

    judgement: Judgement
    ranks: tuple[int, ...]
    itself: bool
    exact: int
    shown: tuple[str, ...]
    engine: str

    @property
    def succeeds(self) -> bool:
        """A right answer in the first three; for nonsense, no answer at all."""
        if not self.judgement.expected:
            return not self.shown
        return any(rank <= 3 for rank in self.ranks)

    @property
    def reciprocal_rank(self) -> float:
        return 1 / min(self.ranks) if self.ranks else 0.0


@dataclass(frozen=True)
class Measure:
    """The figures of a set of answers; shares from 0 to 1."""

    queries: int
    success: float
    itself: float
    mrr: float
    ndcg: float
    exact: float
    empty: int
    noise: int


def read(path: Path = JUDGEMENTS) -> list[Judgement]:
    """The judgements of a file."""
    rows = json.loads(path.read_text(encoding="utf-8"))["queries"]
    return [
        Judgement(**{**row, "expected": tuple(row["expected"]), "also": tuple(row.get("also", ()))}) for row in rows
    ]


def ask(
    judgements: Iterable[Judgement],
    engine: Callable[[], Engine],
    types: Sequence[str] = (),
    *,
    synonyms: bool = True,
    strict: bool = False,
) -> list[Judged]:
    """Ask every query of an engine (a new one for each visitor), limited to these types if any.

    `strict`: only expected pages are right, whatever else the site holds.
    """
    words = lexicon()
    if not synonyms:
        words = Lexicon(Synonyms(), words.vocabulary)
    chosen = {"type": tuple(types)} if types else {}
    asked = [one for one in judgements if one.among in ("", "types" if types else "site")]
    made_from = cache(_fiche_of)
    return [
        _judged(
            one, search(SearchRequest(one.query, chosen), engine(), words), one.right(bool(types), strict), made_from
        )
        for one in asked
    ]


def measure(answers: Sequence[Judged]) -> Measure:
    """The figures of these answers: means over the queries that have one, nonsense apart."""
    real = [one for one in answers if one.judgement.expected]
    return Measure(
        queries=len(real),
        success=mean(one.succeeds for one in real),
        itself=mean(one.itself for one in real),
        mrr=mean(one.reciprocal_rank for one in real),
        ndcg=mean(map(_ndcg, real)),
        exact=median(one.exact for one in real),
        empty=sum(not one.shown for one in real),
        noise=sum(not one.succeeds for one in answers if not one.judgement.expected),
    )


def _judged(judgement: Judgement, found: Results, right: Sequence[str], made_from: Callable[[int], str]) -> Judged:
    shown = [*found.entries, *found.near_entries][:DEPTH]
    ranks = [
        rank
        for rank, entry in enumerate(shown, start=1)
        if any(fnmatchcase(slug, one) for slug in (entry.page.slug, made_from(entry.pk)) for one in right)
    ]
    itself = any(entry.page.slug in judgement.expected for entry in shown)
    titles = tuple(entry.page.title for entry in shown)
    return Judged(judgement, tuple(ranks), itself, found.answer.total, titles, found.engine)


def _fiche_of(pk: int) -> str:
    """Slug of the fiche a page was made from, or an empty string."""
    # Asked of the page, since this room does not know the type that has a fiche.
    fiche = getattr(FindablePage.objects.get(pk=pk).specific, "fiche", None)
    return fiche.slug if fiche else ""


def _ndcg(one: Judged) -> float:
    """The best list begins with as many right answers as are expected; further ones gain nothing."""
    wanted = len(one.judgement.expected)
    gained = sum(1 / log2(rank + 1) for rank in one.ranks[:wanted])
    return gained / sum(1 / log2(rank + 1) for rank in range(1, wanted + 1))
