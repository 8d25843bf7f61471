"""What a page refers to, as it stands in memory, drafts included; and which pages refer to an object."""

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


def referring_page_ids(referred_to: Model) -> list[int]:
    """Ids of the pages that refer to the object, live or not."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(referred_to).filter(base_content_type=page_type)
    return [int(pk) for pk in references.values_list("object_id", flat=True)]
