"""Temps forts: conférence, séminaire, Jare, rencontres; linked to an édition or none (R-25)."""

import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from search.dates import moment
from search.kinds import Kind
from search.models import FindablePage, ListingPage

from .body import WithBody
from .edition import EditionPage


class EventIndexPage(ListingPage):
    """`/agenda/`: what comes next, actions and temps forts, by day (resources.agenda)."""

    listed_kind = Kind.TEMPS_FORT
    subpage_types = ["resources.EventPage"]

    class Meta:
        verbose_name = "agenda"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from resources.agenda.views import agenda  # views import the models

        return agenda(request, page=self)


class EventPage(WithBody, FindablePage):
    found_kind = Kind.TEMPS_FORT
    found_text_fields = ("publics_note", "acteurs", "partenaires", "usual_date", "place", "body")

    parent_page_types = ["resources.EventIndexPage"]
    subpage_types: list[str] = []

    edition = models.ForeignKey(
        EditionPage,
        verbose_name="édition",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        help_text="Facultative : la page de l’édition montre alors ce temps fort, qui en prend l’année.",
    )
    starts_at = models.DateTimeField(
        "début",
        null=True,
        blank=True,
        help_text="Jour et heure, qui placent le temps fort dans l’agenda et permettent de l’ajouter au sien.",
    )
    ends_at = models.DateTimeField(
        "fin", null=True, blank=True, help_text="Facultative ; à remplir surtout si cela dure plusieurs jours."
    )
    usual_date = models.CharField(
        "période habituelle",
        max_length=80,
        blank=True,
        help_text="« En décembre », tant que la date n’est pas fixée.",
    )
    place = models.CharField(
        "lieu",
        max_length=150,
        blank=True,
        help_text="Assez précis pour s’y rendre, par exemple « Amphithéâtre du lycée, 3 rue des Écoles, Créteil ».",
    )
    publics_note = models.CharField(
        "publics, en toutes lettres",
        max_length=250,
        blank=True,
        help_text="Remplace, dans l’agenda, les publics cochés plus bas : « Parents d’élèves de troisième ».",
    )
    acteurs = models.TextField(
        "acteurs", blank=True, help_text="Qui organise et qui anime, un par ligne ; par fonction plutôt que par nom."
    )
    partenaires = models.TextField(
        "partenaires",
        blank=True,
        help_text="Associations, collectivités, entreprises, un par ligne. Montrés dans l’encadré « En bref ».",
    )

    content_panels = [
        *FindablePage.content_panels,
        PageChooserPanel("edition"),
        MultiFieldPanel(
            [FieldRowPanel(["starts_at", "ends_at"]), FieldRowPanel(["usual_date", "place"])],
            heading="Quand et où",
        ),
        MultiFieldPanel(["publics_note", "acteurs", "partenaires"], heading="Qui"),
        FieldPanel("body"),
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "temps fort"
        verbose_name_plural = "temps forts"

    def fill_found_fields(self) -> None:
        if self.edition and self.year is None:
            self.year = self.edition.year
        super().fill_found_fields()

    def found_date(self) -> datetime.date | None:
        if self.starts_at:
            return timezone.localdate(self.starts_at)
        return self.edition.starts_on if self.edition else None

    @property
    def is_past(self) -> bool:
        """Whether its last day is over; without a date it is not."""
        last = self.ends_at or self.starts_at
        return last is not None and timezone.localdate(last) < timezone.localdate()

    def card_meta(self) -> str:
        when = moment(self.starts_at, year=True) if self.starts_at else self.usual_date
        return " · ".join(filter(None, [when, self.place]))
