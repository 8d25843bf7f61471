"""The pictures of cards, for any number of them in three queries.

A page type names its photo with `card_photo_field`; this room never imports the photo's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wagtail.images.models import AbstractImage, Filter

from .models import Entry, FindablePage
from .presenting import Card, Picture

CARD_SPECS = ("fill-600x400|format-webp", "fill-300x200|format-webp")
CARD_SIZES = "(max-width: 40rem) 92vw, 22rem"
# Kept, because a filter takes longer to read than the picture it names takes to find.
_LARGE, _SMALL = (Filter(spec=spec) for spec in CARD_SPECS)


def with_pictures(cards: Sequence[Card], entries: Sequence[Entry]) -> list[Card]:
    """The cards of these entries (same order, all of one kind), each with its picture if it has one."""
    pictures = pictures_of([entry.page for entry in entries])
    return [replace(card, picture=pictures.get(e.pk)) for card, e in zip(cards, entries, strict=True)]


def pictures_of(pages: Sequence[FindablePage]) -> dict[int, Picture]:
    """Page id → picture, of pages of one type; pages without a photo that may be shown are left out."""
    model = pages[0].specific_class if pages else None
    if model is None or not model.card_photo_field:
        return {}
    field = model._meta.get_field(model.card_photo_field)
    held = model.objects.filter(pk__in=[page.pk for page in pages], **{f"{field.name}__isnull": False})
    photo_of = dict(held.values_list("pk", field.attname))
    photos = field.related_model.objects.prefetch_renditions(*CARD_SPECS).in_bulk(set(photo_of.values()))
    pictures = pictures_of_photos(photos.values())
    return {pk: pictures[photo] for pk, photo in photo_of.items() if photo in pictures}


def pictures_of_photos(photos: Iterable[AbstractImage]) -> dict[int, Picture]:
    """Photo id → picture, of the photos that may be shown."""
    return {photo.pk: _picture(photo) for photo in photos if not photo.obstacles()}


def _picture(photo: AbstractImage) -> Picture:
    """The picture of a card: decorative there, the title beside it says what it is about."""
    renditions = photo.get_renditions(_LARGE, _SMALL)
    large, small = renditions[_LARGE.spec], renditions[_SMALL.spec]
    address = large.url
    return Picture(
        src=address,
        width=large.width,
        height=large.height,
        srcset=f"{small.url} 300w, {address} 600w",
        sizes=CARD_SIZES,
    )
