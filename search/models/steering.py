"""How officers steer the search, and what tells them where: chosen pages, and searches counted without persons."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page

from search.visibility import visible

# Searches with a word that may be a name are read by nobody below these.
SHOWN_FROM_SEARCHES, SHOWN_FROM_DAYS = 3, 2


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def with_visibility(self) -> "PromotionQuerySet":
        """For lists: the rows come with `is_visible`, which would else be asked for each."""
        return self.annotate(is_visible=models.Exists(visible(Page.objects.filter(pk=models.OuterRef("page")))))


class Promotion(models.Model):
    """A page that officers put above the results of certain searches."""

    queries = models.TextField(
        "recherches",
        max_length=1000,
        help_text="Une par ligne. Accents, pluriels, majuscules et ordre des mots ne comptent pas ; "
        "un synonyme vaut le mot.",
    )
    page = models.ForeignKey(
        Page,
        verbose_name="page",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Montrée seulement tant qu’elle est publique.",
    )
    reason = models.CharField(
        "raison",
        max_length=200,
        blank=True,
        help_text="Facultative, montrée sous le titre à la place du résumé de la page.",
    )
    sort_order = models.PositiveSmallIntegerField(
        "rang", default=0, help_text="Quand une recherche a plusieurs pages choisies, la plus petite valeur d’abord."
    )
    starts_on = models.DateField("à partir du", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True, help_text="Ce jour compris.")

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = "page choisie"
        verbose_name_plural = "pages choisies"
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return " · ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The searches, trimmed, empty ones left out."""
        return [line.strip() for line in self.queries.splitlines() if line.strip()]

    @cached_property
    def is_visible(self) -> bool:
        """Whether anyone may see the page."""
        return visible(Page.objects.filter(pk=self.page_id)).exists()

    @property
    def status(self) -> str:
        """Whether visitors see it today, in a word."""
        today = timezone.localdate()
        if not self.is_visible:
            return "page réservée" if self.page.live else "page non publiée"
        if self.starts_on and today < self.starts_on:
            return "à venir"
        return "terminée" if self.ends_on and self.ends_on < today else "montrée"


class SearchCountQuerySet(models.QuerySet["SearchCount"]):
    def shown(self) -> "SearchCountQuerySet":
        """What officers may read: a word that the site does not use may be a pupil's name."""
        return self.filter(terms__in=self._readable_terms())

    def rare(self) -> "SearchCountQuerySet":
        """The others."""
        return self.exclude(terms__in=self._readable_terms())

    def _readable_terms(self) -> models.QuerySet:
        often = models.Q(total__gte=SHOWN_FROM_SEARCHES, days__gte=SHOWN_FROM_DAYS)
        groups = self.model._default_manager.order_by().values("terms")
        groups = groups.annotate(
            total=models.Sum("searches"),
            days=models.Count("pk"),
            strange=models.Count("pk", filter=models.Q(is_known=False)),
        )
        return groups.filter(often | models.Q(strange=0)).values("terms")


class SearchCount(models.Model):
    """How often the same words were searched on one day; nothing of who did, nor when in the day.

    `terms` are the analysed words in alphabetical order, `words` the same to be read, as first typed on that day.
    """

    day = models.DateField(db_index=True)
    terms = models.CharField(max_length=100)
    words = models.TextField()
    searches = models.PositiveIntegerField()
    results = models.PositiveIntegerField()
    is_known = models.BooleanField()

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name = "recherche comptée"
        verbose_name_plural = "recherches des visiteurs"
        # Written by the clock, read in a report: there is nothing else to permit.
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["terms", "day"], name="search_count_of_a_day")]

    def __str__(self) -> str:
        return f"{self.words} ({self.day})"
