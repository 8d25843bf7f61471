"""The home page and the plain pages of the tree."""

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from home import front
from resources.models import EditionPage
from resources.models.body import WithBody
from search.kinds import Kind
from search.models import FindablePage
from search.publishing import PublishingGate


class HomePage(PublishingGate, Page):
    """What each visitor meets first: search, doors, the year, what happens near them."""

    not_findable_because = "l’accueil n’est pas un contenu"

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "resources.ActionIndexPage",
        "resources.ArticleIndexPage",
        "resources.BilanIndexPage",
        "resources.EditionIndexPage",
        "resources.EventIndexPage",
        "resources.FicheActionIndexPage",
        "resources.ResourceIndexPage",
        "media.GalleryIndexPage",
    ]

    headline = models.CharField("phrase d’accueil", max_length=120)
    introduction = models.TextField("introduction", max_length=300, blank=True)
    search_hint = models.CharField(
        "exemple dans le champ de recherche", max_length=80, default="Théâtre, métiers, parents inquiets…"
    )
    edition = models.ForeignKey(
        EditionPage,
        verbose_name="édition de l’année",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Vide : l’édition la plus récente.",
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["headline", "introduction", "search_hint"], heading="En haut de page"),
        PageChooserPanel("edition"),
        InlinePanel("doors", heading="Portes « Vous êtes… »", label="porte"),
        InlinePanel("shortcuts", heading="Recherches proposées", label="recherche"),
    ]

    class Meta:
        verbose_name = "page d’accueil"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        return {**super().get_context(request, *args, **kwargs), **front.of(self)}


class HomeDoor(Orderable):
    """An entry for one audience."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="doors")
    title = models.CharField("titre", max_length=60)
    text = models.CharField("texte", max_length=150)
    label = models.CharField("libellé du lien", max_length=50)
    target = models.ForeignKey(Page, verbose_name="page", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("title"), FieldPanel("text"), FieldPanel("label"), PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = "porte"


class HomeShortcut(Orderable):
    """A search offered under the field."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="shortcuts")
    label = models.CharField("libellé", max_length=50)
    query = models.CharField(
        "recherche", max_length=150, help_text="Ce qui suit « /recherche/? », par exemple theme=orientation"
    )

    panels = [FieldPanel("label"), FieldPanel("query")]

    class Meta(Orderable.Meta):
        verbose_name = "recherche proposée"
        verbose_name_plural = "recherches proposées"


class StandardPage(WithBody, FindablePage):
    """A page of text; sections are pages with children."""

    found_kind = Kind.PAGE
    found_text_fields = ("body",)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Aside(models.TextChoices):
        NONE = "", "Rien"
        CIO = "cio", "La liste des CIO"
        SITEMAP = "plan", "Le plan du site"

    aside = models.CharField("à la suite du texte", max_length=10, choices=Aside, blank=True)

    content_panels = [
        *FindablePage.content_panels,
        "body",
        "aside",
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "page"
        verbose_name_plural = "pages"
