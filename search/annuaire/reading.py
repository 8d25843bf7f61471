"""From the file to rows: encoding, separator, header, number of fields."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from search.french import fold

REQUIRED = (
    "identifiant_de_l_etablissement",
    "nom_etablissement",
    "type_etablissement",
    "statut_public_prive",
    "adresse_1",
    "code_postal",
    "nom_commune",
    "code_departement",
    "telephone",
    "web",
    "mail",
    "latitude",
    "longitude",
    "etat",
)
OPTIONAL = ("adresse_2", "adresse_3", "code_bassin_formation", "libelle_bassin_formation")


class AnnuaireError(Exception):
    """The file cannot be imported; the message is a French sentence for the person who ran the import."""

    @classmethod
    def at(cls, line: int, problem: str, column: str = "") -> "AnnuaireError":
        """A problem at a line of the file, counted from 1 as editors do, and in a column if it has one."""
        return cls(f"Ligne {line}{f', colonne « {column} »' if column else ''} : {problem}")


class Line(NamedTuple):
    """A row of the file: `values` by column in lower case, trimmed, only the columns we use."""

    number: int
    values: dict[str, str]


def read(path: Path) -> Iterator[Line]:
    """Stream the rows of the file.

    Raises AnnuaireError when the file is not UTF-8, lacks a column or has a line that is not whole.
    """
    try:
        with path.open("rb") as file:
            yield from _rows(_decoded(file))
    except OSError as problem:
        raise AnnuaireError(f"Le fichier {path} ne peut pas être lu : {problem.strerror}.") from problem


def _decoded(file: Iterator[bytes]) -> Iterator[str]:
    # Line by line, so that a wrong encoding is reported where it shows.
    for number, line in enumerate(file, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as problem:
            raise AnnuaireError.at(
                number, "le fichier n’est pas en UTF-8. L’exporter de nouveau en « CSV UTF-8 »."
            ) from problem
        if "\0" in text:
            raise AnnuaireError.at(number, "caractère nul : ce n’est pas un fichier CSV en UTF-8.")
        yield text


def _rows(lines: Iterator[str]) -> Iterator[Line]:
    header = next(lines, "")
    # The national export uses « ; »; spreadsheets sometimes save it with « , ».
    separator = ";" if header.count(";") >= header.count(",") else ","
    names = next(csv.reader([header], delimiter=separator), [])
    places = _places(names)
    for number, fields in _numbered(csv.reader(lines, delimiter=separator, strict=True)):
        if len(fields) != len(names):
            raise AnnuaireError.at(number, f"{len(fields)} champs au lieu de {len(names)}.")
        yield Line(number, {column: fields[place].strip() for column, place in places.items()})


def _places(names: list[str]) -> dict[str, int]:
    """Where each column we use stands; headers differ by case, accents and spaces between exports."""
    found = [re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_") for name in names]
    missing = [column for column in REQUIRED if column not in found]
    if missing:
        raise AnnuaireError.at(1, f"colonne absente de l’en-tête : {', '.join(missing)}.")
    wanted = [column for column in (*REQUIRED, *OPTIONAL) if column in found]
    twice = [column for column in wanted if found.count(column) > 1]
    if twice:
        raise AnnuaireError.at(1, f"colonne présente deux fois dans l’en-tête : {', '.join(twice)}.")
    return {column: found.index(column) for column in wanted}


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin at, empty lines left out; the header was line 1."""
    while True:
        number = reader.line_num + 2
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise AnnuaireError.at(
                number, f"ligne illisible, un guillemet ouvert n’est sans doute pas fermé ({problem})."
            ) from problem
        if fields:
            yield number, fields
