"""Bilan of an édition: a document to download and the text around it (design §8)."""

import datetime

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel

from media.models import Document, Photo
from search.editing import THEMES
from search.kinds import Kind
from search.models import FindablePage, ListingPage

from .body import WithBody
from .edition import EditionPage


class BilanIndexPage(ListingPage):
    """`/bilans/`."""

    listed_kind = Kind.BILAN
    subpage_types = ["resources.BilanPage"]

    class Meta:
        verbose_name = "liste des bilans"


class BilanPage(WithBody, FindablePage):
    found_kind = Kind.BILAN
    found_text_fields = ("body",)
    card_photo_field = "photo"

    parent_page_types = ["resources.BilanIndexPage"]
    subpage_types: list[str] = []

    edition = models.ForeignKey(
        EditionPage,
        verbose_name="édition",
        on_delete=models.PROTECT,
        related_name="bilans",
        help_text="La semaine dont ce bilan rend compte : il en prend l’année, et la page de l’édition y mène.",
    )
    published_on = models.DateField(
        "date du bilan", help_text="Le jour où il a été rendu public, montré au-dessus du titre."
    )
    document = models.ForeignKey(
        Document,
        verbose_name="document",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Le bilan complet, à télécharger. Le dernier bilan est aussi proposé à l’accueil.",
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
        MultiFieldPanel([PageChooserPanel("edition"), FieldPanel("published_on")], heading="Édition"),
        FieldPanel("document"),
        FieldPanel("photo"),
        "body",
        MultiFieldPanel([THEMES, "keywords"], heading="Classement"),
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "bilan"
        verbose_name_plural = "bilans"

    def fill_found_fields(self) -> None:
        self.year = self.edition.year
        super().fill_found_fields()

    def found_date(self) -> datetime.date:
        return self.published_on
