"""What a file, a right or a gallery changes for the search: documents are read, pages follow what they show."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from search.carriers import refresh_later

from .extraction.tasks import ask_for_text
from .following import FOLLOWED, follow, showing_page_ids
from .models import Document, GalleryPage
from .models.followed import Followed
from .references import referring_page_ids


def ask_for_unread_text(sender: type[Model], instance: Document, **kwargs: Any) -> None:
    if instance.text_read_at is None and not kwargs.get("raw"):
        ask_for_text(instance)


def follow_change(sender: type[Model], instance: Followed, **kwargs: Any) -> None:
    """A photo that may no longer be shown, a file replaced or renamed take their words with them."""
    if instance.is_due and not kwargs.get("raw"):
        follow(instance)


def follow_deletion(sender: type[Model], instance: Followed, **kwargs: Any) -> None:
    # Asked before the row goes: afterwards nothing refers to it.
    refresh_later(showing_page_ids(type(instance), [instance.pk]))


def follow_galleries(sender: type[Model], instance: Page | PageViewRestriction, **kwargs: Any) -> None:
    """What refers to a gallery holds its photos, as long as anyone may see them there."""
    branch = instance.page if isinstance(instance, PageViewRestriction) else instance
    galleries = GalleryPage.objects.descendant_of(branch, inclusive=True).values_list("pk", flat=True)
    refresh_later(referring_page_ids(GalleryPage, galleries))


def connect() -> None:
    for model in FOLLOWED:
        post_save.connect(follow_change, sender=model, dispatch_uid=f"media.follow_change.{model.__name__}")
        pre_delete.connect(follow_deletion, sender=model, dispatch_uid=f"media.follow_deletion.{model.__name__}")
    post_save.connect(ask_for_unread_text, sender=Document, dispatch_uid="media.ask_for_unread_text")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(follow_galleries, dispatch_uid="media.follow_galleries")
    for signal in (post_save, post_delete):
        signal.connect(follow_galleries, sender=PageViewRestriction, dispatch_uid="media.follow_galleries_restricted")
