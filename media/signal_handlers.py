"""What a file or a right changes for the search: documents are read, pages indexed by the photos they may show."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save

from search.indexing import index_pages
from search.models import FindablePage

from .extraction.tasks import ask_for_text
from .models import Document, Photo
from .references import referring_page_ids


def ask_for_unread_text(sender: type[Model], instance: Document, **kwargs: Any) -> None:
    if instance.text_read_at is None and not kwargs.get("raw"):
        ask_for_text(instance)


def index_pages_showing(sender: type[Model], instance: Photo, created: bool, **kwargs: Any) -> None:
    """A photo that may no longer be shown takes its caption and its alternative with it."""
    if created or kwargs.get("raw"):
        return
    transaction.on_commit(lambda: index_pages(FindablePage.objects.filter(pk__in=referring_page_ids(instance))))


def connect() -> None:
    post_save.connect(index_pages_showing, sender=Photo, dispatch_uid="media.index_pages_showing")
    post_save.connect(ask_for_unread_text, sender=Document, dispatch_uid="media.ask_for_unread_text")
