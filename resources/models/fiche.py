"""Fiche action: the reusable method sheet, with every field of the 2021 sheet (R-30…R-36)."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from media.held import held_media
from media.models import Photo
from search.kinds import Kind
from search.models import FindablePage, ListingPage
from search.visibility import visible

from .resource import ResourcePage

TEXT_FEATURES = ["bold", "italic", "link", "ul", "ol"]


class FicheActionIndexPage(ListingPage):
    """`/fiches-action/`."""

    listed_kind = Kind.FICHE
    subpage_types = ["resources.FicheActionPage"]

    class Meta:
        verbose_name = "liste des fiches action"


class FicheActionPage(FindablePage):
    """A method another school can take up. Only the title is required (R-30)."""

    found_kind = Kind.FICHE
    found_text_fields = ("deroule", "acteurs", "partenaires", "film_note", "service")
    card_photo_field = "photo"

    parent_page_types = ["resources.FicheActionIndexPage"]
    subpage_types: list[str] = []

    service = models.CharField(
        "service",
        max_length=150,
        blank=True,
        help_text="Le service qui publie la fiche, montré en bas de l’encadré « En bref ».",
    )
    edition = models.ForeignKey(
        "resources.EditionPage",
        verbose_name="édition d’origine",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="fiches",
        help_text="L’année où l’action a été menée pour la première fois. Montrée dans l’encadré « En bref ».",
    )
    theme_note = models.CharField(
        "thème tel qu’annoncé",
        max_length=250,
        blank=True,
        help_text="Le thème de l’année mot pour mot, s’il y en a un ; les thèmes à cocher sont plus bas.",
    )
    publics_note = models.CharField(
        "publics, en toutes lettres",
        max_length=250,
        blank=True,
        help_text="Plus précis que les cases à cocher, par exemple « Élèves de quatrième et leurs parents ».",
    )
    deroule = RichTextField(
        "déroulé",
        blank=True,
        features=TEXT_FEATURES,
        help_text="Les étapes, dans l’ordre, assez précises pour qu’un autre établissement les reprenne.",
    )
    acteurs = models.TextField(
        "acteurs",
        blank=True,
        help_text="Qui mène l’action, un par ligne, par exemple « Professeurs principaux » ; ni nom ni prénom.",
    )
    partenaires = models.TextField(
        "partenaires", blank=True, help_text="Qui aide de l’extérieur, un par ligne, par exemple « Mission locale »."
    )
    film_note = models.CharField(
        "film à consulter", max_length=250, blank=True, help_text="Par exemple « film de la session 2018 »."
    )
    variant_of = models.ForeignKey(
        "self",
        verbose_name="variante de",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="variants",
        help_text="La fiche dont celle-ci est une autre façon de faire. Chacune mène à l’autre.",
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name="illustration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="En tête de la page, sauf à l’impression, et sur sa vignette. Sans droits valides, elle est cachée.",
    )

    content_panels = [
        *FindablePage.content_panels,
        FieldPanel("photo"),
        MultiFieldPanel(["service", PageChooserPanel("edition"), "theme_note", "publics_note"], heading="En-tête"),
        InlinePanel("objectifs", heading="Objectifs", label="objectif"),
        "deroule",
        MultiFieldPanel(["acteurs", "partenaires", "film_note"], heading="Qui et avec quoi"),
        InlinePanel("elements_cles", heading="Éléments clés de réussite", label="élément"),
        InlinePanel("steps", heading="Valoriser – Communiquer", label="chose à faire"),
        InlinePanel("methodes", heading="Fiches méthodes utiles", label="fiche méthode"),
        PageChooserPanel("variant_of"),
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "fiche action"
        verbose_name_plural = "fiches action"

    def found_media(self) -> set[str]:
        return held_media(self)

    def found_text(self) -> str:
        items = [*self.objectifs.all(), *self.elements_cles.all(), *self.steps.all()]
        lines = [self.theme_note, self.publics_note, *(item.text for item in items)]
        return "\n".join(filter(None, [*lines, super().found_text()]))

    def steps_by_phase(self) -> list[tuple[str, list["FicheStep"]]]:
        """`[("Avant la semaine", [step, …]), …]`, phases without a step left out."""
        steps = list(self.steps.all())
        phases = [(label, [s for s in steps if s.phase == value]) for value, label in FicheStep.Phase.choices]
        return [(label, found) for label, found in phases if found]

    @property
    def establishment_count(self) -> int:
        """How many établissements made a public action of it."""
        return visible(self.actions.all()).aggregate(number=models.Count("lead", distinct=True))["number"]

    @property
    def actions_url(self) -> str:
        """The search for the actions made from it: same title words, actions only."""
        return f"{reverse('search')}?{urlencode({'q': self.title, 'type': Kind.ACTION.value})}"

    def linked_ids(self) -> set[int]:
        return {page.pk for page in [*self.visible_methodes, *self.visible_variants]}

    @cached_property
    def visible_methodes(self) -> list[ResourcePage]:
        """The fiches méthodes it sends to, in their order; those not published yet wait."""
        ids = [row.methode_id for row in self.methodes.all()]
        found = visible(ResourcePage.objects.all()).in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    @cached_property
    def visible_variants(self) -> list["FicheActionPage"]:
        """The other members of the family: what it is a variant of, and its own variants."""
        root = self.variant_of_id or self.pk
        if root is None:  # the preview of a new page
            return []
        family = FicheActionPage.objects.filter(models.Q(pk=root) | models.Q(variant_of=root))
        return list(visible(family.exclude(pk=self.pk)).order_by("title"))


class FicheLine(Orderable):
    """A line of a list of the fiche."""

    text = models.CharField("texte", max_length=300, help_text="Une phrase courte par ligne, qui se comprend seule.")

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text


class FicheObjectif(FicheLine):
    page = ParentalKey(FicheActionPage, on_delete=models.CASCADE, related_name="objectifs")

    class Meta(FicheLine.Meta):
        verbose_name = "objectif"


class FicheElementCle(FicheLine):
    page = ParentalKey(FicheActionPage, on_delete=models.CASCADE, related_name="elements_cles")

    class Meta(FicheLine.Meta):
        verbose_name = "élément clé de réussite"
        verbose_name_plural = "éléments clés de réussite"


class FicheStep(FicheLine):
    """A thing to do of « Valoriser – Communiquer », in one of three phases (R-31)."""

    class Phase(models.TextChoices):
        BEFORE = "avant", "Avant la semaine"
        DURING = "pendant", "Pendant la semaine"
        AFTER = "apres", "Après la semaine"

    page = ParentalKey(FicheActionPage, on_delete=models.CASCADE, related_name="steps")
    phase = models.CharField(
        "moment",
        max_length=8,
        choices=Phase,
        default=Phase.BEFORE,
        help_text="La page range ces choses à faire en trois colonnes : avant, pendant et après la semaine.",
    )

    panels = [FieldPanel("phase"), FieldPanel("text")]

    class Meta(FicheLine.Meta):
        verbose_name = "chose à faire"
        verbose_name_plural = "choses à faire"


class FicheMethode(Orderable):
    """A link to a numbered fiche méthode (R-33)."""

    page = ParentalKey(FicheActionPage, on_delete=models.CASCADE, related_name="methodes")
    methode = models.ForeignKey(
        ResourcePage,
        verbose_name="fiche méthode",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Un lien vers elle, avec son numéro, paraît dans l’encadré « En bref » dès qu’elle est publiée.",
    )

    panels = [PageChooserPanel("methode", "resources.ResourcePage")]

    class Meta(Orderable.Meta):
        verbose_name = "fiche méthode utile"
        verbose_name_plural = "fiches méthodes utiles"
