"""What the publishing gate asks of the pictures on a page: a right, and an alternative text."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from search.publishing import register_check

from .models import Photo


@register_check
def photos_may_be_shown(page: Page) -> list[str]:
    """One sentence for each photo of the page that has no right or no alternative text."""
    return [sentence for photo in photos_of(page) for sentence in _sentences(photo)]


def photos_of(page: Page) -> Iterator[Photo]:
    """Every photo the page as it stands in memory refers to, by field, block, child or rich text."""
    photo_type = ContentType.objects.get_for_model(Photo)
    # Wagtail's walk over one object; its table of references is late on drafts, the walk is not.
    references = ReferenceIndex._extract_references_from_object(page)
    ids = {int(to_id) for type_id, to_id, _, _ in references if type_id == photo_type.pk}
    yield from Photo.objects.filter(pk__in=ids).order_by("pk")


def _sentences(photo: Photo) -> Iterator[str]:
    for obstacle in photo.obstacles():
        yield f"La photo « {photo.title} » ne peut pas être publiée : {obstacle}."
    if not photo.description.strip():
        yield f"La photo « {photo.title} » n’a pas de texte alternatif."
