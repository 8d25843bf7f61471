"""Mandate: the one answer to « who may act where » (design §3)."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .etablissement import Etablissement
from .territory import BASSIN_LABEL, Academie, Bassin, Departement

_LEVELS = ("academie", "departement", "bassin", "etablissement")


def _one_level() -> Q:
    """Exactly one of the four territories is set."""
    condition = Q()
    for chosen in _LEVELS:
        condition |= Q(**{f"{level}__isnull": level != chosen for level in _LEVELS})
    return condition


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, day: datetime.date | None = None) -> "MandateQuerySet":
        """Mandates in force that day (today by default); both ends included."""
        day = day or timezone.localdate()
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def etablissements(self) -> models.QuerySet[Etablissement]:
        """Every établissement these mandates cover; the same rule as `Mandate.covers`, for lists."""
        held = self.values_list("academie_id", "departement_id", "bassin_id", "etablissement_id")
        academies, departements, bassins, schools = zip(*held, strict=True) if held else ((),) * 4
        return Etablissement.objects.filter(
            Q(departement__academie__in=filter(None, academies))
            | Q(departement__in=filter(None, departements))
            | Q(bassin__in=filter(None, bassins))
            | Q(pk__in=filter(None, schools))
        )


class Mandate(models.Model):
    """A role of a user on one territory, with dates. Deputies hold a mandate of their own."""

    class Role(models.TextChoices):
        OFFICER = "officier", "Chargé de communication"
        PILOT = "pilote", "Pilote du territoire"
        SCHOOL = "etablissement", "Établissement"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="personne", on_delete=models.CASCADE, related_name="mandates"
    )
    role = models.CharField("rôle", max_length=20, choices=Role)
    academie = models.ForeignKey(Academie, verbose_name="académie", on_delete=models.CASCADE, null=True, blank=True)
    departement = models.ForeignKey(
        Departement, verbose_name="département", on_delete=models.CASCADE, null=True, blank=True
    )
    bassin = models.ForeignKey(Bassin, verbose_name=BASSIN_LABEL, on_delete=models.CASCADE, null=True, blank=True)
    etablissement = models.ForeignKey(
        Etablissement, verbose_name="établissement", on_delete=models.CASCADE, null=True, blank=True
    )
    starts_on = models.DateField("à partir du", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=_one_level(),
                name="mandate_on_one_territory",
                violation_error_message="Un mandat porte sur un seul territoire.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=models.F("ends_on")),
                name="mandate_dates_in_order",
                violation_error_message="La fin du mandat précède son début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.territory}"

    @property
    def territory(self) -> models.Model:
        """The académie, département, bassin or établissement the mandate is for."""
        return next(getattr(self, level) for level in _LEVELS if getattr(self, f"{level}_id"))

    def covers(self, etablissement: Etablissement) -> bool:
        """Whether this établissement lies in the mandate's territory."""
        if self.academie_id:
            return etablissement.departement.academie_id == self.academie_id
        if self.departement_id:
            return etablissement.departement_id == self.departement_id
        if self.bassin_id:
            return etablissement.bassin_id == self.bassin_id
        return etablissement.pk == self.etablissement_id
