"""What a file or a right changes for the search: documents are read, pages indexed by the photos they may show."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from search.indexing import index_pages
from search.models import FindablePage

from .extraction.tasks import ask_for_text
from .models import Document, Photo
from .references import referring_page_ids


def ask_for_unread_text(sender: type[Model], instance: Document, **kwargs: Any) -> None:
    if instance.text_read_at is None and not kwargs.get("raw"):
        ask_for_text(instance)


def index_pages_referring(sender: type[Model], instance: Photo | Document, **kwargs: Any) -> None:
    """A photo that may no longer be shown, a file replaced, renamed or deleted take their words with them."""
    if kwargs.get("created") or kwargs.get("raw"):
        return
    # Asked before the row goes: afterwards nothing refers to it.
    pages = referring_page_ids(instance)
    if pages:
        transaction.on_commit(lambda: index_pages(FindablePage.objects.filter(pk__in=pages)))


def connect() -> None:
    for model in (Photo, Document):
        for signal in (post_save, pre_delete):
            uid = f"media.index_pages_referring.{signal is post_save}.{model.__name__}"
            signal.connect(index_pages_referring, sender=model, dispatch_uid=uid)
    post_save.connect(ask_for_unread_text, sender=Document, dispatch_uid="media.ask_for_unread_text")
