"""What anyone may see: the only place that says it (design §5)."""

from typing import Any, TypeVar

from django.db.models import BooleanField, Func
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


class _IsRestricted(Func):
    """Whether a path is that of a page with a view restriction, or below one.

    Written out, because every public query holds it: as a sub-query of the ORM it took three quarters
    of the time these queries are built in.
    """

    output_field = BooleanField()
    # SQLite never reorders a CROSS JOIN: with its statistics (ANALYZE) it would go through all pages for each page.
    template = """EXISTS (
        SELECT 1 FROM wagtailcore_pageviewrestriction restriction CROSS JOIN wagtailcore_page restricted
        WHERE restricted.id = restriction.page_id
        AND substr(%(expressions)s, 1, length(restricted.path)) = restricted.path
    )"""
    # PostgreSQL does: it expects a hundred restrictions as long as nobody has counted them, and few sites ever have
    # enough for it to do so. An array is made once, whatever it expects.
    _AS_ARRAY = """EXISTS (
        SELECT 1 FROM unnest(ARRAY(
            SELECT restricted.path FROM wagtailcore_pageviewrestriction restriction
            JOIN wagtailcore_page restricted ON restricted.id = restriction.page_id
        )) restricted(path)
        WHERE substr(%(expressions)s, 1, length(restricted.path)) = restricted.path
    )"""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self._AS_ARRAY, **context)


def visible(pages: Pages) -> Pages:
    """Narrow to live pages without a view restriction of their own or inherited.

    The same as Wagtail's `.live().public()`, whose second half first asks the database for the
    restrictions; here they are a sub-query, so that it costs no query of its own.
    """
    return pages.filter(~_IsRestricted("path"), live=True)
