"""Action: a school doing it, in one édition; first an announcement, then a write-up (design §2)."""

import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.url_routing import RouteResult

from media.models import GalleryPage, Photo
from resources.lifecycle import State, after_publishing
from search import school_year
from search.dates import moment
from search.editing import CATEGORY, NIVEAUX, PUBLICS, THEMES
from search.kinds import Kind
from search.models import Etablissement, FindablePage, ListingPage
from search.visibility import visible

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

    state = models.CharField("état", max_length=12, choices=State, default=State.DRAFT, editable=False, db_index=True)
    edition = models.ForeignKey(EditionPage, verbose_name="édition", on_delete=models.PROTECT, related_name="actions")
    lead = models.ForeignKey(
        Etablissement,
        verbose_name="établissement porteur",
        on_delete=models.PROTECT,
        related_name="led_actions",
    )
    fiche = models.ForeignKey(
        FicheActionPage,
        verbose_name="fiche action d’origine",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    gallery = models.ForeignKey(
        GalleryPage,
        verbose_name="galerie",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    photo = models.ForeignKey(
        Photo, verbose_name="illustration", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    deroule = RichTextField("déroulé", blank=True, features=TEXT_FEATURES)
    acteurs = models.TextField("acteurs", blank=True)
    parents_associated = models.BooleanField("parents associés", default=False)
    opening = models.CharField("ouverture", max_length=10, choices=Opening, default=Opening.INTERNAL)

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
            [THEMES, "keywords", PUBLICS, NIVEAUX, CATEGORY, FieldPanel("flagship", help_text="Mise en avant.")],
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
        self.has_photos = self.has_photos or self.photo_id is not None or self.gallery_id is not None

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
    def next_session(self) -> "ActionSession | None":
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
        """Set the state on the row, and on it alone."""
        self.state = state
        ActionPage.objects.filter(pk=self.pk).update(state=state)

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


class ActionSchool(Orderable):
    """An établissement that takes part beside the lead."""

    page = ParentalKey(ActionPage, on_delete=models.CASCADE, related_name="partner_schools")
    etablissement = models.ForeignKey(
        Etablissement, verbose_name="établissement", on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("etablissement")]

    class Meta(Orderable.Meta):
        verbose_name = "établissement partenaire"
        verbose_name_plural = "établissements partenaires"


class ActionSession(Orderable):
    """When and where; an action has one or more."""

    page = ParentalKey(ActionPage, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    place = models.CharField("lieu", max_length=150, blank=True)

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

    page = ParentalKey(ActionPage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField("partenaire", max_length=150)
    contribution = models.CharField("contribution", max_length=15, choices=Contribution, blank=True)

    panels = [FieldRowPanel(["name", "contribution"])]

    class Meta(Orderable.Meta):
        verbose_name = "partenaire"
        verbose_name_plural = "partenaires"
