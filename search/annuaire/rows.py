"""From a row to the values of an établissement and of one of its sites; pure, no database."""

import math
import re
from collections.abc import Callable, Container
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from search import uai
from search.french import fold

from .reading import AnnuaireError, Line

# Codes of the INSEE that the Éducation nationale writes otherwise; 987 means two places (domain §3).
_OVERSEAS_OF_INSEE = {"986": "987", "988": "983"}
_OVERSEAS = ("983", "984", "987")
_OPEN = {"", "ouvert", "a fermer", "1", "2"}
_CLOSED = {"ferme", "a ouvrir", "3"}

Warn = Callable[[str], None]

_validate_web = URLValidator(["http", "https"])


class Site(NamedTuple):
    """Values of an EtablissementSite."""

    address: str
    postal_code: str
    commune: str
    telephone: str
    web: str
    latitude: float | None
    longitude: float | None


class School(NamedTuple):
    """One row: the établissement as it says, and the site it describes."""

    uai: str
    name: str
    type: str
    statut: str
    departement: str
    bassin_code: str
    bassin_name: str
    mailbox: str
    is_open: bool
    site: Site


def parse(line: Line, departements: Container[str], warn: Warn) -> School:
    """Read a row.

    Raises AnnuaireError when the UAI, the name or the département cannot be right; `warn` is told in
    French of what is kept as it is (a check letter) or left out (an unreadable address).
    """
    row = _Reader(line, warn)
    code = row.uai()
    return School(
        uai=code,
        name=row.required("nom_etablissement", 200),
        type=row.text("type_etablissement", 80),
        statut=row.statut(),
        departement=row.departement(code, departements),
        bassin_code=row.text("code_bassin_formation", 20),
        bassin_name=row.text("libelle_bassin_formation", 120),
        mailbox=row.mailbox(),
        is_open=row.is_open(),
        site=row.site(),
    )


class _Reader:
    """Reads the columns of one row, with the line number for errors and warnings."""

    def __init__(self, line: Line, warn: Warn) -> None:
        self.line = line
        self._warn = warn

    def warn(self, column: str, problem: str) -> None:
        self._warn(str(AnnuaireError.at(self.line.number, problem, column)))

    def raw(self, column: str) -> str:
        return self.line.values.get(column, "")

    def text(self, column: str, longest: int) -> str:
        """The column with runs of blanks as one space, cut at the length the database keeps."""
        value = " ".join(self.raw(column).split())
        if len(value) > longest:
            self.warn(column, f"texte coupé à {longest} caractères.")
        return value[:longest]

    def required(self, column: str, longest: int) -> str:
        value = self.text(column, longest)
        if not value:
            raise AnnuaireError.at(self.line.number, "valeur absente.", column)
        return value

    def uai(self) -> str:
        column = "identifiant_de_l_etablissement"
        code = uai.normalise(self.raw(column))
        if not uai.has_shape(code):
            problem = f"« {self.raw(column)} » n’est pas un UAI (sept chiffres et une lettre)."
            raise AnnuaireError.at(self.line.number, problem, column)
        if not uai.has_right_letter(code):
            self.warn(column, f"la lettre de contrôle de {code} ne correspond pas à ses chiffres.")
        return code

    def departement(self, code_uai: str, known: Container[str]) -> str:
        column = "code_departement"
        code = departement_code(self.raw(column), code_uai)
        if code not in known:
            raise AnnuaireError.at(self.line.number, f"département « {self.raw(column)} » inconnu.", column)
        return code

    def statut(self) -> str:
        said = fold(self.raw("statut_public_prive"))
        if not said.startswith(("public", "prive")):
            self.warn("statut_public_prive", f"statut « {said} » inconnu, compté comme public.")
        return "prive" if said.startswith("prive") else "public"

    def is_open(self) -> bool:
        said = fold(self.raw("etat"))
        if said not in _OPEN | _CLOSED:
            self.warn("etat", f"état « {said} » inconnu, compté comme fermé.")
        return said in _OPEN

    def mailbox(self) -> str:
        address = self.text("mail", 254).lower()
        return address if self._is_valid("mail", address, validate_email) else ""

    def site(self) -> Site:
        address = " ".join(filter(None, (self.text(f"adresse_{rank}", 250) for rank in (1, 2, 3))))
        return Site(
            address=address[:250],
            postal_code=self._postal_code(),
            commune=self.text("nom_commune", 100),
            telephone=self.text("telephone", 30),
            web=self._web(),
            latitude=self._coordinate("latitude", 90),
            longitude=self._coordinate("longitude", 180),
        )

    def _postal_code(self) -> str:
        code = self.text("code_postal", 10)
        # Spreadsheets take the leading zero away.
        return code.zfill(5) if code.isdecimal() else code

    def _web(self) -> str:
        address = self.text("web", 200)
        if address and not re.match(r"https?://", address, re.IGNORECASE):
            address = f"http://{address}"[:200]
        return address if self._is_valid("web", address, _validate_web) else ""

    def _is_valid(self, column: str, address: str, validate: Callable[[str], None]) -> bool:
        if not address:
            return False
        try:
            validate(address)
        except ValidationError:
            self.warn(column, f"adresse « {address} » illisible, laissée vide.")
            return False
        return True

    def _coordinate(self, column: str, largest: int) -> float | None:
        said = self.raw(column).replace(",", ".")
        if not said:
            return None
        try:
            degrees = float(said)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= largest:
            self.warn(column, f"coordonnée « {said} » illisible, laissée vide.")
            return None
        return degrees


def departement_code(said: str, code_uai: str = "") -> str:
    """`033` → `33`, `02A` → `2A`, `1` → `01`; the Pacific by the Éducation nationale's codes.

    987 is Wallis-et-Futuna for the ministry and Polynésie for the INSEE: the UAI, whose first digits
    are the ministry's code, decides.
    """
    code = said.strip().upper()
    if len(code) == 3 and code[0] == "0":
        code = code[1:]
    code = code.zfill(2) if code else ""
    if code in (*_OVERSEAS, *_OVERSEAS_OF_INSEE):
        prefix = code_uai[:3]
        return prefix if prefix in _OVERSEAS else _OVERSEAS_OF_INSEE.get(code, code)
    return code
