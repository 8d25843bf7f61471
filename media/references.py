"""What a page refers to, as it stands in memory, drafts included; and which pages refer to an object."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

Referred = TypeVar("Referred", bound=Model)


def referred(page: Page, model: type[Referred]) -> list[Referred]:
    """Every object of the model the page refers to, by field, block, child or rich text."""
    ids = referred_ids(page, model)[model]
    return list(model._default_manager.filter(pk__in=ids).order_by("pk")) if ids else []


def referred_ids(page: Page, *models: type[Model]) -> dict[type[Model], set[int]]:
    """For each model the ids of the objects the page refers to; some may be gone."""
    types = {ContentType.objects.get_for_model(model).pk: model for model in models}
    found: dict[type[Model], set[int]] = {model: set() for model in models}
    # Wagtail's walk over one object; its table of references is late on drafts, the walk is not.
    for type_id, to_id, _, _ in ReferenceIndex._extract_references_from_object(page):
        if type_id in types:
            found[types[type_id]].add(int(to_id))
    return found


def referring_page_ids(model: type[Model], pks: Iterable[int]) -> list[int]:
    """Ids of the pages that refer to these objects, live or not."""
    page_type = ContentType.objects.get_for_model(Page)
    base = page_type if issubclass(model, Page) else ContentType.objects.get_for_model(model)
    references = ReferenceIndex.objects.filter(to_content_type=base, to_object_id__in=[str(pk) for pk in pks])
    found = references.filter(base_content_type=page_type).values_list("object_id", flat=True)
    return sorted({int(pk) for pk in found})
