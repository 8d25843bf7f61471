"""The territory: académie → département → bassin → établissement, and the FOQUALE networks."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.search import index

from search.french import fold

# How screens name the lowest level: bassin, district or circonscription. Lazy, because a
# setting is read when it is used; migrations hold the default.
BASSIN_LABEL = lazy(lambda: settings.SPS_BASSIN_LABEL, str)()
BASSINS_LABEL = lazy(lambda: f"{settings.SPS_BASSIN_LABEL}s", str)()
ZONES = [("A", "Zone A"), ("B", "Zone B"), ("C", "Zone C")]


class Academie(TagBase):
    """One of the 30 académies (domain §3). Codes are strings with their leading zero."""

    code = models.CharField("code", max_length=2, unique=True, help_text="Code officiel, « 01 » à « 70 ».")
    region_academique = models.CharField("région académique", max_length=60)
    zone = models.CharField(
        "zone de vacances", max_length=1, choices=ZONES, blank=True, help_text="Vide en Corse et outre-mer."
    )

    free_tagging = False

    class Meta:
        verbose_name = "académie"
        verbose_name_plural = "académies"
        ordering = ["name"]


class Departement(models.Model):
    """A département, or a collectivité d’outre-mer under the Éducation nationale's own code."""

    code = models.CharField("code", max_length=3, unique=True, help_text="Code de l’Éducation nationale.")
    code_insee = models.CharField("code INSEE", max_length=3)
    name = models.CharField("nom", max_length=80)
    academie = models.ForeignKey(
        Academie,
        verbose_name="académie",
        on_delete=models.PROTECT,
        related_name="departements",
        null=True,
        blank=True,
        help_text="Vide pour un vice-rectorat.",
    )
    structure = models.CharField("structure", max_length=80, default="département")

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Bassin(index.Indexed, models.Model):
    """The lowest level of steering; screens call it SPS_BASSIN_LABEL (R-03)."""

    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("identifiant", max_length=120, unique=True)
    code = models.CharField("code officiel", max_length=20, blank=True)
    departement = models.ForeignKey(
        Departement, verbose_name="département", on_delete=models.PROTECT, related_name="bassins"
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("name"),
        index.FilterField("departement"),
    ]

    class Meta:
        verbose_name = BASSIN_LABEL
        verbose_name_plural = BASSINS_LABEL
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """`mantes`, or `mantes-78`, `mantes-78-2`… when another bassin has it."""
        base = slugify(fold(self.name))[:100] or "bassin"
        taken = set(Bassin.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        slug, rank = base, 1
        while slug in taken:
            slug = f"{base}-{self.departement.code.lower()}" + (f"-{rank}" if rank > 1 else "")
            rank += 1
        return slug


class ReseauFoquale(ClusterableModel):
    """A FOQUALE network: receives the announcements and bilans of its bassins (R-06)."""

    name = models.CharField("nom", max_length=120, unique=True)
    bassins = models.ManyToManyField(Bassin, verbose_name=BASSINS_LABEL, related_name="reseaux", blank=True)
    coordinator = models.CharField(
        "coordonné par", max_length=120, blank=True, help_text="Fonction, par exemple « proviseur, lycée X »."
    )

    class Meta:
        verbose_name = "réseau FOQUALE"
        verbose_name_plural = "réseaux FOQUALE"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReseauAddress(models.Model):
    """A mailbox of a network's steering committee."""

    reseau = ParentalKey(ReseauFoquale, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField("destinataire", max_length=120, blank=True)
    email = models.EmailField("adresse électronique")

    class Meta:
        verbose_name = "adresse du comité de pilotage"
        verbose_name_plural = "adresses du comité de pilotage"
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email
