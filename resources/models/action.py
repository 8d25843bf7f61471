"""Action: a school doing it, in one édition; first an announcement, then a write-up (design §2)."""

import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from media.models import GalleryPage, Photo
from resources.lifecycle import State, after_publishing
from search import school_year
from search.carriers import refresh_later
from search.dates import moment
from search.editing import CATEGORY, NIVEAUX, PUBLICS, THEMES
from search.kinds import Kind
from search.models import Etablissement, FindablePage, ListingPage
from search.visibility import visible

from .action_rows import ActionSession
from .body import WithBody
from .edition import EditionPage
from .fiche import TEXT_FEATURES, FicheActionPage


class ActionIndexPage(ListingPage):
    """`/actions/`; its children live under `/actions/<année>/<slug>/`."""

    listed_kind = Kind.ACTION
    feed = "actions-feed"
    subpage_types = ["resources.ActionPage"]
    # The creation form asks the parent whether to offer Wagtail's workflow; actions have their own.
    has_workflow = False

    class Meta:
        verbose_name = "liste des actions"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components:
            return super().route(request, path_components)
        year = school_year.parse(path_components[0])
        if year is None or len(path_components) < 2:
            raise Http404
        page = ActionPage.objects.child_of(self).filter(slug=path_components[1], year=year).first()
        if page is None:
            raise Http404
        page._cached_parent_obj = self
        return page.route(request, path_components[2:])


