"""The actions of the demo: invented, marked, spread over the éditions, the bassins and the académies."""

import datetime
from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone
from django.utils.text import slugify

from media.models import GalleryIndexPage, GalleryItem, GalleryPage
from resources.lifecycle import LIVE_STATES, State
from resources.models import (
    ActionIndexPage,
    ActionPage,
    ActionPartner,
    ActionSchool,
    ActionSession,
    EditionPage,
)
from search import school_year
from search.models import Category, Etablissement, KeywordedPage, Niveau, Public, Theme

from .cast import KEYWORD, Cast, place_of
from .lives import state_of
from .plan import ACTIONS, Planned, plan
from .shelving import add_children
from .stories import Story, free_slug
from .wording import level_of, slots_of

T = TypeVar("T")

_FRIDAY = 4
_ANNOUNCED_BEFORE = datetime.timedelta(days=21)
_HOURS = ((9, 0), (14, 0), (10, 30), (18, 0), (13, 30), (8, 15), (15, 0))
_LASTS = datetime.timedelta(hours=2)
_SLUG_LENGTH = 80
# One action in so many is flagship, has a second session, shows a drawing in its récit, has a gallery.
_FLAGSHIP_EVERY, _SECOND_SESSION_EVERY, _FIGURE_EVERY, _GALLERY_EVERY = 9, 4, 6, 25
_GALLERY_SIZE = 4


def load(index: ActionIndexPage, galleries: GalleryIndexPage, cast: Cast, count: int = ACTIONS) -> int:
    """Add the actions that are missing to have `count` of them; returns how many were added."""
    there = ActionPage.objects.filter(keywords__name=KEYWORD).count()
    taken = set(index.get_children().values_list("slug", flat=True))
    missing = plan(count)[there:]
    add_children(index, (Production(planned, cast).page(galleries, taken) for planned in missing))
    return len(missing)


