"""Fictional établissements, in invented communes of invented bassins: nothing of them is in the national annuaire.

UAIs take numbers above 9000 in their département, which none of the real ones use, with the right check letter.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from django.utils.text import slugify

from search import uai
from search.models import (
    Bassin,
    Departement,
    Etablissement,
    EtablissementSite,
    ReseauAddress,
    ReseauFoquale,
)

MARK = "(fictif)"
_MARK_FEMININE = "(fictive)"
_FIRST_NUMBER = 9001
# Numbers that the regulator keeps for fiction, by region.
_TELEPHONES = {
    "59": "03 53 01",
    "62": "03 53 01",
    "13": "04 65 71",
    "2A": "04 65 71",
    "2B": "04 65 71",
    "44": "02 61 91",
}
_ILE_DE_FRANCE = "01 99 00"
_UAI_PREFIX = {"2A": "620", "2B": "720"}
_POSTAL_PREFIX = {"2A": "20", "2B": "20"}


class BassinData(TypedDict):
    """A bassin of `bassins.json`; `reseau` is missing outside the demo académie."""

    departement: str
    name: str
    communes: list[str]
    latitude: float
    longitude: float
    colleges: list[str]
    lycee: str
    lycee_professionnel: str
    ecole: str
    reseau: str


def read_bassins() -> list[BassinData]:
    """The bassins in the order that their ranks follow: the demo académie's first."""
    return json.loads((Path(__file__).parent / "bassins.json").read_text(encoding="utf-8"))


def load() -> None:
    """Create bassins, établissements with their site, CIO and FOQUALE networks; nothing when they are there."""
    data = read_bassins()
    if Bassin.objects.filter(slug=slugify(data[0]["name"])).exists():
        return
    departements = {departement.code: departement for departement in Departement.objects.all()}
    counts: dict[str, int] = {}
    for rank, described in enumerate(data):
        code = described["departement"]
        bassin = Bassin.objects.create(
            name=described["name"],
            slug=slugify(described["name"]),
            code=f"DEMO-{code}-{rank + 1:02d}",
            departement=departements[code],
        )
        for type_, name, commune in _schools(described, rank):
            counts[code] = counts.get(code, 0) + 1
            _create(type_, name, bassin, described, commune, counts[code])
        if "reseau" in described:
            _join_network(described["reseau"], bassin)


def _schools(described: BassinData, rank: int) -> Iterator[tuple[str, str, int]]:
    """Type as the annuaire writes it, name, and which of the bassin's communes."""
    for place, name in enumerate(described["colleges"]):
        yield "Collège", f"Collège {name} {MARK}", place
    yield "Lycée", f"Lycée {described['lycee']} {MARK}", 0
    kind = "Lycée polyvalent" if rank % 3 == 2 else "Lycée professionnel"
    yield kind, f"{kind} {described['lycee_professionnel']} {MARK}", 1
    yield "École", f"École primaire {described['ecole']} {_MARK_FEMININE}", 1
    yield "Information et orientation", f"CIO de {described['communes'][0]} {MARK}", 0


def _create(type_: str, name: str, bassin: Bassin, described: BassinData, place: int, number: int) -> None:
    code = described["departement"]
    digits = f"{_UAI_PREFIX.get(code, code.zfill(3))}{_FIRST_NUMBER + number - 1}"
    identifier = digits + uai.check_letter(digits)
    school = Etablissement.objects.create(
        uai=identifier,
        name=name,
        type=type_,
        statut=Etablissement.Statut.PRIVE if number % 11 == 0 else Etablissement.Statut.PUBLIC,
        departement=bassin.departement,
        bassin=bassin,
        mailbox=f"ce.{identifier.lower()}@ecole.invalid",
        is_fictional=True,
    )
    prefix = _POSTAL_PREFIX.get(code, code)
    EtablissementSite.objects.create(
        etablissement=school,
        address=f"{number} rue de l’Exemple",
        postal_code=prefix + str(900 + number)[-(5 - len(prefix)) :],
        commune=described["communes"][place],
        telephone=f"{_TELEPHONES.get(code, _ILE_DE_FRANCE)} {number // 100:02d} {number % 100:02d}",
        latitude=round(described["latitude"] + 0.004 * (number % 7) - 0.012, 4),
        longitude=round(described["longitude"] + 0.006 * (number % 5) - 0.012, 4),
    )


def _join_network(name: str, bassin: Bassin) -> None:
    network, created = ReseauFoquale.objects.get_or_create(
        name=f"Réseau FOQUALE {name} {MARK}", defaults={"coordinator": "proviseur, coordonnateur du réseau"}
    )
    if created:
        address = f"foquale.{slugify(name)}@reseau.invalid"
        ReseauAddress.objects.create(reseau=network, label="Comité de pilotage", email=address)
    network.bassins.add(bassin)
