"""What anyone may see: the only place that says it (design §5)."""

from typing import TypeVar

from django.db.models import Exists, F, OuterRef, TextField
from django.db.models.functions import Cast
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def visible(pages: Pages) -> Pages:
    """Narrow to live pages without a view restriction of their own or inherited.

    The same as Wagtail's `.live().public()`, whose second half first asks the database for the
    restrictions; here they are a sub-query, so that it costs no query of its own.
    """
    above = PageViewRestriction.objects.annotate(inner=Cast(OuterRef("path"), TextField()))
    return pages.live().filter(~Exists(above.filter(inner__startswith=F("page__path"))))
