"""What the demo's actions are made of, read once: éditions, établissements, fiches, words, drawings."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import slugify

from media.models import Photo
from resources.models import EditionIndexPage, EditionPage, FicheActionPage
from search import school_year
from search.models import Academie, Category, Etablissement, Keyword, Niveau, Public, Theme

from .schools import MARK, BassinData, read_bassins
from .typography import dressed
from .wording import Place

DEMO_ACADEMIE = "24"
# The word every invented action carries, so that they can be told from real ones, and removed.
KEYWORD = "démonstration"

_KINDS = {"Collège": "college", "Lycée": "lycee", "Lycée professionnel": "pro", "Lycée polyvalent": "pro"}


@dataclass(frozen=True)
class Cast:
    """The parts, by the names the families give them."""

    photos: Mapping[str, Photo]

    @cached_property
    def bassins(self) -> list[BassinData]:
        return read_bassins()

    @cached_property
    def editions(self) -> dict[tuple[str, int], EditionPage]:
        """By code of the académie and first calendar year."""
        pages = EditionPage.objects.prefetch_related("territory_dates", "academies")
        return {(academie.code, page.year or 0): page for page in pages for academie in page.academies.all()}

    @cached_property
    def schools(self) -> dict[tuple[str, str], list[Etablissement]]:
        """By slug of the bassin and kind (« college », « lycee », « pro », « ecole »)."""
        found = defaultdict(list)
        schools = Etablissement.objects.filter(is_fictional=True).select_related(
            "departement__academie", "bassin__departement__academie"
        )
        for school in schools.prefetch_related("sites").order_by("uai"):
            if school.bassin and school.type != "Information et orientation":
                found[school.bassin.slug, _KINDS.get(school.type, "ecole")].append(school)
        return found

    @cached_property
    def fiches(self) -> dict[str, FicheActionPage]:
        return {fiche.slug: fiche for fiche in FicheActionPage.objects.all()}

    @cached_property
    def keywords(self) -> dict[str, Keyword]:
        """By folded name; see `keyword`."""
        return {keyword.folded: keyword for keyword in Keyword.objects.all()}

    @cached_property
    def words(self) -> dict[type[models.Model], dict[str, models.Model]]:
        """Themes, publics, niveaux and categories by slug."""
        return {
            model: {word.slug: word for word in model._default_manager.all()}
            for model in (Theme, Public, Niveau, Category)
        }

    def keyword(self, name: str) -> Keyword:
        folded = Keyword.fold(name)
        if folded not in self.keywords:
            self.keywords[folded] = Keyword.objects.create(name=name)
        return self.keywords[folded]

    def named(self, model: type[models.Model], slugs: Iterable[str]) -> list:
        return [self.words[model][slug] for slug in slugs]

    def schools_of(self, bassin: int, kind: str) -> list[Etablissement]:
        """The établissements of that kind in the bassin of that rank."""
        return self.schools[slugify(self.bassins[bassin]["name"]), kind]


def place_of(school: Etablissement, kind: str) -> Place:
    """What the sentences say of an établissement: its name without the mark, beginning in lower case."""
    name = school.name.replace(MARK, "").replace("(fictive)", "").strip()
    commune = next(site.commune for site in school.sites.all())
    bassin = school.bassin.name if school.bassin else ""
    return Place(name[0].lower() + name[1:], commune, bassin, kind)


def open_other_editions(index: EditionIndexPage) -> None:
    """The éditions of the académies beside the demo's own, when they are not there."""
    data = dressed(json.loads((Path(__file__).parent / "other_editions.json").read_text(encoding="utf-8")))
    for described in data:
        academie = Academie.objects.get(code=described["academie"])
        label = school_year.label(described["year"])
        if index.get_children().filter(slug=f"{label}-{academie.slug}").exists():
            continue
        days = {name: parse_date(described[name]) for name in ("starts_on", "ends_on")}
        page = EditionPage(
            title=f"Édition {label}, académie de {academie.name}",
            slug=f"{label}-{academie.slug}",
            year=described["year"],
            theme=described["theme"],
            summary=described["summary"],
            academies=[academie],
            **days,
        )
        index.add_child(instance=page)
