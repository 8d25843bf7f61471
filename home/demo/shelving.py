"""Puts many pages into the tree at once: `add_child` costs a tenth of a second a page, thousands would take hours.

A row of each table (page, findable page, its type), its lists, then what a save would have set off: the public
index, the admin's, the table of references.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from search.indexing import index_pages
from search.models import FindablePage

_BATCH = 200


def add_children(parent: Page, pages: Iterable[FindablePage]) -> None:
    """Add new pages of one type after the last child of `parent`; keywords as `keyword_items`."""
    waiting = iter(pages)
    while batch := list(islice(waiting, _BATCH)):
        _place(parent, batch)
        _insert(batch)
        index_pages(page.pk for page in batch)
        for page in batch:
            ReferenceIndex.create_or_update_for_object(page)
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(type(batch[0]), batch)


def _place(parent: Page, batch: list[FindablePage]) -> None:
    """Give each page its path in the tree and what `save` would compute."""
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    content_type = ContentType.objects.get_for_model(type(batch[0]))
    locale = Locale.get_default()
    for rank, page in enumerate(batch, start=1):
        page.path = Page._get_path(parent.path, parent.depth + 1, step + rank)
        page.depth = parent.depth + 1
        page.numchild = 0
        page.content_type, page.locale = content_type, locale
        page.draft_title = page.title
        page.fill_found_fields()
        page.set_url_path(parent)
    parent.numchild += len(batch)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _insert(batch: list[FindablePage]) -> None:
    rows = Page.objects.bulk_create([_row(Page, page) for page in batch])
    links: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for page, row in zip(batch, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = page.findablepage_ptr_id = row.pk
        # « raw » writes the row of one model, its parents' being there already.
        _row(FindablePage, page).save_base(raw=True, force_insert=True)
        page.save_base(raw=True, force_insert=True)
        for link in _links(page):
            links[type(link)].append(link)
    for model, rows_of_model in links.items():
        model._default_manager.bulk_create(rows_of_model)


def _row(model: type[models.Model], page: FindablePage) -> models.Model:
    return model(**{field.attname: getattr(page, field.attname) for field in model._meta.local_concrete_fields})


def _links(page: FindablePage) -> Iterator[models.Model]:
    """The rows of the page's lists, as they stand in memory."""
    held = page._cluster_related_objects
    for relation in get_all_child_relations(page):
        for child in held.get(relation.get_accessor_name(), []):
            setattr(child, relation.field.attname, page.pk)
            yield child
    for field in get_all_child_m2m_relations(page):
        through = field.remote_field.through
        for item in held.get(field.name, []):
            yield through(**{f"{field.m2m_field_name()}_id": page.pk, f"{field.m2m_reverse_field_name()}_id": item.pk})
