"""The embedded engines: one statement matches and ranks, one pass in Python filters and counts."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from math import ceil

from django.db import connection
from wagtail.models import Page

from search.french import Clause, ParsedQuery
from search.request import SearchRequest
from search.visibility import visible

from .contract import NEAR_BELOW, NEAR_MOST, PAGE_SIZE, Answer
from .tally import Row, split
from .weights import WEIGHT_OF_KIND

_WEIGHT_OF_TOKEN = {f"type:{kind}": weight for kind, weight in WEIGHT_OF_KIND.items()}


class DatabaseEngine(ABC):
    """What SQLite and PostgreSQL share; they differ in the words of the matching statement."""

    name: str

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        if not parsed.clauses:
            return self._page(request, self._rows(request, *self.listing(parsed)))
        kept, counts = split(self._rows(request, *self.all_words(parsed)), request.chosen)
        near = self._near(request, parsed, but=kept) if len(kept) < NEAR_BELOW else []
        return self._cut(request, kept, counts, near)

    def _page(self, request: SearchRequest, rows: Iterator[Row]) -> Answer:
        kept, counts = split(rows, request.chosen)
        return self._cut(request, kept, counts, [])

    def _near(self, request: SearchRequest, parsed: ParsedQuery, but: list[Row]) -> list[Row]:
        """Pages that have at least half of the words, but not all."""
        words = len(parsed.clauses)
        if words < 2:
            return []
        rows = self._rows(request, *self.some_words(parsed, at_least=ceil(words / 2)))
        exact = {row.page_id for row in but}
        return split((row for row in rows if row.matched < words and row.page_id not in exact), request.chosen)[0]

    def _cut(self, request: SearchRequest, kept: list[Row], counts: dict, near: list[Row]) -> Answer:
        kept.sort(key=_order(request))
        near.sort(key=lambda row: (-row.matched, *_by_relevance(row)))
        first = (request.page - 1) * PAGE_SIZE
        ids = [row.page_id for row in kept[first : first + PAGE_SIZE]]
        return Answer(len(kept), ids, [row.page_id for row in near[:NEAR_MOST]], counts)

    def _rows(self, request: SearchRequest, matching: str, parameters: list) -> Iterator[Row]:
        """Run the statement on live public pages only. `matching` yields page_id, score, matched."""
        public, public_parameters = visible(Page.objects.all()).values("pk").query.sql_with_params()
        kind = f"type:{request.kind} %" if request.kind else "%"
        statement = f"""
            SELECT e.page_id, m.score, m.matched, e.facets,
                   COALESCE(CAST(e.sort_date AS varchar(10)), ''), e.sort_title
            FROM ({matching}) m JOIN search_entry e ON e.page_id = m.page_id
            WHERE e.page_id IN ({public}) AND e.facets || ' ' LIKE %s
        """  # noqa: S608  only placeholders and our own SQL
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, *public_parameters, kind])
            return map(Row._make, cursor.fetchall())

    def listing(self, parsed: ParsedQuery) -> tuple[str, list]:
        """All entries, when nothing is asked for in words."""
        without, parameters = self.without(parsed.excluded)
        columns = "page_id, CAST(0 AS double precision) AS score, 0 AS matched"
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


def _by_relevance(row: Row) -> tuple:
    weight = _WEIGHT_OF_TOKEN.get(row.facets.partition(" ")[0], 1.0)
    # Recency breaks ties; text dates compare like dates, and sorted() needs them the other way round.
    return (-row.score * weight, _reversed(row.sort_date), row.page_id)


def _reversed(date: str) -> int:
    return -int(date.replace("-", "") or 0)


def _order(request: SearchRequest) -> Callable[[Row], tuple]:
    if request.sort == "titre":
        return lambda row: (row.sort_title, row.page_id)
    if request.sort == "date" or not request.query:
        return lambda row: (_reversed(row.sort_date), row.page_id)
    return _by_relevance
