"""Ressources: fiches méthodes, documents, communication tools, links (R-33, R-75…R-78)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from media.models import Document, Photo
from search.kinds import Kind
from search.models import FindablePage, ListingPage

from .body import WithBody


class ResourceIndexPage(ListingPage):
    """`/ressources/`."""

    listed_kind = Kind.RESSOURCE
    subpage_types = ["resources.ResourcePage"]

    class Meta:
        verbose_name = "liste des ressources"


class ResourcePage(WithBody, FindablePage):
    """Something to use: a fiche méthode with a stable number, a document, a tool, a link."""

    class ResourceType(models.TextChoices):
        METHODE = "fiche-methode", "Fiche méthode"
        DOCUMENT = "document", "Document"
        OUTIL = "outil", "Outil de communication"
        LIEN = "lien", "Lien"
        VIDEO = "video", "Vidéo"

    class Level(models.TextChoices):
        NATIONAL = "national", "National"
        ACADEMIQUE = "academique", "Académique"
        ETABLISSEMENT = "etablissement", "Établissement"

    found_kind = Kind.RESSOURCE
    found_text_fields = ("body",)
    card_photo_field = "photo"

    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []

    resource_type = models.CharField(
        "nature",
        max_length=15,
        choices=ResourceType,
        default=ResourceType.DOCUMENT,
        help_text="Au-dessus du titre et sur la vignette. « Lien » demande une adresse.",
    )
    method_number = models.PositiveSmallIntegerField(
        "numéro de fiche méthode",
        null=True,
        blank=True,
        unique=True,
        help_text="Stable : les fiches action y renvoient. Seulement pour une fiche méthode.",
    )
    level = models.CharField(
        "niveau de diffusion",
        max_length=15,
        choices=Level,
        default=Level.ACADEMIQUE,
        help_text="D’où vient la ressource : d’un établissement, de l’académie ou du ministère. Montré sous le titre.",
    )
    link = models.URLField(
        "adresse du lien",
        blank=True,
        help_text="Adresse complète, https://… Un bouton « Ouvrir le lien » paraît en haut de la page.",
    )
    updated_on = models.DateField(
        "mise à jour le",
        default=timezone.localdate,
        help_text="Dernier jour où le contenu a été relu. Montré sous le titre, et sert au tri par date.",
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name="illustration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="En tête de la page et sur sa vignette dans les listes. Sans droits valides, elle n’est pas montrée.",
    )

    content_panels = [
        *FindablePage.content_panels,
        FieldRowPanel(["resource_type", "method_number", "level"]),
        FieldRowPanel(["updated_on", "link"]),
        FieldPanel("photo"),
        "body",
        InlinePanel("downloads", heading="Documents à télécharger", label="document"),
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "ressource"
        verbose_name_plural = "ressources"

    def clean(self) -> None:
        super().clean()
        is_method = self.resource_type == self.ResourceType.METHODE
        if self.method_number and not is_method:
            raise ValidationError({"method_number": "Seule une fiche méthode porte un numéro."})
        if self.resource_type == self.ResourceType.LIEN and not self.link:
            raise ValidationError({"link": "Donner l’adresse du lien."})

    def found_date(self) -> datetime.date:
        return self.updated_on

    def documents(self) -> list[Document]:
        """The documents it offers, in their order, without the text the search reads in them."""
        rows = list(self.downloads.all())
        prefetch_related_objects(rows, Prefetch("document", queryset=Document.objects.defer("text")))
        return [row.document for row in rows]

    def card_kicker(self) -> str:
        number = f" n° {self.method_number}" if self.method_number else ""
        return f"{self.get_resource_type_display()}{number}"


class ResourceDownload(Orderable):
    """A document of a resource."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(
        Document,
        verbose_name="document",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Le public voit son titre, son format, son poids et sa date avant de le télécharger.",
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = "document à télécharger"
        verbose_name_plural = "documents à télécharger"
