"""A new file is read for the search, by the worker."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save

from .extraction.tasks import ask_for_text
from .models import Document


def ask_for_unread_text(sender: type[Model], instance: Document, **kwargs: Any) -> None:
    if instance.text_read_at is None and not kwargs.get("raw"):
        ask_for_text(instance)


def connect() -> None:
    post_save.connect(ask_for_unread_text, sender=Document, dispatch_uid="media.ask_for_unread_text")
