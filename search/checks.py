"""System checks: every page type is findable, or says why it is not."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from wagtail.models import get_page_models

from .models import FindablePage
from .publishing import PublishingGate

OWN_ROOMS = ("home", "media", "resources", "search")


@register()
def page_types_are_findable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterable[CheckMessage]:
    """Own page models declare `found_kind` or `not_findable_because`, and pass the publishing gate."""
    errors: list[CheckMessage] = []
    for model in get_page_models():
        if model._meta.app_label not in OWN_ROOMS or model is FindablePage:
            continue
        if not (hasattr(model, "found_kind") or getattr(model, "not_findable_because", None)):
            hint = "Hériter de FindablePage, ou donner `not_findable_because`."
            errors.append(Error("Ce type de page n’est pas trouvable.", hint=hint, obj=model, id="search.E001"))
        if not issubclass(model, PublishingGate):
            errors.append(Error("Ce type de page contourne le contrôle.", obj=model, id="search.E002"))
    return errors
