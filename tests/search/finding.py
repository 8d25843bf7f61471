"""A small site to search, and its answers as the machines' door gives them."""

import os
from contextlib import contextmanager
from itertools import count
from unittest import mock

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from resources.models import ActionPage, ArticlePage, EventPage, FicheActionPage, ResourcePage
from search.engines.elastic import engine as elastic_engine
from search.engines.elastic import sync
from search.engines.elastic.client import alias, client
from search.engines.elastic.rebuild import rebuild

# Index page of `tests.home.factories.site` → what lives there.
PLACES = {
    "fiches": FicheActionPage,
    "actualites": ArticlePage,
    "agenda": EventPage,
    "actions": ActionPage,
    "ressources": ResourcePage,
}
_numbers = count()


def plant(site, place, slug, title="", text="", keywords=(), **fields):
    """A live page; `text` goes where its type is found by it."""
    words = {"fiches": "deroule", "actions": "deroule", "agenda": "acteurs"}
    if text:
        fields[words[place]] = text
    page = PLACES[place](title=title or slug, slug=slug, **fields)
    page.keywords.add(*keywords)
    return getattr(site, place).add_child(instance=page)


def committed():
    """What waits for the commit is done when the block ends."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def answer(address="/recherche/", **parameters):
    """The JSON answer; a list as a value repeats its parameter."""
    response = Client().get(address, {**parameters, "format": "json"})
    assert response.status_code == 200, response.status_code
    return response.json()


def slugs(found, near=False):
    """Slugs of the hits of an answer, in order."""
    return [hit["url"].rstrip("/").split("/")[-1] for hit in found["results"] if hit["near"] is near]


def statements(query):
    """How many statements a search asks, once what a process keeps has been read."""
    Client().get("/recherche/", {"q": query})
    with CaptureQueriesContext(connection) as captured:
        Client().get("/recherche/", {"q": query})
    return len(captured)


def offered(query):
    """What is offered while typing."""
    response = Client().get("/recherche/suggestions/", {"q": query})
    assert response.status_code == 200
    found = response.json()
    assert all(set(hit) == {"title", "url", "type"} for hit in found)
    return found


def titles(query):
    return [hit["title"] for hit in offered(query)]


def read_also(address):
    """Slug → reason of what « À lire aussi » proposes at the foot of a page, in order; {} without the section."""
    response = Client().get(address)
    assert response.status_code == 200, response.status_code
    section = BeautifulSoup(response.content, "html.parser").select_one("section.related")
    if section is None:
        return {}
    assert section.h2.get_text() == "À lire aussi"
    cards = section.select("article.card")
    assert cards
    return {
        card.select_one("h3 a")["href"].rstrip("/").split("/")[-1]: card.select_one(".card__excerpt").get_text()
        for card in cards
    }


def counts(found):
    """Parameter → value → count, values without hits left out."""
    facets = found["facets"].items()
    return {name: {v["value"]: v["count"] for v in values if v["count"]} for name, values in facets}


def restrict(page, kind=PageViewRestriction.LOGIN):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sésame")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.first())


def publicly_found(**parameters):
    """Slugs found, after the counts were seen to agree with them."""
    found = answer(**parameters)
    hits = set(slugs(found))
    assert found["pages"] == 1
    assert found["total"] == len(hits)
    assert sum(counts(found).get("type", {}).values()) == len(hits)
    return hits


def suggested(query):
    return {
        hit["url"].rstrip("/").split("/")[-1] for hit in Client().get("/recherche/suggestions/", {"q": query}).json()
    }


@contextmanager
def elasticsearch(url):
    """The site answers from this cluster, in an index of its own, with all the time it needs."""
    prefix = f"test-{os.getpid()}-{next(_numbers)}"
    patient = mock.patch.multiple(elastic_engine, QUERY_SECONDS=60), mock.patch.multiple(sync, INLINE_SECONDS=60)
    with override_settings(SPS_ELASTICSEARCH_URL=url, SPS_ELASTICSEARCH_PREFIX=prefix), patient[0], patient[1]:
        elastic_engine.circuit.succeeded()
        rebuild()
        try:
            yield
        finally:
            for name in client().indices.get(index=f"{alias()}-*"):
                client().indices.delete(index=name)
            elastic_engine.circuit.succeeded()
