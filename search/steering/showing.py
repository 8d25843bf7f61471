"""The pages officers chose for a search, as the cards above its results."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from wagtail.models import Page

from search.models import Entry
from search.presenting import Card
from search.service import Results
from search.visibility import visible

from .promoted import Promoted

MOST = 3  # more would hide the results
_COLUMNS = ("title", "url_path", "findablepage__summary", "findablepage__entry__kicker")


def promoted_cards(results: Results, request: HttpRequest) -> list[Card]:
    """At most three, in the officers' order: first page of a search without facets, pages that anyone may see.

    One query when officers chose a page for these words, none otherwise.
    """
    asked = results.request
    if not results.promoted or asked.page > 1 or asked.chosen or asked.kind:
        return []
    wanted = visible(Page.objects.filter(pk__in=[choice.page_id for choice in results.promoted]))
    pages = wanted.select_related("findablepage__entry").only(*_COLUMNS).in_bulk()
    shown = [choice for choice in results.promoted if choice.page_id in pages][:MOST]
    return [_card(pages[choice.page_id], choice, request) for choice in shown]


def _card(page: Page, choice: Promoted, request: HttpRequest) -> Card:
    entry = _entry_of(page)
    return Card(
        url=page.get_url(request) or "",
        title=page.title,
        kicker=entry.kicker if entry else "",
        excerpt_html=choice.reason or (entry.page.summary if entry else ""),
    )


def _entry_of(page: Page) -> Entry | None:
    """None for lists, the home page and other pages that are not in the results themselves."""
    try:
        return page.findablepage.entry
    except ObjectDoesNotExist:
        return None
