"""The site on a cluster, with time as in production, and what the cluster holds beside what it should."""

import os
from contextlib import contextmanager
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import override_settings
from elasticsearch.helpers import scan

from search.engines.elastic import engine, sync
from search.engines.elastic.client import alias, client
from search.engines.elastic.mapping import document
from search.models import Entry, FindablePage, IndexChange

NOBODY = "http://127.0.0.1:1"


@contextmanager
def through(url, *, patient=False):
    """The site asks the cluster at this address; it waits as long as in production, unless it is `patient`."""
    seconds = (60, 60) if patient else (0.7, 2)
    with (
        override_settings(SPS_ELASTICSEARCH_URL=url),
        mock.patch.object(engine, "QUERY_SECONDS", seconds[0]),
        mock.patch.object(sync, "INLINE_SECONDS", seconds[1]),
    ):
        engine.circuit.succeeded()
        try:
            yield
        finally:
            engine.circuit.succeeded()


def beside(url, folder):
    """The environment of a process on the database and the index of this test, whose cluster is at this address."""
    where = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONUNBUFFERED": "1"}
    where |= {"ELASTICSEARCH_URL": url, "SPS_ELASTICSEARCH_PREFIX": settings.SPS_ELASTICSEARCH_PREFIX}
    return where | {"DATABASE_URL": _database_url(), "SPS_DATA_DIR": str(folder)}


def _database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    return f"sqlite:///{name}"


def indexes():
    """Name → aliases of the indexes of this test."""
    found = client().indices.get_alias(index=f"{alias()}-*")
    return {name: set(described["aliases"]) for name, described in found.items()}


def held(index=None):
    """Page id → document in the cluster."""
    name = index or alias()
    client().indices.refresh(index=name)
    return {int(hit["_id"]): hit["_source"] for hit in scan(client(), index=name)}


def due():
    """Page id → document, of every live page, as the database has it now."""
    entries = {entry.pk: entry for entry in Entry.objects.all()}
    pages = FindablePage.objects.filter(live=True)
    assert set(entries) == {page.pk for page in pages}
    return {
        page.pk: document(entries[page.pk], list(page.get_ancestors(inclusive=True).values_list("pk", flat=True)))
        for page in pages
    }


def waiting():
    return set(IndexChange.objects.values_list("page_id", flat=True))


def assert_cluster_is_right():
    """Every document as it should be, none missing, none too many, nothing waiting."""
    assert not waiting()
    there, wanted = held(), due()
    assert set(there) == set(wanted)
    assert [pk for pk in wanted if there[pk] != wanted[pk]] == []
