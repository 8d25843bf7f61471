"""What the publishing gate asks of the pictures on a page: a right, and an alternative text."""

from collections.abc import Iterator

from wagtail.models import Page

from search.publishing import register_check

from .models import Photo
from .references import referred


@register_check
def photos_may_be_shown(page: Page) -> list[str]:
    """One sentence for each photo of the page that has no right or no alternative text."""
    return [sentence for photo in referred(page, Photo) for sentence in _sentences(photo)]


def _sentences(photo: Photo) -> Iterator[str]:
    for obstacle in photo.obstacles():
        yield f"La photo « {photo.title} » ne peut pas être publiée : {obstacle}."
    if not photo.description.strip():
        yield f"La photo « {photo.title} » n’a pas de texte alternatif."
