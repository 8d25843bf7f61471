"""The publishing gate: no page becomes public without passing here.

Rooms register checks; a check reads the page as it would be public, never the reference index, which
is late. `Page.publish()` is the door of workflows, bulk actions, the clock and code; the admin's edit
button goes past it, straight to the row: so the row itself refuses too, when it is saved.
"""

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

Check = Callable[[Page], list[str]]

_checks: list[Check] = []

# Written to a page's history when the clock could not publish it.
REFUSED_ACTION = "sps.publish.refused"


class PublishingRefused(Exception):  # noqa: N818  it is an answer, not a fault
    """Publishing was refused; `reasons` are French sentences, `page` is the page when there is only one.

    Not a PermissionDenied: the admin answers those by « no access », and what was typed seems lost.
    """

    def __init__(self, reasons: list[str], page: Page | None = None) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.page = page


def register_check(check: Check) -> Check:
    """Decorator: `check(page) -> reasons` is asked before each publication."""
    if check not in _checks:
        _checks.append(check)
    return check


def refusals(page: Page) -> list[str]:
    """Why this page, as it stands in memory, may not be published; empty when it may."""
    return [reason for check in _checks for reason in check(page)]


if TYPE_CHECKING:
    from wagtail.models import Page as _OnPages  # the mixin is used on pages only
else:
    _OnPages = object


class PublishingGate(_OnPages):
    """Mixin of every page type, before Page."""

    def publish(self, revision: Revision, user: object = None, **options: Any) -> None:
        page = revision.as_object()
        reasons = page.publishing_refusals(page)
        if not reasons:
            super().publish(revision, user=user, **options)
        elif options.get("log_action") == "wagtail.publish.scheduled":
            self._refuse_scheduled(revision, reasons)
        else:
            raise PublishingRefused(reasons, page)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if _writes_live(kwargs.get("update_fields")):
            if self.live and self._becomes_public():
                self._pass_gate()
            self.follow_live()
        super().save(*args, **kwargs)

    def follow_live(self) -> None:
        """Called before each save that may change `live`, for what a page type derives from it."""

    def publishing_refusals(self, page: Page) -> list[str]:
        """Reasons of the registered checks and of the page type itself."""
        return refusals(page)

    def _becomes_public(self) -> bool:
        """Whether the public would see something else after this save."""
        row = Page.objects.filter(pk=self.pk).values("live", "live_revision_id").first()
        return not row or not row["live"] or row["live_revision_id"] != self.live_revision_id

    def _pass_gate(self) -> None:
        # Wagtail's creation form adds the page live before publishing it: it comes in as a draft
        # when it is refused or scheduled, so that nothing typed is lost and nothing shows early.
        scheduled = self.go_live_at is not None and self.go_live_at > timezone.now()
        reasons = self.publishing_refusals(self)
        if reasons and not self._state.adding:
            raise PublishingRefused(reasons, self)
        if self._state.adding and (reasons or scheduled):
            logger.info("Page ajoutée en brouillon : %s", " ".join(reasons) or "publication programmée")
            self.live, self.has_unpublished_changes = False, True

    def _refuse_scheduled(self, revision: Revision, reasons: list[str]) -> None:
        # Raising would stop the clock for every other page; the log tells the desk instead.
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=self, action=REFUSED_ACTION, data={"reasons": reasons}, revision=revision)


def _writes_live(update_fields: object) -> bool:
    return update_fields is None or (isinstance(update_fields, Iterable) and "live" in update_fields)
