"""Écoles, collèges, lycées, CIO and services: one per UAI, with one or several sites (domain §4)."""

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from search import uai

from .territory import BASSIN_LABEL, Academie, Bassin, Departement


class Etablissement(index.Indexed, ClusterableModel):
    """An établissement of the national directory. Pupil counts are not kept."""

    class Statut(models.TextChoices):
        PUBLIC = "public", "Public"
        PRIVE = "prive", "Privé"

    uai = models.CharField(
        "UAI",
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{7}[A-Z]$", "Un UAI compte sept chiffres et une lettre.")],
        help_text="Sept chiffres et une lettre, par exemple 0750655E.",
    )
    name = models.CharField("nom", max_length=200)
    type = models.CharField("type", max_length=80, help_text="Tel que dans l’annuaire : Collège, Lycée, CIO…")
    statut = models.CharField("statut", max_length=10, choices=Statut, default=Statut.PUBLIC)
    departement = models.ForeignKey(
        Departement, verbose_name="département", on_delete=models.PROTECT, related_name="etablissements"
    )
    bassin = models.ForeignKey(
        Bassin,
        verbose_name=BASSIN_LABEL,
        on_delete=models.SET_NULL,
        related_name="etablissements",
        null=True,
        blank=True,
    )
    mailbox = models.EmailField(
        "boîte institutionnelle",
        blank=True,
        help_text="Peut servir plusieurs établissements. Jamais publiée.",
    )
    is_open = models.BooleanField("ouvert", default=True)
    is_fictional = models.BooleanField("fictif", default=False, help_text="Établissement de démonstration.")
    # Its name and UAI as suggestions look for them; written when a live page carries it, of some in 70,000.
    completion_key = models.CharField(max_length=310, db_index=True, default="", editable=False)

    search_fields = [
        index.SearchField("name"),
        index.SearchField("uai"),
        index.AutocompleteField("name"),
        index.AutocompleteField("uai"),
        index.RelatedFields("sites", [index.SearchField("commune"), index.AutocompleteField("commune")]),
        # What the admin's list filters and sorts by while searching.
        *(index.FilterField(name) for name in ("name", "type", "statut", "is_open", "is_fictional")),
        index.FilterField("departement"),
        index.FilterField("bassin"),
        index.RelatedFields("departement", [index.FilterField("academie")]),
    ]

    class Meta:
        verbose_name = "établissement"
        verbose_name_plural = "établissements"
        ordering = ["name", "uai"]

    def __str__(self) -> str:
        return f"{self.name} ({self.uai})"

    def clean(self) -> None:
        self.uai = uai.normalise(self.uai)

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        # Lower case and spaces are accepted at the door, before the validators look.
        self.uai = uai.normalise(self.uai)
        super().clean_fields(exclude=exclude)

    @property
    def uai_warning(self) -> str:
        """A sentence when the check letter is wrong, else an empty string."""
        if uai.has_right_letter(self.uai):
            return ""
        return f"La lettre de contrôle de {self.uai} ne correspond pas à ses chiffres : à vérifier."

    @property
    def communes(self) -> str:
        """Where it works, each commune once."""
        return ", ".join(dict.fromkeys(site.commune for site in self.sites.all()))

    @property
    def academie(self) -> Academie | None:
        return self.departement.academie


class EtablissementSite(models.Model):
    """A place where an établissement works; 74 UAIs of the annuaire have several."""

    etablissement = ParentalKey(Etablissement, on_delete=models.CASCADE, related_name="sites")
    address = models.CharField("adresse", max_length=250, blank=True)
    postal_code = models.CharField("code postal", max_length=10, blank=True)
    commune = models.CharField("commune", max_length=100)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    web = models.URLField("site internet", blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "sites"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.address}, {self.postal_code} {self.commune}".strip(", ")
