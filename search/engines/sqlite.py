"""The embedded engine: FTS5 over the analysed columns, ranked by bm25."""

from search.french import Clause, ParsedQuery

from .database import DatabaseEngine

# Title, tags, summary, body, documents.
_BM25 = "-bm25(search_fts, 10.0, 5.0, 3.0, 1.0, 0.5)"
_MATCH = f"SELECT rowid AS page_id, {_BM25} AS score FROM search_fts WHERE search_fts MATCH %s"  # noqa: S608


class SQLiteEngine(DatabaseEngine):
    name = "sqlite"

    def all_words(self, parsed: ParsedQuery) -> tuple[str, list]:
        wanted = " AND ".join(_group(clause) for clause in parsed.clauses)
        if parsed.excluded:
            wanted = f"({wanted}) NOT ({_any(parsed.excluded)})"
        exact = _exact(parsed.clauses)
        matched = len(parsed.clauses)
        if exact is None:
            return f"SELECT page_id, score, {matched} AS matched FROM ({_MATCH})", [wanted]  # noqa: S608
        # The words as typed weigh more than their synonyms and families.
        statement = f"""
            SELECT a.page_id, 0.4 * a.score + COALESCE(x.score, 0) AS score, {matched} AS matched
            FROM ({_MATCH}) a LEFT JOIN ({_MATCH}) x ON x.page_id = a.page_id
        """  # noqa: S608
        return statement, [wanted, exact]

    def some_words(self, parsed: ParsedQuery, at_least: int) -> tuple[str, list]:
        without, parameters = self.without(parsed.excluded)
        each = " UNION ALL ".join([f"SELECT * FROM ({_MATCH})"] * len(parsed.clauses))  # noqa: S608
        statement = f"""
            SELECT page_id, SUM(score) AS score, COUNT(*) AS matched FROM ({each})
            WHERE {without} GROUP BY page_id HAVING COUNT(*) >= {at_least}
        """  # noqa: S608
        return statement, [*(_group(clause) for clause in parsed.clauses), *parameters]

    def without(self, excluded: tuple[Clause, ...]) -> tuple[str, list]:
        if not excluded:
            return "1 = 1", []
        found = "SELECT rowid FROM search_fts WHERE search_fts MATCH %s"
        return f"page_id NOT IN ({found})", [_any(excluded)]


def _phrase(terms: tuple[str, ...]) -> str:
    return f'"{" ".join(terms)}"'


def _group(clause: Clause) -> str:
    return f"({' OR '.join(_phrase(alternative.terms) for alternative in clause.alternatives)})"


def _any(clauses: tuple[Clause, ...]) -> str:
    return " OR ".join(_group(clause) for clause in clauses)


def _exact(clauses: tuple[Clause, ...]) -> str | None:
    """The words as typed, or None when nothing else is looked for."""
    alternatives = [alternative for clause in clauses for alternative in clause.alternatives]
    exact = [alternative for alternative in alternatives if alternative.weight >= 1]
    if not exact or len(exact) == len(alternatives):
        return None
    return " OR ".join(_phrase(alternative.terms) for alternative in exact)
