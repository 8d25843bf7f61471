"""Loads the themes and the keywords of `content/vocabulaires`; the other lists are in `search/data`."""

import json

from search.models import Keyword, Theme

from .texts import CONTENT


def load() -> None:
    """Create what is missing; what an officer renamed keeps their name."""
    for theme in _read("themes"):
        Theme.objects.get_or_create(slug=theme["slug"], defaults={"name": theme["name"]})
    for name in _read("keywords"):
        if Keyword.objects.twin_of(name) is None:
            Keyword.objects.create(name=name)


def _read(name: str) -> list:
    return json.loads((CONTENT / "vocabulaires" / f"{name}.json").read_text(encoding="utf-8"))
