"""Keep actions in step with what the admin does to their pages."""

from django.db.models import Model
from wagtail.signals import page_unpublished

from .lifecycle import after_unpublishing
from .models import ActionPage


def send_back_after_withdrawal(sender: type[Model], instance: Model, **kwargs: object) -> None:
    """Withdrawn from the public, an action returns to its school.

    By signal: the clock and bulk actions withdraw plain pages, that know nothing of a state.
    """
    if isinstance(instance, ActionPage):
        instance.move_to(after_unpublishing(instance.state))


def connect() -> None:
    page_unpublished.connect(send_back_after_withdrawal, dispatch_uid="resources.send_back_after_withdrawal")
