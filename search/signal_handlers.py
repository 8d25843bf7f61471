"""Keep the index in step with the pages."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move

from .engines.elastic.sync import note_change, send_changes
from .indexing import index_pages
from .models import Entry, FindablePage

# Saved by Wagtail for each revision; nothing of it is found.
_BOOKKEEPING = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def index_after_commit(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """After the commit, because modelcluster writes tags and lists after the row itself."""
    if kwargs.get("raw") or not isinstance(instance, FindablePage):
        return
    fields = kwargs.get("update_fields")
    if not fields or not _BOOKKEEPING.issuperset(fields):
        _index_later([instance.pk])


def index_moved_branch(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page that moves may leave, or enter, a restricted branch."""
    moved = FindablePage.objects.descendant_of(instance, inclusive=True)
    _index_later(list(moved.values_list("pk", flat=True)))


def note_removed_entry(sender: type[Entry], instance: Entry, **kwargs: Any) -> None:
    note_change(instance.pk)
    transaction.on_commit(send_changes)


def _index_later(page_pks: list[int]) -> None:
    """After the commit; noted before it for the cluster, which hears of a withdrawal whatever happens then."""
    if settings.SPS_ELASTICSEARCH_URL:
        for page_pk in Entry.objects.filter(pk__in=page_pks).values_list("pk", flat=True):
            note_change(page_pk)
    transaction.on_commit(partial(index_pages, page_pks))


def connect() -> None:
    post_save.connect(index_after_commit, dispatch_uid="search.index_after_commit")
    page_unpublished.connect(index_after_commit, dispatch_uid="search.index_after_unpublish")
    post_page_move.connect(index_moved_branch, dispatch_uid="search.index_moved_branch")
    post_delete.connect(note_removed_entry, sender=Entry, dispatch_uid="search.note_removed_entry")
