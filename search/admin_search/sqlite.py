"""The admin's search on SQLite."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.utils.functional import cached_property
from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression
from modelsearch.backends.database.sqlite.sqlite import (
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import PlainText, SearchQuery

from search.french import analyse, fold

from .indexing import FrenchIndex
from .preparing import beginnings, prepared, terms


class FrenchIndexer(ObjectIndexer):
    @cached_property
    def title(self) -> str:
        return analyse(super().title)

    @cached_property
    def body(self) -> str:
        return analyse(super().body)

    @cached_property
    def autocomplete(self) -> str:
        return fold(super().autocomplete)


class FrenchSQLiteIndex(FrenchIndex, SQLiteIndex):
    indexer_class = FrenchIndexer


class FrenchCompiler(SQLiteSearchQueryCompiler):
    # Naming fields is ignored: the index has no column of that name, and SQLite fails on it.
    query: Any

    def __init__(self, *args: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.query = prepared(self.query, terms)


class FrenchAutocompleteCompiler(SQLiteAutocompleteQueryCompiler):
    query: Any

    def __init__(self, *args: Any, fields: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.query = prepared(self.query, beginnings)

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """Every word may be a beginning, not only the last: « act pha » finds « Actions phares »."""
        if not isinstance(query, PlainText):
            return super().build_search_query_content(query, config)
        lexemes = [Lexeme(word, prefix=True) for word in query.query_string.split()]
        return SearchQueryExpression(reduce(and_ if query.operator == "and" else or_, lexemes), config=config)


class SearchBackend(SQLiteSearchBackend):
    index_class = FrenchSQLiteIndex
    query_compiler_class = FrenchCompiler
    autocomplete_query_compiler_class = FrenchAutocompleteCompiler
