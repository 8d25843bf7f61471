"""The French names of facet values, for all facets in one query."""

from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from . import school_year
from .kinds import Kind
from .models import FindablePage
from .request import FACETS

MOST_VALUES = 1_000  # of a facet: every académie, département and bassin
_FEWER = {"mot": 100, "etablissement": 100}  # nobody browses more of these; machines get them all the same
_MEDIA = {"photo": "Photos", "film": "Films", "document": "Document à télécharger"}

# parameter → (table, value column, label, rank); the big tables are asked for the values found only.
_TABLES = {
    "academie": ("search_academie", "slug", "name", "0"),
    "theme": ("search_theme", "slug", "name", "0"),
    "public": ("search_public", "slug", "name", "sort_order"),
    "categorie": ("search_category", "slug", "name", "sort_order"),
    "niveau": ("search_niveau", "slug", "name", "sort_order"),
    "departement": ("search_departement", "code", "name || ' (' || code || ')'", "0"),
    "bassin": ("search_bassin", "slug", "name", "0"),
    "mot": ("search_keyword", "slug", "name", "0"),
    "etablissement": ("search_etablissement", "uai", "name", "0"),
}


class Label(NamedTuple):
    text: str
    rank: int


Labels = dict[tuple[str, str], Label]


def facet_title(parameter: str) -> str:
    """The heading of a facet; the bassin's is a setting (R-03)."""
    return settings.SPS_BASSIN_LABEL.capitalize() if parameter == "bassin" else FACETS[parameter]


def labels_for(counts: dict[str, Counter[str]], chosen: dict[str, tuple[str, ...]]) -> Labels:
    """(parameter, value) → label, for the most frequent values counted and all those chosen.

    A chosen value that is missing from the answer does not exist.
    """
    wanted = {name: _values(counts.get(name, Counter()), chosen.get(name, ()), _most_values(name)) for name in FACETS}
    if secret := _without_public_page(set(chosen.get("mot", ())) - counts.get("mot", Counter()).keys()):
        wanted["mot"] = [slug for slug in wanted["mot"] if slug not in secret]
    return {**_fixed(wanted), **_stored(wanted)}


def _without_public_page(keywords: set[str]) -> set[str]:
    """Of these slugs, those no public page carries: the name of a draft's keyword is told to nobody."""
    if not keywords:
        return set()
    carried = FindablePage.objects.visible().filter(keyword_items__tag__slug__in=keywords)
    return keywords - set(carried.values_list("keyword_items__tag__slug", flat=True))


def labels_left_out(counts: dict[str, Counter[str]]) -> Labels:
    """Those of the values beyond what a page shows, up to MOST_VALUES of a facet: for machines; no query if none."""
    wanted = {name: most_frequent(counts.get(name, Counter()), MOST_VALUES)[_most_values(name) :] for name in FACETS}
    return _stored(wanted)


def _values(counted: Counter[str], chosen: tuple[str, ...], most: int) -> list[str]:
    return list(dict.fromkeys([*chosen, *most_frequent(counted, most)]))


def _most_values(parameter: str) -> int:
    """How many values of a facet have a label in every answer."""
    return _FEWER.get(parameter, MOST_VALUES)


def most_frequent(counted: Counter[str], most: int) -> list[str]:
    """The values with most hits, the same whatever order the engine counted them in."""
    return sorted(counted, key=lambda value: (-counted[value], value))[:most]


def _fixed(wanted: dict[str, list[str]]) -> Labels:
    """Labels that are not in the database."""
    labels = {("type", kind.value): Label(kind.label, rank) for rank, kind in enumerate(Kind)}
    labels |= {("media", name): Label(text, rank) for rank, (name, text) in enumerate(_MEDIA.items())}
    labels[("phare", "1")] = Label("Action phare", 0)
    for value in wanted["annee"]:
        year = school_year.parse(value)
        if year:
            labels[("annee", value)] = Label(value, -year)
    return labels


def _stored(wanted: dict[str, list[str]]) -> Labels:
    statements, parameters = [], []
    for name, (table, column, text, rank) in _TABLES.items():
        if wanted[name]:
            holders = ", ".join(["%s"] * len(wanted[name]))
            statements.append(
                f"SELECT '{name}', {column}, {text}, {rank} FROM {table} WHERE {column} IN ({holders})"  # noqa: S608
            )
            parameters += wanted[name]
    if not statements:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        return {(name, value): Label(text, rank) for name, value, text, rank in cursor.fetchall()}
