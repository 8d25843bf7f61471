"""The fields of an image right, shared by photos and (later) films."""

import datetime

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from media.rights import Basis, Persons, Right, next_change, obstacles

from .followed import Followed


class WithRights(Followed):
    """Who is recognisable, by what authorisation they are shown, where, and until when."""

    followed_fields: tuple[str, ...] = (
        "persons",
        "basis",
        "attested_by",
        "covers_site",
        "valid_from",
        "valid_until",
        "withdrawn_at",
    )
    dated_fields = ("valid_from", "valid_until")

    persons = models.CharField(
        "personnes reconnaissables",
        max_length=12,
        choices=Persons,
        default=Persons.UNSTATED,
        help_text="Tant que ce n’est pas précisé, l’image n’est pas publique.",
    )
    basis = models.CharField("autorisation", max_length=12, choices=Basis, default=Basis.UNSTATED)
    attested_by = models.CharField(
        "attestée par", max_length=150, blank=True, help_text="Nom et fonction. Jamais publié."
    )
    project = models.CharField("projet ou action concernée", max_length=200, blank=True)
    covers_site = models.BooleanField("couvre ce site", default=False)
    covers_social = models.BooleanField("couvre les réseaux sociaux", default=False)
    covers_press = models.BooleanField("couvre la presse", default=False)
    covers_print = models.BooleanField("couvre les affiches et imprimés", default=False)
    valid_from = models.DateField("valable du", null=True, blank=True)
    valid_until = models.DateField("valable jusqu’au", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    rights_panels = [
        MultiFieldPanel(
            [
                FieldPanel("persons"),
                FieldPanel("basis"),
                FieldPanel("attested_by"),
                FieldPanel("project"),
                FieldRowPanel(["covers_site", "covers_social", "covers_press", "covers_print"]),
                FieldRowPanel(["valid_from", "valid_until"]),
            ],
            heading="Droits des personnes",
        )
    ]

    @property
    def right(self) -> Right:
        return Right(
            persons=self.persons,
            basis=self.basis,
            attested_by=self.attested_by,
            covers_site=self.covers_site,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            withdrawn=self.withdrawn_at is not None,
        )

    def next_due(self, day: datetime.date) -> datetime.date | None:
        return next_change(self.valid_from, self.valid_until, day)

    def obstacles(self, day: datetime.date | None = None) -> list[str]:
        """Why it may not be shown that day (today by default)."""
        return obstacles(self.right, day or timezone.localdate())
