"""Dates typed in the admin: taken as they are, or refused with an example of what can be read."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

_REFUSED = "Cette date n’existe pas, ou ne se lit pas : écrivez-la comme {}."


def explain_refusals() -> None:
    """Say it on every form of a model, for an officer who wrote « le 3 mai » or « 31/02/2026 »."""
    for field, widget, example in (
        (models.DateField, AdminDateInput, "31/12/2026"),
        (models.DateTimeField, AdminDateTimeInput, "31/12/2026 14:30"),
    ):
        override = {"widget": widget, "error_messages": {"invalid": _REFUSED.format(example)}}
        register_form_field_override(field, override=override)
