"""What the pages that show it are found by: they follow its changes, and the days of its right."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone


class Followed(models.Model):
    """Marks, in the transaction of a change, that the pages which show it are due (media.following).

    The mark goes once they are indexed: whatever happens to the process in between, the clock comes back to it.
    A queryset's `update` passes by all this: it sets `pages_due_on` itself.
    """

    # Fields the pages are found by, or that decide whether they show it.
    followed_fields: tuple[str, ...] = ()
    # Those of them that `next_due` reads.
    dated_fields: tuple[str, ...] = ()

    # The day from which the pages no longer say what is true.
    pages_due_on = models.DateField(null=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._mark_change()
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "pages_due_on"}
        super().save(*args, **kwargs)

    @property
    def is_due(self) -> bool:
        """Whether its pages are to be indexed again."""
        return self.pages_due_on is not None and self.pages_due_on <= timezone.localdate()

    def next_due(self, day: datetime.date) -> datetime.date | None:
        """The next day after that one on which time alone changes what pages may show of it."""
        return None

    def _mark_change(self) -> None:
        row = type(self)._default_manager.filter(pk=self.pk).values(*self.followed_fields, "pages_due_on").first()
        if row and all(row[name] == getattr(self, name) for name in self.followed_fields):
            self.pages_due_on = row["pages_due_on"]
        else:
            self.pages_due_on = timezone.localdate()
