"""The publishing gate: every way to publish a page passes `Page.publish()`, and stops here.

Rooms register checks; a check reads the page as the revision would make it, never the reference
index, which is late. Wagtail's hooks are not enough: scheduled publishing does not call them.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from wagtail.log_actions import log
from wagtail.models import Page, Revision

Check = Callable[[Page], list[str]]

_checks: list[Check] = []


class PublishingRefused(PermissionDenied):
    """Publishing was refused; `reasons` are French sentences for the officer.

    A PermissionDenied, so that a door that knows nothing of the gate answers 403, not 500.
    """

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def register_check(check: Check) -> Check:
    """Decorator: `check(page) -> reasons` is asked before each publication."""
    if check not in _checks:
        _checks.append(check)
    return check


def refusals(page: Page) -> list[str]:
    """Why this page, as it stands in memory, may not be published; empty when it may."""
    return [reason for check in _checks for reason in check(page)]


class PublishingGate:
    """Mixin of every page type, before Page."""

    def publish(self, revision: Revision, user: object = None, **options: object) -> None:
        reasons = self.publishing_refusals(revision.as_object())
        if not reasons:
            super().publish(revision, user=user, **options)
        elif options.get("log_action") == "wagtail.publish.scheduled":
            self._refuse_scheduled(revision, reasons)
        else:
            raise PublishingRefused(reasons)

    def publishing_refusals(self, page: Page) -> list[str]:
        """Reasons of the registered checks and of the page type itself."""
        return refusals(page)

    def _refuse_scheduled(self, revision: Revision, reasons: list[str]) -> None:
        # Raising would stop the clock for every other page; the log tells the desk instead.
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=self, action="sps.publish.refused", data={"reasons": reasons}, revision=revision)
