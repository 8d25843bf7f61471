"""What anyone may see: the only place that says it (design §5)."""

from typing import TypeVar

from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=PageQuerySet)


def visible(pages: Pages) -> Pages:
    """Narrow to live pages without a view restriction of their own or inherited."""
    return pages.live().public()
