"""The pictures of cards, for any number of them in two queries a page type.

A page type names its photo with `card_photo_field`; this room never imports the photo's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Prefetch
from wagtail.images.models import AbstractImage

from .models import Entry, FindablePage
from .presenting import Card, Picture

CARD_SPECS = ("fill-600x400|format-webp", "fill-300x200|format-webp")
CARD_SIZES = "(max-width: 40rem) 92vw, 22rem"


def with_pictures(cards: Sequence[Card], entries: Sequence[Entry]) -> list[Card]:
    """The cards of these entries (same order, all of one kind), each with its picture if it has one."""
    pictures = pictures_of(entry.page for entry in entries)
    return [replace(card, picture=pictures.get(e.pk)) for card, e in zip(cards, entries, strict=True)]


def pictures_of(pages: Iterable[FindablePage]) -> dict[int, Picture]:
    """Page id → picture, of pages of one type; pages without a photo that may be shown are left out."""
    ids = [page.pk for page in pages]
    model = _type_of(ids)
    if model is None or not model.card_photo_field:
        return {}
    field = model._meta.get_field(model.card_photo_field)
    photos = field.related_model.objects.prefetch_renditions(*CARD_SPECS)
    wanted = model.objects.filter(pk__in=ids).only("pk", field.name).prefetch_related(
        Prefetch(field.name, queryset=photos)
    )  # fmt: skip
    found = ((page.pk, getattr(page, field.name)) for page in wanted)
    return {pk: card_picture(photo) for pk, photo in found if photo and not photo.obstacles()}


def card_picture(photo: AbstractImage) -> Picture:
    """The picture of a card: decorative there, the title beside it says what it is about."""
    large, small = (photo.get_rendition(spec) for spec in CARD_SPECS)
    return Picture(
        src=large.url,
        width=large.width,
        height=large.height,
        srcset=f"{small.url} 300w, {large.url} 600w",
        sizes=CARD_SIZES,
    )


def _type_of(ids: list[int]) -> type[FindablePage] | None:
    first = FindablePage.objects.filter(pk__in=ids).select_related("content_type").first()
    return first.specific_class if first else None
