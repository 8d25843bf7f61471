"""Actualités: the year-round news of the site (R-79, R-84)."""

import datetime

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from media.models import Photo
from search.dates import day
from search.kinds import Kind
from search.models import FindablePage, ListingPage

from .body import WithBody


class ArticleIndexPage(ListingPage):
    """`/actualites/`."""

    listed_kind = Kind.ACTUALITE
    feed = "articles-feed"
    subpage_types = ["resources.ArticlePage"]

    class Meta:
        verbose_name = "liste des actualités"


class ArticlePage(WithBody, FindablePage):
    found_kind = Kind.ACTUALITE
    found_text_fields = ("body",)
    card_photo_field = "photo"

    parent_page_types = ["resources.ArticleIndexPage"]
    subpage_types: list[str] = []

    dated_on = models.DateField(
        "date",
        default=timezone.localdate,
        help_text="Montrée sur la vignette ; les trois actualités les plus récentes paraissent à l’accueil.",
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name="photo de la vignette",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Montrée dans les listes et à l’accueil. Sans droits valides, elle n’est pas montrée.",
    )

    content_panels = [
        *FindablePage.content_panels,
        "dated_on",
        FieldPanel("photo"),
        "body",
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "actualité"
        verbose_name_plural = "actualités"

    def found_date(self) -> datetime.date:
        return self.dated_on

    def card_meta(self) -> str:
        return day(self.dated_on, year=True)
