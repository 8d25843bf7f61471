"""What a page refers to, as it stands in memory: drafts included, tables of references aside."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

Referred = TypeVar("Referred", bound=Model)


def referred(page: Page, model: type[Referred]) -> list[Referred]:
    """Every object of the model the page refers to, by field, block, child or rich text."""
    content_type = ContentType.objects.get_for_model(model)
    # Wagtail's walk over one object; its table of references is late on drafts, the walk is not.
    references = ReferenceIndex._extract_references_from_object(page)
    ids = {int(to_id) for type_id, to_id, _, _ in references if type_id == content_type.pk}
    return list(model._default_manager.filter(pk__in=ids).order_by("pk")) if ids else []
