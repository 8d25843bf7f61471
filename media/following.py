"""Pages follow the photos and documents they show: at once, or by the clock when a day brings it or a process died."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from search.carriers import AT_ONCE, refresh, refresh_later

from .models import Document, GalleryPage, Photo
from .models.followed import Followed
from .references import referring_page_ids

BATCH = 100
FOLLOWED: tuple[type[Followed], ...] = (Photo, Document)


def showing_page_ids(model: type[Followed], pks: Iterable[int]) -> list[int]:
    """Ids of the pages that refer to these objects, or to a gallery that does, live or not."""
    pages = referring_page_ids(model, pks)
    galleries = GalleryPage.objects.filter(pk__in=pages).values_list("pk", flat=True)
    return sorted({*pages, *referring_page_ids(GalleryPage, galleries)})


def follow(item: Followed) -> None:
    """After the commit, index again the pages that show it; many are the worker's, and the clock's without it."""
    pages = showing_page_ids(type(item), [item.pk])
    refresh_later(pages)
    if len(pages) <= AT_ONCE:
        transaction.on_commit(partial(settle, type(item), [item.pk]))


def follow_due() -> None:
    """Index again the pages of all that is due: a right began or ended, or a change was left half done."""
    for model in FOLLOWED:
        due = model._default_manager.filter(pages_due_on__lte=timezone.localdate()).order_by("pk")
        while pks := list(due.values_list("pk", flat=True)[:BATCH]):
            refresh(showing_page_ids(model, pks))
            settle(model, pks)


def settle(model: type[Followed], pks: Sequence[int]) -> None:
    """Note that their pages are up to date, and until when."""
    today = timezone.localdate()
    for item in model._default_manager.filter(pk__in=pks).only("pk", *model.dated_fields):
        model._default_manager.filter(pk=item.pk).update(pages_due_on=item.next_due(today))
