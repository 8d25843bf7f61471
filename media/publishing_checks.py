"""What the publishing gate asks of the pictures on a page: a right, and an alternative text."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from wagtail.models import Page

from search.publishing import register_check

from .models import Photo
from .references import referred


@register_check
def photos_may_be_shown(page: Page) -> list[str]:
    """One sentence for each photo of the page that has no right or no alternative text."""
    day = _day_of_publication(page)
    return [sentence for photo in referred(page, Photo) for sentence in _sentences(photo, day)]


def _day_of_publication(page: Page) -> datetime.date:
    """Today, or the day it is scheduled for: an authorisation may start with the publication."""
    now = timezone.now()
    return timezone.localdate(max(page.go_live_at or now, now))


def _sentences(photo: Photo, day: datetime.date) -> Iterator[str]:
    for obstacle in photo.obstacles(day):
        yield f"La photo « {photo.title} » ne peut pas être publiée : {obstacle}."
    if not photo.description.strip():
        yield f"La photo « {photo.title} » n’a pas de texte alternatif."
