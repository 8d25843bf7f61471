"""Territory and words. Fixed values, variety by argument; établissements are fictional."""

import factory
from factory.django import DjangoModelFactory

from search import uai
from search.models import (
    Academie,
    Bassin,
    Category,
    Departement,
    Etablissement,
    EtablissementSite,
    Keyword,
    Mandate,
    Niveau,
    Promotion,
    Public,
    ReseauAddress,
    ReseauFoquale,
    SynonymGroup,
    Theme,
)


def fictional_uai(number, departement="94"):
    """A UAI with the right letter, in a range no établissement has (serial numbers from 9000)."""
    prefix = {"2A": "620", "2B": "720"}.get(departement, departement.zfill(3))
    digits = f"{prefix}{9000 + number % 1000:04d}"
    return digits + uai.check_letter(digits)


class AcademieFactory(DjangoModelFactory):
    class Meta:
        model = Academie
        django_get_or_create = ("code",)

    code = "24"
    name = "Créteil"
    slug = "creteil"
    region_academique = "Île-de-France"
    zone = "C"

    class Params:
        versailles = factory.Trait(code="25", name="Versailles", slug="versailles")
        lyon = factory.Trait(code="10", name="Lyon", slug="lyon", region_academique="Auvergne-Rhône-Alpes", zone="A")


class DepartementFactory(DjangoModelFactory):
    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = "94"
    code_insee = factory.SelfAttribute("code")
    name = "Val-de-Marne"
    academie = factory.SubFactory(AcademieFactory)

    class Params:
        yvelines = factory.Trait(
            code="78", name="Yvelines", academie=factory.SubFactory(AcademieFactory, versailles=True)
        )


class BassinFactory(DjangoModelFactory):
    class Meta:
        model = Bassin

    name = factory.Sequence(lambda number: f"Bassin {number}")
    departement = factory.SubFactory(DepartementFactory)


class EtablissementFactory(DjangoModelFactory):
    class Meta:
        model = Etablissement

    uai = factory.LazyAttributeSequence(lambda school, number: fictional_uai(number, school.departement.code))
    name = factory.Sequence(lambda number: f"Collège Exemple {number}")
    type = "Collège"
    departement = factory.SubFactory(DepartementFactory)
    is_fictional = True

    class Params:
        in_bassin = factory.Trait(
            bassin=factory.SubFactory(BassinFactory, departement=factory.SelfAttribute("..departement"))
        )


class EtablissementSiteFactory(DjangoModelFactory):
    class Meta:
        model = EtablissementSite

    etablissement = factory.SubFactory(EtablissementFactory)
    address = "1 rue des Écoles"
    postal_code = "94000"
    commune = "Créteil"


class ReseauFoqualeFactory(DjangoModelFactory):
    class Meta:
        model = ReseauFoquale

    name = factory.Sequence(lambda number: f"Réseau FOQUALE {number}")


class ReseauAddressFactory(DjangoModelFactory):
    class Meta:
        model = ReseauAddress

    reseau = factory.SubFactory(ReseauFoqualeFactory)
    email = "foquale@exemple.test"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda number: f"Thème {number}")


class KeywordFactory(DjangoModelFactory):
    class Meta:
        model = Keyword

    name = factory.Sequence(lambda number: f"mot {number}")


class _ListedWordFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("slug",)


class CategoryFactory(_ListedWordFactory):
    class Meta:
        model = Category

    name = "Dans la classe"
    slug = "dans-la-classe"


class PublicFactory(_ListedWordFactory):
    class Meta:
        model = Public

    name = "Collégiens"
    slug = "collegiens"


class NiveauFactory(_ListedWordFactory):
    class Meta:
        model = Niveau

    name = "Terminale"
    slug = "terminale"


class SynonymGroupFactory(DjangoModelFactory):
    class Meta:
        model = SynonymGroup

    expressions = "SAIO | service académique d’information et d’orientation"


class PromotionFactory(DjangoModelFactory):
    """Give `page`."""

    class Meta:
        model = Promotion

    queries = "théâtre"


class MandateFactory(DjangoModelFactory):
    """A pilot of an académie; give `user`."""

    class Meta:
        model = Mandate

    role = Mandate.Role.PILOT
    academie = factory.SubFactory(AcademieFactory)
