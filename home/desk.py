"""What waits for whom: each line is one click from the work to do.

Gathered for the admin's first page; the number of queries does not depend on how much waits.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, get_default_page_content_type

from media.models import Photo
from media.rights import Basis, Persons
from resources.lifecycle import State
from resources.models import ActionPage
from search.publishing import REFUSED_ACTION

from .territory import actions_of, counts_by_state

SHOWN = 6

# Headings of the pilots' desk, in the order of an action's life.
_HEADINGS = {
    State.SENT: "Actions transmises, à relire",
    State.TO_COMPLETE: "Actions à compléter par l’établissement",
    State.ANNOUNCED: "Actions annoncées",
    State.DONE: "Actions réalisées, bilan attendu",
    State.REPORTED: "Bilans reçus",
    State.CAPITALISED: "Actions capitalisées",
    State.CANCELLED: "Actions annulées",
    State.POSTPONED: "Actions reportées",
    State.REFUSED: "Actions refusées",
}
_WAITING = (State.SENT, State.DONE)
# What media.rights asks for and was never filled in; a right that ended is no work to do.
_UNSAID = (
    Q(description="")
    | Q(persons=Persons.UNSTATED)
    | Q(persons__in=[Persons.ADULTS, Persons.MINORS])
    & (
        Q(basis=Basis.UNSTATED)
        | Q(basis=Basis.ATTESTATION, attested_by="")
        | Q(covers_site=False)
        | Q(valid_until=None)
    )
)


@dataclass(frozen=True)
class Line:
    """One thing, its address, and a few words on it."""

    title: str
    url: str
    detail: str = ""
    day: datetime.date | None = None


@dataclass(frozen=True)
class Section:
    """A heap of things of the same kind; `url` leads to all of them."""

    title: str
    total: int
    lines: list[Line] = field(default_factory=list)
    url: str = ""
    waits: bool = True
    is_counted: bool = True

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


def for_officer(user: object) -> list[Section]:
    """What waits for who keeps the pages, most pressing first, then what was published last."""
    sections = [
        refused(),
        actions_to_handle(State.SENT),
        actions_to_handle(State.TO_COMPLETE),
        photos_not_ready(),
        my_drafts(user),
        scheduled(),
    ]
    return [section for section in [*sections, latest()] if section.total]


def for_pilot(user: object) -> list[Section]:
    """The actions of the pilot's territory, counted by state."""
    counts = counts_by_state(actions_of(user))
    return [
        Section(heading, counts[state], url=_list_of(state), waits=state in _WAITING)
        for state, heading in _HEADINGS.items()
        if state in counts
    ]


def _list_of(state: str) -> str:
    return f"{reverse('territory')}?etat={state}"


def _edit(pk: object) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def actions_to_handle(state: State) -> Section:
    actions = ActionPage.objects.filter(state=state).order_by("latest_revision_created_at", "pk")
    lines = [
        Line(action.draft_title, _edit(action.pk), action.lead.name, action.sort_date)
        for action in actions.select_related("lead")[:SHOWN]
    ]
    return Section(_HEADINGS[state], actions.count(), lines, _list_of(state))


def my_drafts(user: object) -> Section:
    """Pages whose last change is mine and is neither public nor scheduled."""
    drafts = Page.objects.filter(
        has_unpublished_changes=True,
        latest_revision__user=user,
        latest_revision__approved_go_live_at__isnull=True,
    ).order_by("-latest_revision_created_at")
    return Section("Mes brouillons", drafts.count(), _lines(drafts[:SHOWN], "latest_revision_created_at"))


def scheduled() -> Section:
    revisions = Revision.objects.filter(
        approved_go_live_at__isnull=False, base_content_type=get_default_page_content_type()
    ).order_by("approved_go_live_at")
    lines = [
        Line(
            revision.object_str,
            _edit(revision.object_id),
            f"à {timezone.localtime(revision.approved_go_live_at):%H h %M}",
            timezone.localdate(revision.approved_go_live_at),
        )
        for revision in revisions[:SHOWN]
    ]
    return Section("Publications programmées", revisions.count(), lines, waits=False)


def refused() -> Section:
    """Scheduled publications the gate refused, until the page is published or scheduled again."""
    entries = (
        PageLogEntry.objects.filter(action=REFUSED_ACTION)
        .filter(Q(page__last_published_at__isnull=True) | Q(page__last_published_at__lt=F("timestamp")))
        .order_by("-timestamp")[:100]
    )
    last = {entry.page_id: entry for entry in reversed(entries)}
    pages = Page.objects.annotate_approved_schedule().in_bulk(last)
    lines = [
        Line(page.draft_title, _edit(pk), " ".join(last[pk].data.get("reasons", [])), _day(last[pk].timestamp))
        for pk, page in pages.items()
        if not page.approved_schedule
    ]
    return Section("Publications refusées", len(lines), lines[:SHOWN])


def photos_not_ready() -> Section:
    """Photos that cannot be shown because nobody said who is on them, by what right, or what they show."""
    photos = Photo.objects.filter(_UNSAID, withdrawn_at=None).order_by("-created_at")
    lines = [
        Line(
            photo.title,
            reverse("wagtailimages:edit", args=[photo.pk]),
            "texte alternatif à écrire" if not photo.obstacles() else "droits à préciser",
            _day(photo.created_at),
        )
        for photo in photos[:SHOWN]
    ]
    return Section("Photos à compléter", photos.count(), lines)


def latest() -> Section:
    pages = Page.objects.filter(live=True, last_published_at__isnull=False, depth__gt=1)
    lines = _lines(pages.order_by("-last_published_at")[:SHOWN], "last_published_at")
    return Section("Dernières publications", len(lines), lines, waits=False, is_counted=False)


def _lines(pages: Iterable[Page], date_field: str) -> list[Line]:
    return [
        Line(
            page.draft_title,
            _edit(page.pk),
            page.page_type_display_name,
            _day(getattr(page, date_field)),
        )
        for page in pages
    ]


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
