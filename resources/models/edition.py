"""Édition: one school year of the Semaine in one académie (R-20…R-24)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from search.editing import THEMES
from search.kinds import Kind
from search.models import BASSIN_LABEL, Bassin, Departement, FindablePage, ListingPage
from search.visibility import visible

from .body import WithBody


def _check_order(start: datetime.date | None, end: datetime.date | None) -> None:
    if start and end and end < start:
        raise ValidationError({"ends_on": "La fin précède le début."})


class EditionIndexPage(ListingPage):
    """`/editions/`."""

    listed_kind = Kind.EDITION
    subpage_types = ["resources.EditionPage"]

    class Meta:
        verbose_name = "liste des éditions"


class EditionPage(WithBody, FindablePage):
    """The frame of a year: theme, sub-themes, dates with overrides, phases."""

    found_kind = Kind.EDITION
    found_text_fields = ("theme", "body")

    parent_page_types = ["resources.EditionIndexPage"]
    subpage_types: list[str] = []

    number = models.PositiveSmallIntegerField(
        "numéro de l’édition",
        null=True,
        blank=True,
        help_text="Paraît à côté de l’année : « n° 14 ». Vide si les éditions ne sont pas comptées.",
    )
    theme = models.CharField(
        "thème de l’année",
        max_length=200,
        blank=True,
        help_text="Sous le titre de l’édition, et repris sur la page de son bilan.",
    )
    starts_on = models.DateField(
        "début de la semaine",
        help_text="Premier jour commun à toute l’académie ; des dates propres à un territoire se donnent plus bas.",
    )
    ends_on = models.DateField(
        "fin de la semaine",
        help_text="Dernier jour commun, compris. L’accueil annonce la semaine entre ces deux jours.",
    )

    content_panels = [
        *FindablePage.content_panels,
        FieldRowPanel(["year", "number"]),
        "theme",
        FieldRowPanel(["starts_on", "ends_on"]),
        InlinePanel("subthemes", heading="Sous-thèmes", label="sous-thème"),
        InlinePanel("territory_dates", heading="Dates propres à un territoire", label="territoire"),
        InlinePanel("phases", heading="Phases de l’année", label="phase"),
        "body",
        MultiFieldPanel([THEMES, "keywords"], heading="Classement"),
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"

    def tells_a_subject(self) -> bool:
        # The frame of a year is about everything.
        return False

    def clean(self) -> None:
        super().clean()
        _check_order(self.starts_on, self.ends_on)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        territories = self.territories()
        today = timezone.localdate()
        return {
            **super().get_context(request, *args, **kwargs),
            "today": today,
            "territories": territories,
            "is_over": max([self.ends_on, *(row.ends_on for row in territories)]) < today,
            "shelves": self.shelves(),
            # The preview of a new page has no key: nothing refers to it yet, and Django refuses to ask.
            **(self._referring() if self.pk else {}),
        }

    def _referring(self) -> dict[str, models.QuerySet]:
        return {
            "events": visible(self.events.all()).order_by(models.F("starts_at").asc(nulls_last=True), "title"),
            "bilans": visible(self.bilans.all()).order_by("-published_on"),
        }

    def found_date(self) -> datetime.date:
        return self.starts_on

    def found_text(self) -> str:
        lines = [subtheme.text for subtheme in self.subthemes.all()]
        return "\n".join(filter(None, [*lines, super().found_text()]))

    def dates_for(self, bassin: Bassin) -> tuple[datetime.date, datetime.date]:
        """First and last day there: the bassin's own dates, else its département's, else the common ones."""
        overrides = list(self.territory_dates.all())
        for wanted in ({"bassin_id": bassin.pk}, {"departement_id": bassin.departement_id}):
            for dates in overrides:
                if all(getattr(dates, name) == value for name, value in wanted.items()):
                    return dates.starts_on, dates.ends_on
        return self.starts_on, self.ends_on

    def territories(self) -> list["EditionDates"]:
        """The dates of territories, each with its own."""
        rows = list(self.territory_dates.all())
        models.prefetch_related_objects(rows, "departement", "bassin")
        return rows

    def shelves(self) -> list[dict]:
        """kind, count, url of what the search finds of this year in its académies, where there is something."""
        if self.year is None:  # the preview of a new page
            return []
        pages = FindablePage.objects.visible().filter(year=self.year, kind__in=(Kind.ACTION, Kind.GALERIE))
        academies = list(self.academies.all())
        if academies:
            pages = pages.filter(academies__in=academies)
        counts = pages.order_by().values("kind").annotate(count=models.Count("pk", distinct=True)).order_by("kind")
        place = "".join(f"&academie={academie.slug}" for academie in academies)
        address = f"{reverse('search')}?annee={self.year_label}{place}"
        return [{**row, "url": f"{address}&type={row['kind']}"} for row in counts]

    def current_phase(self, day: datetime.date | None = None) -> "EditionPhase | None":
        """The phase that holds that day (today by default)."""
        day = day or timezone.localdate()
        return next((p for p in self.phases.all() if p.starts_on <= day <= p.ends_on), None)


class EditionSubtheme(Orderable):
    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="subthemes")
    text = models.CharField(
        "sous-thème",
        max_length=200,
        help_text="Un par ligne, par exemple « La place des parents ». Listés en haut de la page.",
    )

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "sous-thème"


class EditionDates(Orderable):
    """Other dates for one département or one bassin (R-21)."""

    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="territory_dates")
    departement = models.ForeignKey(
        Departement,
        verbose_name="département",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        help_text="À remplir si tout un département a d’autres dates que l’académie.",
    )
    bassin = models.ForeignKey(
        Bassin,
        verbose_name=BASSIN_LABEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        help_text="Plus fin que le département : remplir l’un des deux, jamais les deux.",
    )
    starts_on = models.DateField("début", help_text="Premier jour de la semaine sur ce territoire.")
    ends_on = models.DateField("fin", help_text="Dernier jour de la semaine sur ce territoire, compris.")

    panels = [FieldRowPanel(["departement", "bassin"]), FieldRowPanel(["starts_on", "ends_on"])]

    class Meta(Orderable.Meta):
        verbose_name = "dates d’un territoire"
        verbose_name_plural = "dates par territoire"

    def clean(self) -> None:
        _check_order(self.starts_on, self.ends_on)
        if bool(self.departement_id) == bool(self.bassin_id):
            raise ValidationError(f"Remplir une seule des deux cases : département ou {BASSIN_LABEL}.")

    @property
    def territory(self) -> Departement | Bassin:
        territory = self.bassin or self.departement
        assert territory is not None, "`clean` asks for one of the two"
        return territory


class EditionPhase(Orderable):
    """A phase of the year, with its dates and what is to be done (R-24)."""

    class Kind(models.TextChoices):
        CADRAGE = "cadrage", "Cadrage"
        CONFERENCE = "conference", "Conférence"
        SEMAINE = "semaine", "La semaine"
        CAPITALISATION = "capitalisation", "Capitalisation"
        BILAN = "bilan", "Bilan, séminaire"
        OBJECTIFS = "objectifs", "Objectifs"

    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(
        "phase",
        max_length=15,
        choices=Kind,
        help_text="Une étape du calendrier « L’année, pas à pas » ; celle du jour y est mise en valeur.",
    )
    starts_on = models.DateField("du", help_text="Premier jour de cette étape.")
    ends_on = models.DateField("au", help_text="Dernier jour de cette étape, compris.")
    todo = models.TextField(
        "à faire",
        blank=True,
        help_text="Ce que les établissements ont à faire pendant cette étape, en une ou deux phrases.",
    )

    panels = [FieldPanel("phase"), FieldRowPanel(["starts_on", "ends_on"]), FieldPanel("todo")]

    class Meta(Orderable.Meta):
        verbose_name = "phase"
        verbose_name_plural = "phases"

    def clean(self) -> None:
        _check_order(self.starts_on, self.ends_on)
