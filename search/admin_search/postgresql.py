"""The admin's search on PostgreSQL: the `simple` configuration, since words come prepared."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery as TextSearchQuery
from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.query import Lexeme
from modelsearch.query import PlainText, SearchQuery

from search.french import analyse, fold

from .indexing import FrenchIndex
from .preparing import beginnings, prepared, terms


class FrenchIndexer(ObjectIndexer):
    def as_vector(self, texts: list[tuple[str, str]], for_autocomplete: bool = False) -> Any:
        prepare = fold if for_autocomplete else analyse
        return super().as_vector([(prepare(text), weight) for text, weight in texts], for_autocomplete)


class FrenchPostgresIndex(FrenchIndex, PostgresIndex):
    indexer_class = FrenchIndexer
    written = ("title", "body", "autocomplete", "title_text", "body_text")


class FrenchCompiler(PostgresSearchQueryCompiler):
    query: Any

    def __init__(self, *args: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.query = prepared(self.query, terms)


class FrenchAutocompleteCompiler(PostgresAutocompleteQueryCompiler):
    query: Any

    def __init__(self, *args: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.query = prepared(self.query, beginnings)

    def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
        """Every word may be a beginning, not only the last: « act pha » finds « Actions phares »."""
        if not isinstance(query, PlainText):
            return super().build_tsquery_content(query, config, invert)
        lexemes = [Lexeme(word, invert=invert, prefix=True) for word in query.query_string.split()]
        joined = reduce(and_ if (query.operator == "and") != invert else or_, lexemes)
        return TextSearchQuery(joined, search_type="raw", config=config)


class SearchBackend(PostgresSearchBackend):
    index_class = FrenchPostgresIndex
    query_compiler_class = FrenchCompiler
    autocomplete_query_compiler_class = FrenchAutocompleteCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.config = "simple"
