"""The embedded engines: one statement matches and ranks, one pass in Python filters and counts."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from heapq import nlargest
from itertools import islice
from math import ceil
from operator import attrgetter

from django.db import connection
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from search.french import Clause, ParsedQuery
from search.kinds import Kind
from search.models import FindablePage, Theme
from search.request import SearchRequest
from search.visibility import visible

from .contract import ALIKE_MOST, NEAR_BELOW, NEAR_MOST, PAGE_SIZE, Alike, Answer, Likeness
from .tally import Row, split
from .weights import PERCENT_OF_KIND, WEIGHT_OF_KIND

_WEIGHT_OF_TOKEN = {f"type:{kind}": weight for kind, weight in WEIGHT_OF_KIND.items()}


class DatabaseEngine(ABC):
    """What SQLite and PostgreSQL share; they differ in the words of the matching statement."""

    name: str
    # What a matching statement found, beside the columns of the entries, `e`.
    joined = "({matching}) m JOIN search_entry e ON e.page_id = m.page_id"

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        if not parsed.clauses and request.sort != "titre":
            request = replace(request, sort="date")  # nothing is more relevant than the rest
        found = self.all_words(parsed) if parsed.clauses else self.listing(parsed)
        kept, counts = split(self._rows(request, *found), request.chosen)
        near = self._near(request, parsed, but=kept) if len(kept) < NEAR_BELOW else []
        return self._cut(request, kept, counts, near)

    def _near(self, request: SearchRequest, parsed: ParsedQuery, but: list[Row]) -> list[Row]:
        """Pages that have at least half of the words, but not all."""
        words = len(parsed.clauses)
        if words < 2:
            return []
        by_relevance = replace(request, sort="pertinence")
        rows = self._rows(by_relevance, *self.some_words(parsed, at_least=ceil(words / 2)))
        exact = {row.page_id for row in but}
        return split((row for row in rows if row.matched < words and row.page_id not in exact), request.chosen)[0]

    def _cut(self, request: SearchRequest, kept: list[Row], counts: dict, near: list[Row]) -> Answer:
        last = request.page * PAGE_SIZE
        hits = first_rows(kept, request, last)[last - PAGE_SIZE :]
        near = first_rows(near, replace(request, sort="pertinence"), len(near))
        near.sort(key=attrgetter("matched"), reverse=True)
        return Answer(len(kept), [row.page_id for row in hits], [row.page_id for row in near[:NEAR_MOST]], counts)

    def _rows(self, request: SearchRequest, matching: str, parameters: list) -> Iterator[Row]:
        """Run the statement on live public pages only. `matching` yields page_id, score, matched."""
        public, public_parameters = _this_public_page()
        of_kind, kinds = ("e.facets || ' ' LIKE %s AND", [f"type:{request.kind} %"]) if request.kind else ("", [])
        # Thousands of rows come to Python: nothing comes along that is not counted or sorted by.
        order = "e.sort_title" if request.sort == "titre" else "COALESCE(CAST(e.sort_date AS varchar(10)), '')"
        statement = f"""
            SELECT e.page_id, score, matched, e.facets, {order}
            FROM {self.joined.format(matching=matching)} WHERE {of_kind} EXISTS ({public})
        """  # noqa: S608  only placeholders and our own SQL
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, *kinds, *public_parameters])
            return map(Row._make, cursor.fetchall())

    def alike(self, likeness: Likeness) -> list[Alike]:
        """One statement: what each word and theme brings, added up for each page."""
        brought = [self.having(*word) for word in likeness.words] + [_on_theme(*theme) for theme in likeness.themes]
        if not brought:
            return []
        public, public_parameters = _public_pages()
        # CROSS JOIN: SQLite keeps this order, and asks who may see a page for the few that were brought alone.
        statement = f"""
            SELECT e.page_id, e.family, e.facets, score
            FROM (
                SELECT page_id, SUM(worth) AS score
                FROM ({" UNION ALL ".join(statement for statement, _ in brought)}) brought GROUP BY page_id
            ) worthy CROSS JOIN search_entry e CROSS JOIN ({public}) public
            WHERE e.page_id = worthy.page_id AND public.pk = worthy.page_id AND e.family <> %s
        """  # noqa: S608  only placeholders and our own SQL
        parameters = [value for _, values in brought for value in values]
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, *public_parameters, likeness.family])
            return _one_of_each_family(cursor.fetchall())

    def listing(self, parsed: ParsedQuery) -> tuple[str, list]:
        """All entries, when nothing is asked for in words."""
        without, parameters = self.without(parsed.excluded)
        columns = "search_entry.*, CAST(0 AS double precision) AS score, 0 AS matched"
        return f"SELECT {columns} FROM search_entry WHERE {without}", parameters  # noqa: S608

    @abstractmethod
    def without(self, excluded: tuple[Clause, ...]) -> tuple[str, list]:
        """A condition on `page_id` that leaves out pages with these words."""

    @abstractmethod
    def all_words(self, parsed: ParsedQuery) -> tuple[str, list]:
        """A statement yielding page_id, score, matched for the pages that have every clause."""

    @abstractmethod
    def some_words(self, parsed: ParsedQuery, at_least: int) -> tuple[str, list]:
        """The same for the pages that have at least so many clauses; `matched` says how many."""

    @abstractmethod
    def having(self, term: str, worth: int) -> tuple[str, list]:
        """A statement yielding page_id, worth for the pages that have the term, in their documents too."""


@cache
def _public_pages() -> tuple[str, tuple]:
    """The statement of the ids of what anyone may see, with its parameters; written once, it is long to write."""
    return visible(Page.objects.all()).values("pk").query.sql_with_params()


@cache
def _this_public_page() -> tuple[str, tuple]:
    """The same for the row at hand: asked row by row, a search that finds little costs little."""
    return visible(Page.objects.filter(pk=RawSQL("e.page_id", [])).order_by()).values("pk").query.sql_with_params()


def _on_theme(slug: str, worth: int) -> tuple[str, list]:
    statement = f"""
        SELECT findablepage_id AS page_id, {worth} AS worth FROM {FindablePage.themes.through._meta.db_table}
        WHERE theme_id = (SELECT id FROM {Theme._meta.db_table} WHERE slug = %s)
    """  # noqa: S608
    return statement, [slug]


def _one_of_each_family(rows: Iterable[tuple[int, int, str, int]]) -> list[Alike]:
    """Of (page id, family, facets, score), the best first; sorted here: a window costs SQLite much."""
    best: dict[int, Alike] = {}
    for _, page_id, family, kind in sorted(map(_weighed, rows), reverse=True):
        best.setdefault(family, Alike(page_id, kind))
    return list(islice(best.values(), ALIKE_MOST))


def _weighed(row: tuple[int, int, str, int]) -> tuple[int, int, int, str]:
    page_id, family, facets, score = row
    kind = _kind(facets)
    return int(score) * PERCENT_OF_KIND[Kind(kind)], page_id, family, kind


def _kind(facets: str) -> str:
    return facets.partition(" ")[0].removeprefix("type:")


def first_rows(rows: list[Row], request: SearchRequest, number: int) -> list[Row]:
    """So many rows at most, the first in the order the request asks for.

    One plain sort a criterion, the last criterion first, since each keeps the order of what is equal: several times
    faster than a key that holds all criteria, on thousands of rows.
    """
    by_relevance = bool(request.query) and request.sort not in ("titre", "date")
    found = sorted(_most_relevant(rows, number) if by_relevance else rows, key=attrgetter("page_id"))
    found.sort(key=attrgetter("sort_value"), reverse=request.sort != "titre")
    if by_relevance:
        found.sort(key=_relevance, reverse=True)
    return found[:number]


def _most_relevant(rows: list[Row], number: int) -> list[Row]:
    """Those among which the first ones are: it takes less than to sort thousands."""
    if number >= len(rows):
        return rows
    values = list(map(_relevance, rows))
    least = nlargest(number, values)[-1]
    return [row for row, value in zip(rows, values, strict=True) if value >= least]


def _relevance(row: Row) -> float:
    return row.score * _WEIGHT_OF_TOKEN.get(row.facets.partition(" ")[0], 1.0)
