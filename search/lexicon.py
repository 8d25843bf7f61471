"""What officers and pages bring to the analysis of a query, kept in memory and reread when it changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.db import connection

from .french import Clause, ParsedQuery, Synonyms, Vocabulary, parse
from .models import Promotion, SynonymGroup, Word
from .steering.promoted import Promoted, PromotedPages


@dataclass(frozen=True)
class Lexicon:
    """What the analysis of a query needs to know of the site, and the pages officers chose for some."""

    synonyms: Synonyms
    vocabulary: Vocabulary
    promoted: PromotedPages = field(default_factory=PromotedPages)

    def parse(self, query: str) -> ParsedQuery:
        """The query as this site understands it."""
        parsed = parse(query, self.synonyms, self.vocabulary)
        return replace(parsed, has_unknown=not all(map(self._knows, parsed.clauses)))

    def _knows(self, clause: Clause) -> bool:
        return any(all(term in self.vocabulary for term in terms) for terms, _ in clause.alternatives)


# Part → what its rows looked like, what was made of them.
_kept: dict[str, tuple[object, Any]] = {}


def lexicon() -> Lexicon:
    """The current lexicon: one cheap query tells which of its parts still hold."""
    parts: dict[str, Any] = {}
    for (name, load), stamp in zip(_LOADERS.items(), _stamps(), strict=True):
        kept = _kept.get(name)
        if kept is None or kept[0] != stamp:
            kept = _kept[name] = (stamp, load())
        parts[name] = kept[1]
    return Lexicon(**parts)


def lexicon_with(group: SynonymGroup) -> Lexicon:
    """The lexicon as it would be with this group saved as it is now; nothing is kept of it."""
    others = SynonymGroup.objects.exclude(pk=group.pk)
    return replace(lexicon(), synonyms=_synonyms([*others, group]))


def forget() -> None:
    """Read everything again at the next question."""
    _kept.clear()


# What the officers' rows say, not when they were saved: a date misses bulk updates, rows edited at the same instant,
# and a transaction that ends after a later one. There are some hundred of them at most.
_STAMPS = """
    SELECT (SELECT {synonyms} FROM (SELECT * FROM search_synonymgroup ORDER BY id) one),
           (SELECT MAX(id) + COUNT(*) FROM search_word),
           (SELECT {promoted} FROM (SELECT * FROM search_promotion ORDER BY id) one)
"""
_ROWS = {
    "synonyms": ("id", "direction", "expressions"),
    "promoted": ("id", "sort_order", "page_id", "starts_on", "ends_on", "reason", "queries"),
}
_TOGETHER = {
    "sqlite": "group_concat({row}, char(10))",
    "postgresql": "md5(string_agg({row}, chr(10) ORDER BY id))",
}


def _stamps() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(_stamps_statement(connection.vendor))
        return cursor.fetchone()


@cache
def _stamps_statement(vendor: str) -> str:
    rows = {
        name: " || '|' || ".join(f"COALESCE(CAST({column} AS text), '')" for column in columns)
        for name, columns in _ROWS.items()
    }
    return _STAMPS.format(**{name: _TOGETHER[vendor].format(row=row) for name, row in rows.items()})


def _load_synonyms() -> Synonyms:
    return _synonyms(SynonymGroup.objects.all())


def _synonyms(groups: Iterable[SynonymGroup]) -> Synonyms:
    by_direction: dict[bool, list[list[str]]] = {True: [], False: []}
    for group in groups:
        by_direction[group.direction == SynonymGroup.Direction.BOTH].append(group.words)
    return Synonyms(by_direction[True], one_way=by_direction[False])


def _load_vocabulary() -> Vocabulary:
    # A word that becomes common later is seen with the next new word: until then it may be a name.
    common = frozenset(Word.objects.filter(is_common=True).values_list("term", flat=True))
    return Vocabulary(Word.objects.values_list("surface", "term", "frequency").iterator(), common)


def _load_promoted() -> PromotedPages:
    return PromotedPages(
        Promoted(tuple(row.lines), row.page_id, row.reason, row.starts_on, row.ends_on)
        for row in Promotion.objects.order_by("sort_order", "pk")
    )


# In the order of the stamps.
_LOADERS: dict[str, Callable[[], Any]] = {
    "synonyms": _load_synonyms,
    "vocabulary": _load_vocabulary,
    "promoted": _load_promoted,
}
