"""The vocabularies a site starts with, read from `search/data` (sources and dates: its README)."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import models, transaction
from django.utils.text import slugify

from .models import Academie, Category, Departement, Niveau, Public, SynonymGroup

DATA = Path(__file__).parent / "data"
# Lists that officers may rename and reorder: only what is missing is added.
LISTS = {"categories.csv": Category, "publics.csv": Public, "niveaux.csv": Niveau}


class Loaded(NamedTuple):
    """What loading one file did."""

    label: str
    created: int
    updated: int


@transaction.atomic
def load() -> list[Loaded]:
    """Load every vocabulary; twice is harmless.

    Académies and départements follow the official files; categories, publics and niveaux are only
    completed; synonyms are the officers' as soon as there is one.
    """
    return [
        _load_academies(),
        _load_departements(),
        *(_complete_list(file, model) for file, model in LISTS.items()),
        _load_synonyms(),
    ]


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a data file, with the typographic apostrophe screens show."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {column: value.strip().replace("'", "’") for column, value in row.items()}


def _load_academies() -> Loaded:
    return _follow(
        Academie,
        {
            row["code"]: {
                "name": row["name"],
                "slug": slugify(row["name"]),
                "region_academique": row["region_academique"],
                "zone": row["zone"],
            }
            for row in rows("academies.csv")
        },
    )


def _load_departements() -> Loaded:
    academies = {academie.code: academie for academie in Academie.objects.all()}
    wanted = {
        row["code"]: {
            "code_insee": row["code"],
            "name": row["name"],
            "academie": academies[row["academie_code"]],
            "structure": "département",
        }
        for row in rows("departements.csv")
    }
    # Under the Éducation nationale's code: 987 is Wallis-et-Futuna here, Polynésie at the INSEE.
    for row in rows("collectivites_outre_mer.csv"):
        wanted[row["code_education"]] = {
            "code_insee": row["code_insee"],
            "name": row["name"],
            "academie": academies.get(row["academie_code_rattachement"]),
            "structure": row["structure"],
        }
    return _follow(Departement, wanted)


def _follow(model: type[Academie] | type[Departement], wanted: dict[str, dict]) -> Loaded:
    """Create or update the rows of `model` by code; a row that is already right is not saved."""
    known: dict[str, models.Model] = {row.code: row for row in model._default_manager.all()}
    updated = 0
    for code, values in wanted.items():
        if code not in known:
            model(code=code, **values).save()
        elif _differs(known[code], values):
            updated += 1
            known[code].save()
    return Loaded(str(model._meta.verbose_name_plural), len(wanted.keys() - known.keys()), updated)


def _differs(instance: models.Model, values: dict) -> bool:
    """Set the values; whether one of them was another."""
    changed = [name for name, value in values.items() if getattr(instance, name) != value]
    for name in changed:
        setattr(instance, name, values[name])
    return bool(changed)


def _complete_list(file: str, model: type[models.Model]) -> Loaded:
    known = set(model._default_manager.values_list("slug", flat=True))
    names = set(model._default_manager.values_list("name", flat=True))
    created = 0
    for rank, row in enumerate(rows(file), start=1):
        if row["slug"] not in known and row["name"] not in names:
            model._default_manager.create(**row, sort_order=rank * 10)
            created += 1
    return Loaded(str(model._meta.verbose_name_plural), created, 0)


def _load_synonyms() -> Loaded:
    label = str(SynonymGroup._meta.verbose_name_plural)
    file = "synonyms.csv"
    if SynonymGroup.objects.exists() or not (DATA / file).exists():
        return Loaded(label, 0, 0)
    groups = [SynonymGroup(expressions=row["expressions"], direction=row["sens"]) for row in rows(file)]
    SynonymGroup.objects.bulk_create(groups)
    return Loaded(label, len(groups), 0)