class Production:
    """One action: its lead and partners, its days, its words."""

    def __init__(self, planned: Planned, cast: Cast) -> None:
        self.planned, self.cast = planned, cast
        self.edition: EditionPage = cast.editions[planned.academie, planned.year]
        self.kind = _turn(planned.family.listed("schools"), planned.turn)
        self.lead: Etablissement = _turn(cast.schools_of(planned.bassin, self.kind), planned.turn)
        self.level = level_of(planned, self.kind)
        self.days = self._days()
        slots = slots_of(planned, place_of(self.lead, self.kind), self.level, self.days[0])
        self.story = Story(planned, slots)
        today = timezone.localdate()
        self.state = state_of(planned, self.days[-1].date(), today, school_year.of_day(today))
        # The récit is written once the action has taken place.
        self.told = self.state in (State.DONE, State.REPORTED, State.CAPITALISED)

    def page(self, galleries: GalleryIndexPage, taken: set[str]) -> ActionPage:
        """The page, live when its state says so, not yet in the tree; its gallery, if it has one, is."""
        page = self._page(free_slug(slugify(self.story.title)[:_SLUG_LENGTH].strip("-"), taken))
        self._sort(page)
        if self.told and self.planned.number % _GALLERY_EVERY == 0 and self.planned.number < ACTIONS:
            page.gallery = self._gallery(galleries)
        return page

    def _days(self) -> list[datetime.datetime]:
        """When each session begins: one day of the week, sometimes the next one too."""
        assert self.lead.bassin, "The cast has only établissements of a bassin."
        first = self.edition.dates_for(self.lead.bassin)[0] + datetime.timedelta(days=self.planned.number % 5)
        hour = datetime.time(*_turn(_HOURS, self.planned.number // 5))
        starts = [timezone.make_aware(datetime.datetime.combine(first, hour))]
        if self.planned.number % _SECOND_SESSION_EVERY == 0 and first.weekday() < _FRIDAY:
            starts.append(starts[0] + datetime.timedelta(days=1))
        return starts

    def _page(self, slug: str) -> ActionPage:
        planned, story = self.planned, self.story
        drawing = _turn(planned.family.listed("drawings"), planned.turn)
        photo = self.cast.photos[drawing]
        keys = sorted(self.cast.photos)
        rank, has_none = divmod(planned.number, _FIGURE_EVERY)
        figure = None if has_none else self.cast.photos[_turn(keys, rank)]
        live = self.state in LIVE_STATES
        return ActionPage(
            title=story.title,
            slug=slug,
            summary=story.summary,
            live=live,
            has_unpublished_changes=not live,
            first_published_at=self.days[0] - _ANNOUNCED_BEFORE if live else None,
            last_published_at=self.days[-1] if live else None,
            state=self.state,
            edition=self.edition,
            lead=self.lead,
            fiche=self.cast.fiches.get(planned.family.fields.get("fiche", "")),
            photo=photo,
            deroule=story.deroule,
            acteurs=story.acteurs,
            parents_associated=planned.family.fields.get("parents") == "oui",
            opening=_turn(planned.family.listed("opening"), planned.turn),
            flagship=planned.number % _FLAGSHIP_EVERY == 0,
            body=story.body(figure) if self.told else "[]",
        )

    def _sort(self, page: ActionPage) -> None:
        """Everything of the page that is a list."""
        family, turn = self.planned.family, self.planned.turn
        page.category = self.cast.named(Category, family.listed("category"))[0]
        page.themes = self.cast.named(Theme, _some(family.listed("themes"), turn))
        page.publics = self.cast.named(Public, family.listed("publics"))
        page.niveaux = self.cast.named(Niveau, self.level.niveaux)
        names = [*_some(family.listed("keywords"), turn), KEYWORD]
        page.keyword_items = [KeywordedPage(tag=self.cast.keyword(name)) for name in names]
        place = f"{_turn(family.listed('places'), turn)}, {self.story.slots['ecole']}"
        page.sessions = [
            ActionSession(sort_order=rank, starts_at=start, ends_at=start + _LASTS, place=place)
            for rank, start in enumerate(self.days)
        ]
        page.partners = [
            ActionPartner(sort_order=rank, name=name, contribution=contribution)
            for rank, (name, contribution, _) in enumerate(self.story.partners)
        ]
        page.partner_schools = [
            ActionSchool(sort_order=rank, etablissement=school) for rank, school in enumerate(self._partner_schools())
        ]

    def _partner_schools(self) -> list[Etablissement]:
        """One for two actions out of three, of the kind the family works with."""
        kinds = self.planned.family.listed("partner_schools") or ["college", "lycee"]
        schools = self.cast.schools_of(self.planned.bassin, _turn(kinds, self.planned.turn))
        others = [school for school in schools if school.pk != self.lead.pk]
        return others[:1] if self.planned.number % 3 else []

    def _gallery(self, galleries: GalleryIndexPage) -> GalleryPage:
        keys = sorted(self.cast.photos)
        start = self.planned.number // _GALLERY_EVERY * _GALLERY_SIZE
        page = GalleryPage(
            title=f"En images\u00a0: {self.story.title}"[:255],
            slug=slugify(f"en-images-{self.story.title}")[:_SLUG_LENGTH].strip("-"),
            summary=self.story.common("galeries"),
            first_published_at=self.days[-1],
            last_published_at=self.days[-1],
            year=self.planned.year,
            etablissements=[self.lead],
            items=[
                GalleryItem(sort_order=rank, photo=self.cast.photos[keys[(start + rank) % len(keys)]])
                for rank in range(_GALLERY_SIZE)
            ],
        )
        page.keywords.add(self.cast.keyword(KEYWORD))
        galleries.add_child(instance=page)
        return page


def _turn(values: Sequence[T], turn: int) -> T:
    return values[turn % len(values)]


def _some(values: list[str], turn: int) -> list[str]:
    """Two of them, other ones each time; all when there are only two."""
    return [values[(turn + rank) % len(values)] for rank in range(min(2, len(values)))]
