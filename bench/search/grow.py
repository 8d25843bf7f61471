"""Grows a demo site to so many pages for the search: pages, findable pages and entries, nothing else.

Each new page takes a title, halves of the text and the facets from different pages of the demo, so that words keep
their frequencies and stand in new company. One page in ten is an action.
"""

import random
from collections.abc import Iterator
from copy import copy
from itertools import islice
from uuid import uuid4

from django.db import connection, transaction
from wagtail.models import Page

from search.models import Entry, FindablePage

BATCH = 1_000
ACTIONS = 0.1
_MIXED = ("text", "body_terms", "document_terms")


def grow(number: int) -> None:
    """Add pages until there are so many entries."""
    missing = number - Entry.objects.count()
    if missing <= 0:
        return
    fresh = islice(_clones(random.Random(number)), missing)
    with transaction.atomic():
        while batch := list(islice(fresh, BATCH)):
            _insert(batch)
    with connection.cursor() as cursor:
        # As the server does by itself for tables that grew, and for those alone.
        for model in (Page, FindablePage, Entry):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _clones(chance: random.Random) -> Iterator[tuple[Page, Entry]]:
    """New pages with their entries, without end."""
    models = list(Entry.objects.select_related("page").order_by("pk")[:1_000])
    actions = [model for model in models if model.facets.startswith("type:action")]
    others = [model for model in models if not model.facets.startswith("type:action")]
    while True:
        kind = actions if chance.random() < ACTIONS else others
        first, second, third = (chance.choice(kind) for _ in range(3))
        entry = copy(first)
        entry.facets, entry.sort_date = second.facets, second.sort_date
        for name in _MIXED:
            halves = getattr(first, name).split(" "), getattr(third, name).split(" ")
            setattr(entry, name, " ".join([*halves[0][::2], *halves[1][1::2]]) if name != "text" else first.text)
        yield first.page, entry


def _insert(batch: list[tuple[Page, Entry]]) -> None:
    pages = [_page(model, rank) for rank, (model, _) in enumerate(batch, start=_next_rank())]
    pages = Page.objects.bulk_create(pages)
    _insert_findable([(page.pk, model.pk) for page, (model, _) in zip(pages, batch, strict=True)])
    for page, (_, entry) in zip(pages, batch, strict=True):
        entry.pk, entry.page_id = page.pk, page.pk
    Entry.objects.bulk_create([entry for _, entry in batch])


def _next_rank() -> int:
    return Page.objects.count() * 10


def _page(model: Page, rank: int) -> Page:
    """A live page like the model, beside it."""
    names = [field.attname for field in Page._meta.local_concrete_fields if not field.primary_key]
    page = Page(**{name: getattr(model, name) for name in names})
    page.path = model.path[: -Page.steplen] + Page._int2str(rank).rjust(Page.steplen, "0")
    page.slug = f"{model.slug[:200]}-{rank}"
    page.url_path = f"{model.url_path.rstrip('/').rpartition('/')[0]}/{page.slug}/"
    page.translation_key = uuid4()
    page.latest_revision_id = page.live_revision_id = None
    return page


def _insert_findable(pairs: list[tuple[int, int]]) -> None:
    """Rows of (new page, model): a table that inherits cannot be filled in bulk by its model."""
    table = FindablePage._meta.db_table
    names = [f.column for f in FindablePage._meta.local_concrete_fields if not f.primary_key]
    columns = ", ".join(f'"{name}"' for name in names)
    statement = (
        f'INSERT INTO "{table}" (page_ptr_id, {columns}) SELECT %s, {columns} FROM "{table}" WHERE page_ptr_id = %s'
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, pairs)
