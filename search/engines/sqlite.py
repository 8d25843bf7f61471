"""The embedded engine: FTS5 over the analysed columns, ranked by bm25."""

from search.french import Clause, ParsedQuery

from .database import DatabaseEngine
from .weights import says_what_it_is_about, side_by_side, typed

# Title, tags, summary, body, documents.
_BM25 = "-bm25(search_fts, 10.0, 5.0, 3.0, 1.0, 0.5)"
_MATCH = f"SELECT rowid AS page_id, {_BM25} AS score FROM search_fts WHERE search_fts MATCH %s"  # noqa: S608
# Each mention of a phrase in the query adds its bm25 once more: this is how alternatives are weighed, in one scan.
_TYPED = 3


class SQLiteEngine(DatabaseEngine):
    name = "sqlite"

    def all_words(self, parsed: ParsedQuery) -> tuple[str, list]:
        wanted = " AND ".join(_ranked(parsed.clauses))
        if parsed.excluded:
            wanted = f"({wanted}) NOT ({_any(parsed.excluded)})"
        return f"SELECT page_id, score, {len(parsed.clauses)} AS matched FROM ({_MATCH})", [wanted]  # noqa: S608

    def some_words(self, parsed: ParsedQuery, at_least: int) -> tuple[str, list]:
        without, parameters = self.without(parsed.excluded)
        each = " UNION ALL ".join([f"SELECT * FROM ({_MATCH})"] * len(parsed.clauses))  # noqa: S608
        statement = f"""
            SELECT page_id, SUM(score) AS score, COUNT(*) AS matched FROM ({each})
            WHERE {without} GROUP BY page_id HAVING COUNT(*) >= {at_least}
        """  # noqa: S608
        is_about = says_what_it_is_about(at_least, has_unknown=parsed.has_unknown)
        columns = "{title_terms tag_terms summary_terms} : " if is_about else ""
        return statement, [*(columns + _group(clause) for clause in parsed.clauses), *parameters]

    def without(self, excluded: tuple[Clause, ...]) -> tuple[str, list]:
        if not excluded:
            return "1 = 1", []
        found = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s"
        return f"page_id NOT IN ({found})", [_any(excluded)]

    def having(self, term: str, worth: int) -> tuple[str, list]:
        statement = f"SELECT rowid AS page_id, {worth} AS worth FROM search_fts WHERE search_fts MATCH %s"  # noqa: S608
        return statement, [_phrase((term,))]


def _phrase(terms: tuple[str, ...]) -> str:
    return f'"{" ".join(terms)}"'


def _group(clause: Clause) -> str:
    return f"({' OR '.join(_phrase(alternative.terms) for alternative in clause.alternatives)})"


def _any(clauses: tuple[Clause, ...]) -> str:
    return " OR ".join(_group(clause) for clause in clauses)


def _ranked(clauses: tuple[Clause, ...]) -> list[str]:
    """The groups, each with what raises the rank of a page: as typed, in its title, beside the next word."""
    groups = []
    # The last clause has none beside it.
    for clause, beside in zip(clauses, [*side_by_side(clauses), ()], strict=True):
        mentions = [_phrase(alternative.terms) for alternative in clause.alternatives]
        for terms in typed(clause):
            mentions += [_phrase(terms)] * (_TYPED - 1) + [f"{{title_terms}} : {_phrase(terms)}"]
        if beside:
            mentions.append(_phrase(beside))
        groups.append(f"({' OR '.join(mentions)})")
    return groups
