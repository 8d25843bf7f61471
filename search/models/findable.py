"""FindablePage: everything that is filtered or sorted, once, for all page types (design §3)."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from search import school_year
from search.editing import CATEGORY, NIVEAUX, PROMOTE_PANELS, PUBLICS, SETTINGS_PANELS, THEMES, TITLE, forget_empty_text
from search.kinds import Kind
from search.publishing import PublishingGate
from search.visibility import visible

from .etablissement import Etablissement
from .keywords import KeywordsManager
from .territory import BASSINS_LABEL, Academie, Bassin, Departement
from .vocabulary import Category, KeywordedPage, Niveau, Public, Theme


class OfferedDocument(NamedTuple):
    """A document of a page as the index reads it; `pk` is that of the site's document model."""

    pk: int
    title: str
    text: str


class FindableQuerySet(PageQuerySet):
    def visible(self) -> "FindableQuerySet":
        """What anyone may see."""
        return visible(self)


class FindablePage(PublishingGate, Page):
    """A page that can be found. Concrete, never created itself; subclasses set `found_kind`."""

    found_kind: Kind
    # Names of the text, rich text and stream fields whose words the page is found by.
    found_text_fields: tuple[str, ...] = ()
    # Name of the foreign key to the photo of the page's card, if the type has one.
    card_photo_field: str = ""

    summary = models.TextField(
        "résumé",
        max_length=300,
        blank=True,
        help_text="Une ou deux phrases, montrées dans les listes et les résultats de recherche.",
    )
    kind = models.CharField("type", max_length=12, choices=Kind, editable=False)
    category = models.ForeignKey(
        Category,
        verbose_name="catégorie",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Au-dessus du titre et sur la vignette ; permet aussi de filtrer la recherche.",
    )
    year = models.PositiveSmallIntegerField(
        "année scolaire",
        null=True,
        blank=True,
        help_text="Première année civile : 2025 pour 2025-2026. Vide : déduite de la date de la page.",
    )
    flagship = models.BooleanField(
        "action phare",
        default=False,
        help_text="« Action phare » paraît au-dessus du titre et devient un filtre de la recherche.",
    )
    has_photos = models.BooleanField(default=False, editable=False)
    has_films = models.BooleanField(default=False, editable=False)
    has_document = models.BooleanField(default=False, editable=False)
    sort_date = models.DateField("date de tri", null=True, editable=False)

    academies = ParentalManyToManyField(
        Academie,
        verbose_name="académies",
        blank=True,
        help_text="Chaque académie devient une étiquette sous le titre et un filtre de la recherche.",
    )
    departements = ParentalManyToManyField(
        Departement,
        verbose_name="départements",
        blank=True,
        help_text="Sert de filtre dans la recherche. À laisser vide si toute l’académie est concernée.",
    )
    bassins = ParentalManyToManyField(
        Bassin,
        verbose_name=BASSINS_LABEL,
        blank=True,
        help_text="Le niveau le plus fin : son département et son académie suivent d’eux-mêmes.",
    )
    etablissements = ParentalManyToManyField(
        Etablissement, verbose_name="établissements", blank=True, related_name="pages"
    )
    themes = ParentalManyToManyField(
        Theme,
        verbose_name="thèmes",
        blank=True,
        help_text="Étiquettes sous le titre : chacune mène à la recherche de ce thème. Un à trois suffisent.",
    )
    publics = ParentalManyToManyField(
        Public,
        verbose_name="publics",
        blank=True,
        help_text="À qui cela s’adresse. Étiquettes sous le titre et filtre de la recherche.",
    )
    niveaux = ParentalManyToManyField(
        Niveau,
        verbose_name="niveaux",
        blank=True,
        help_text="Les classes concernées, par exemple la troisième. Sert de filtre dans la recherche.",
    )
    keywords = KeywordsManager(
        through=KeywordedPage,
        blank=True,
        verbose_name="mots-clés",
        help_text="Mots libres, séparés par des virgules. Un mot déjà connu est repris tel quel.",
    )

    # For the admin's search; the public one reads search.models.Entry.
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("keyword_names"),
        index.AutocompleteField("keyword_names"),
    ]

    objects = PageManager.from_queryset(FindableQuerySet)()
    is_creatable = False

    class Meta:
        verbose_name = "page trouvable"

    content_panels = [TITLE, "summary"]
    promote_panels = PROMOTE_PANELS
    settings_panels = SETTINGS_PANELS
    sorting_panels = [
        MultiFieldPanel([THEMES, "keywords", PUBLICS, NIVEAUX, CATEGORY, "year"], heading="Classement"),
    ]
    territory_panels = [
        MultiFieldPanel(
            [FieldPanel("academies"), FieldPanel("departements"), FieldPanel("bassins")],
            heading="Territoire",
            classname="collapsed",
            help_text="Choisir le niveau le plus fin, ceux du dessus suivent. Garder la touche Ctrl (Cmd sur un Mac) "
            "enfoncée pour en choisir plusieurs, ou pour en retirer.",
        ),
    ]

    def clean(self) -> None:
        super().clean()
        forget_empty_text(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_found_fields()
        super().save(*args, **kwargs)

    def fill_found_fields(self) -> None:
        """Compute what is filtered and sorted from the page's own content, before each save.

        Page types extend it; called on revisions too, since publishing saves them.
        """
        self.kind = self.found_kind
        self.sort_date = self.found_date()
        if self.year is None and self.sort_date:
            self.year = school_year.of_day(self.sort_date)
        self.complete_territory()

    def found_date(self) -> datetime.date | None:
        """The day the page is sorted by; first publication unless the type knows better."""
        return timezone.localdate(self.first_published_at or timezone.now())

    def complete_territory(self) -> None:
        """An établissement brings its bassin, a bassin its département, a département its académie."""
        bassins = {*self.bassins.all(), *(e.bassin for e in self.etablissements.all() if e.bassin)}
        departements = {
            *self.departements.all(),
            *(bassin.departement for bassin in bassins),
            *(e.departement for e in self.etablissements.all()),
        }
        academies = {*self.academies.all(), *(d.academie for d in departements if d.academie)}
        self.bassins = sorted(bassins, key=lambda bassin: bassin.pk)
        self.departements = sorted(departements, key=lambda departement: departement.pk)
        self.academies = sorted(academies, key=lambda academie: academie.pk)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        from search.related import related_cards  # which reads the models

        context = super().get_context(request, *args, **kwargs)
        context["related_cards"] = related_cards(self, request)
        return context

    def keyword_names(self) -> list[str]:
        return [keyword.name for keyword in self.keywords.all()]

    @property
    def year_label(self) -> str:
        """« 2025-2026 », or an empty string."""
        return school_year.label(self.year) if self.year is not None else ""

    def tells_a_subject(self) -> bool:
        """Whether it is about something: « À lire aussi » stands at its foot, and it may stand at another's."""
        return True

    def found_family(self) -> int:
        """The id that pages telling of one method share; a page's own, unless its type knows better."""
        return self.pk

    def linked_ids(self) -> set[int]:
        """Ids of the pages its own template links to: they are not proposed again at its foot."""
        return set()

    def found_media(self) -> set[str]:
        """Of « photo », « film », « document »: what readers find on the page today, its `media` facet."""
        return set()

    def found_documents(self) -> list[OfferedDocument]:
        """The documents the page offers, for the index."""
        return []

    def found_text(self) -> str:
        """The raw text of the page below its summary, for the index and the excerpts."""
        return "\n".join(part for part in self._found_parts() if part)

    def _found_parts(self) -> Iterator[str]:
        for name in self.found_text_fields:
            field = self._meta.get_field(name)
            value = getattr(self, name)
            if hasattr(field, "get_searchable_content"):  # rich text and streams
                yield from field.get_searchable_content(value)
            else:
                yield value

    @property
    def tag_links(self) -> list[dict]:
        """label, url of the page's words and places: every tag leads into the search."""
        base = reverse("search")
        shown = (
            ("theme", self.themes.all(), "slug"),
            ("public", self.publics.all(), "slug"),
            ("mot", self.keywords.all(), "slug"),
            ("academie", self.academies.all(), "slug"),
        )
        return [
            {"label": item.name, "url": f"{base}?{parameter}={getattr(item, key)}"}
            for parameter, items, key in shown
            for item in items
        ]

    def card_kicker(self) -> str:
        """The line above the title of the page's card: its kind, then what tells it apart."""
        return " · ".join(filter(None, [self.get_kind_display(), self.category and self.category.name]))

    def card_meta(self) -> str:
        """The line below the title: where and when, if the type has something to say."""
        return ""
