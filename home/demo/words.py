"""Loads the themes, the keywords and the promoted pages of `content/vocabulaires`; the other lists: `search/data`."""

import json

from wagtail.models import Page

from search.models import Keyword, Promotion, Theme

from .texts import CONTENT


def load() -> None:
    """Create what is missing; what an officer renamed keeps their name."""
    for theme in _read("themes"):
        Theme.objects.get_or_create(slug=theme["slug"], defaults={"name": theme["name"]})
    for name in _read("keywords"):
        if Keyword.objects.twin_of(name) is None:
            Keyword.objects.create(name=name)


def promote() -> None:
    """Put the pages that answer best above some searches, unless officers chose any; the pages must exist."""
    if Promotion.objects.exists():
        return
    for rank, promotion in enumerate(_read("promotions"), start=1):
        page = Page.objects.get(slug=promotion["page"])
        queries = "\n".join(promotion["queries"])
        Promotion.objects.create(page=page, queries=queries, reason=promotion["reason"], sort_order=rank * 10)


def _read(name: str) -> list:
    return json.loads((CONTENT / "vocabulaires" / f"{name}.json").read_text(encoding="utf-8"))
