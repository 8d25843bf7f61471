"""The lines of an action: who takes part, when and where, with whose help."""

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from search.models import Etablissement


class ActionSchool(Orderable):
    """An établissement that takes part beside the lead."""

    page = ParentalKey("resources.ActionPage", on_delete=models.CASCADE, related_name="partner_schools")
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name="établissement",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Il paraît sur la page, et l’action se trouve aussi à son nom et sur son territoire.",
    )

    panels = [FieldPanel("etablissement")]

    class Meta(Orderable.Meta):
        verbose_name = "établissement partenaire"
        verbose_name_plural = "établissements partenaires"


class ActionSession(Orderable):
    """When and where; an action has one or more."""

    page = ParentalKey("resources.ActionPage", on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField("début", help_text="Jour et heure, montrés dans l’agenda. Une ligne par séance.")
    ends_at = models.DateTimeField(
        "fin", null=True, blank=True, help_text="Facultative. Vide : la séance dure sa journée."
    )
    place = models.CharField(
        "lieu",
        max_length=150,
        blank=True,
        help_text="S’il n’est pas évident, par exemple « Salle polyvalente » ou « Médiathèque de la ville ».",
    )

    panels = [FieldRowPanel(["starts_at", "ends_at"]), FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = "séance"
        verbose_name_plural = "séances"

    @property
    def is_past(self) -> bool:
        """Whether its last day is over."""
        return timezone.localdate(self.ends_at or self.starts_at) < timezone.localdate()


class ActionPartner(Orderable):
    """An outside partner and what it brings (R-09, R-10)."""

    class Contribution(models.TextChoices):
        PREMISES = "locaux", "Met à disposition des locaux"
        EXPENSES = "depenses", "Prend en charge des dépenses"
        WORKSHOP = "atelier", "Anime un atelier"
        ORGANISATION = "organisation", "Participe à l’organisation"

    page = ParentalKey("resources.ActionPage", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(
        "partenaire",
        max_length=150,
        help_text="L’organisme, par exemple « Mission locale de Sénart ». Pas de nom de personne.",
    )
    contribution = models.CharField(
        "contribution",
        max_length=15,
        choices=Contribution,
        blank=True,
        help_text="Facultative, montrée à la suite de son nom.",
    )

    panels = [FieldRowPanel(["name", "contribution"])]

    class Meta(Orderable.Meta):
        verbose_name = "partenaire"
        verbose_name_plural = "partenaires"
