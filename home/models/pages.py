"""The home page and the plain pages of the tree."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from home import asides, frame, front
from home.blocks import DoorBlock, ShortcutBlock
from resources.models.body import WithBody
from resources.week import week_of
from search import school_year
from search.editing import PROMOTE_PANELS, SETTINGS_PANELS, TITLE
from search.kinds import Kind
from search.models import FindablePage
from search.publishing import PublishingGate
from search.visibility import visible

from .site_settings import SiteSettings


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

    headline = models.CharField(
        "phrase d’accueil",
        max_length=120,
        help_text="La grande phrase en haut de l’accueil : dire en quelques mots à quoi sert le site.",
    )
    introduction = models.TextField(
        "introduction",
        max_length=300,
        blank=True,
        help_text="Sous cette phrase, deux ou trois lignes pour qui arrive sans rien connaître.",
    )
    search_hint = models.CharField(
        "exemple dans le champ de recherche",
        max_length=80,
        default="Théâtre, métiers, parents inquiets…",
        help_text="En gris dans le champ vide, pour donner l’idée de ce qui se cherche. Trois mots suffisent.",
    )
    doors = StreamField(
        [("door", DoorBlock())],
        verbose_name="portes « Vous êtes… »",
        blank=True,
        help_text="Une porte par public : familles, jeunes, personnels, partenaires. Montrées dans cet ordre.",
    )
    shortcuts = StreamField(
        [("shortcut", ShortcutBlock())],
        verbose_name="recherches proposées sous le champ",
        blank=True,
        help_text="Des recherches toutes faites, un clic chacune. Quatre ou cinq tiennent sur une ligne.",
    )

    content_panels = [
        TITLE,
        MultiFieldPanel(["headline", "introduction", "search_hint"], heading="En haut de page"),
        "doors",
        "shortcuts",
    ]
    promote_panels = PROMOTE_PANELS
    settings_panels = SETTINGS_PANELS

    class Meta:
        verbose_name = "page d’accueil"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address: two queries at any depth, where Wagtail asks two a level."""
        if path_components:
            address = "/".join([self.url_path.rstrip("/"), *path_components, ""])
            page = Page.objects.filter(slug=path_components[-1], url_path=address).first()
            if page:
                return page.specific.route(request, [])
        return super().route(request, path_components)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's, without asking for the pages above where there is only the root of the tree."""
        if self.depth > 2 or self.alias_of_id:
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page=self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        site = Site.find_for_request(request)
        kept = frame.of(site) if site else {}
        edition = kept.get("edition")
        today = timezone.localdate()
        return {
            **super().get_context(request, *args, **kwargs),
            **front.front_of(kept.get("engaged_bassins", []), request),
            "week": week_of(edition, today) if edition else None,
            "next_unknown": edition is not None and edition.year < school_year.of_day(today),
            "today": today,
            "doors": [door.value.as_link() for door in self.doors],
            "shortcuts": [shortcut.value.as_link() for shortcut in self.shortcuts],
        }


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

    aside = models.CharField(
        "à la suite du texte",
        max_length=10,
        choices=Aside,
        blank=True,
        help_text="Une liste tenue à jour toute seule, montrée sous le texte. « Rien » pour presque toutes les pages.",
    )

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

    def tells_a_subject(self) -> bool:
        """Not the pages of service: legal, contact, the door of the espace."""
        return self.slug not in frame.SERVICE_SLUGS

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["child_pages"] = visible(self.get_children().specific()).order_by("path")
        site = Site.find_for_request(request)
        if self.aside == self.Aside.CIO:
            context["cios"] = asides.cios(SiteSettings.for_site(site).academie)
        if self.aside == self.Aside.SITEMAP:
            context["site_map"] = asides.site_map(site)
        return context
