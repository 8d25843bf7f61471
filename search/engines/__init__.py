"""The engines behind one contract; the settings choose."""

from django.conf import settings
from django.db import connection

from .contract import PAGE_SIZE, Alike, Answer, Engine, Likeness
from .elastic import ElasticsearchEngine
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

__all__ = ["PAGE_SIZE", "Alike", "Answer", "Engine", "Likeness", "current_engine", "database_engine"]

_DATABASE_ENGINES: dict[str, type[Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def database_engine() -> Engine:
    """The engine of the database the site runs on."""
    return _DATABASE_ENGINES[connection.vendor]()


def current_engine() -> Engine:
    """The engine that answers visitors: the cluster when there is one, else the database."""
    if settings.SPS_ELASTICSEARCH_URL:
        return ElasticsearchEngine(fallback=database_engine())
    return database_engine()
