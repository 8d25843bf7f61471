"""What a visitor asks: the search address (design §4) read into one value, tolerant of anything."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import Http404, QueryDict

from .kinds import Kind

# Parameters that narrow the results: repeated = OR inside, AND between. The order is the page's.
FACETS = {
    "type": "Type",
    "academie": "Académie",
    "theme": "Thème",
    "public": "Public",
    "categorie": "Catégorie",
    "niveau": "Niveau",
    "annee": "Année scolaire",
    "departement": "Département",
    "bassin": "Bassin",
    "media": "Contient",
    "phare": "Mise en avant",
    "mot": "Mot-clé",
    "etablissement": "Établissement",
}
SORTS = {"pertinence": "pertinence", "date": "date", "titre": "titre"}
QUERY_LENGTH = 200
MAX_PAGE = 500  # further pages would only serve robots; they answer 404
MAX_VALUES = 50  # of one facet
_ANY = "\0"  # stands for a value: no address holds it (see `clean`)


@dataclass(frozen=True)
class SearchRequest:
    """A search: words, chosen facet values, order, page; `kind` is fixed by an index page."""

    query: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "pertinence"
    page: int = 1
    literal: bool = False  # « malgré tout »: the words as typed, not their correction
    kind: Kind | None = None

    def address(self, **changes: Any) -> str:
        """The query string of this search with some of it changed; page 1 unless asked for."""
        return self._encode(
            str(changes.get("query", self.query)),
            changes.get("chosen", self.chosen),
            str(changes.get("sort", self.sort)),
            int(changes.get("page", 1)),
            bool(changes.get("literal", self.literal)),
        )

    def toggled(self, parameter: str, value: str) -> str:
        """The query string with this value added, or removed when it was chosen."""
        values = self.chosen.get(parameter, ())
        kept = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.address(chosen={**self.chosen, parameter: kept})

    def added(self, parameter: str, values: Iterable[str]) -> dict[str, str]:
        """Value → the query string with it added, as `toggled` gives it; they differ by the value alone."""
        before, _, after = self.toggled(parameter, _ANY).partition(quote_plus(_ANY))
        return {value: before + quote_plus(value) + after for value in values}

    @staticmethod
    def _encode(query: str, chosen: dict, sort: str, page: int, literal: bool) -> str:
        pairs = [("q", query)] if query else []
        pairs += [(name, value) for name in FACETS for value in chosen.get(name, ())]
        if sort != "pertinence":
            pairs.append(("tri", sort))
        if literal:
            pairs.append(("exact", "1"))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else "?"


def read(parameters: QueryDict, kind: Kind | None = None) -> SearchRequest:
    """The request of an address. Raises Http404 for a page that cannot exist."""
    chosen = {}
    for name in FACETS:
        values = dict.fromkeys(clean(value, 120) for value in parameters.getlist(name)[:MAX_VALUES])
        values.pop("", None)
        if values and not (name == "type" and kind):
            chosen[name] = tuple(values)
    sort = parameters.get("tri", "")
    return SearchRequest(
        query=clean(parameters.get("q", ""), QUERY_LENGTH),
        chosen=chosen,
        sort=sort if sort in SORTS else "pertinence",
        page=_page(parameters.get("page", "1")),
        literal=parameters.get("exact") == "1",
        kind=kind,
    )


def clean(text: str, length: int) -> str:
    """Trimmed and cut; control characters (NUL among them) and lone surrogates as spaces."""
    return " ".join("".join(map(_harmless, text[: length * 2])).split())[:length]


def _harmless(sign: str) -> str:
    if sign.isprintable():
        return sign
    # Soft hyphens, zero-width and direction marks stand inside words: they go without cutting them.
    return "" if unicodedata.category(sign) == "Cf" else " "


def _page(text: str) -> int:
    """An empty number is the first page's, as a form left blank sends it."""
    if not text:
        return 1
    # Ten digits are too many, and thousands more than int() takes.
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= number <= MAX_PAGE:
        raise Http404("Cette page de résultats n’existe pas.")
    return number
