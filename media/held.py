"""Which media a page holds for its readers, today."""

from wagtail.models import Page

from .models import Document, Photo
from .references import referred_ids


def held_media(page: Page) -> set[str]:
    """Of « photo » and « document »: a photo counts when it may be shown."""
    ids = referred_ids(page, Photo, Document)
    photos = Photo.objects.filter(pk__in=ids[Photo]) if ids[Photo] else []
    held = set()
    if any(not photo.obstacles() for photo in photos):
        held.add("photo")
    if ids[Document] and Document.objects.filter(pk__in=ids[Document]).exists():
        held.add("document")
    return held