class ActionPage(WithBody, FindablePage):
    """One action of one lead établissement with partners and sessions; it counts once."""

    class Opening(models.TextChoices):
        INTERNAL = "interne", "Interne à l’établissement"
        FAMILIES = "familles", "Ouverte aux familles"
        PUBLIC = "public", "Ouverte au public"
        PRESS = "presse", "Ouverte au public et à la presse"

    found_kind = Kind.ACTION
    found_text_fields = ("deroule", "acteurs", "body")
    card_photo_field = "photo"

    parent_page_types = ["resources.ActionIndexPage"]
    subpage_types: list[str] = []
    # The life cycle is the workflow.
    has_workflow = False
    # A copy is another action: it starts its own life.
    exclude_fields_in_copy = ["state"]

    state = models.CharField(
        "état",
        max_length=12,
        choices=State,
        default=State.DRAFT,
        editable=False,
        db_index=True,
        help_text="Changé par la publication, le report ou l’annulation de l’action : il ne se corrige pas ici.",
    )
    edition = models.ForeignKey(
        EditionPage,
        verbose_name="édition",
        on_delete=models.PROTECT,
        related_name="actions",
        help_text="L’action en prend l’année, qui fait partie de son adresse.",
    )
    lead = models.ForeignKey(
        Etablissement,
        verbose_name="établissement porteur",
        on_delete=models.PROTECT,
        related_name="led_actions",
        help_text="Celui qui porte l’action ; il donne son territoire à la page. L’action compte une fois, pour lui.",
    )
    fiche = models.ForeignKey(
        FicheActionPage,
        verbose_name="fiche action d’origine",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        help_text="La méthode dont l’action s’inspire : la fiche dit combien d’établissements l’ont faite.",
    )
    gallery = models.ForeignKey(
        GalleryPage,
        verbose_name="galerie",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        help_text="Un bouton « Voir la galerie » paraît à la suite du récit.",
    )
    photo = models.ForeignKey(
        Photo,
        verbose_name="illustration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="En tête de la page et sur sa vignette dans les listes. Sans droits valides, elle n’est pas montrée.",
    )
    deroule = RichTextField(
        "déroulé",
        blank=True,
        features=TEXT_FEATURES,
        help_text="Ce qui est prévu, étape par étape. Le récit, une fois publié, passe avant.",
    )
    acteurs = models.TextField(
        "acteurs",
        blank=True,
        help_text="Qui mène l’action, un par ligne, par exemple « L’infirmière et deux professeurs » ; pas de nom.",
    )
    parents_associated = models.BooleanField(
        "parents associés",
        default=False,
        help_text="À cocher s’ils prennent part à l’action ; « Les parents » paraît parmi ceux qui la font.",
    )
    opening = models.CharField(
        "ouverture",
        max_length=10,
        choices=Opening,
        default=Opening.INTERNAL,
        help_text="Qui peut venir, avec l’accord de l’établissement. Montrée sur la page et dans l’agenda.",
    )

    content_panels = [
        *FindablePage.content_panels,
        FieldPanel("state", read_only=True),
        FieldRowPanel([PageChooserPanel("edition"), FieldPanel("lead")]),
        InlinePanel("partner_schools", heading="Établissements partenaires", label="établissement"),
        InlinePanel("sessions", heading="Séances", label="séance", min_num=1),
        FieldPanel("photo"),
        "deroule",
        MultiFieldPanel(["acteurs", "parents_associated", "opening"], heading="Qui"),
        InlinePanel("partners", heading="Partenaires", label="partenaire"),
        MultiFieldPanel([PageChooserPanel("fiche"), PageChooserPanel("gallery")], heading="Liens"),
        MultiFieldPanel([FieldPanel("body", heading="Récit")], heading="Récit, après l’action"),
        MultiFieldPanel(
            [THEMES, "keywords", PUBLICS, NIVEAUX, CATEGORY, "flagship"],
            heading="Classement",
        ),
    ]

    class Meta:
        verbose_name = "action"
        verbose_name_plural = "actions"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._follow_year()

    def _follow_year(self) -> None:
        # The address holds the year: it moves with the édition, not only with the slug.
        path = self.set_url_path(self.get_parent())
        Page.objects.filter(pk=self.pk).exclude(url_path=path).update(url_path=path)

    def set_url_path(self, parent: Page | None) -> str:
        year = f"{self.edition.year_label}/" if parent else ""
        self.url_path = f"{parent.url_path if parent else '/'}{year}{self.slug}/"
        return self.url_path

    def fill_found_fields(self) -> None:
        self.year = self.edition.year
        schools = [self.lead, *(partner.etablissement for partner in self.partner_schools.all())]
        self.etablissements = list({school.pk: school for school in schools}.values())
        # The territory is that of its schools alone: a change of school must not leave traces.
        self.bassins, self.departements, self.academies = [], [], []
        super().fill_found_fields()

    def found_media(self) -> set[str]:
        """Its gallery's too, if anyone may see it there (media.signal_handlers follows galleries)."""
        gallery = visible(GalleryPage.objects.filter(pk=self.gallery_id)).first() if self.gallery_id else None
        return super().found_media() | (gallery.found_media() if gallery else set())

    def found_date(self) -> datetime.date:
        first = min((session.starts_at for session in self.sessions.all()), default=None)
        return timezone.localdate(first) if first else self.edition.starts_on

    def found_text(self) -> str:
        names = [partner.name for partner in self.partners.all()]
        places = [session.place for session in self.sessions.all()]
        schools = [school.name for school in self.etablissements.all()]
        return "\n".join(filter(None, [super().found_text(), *schools, *places, *names]))

    def tells_a_subject(self) -> bool:
        # Nobody is sent from elsewhere to what does not take place.
        return not self.is_called_off

    def found_family(self) -> int:
        return self.fiche_id or super().found_family()

    def linked_ids(self) -> set[int]:
        return {pk for pk in (self.fiche_id, self.gallery_id, self.edition_id) if pk}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """`linked`: edition, fiche, gallery with their title and address, in one query, if anyone may see them."""
        # In memory from here on: the page asks for them several times.
        self.sessions.get_object_list()  # type: ignore[attr-defined]
        linked = visible(Page.objects.filter(pk__in=self.linked_ids()))
        pages = linked.order_by().only("title", "url_path").in_bulk()
        context = super().get_context(request, *args, **kwargs)
        context["linked"] = {name: pages.get(getattr(self, f"{name}_id")) for name in ("edition", "fiche", "gallery")}
        return context

    def partner_etablissements(self) -> list[Etablissement]:
        """The établissements that take part beside the lead, in their order."""
        rows = list(self.partner_schools.all())
        prefetch_related_objects(rows, "etablissement")
        return [row.etablissement for row in rows]

    @property
    def is_past(self) -> bool:
        """Whether its last session is over (a session without end lasts its day)."""
        sessions = self.sessions.all()
        return bool(sessions) and all(session.is_past for session in sessions)

    @property
    def next_session(self) -> ActionSession | None:
        """The first session that is not over."""
        coming = [session for session in self.sessions.all() if not session.is_past]
        return min(coming, key=lambda session: session.starts_at, default=None)

    @property
    def is_called_off(self) -> bool:
        return self.state in (State.CANCELLED, State.POSTPONED)

    def with_content_json(self, content: dict) -> "ActionPage":
        """A revision never brings back an old state: the row is the authority."""
        page = super().with_content_json(content)
        page.state = self.state
        return page

    def publishing_refusals(self, page: Page) -> list[str]:
        reasons = super().publishing_refusals(page)
        try:
            after_publishing(self.state, is_past=self.is_past)
        except ValueError as error:
            reasons.append(str(error))
        return reasons

    def follow_live(self) -> None:
        """Publishing is a move of the action (design §7); withdrawing too, see signal_handlers."""
        if self.live:
            self.state = after_publishing(self.state, is_past=self.is_past)

    def move_to(self, state: str) -> None:
        """Set the state on the row, and on it alone; what lists say of the action follows after the commit."""
        self.state = state
        if ActionPage.objects.filter(pk=self.pk).exclude(state=state).update(state=state):
            refresh_later([self.pk])

    def card_meta(self) -> str:
        """« 9 mars 2026, 14 h · Collège X, bassin Y »."""
        starts = [session.starts_at for session in self.sessions.all()]
        when = moment(min(starts), year=True) if starts else ""
        where = ", ".join(filter(None, [self.lead.name, self.lead.bassin and self.lead.bassin.name]))
        return " · ".join(filter(None, [when, where]))

    def card_kicker(self) -> str:
        if self.is_called_off:
            return f"Action {self.get_state_display().lower()}"
        return super().card_kicker()
