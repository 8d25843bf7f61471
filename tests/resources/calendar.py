"""What takes place, planted in `tests.home.factories.site()`; times are those of Paris."""

import datetime

from django.utils import timezone

from resources.lifecycle import State
from resources.models import ActionPage, EventPage
from tests.home.factories import committed
from tests.search.factories import EtablissementFactory


def at(text):
    """`"2026-03-16 14:00"` → that moment in Paris; None stays None."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text)) if text else None


def announce(planted, title, *sessions, lead=None, place="", **fields):
    """A public action with sessions: each a start, or a start and an end."""
    fields = {"state": State.ANNOUNCED, "opening": ActionPage.Opening.FAMILIES, **fields}
    page = ActionPage(title=title, edition=planted.edition, lead=lead or EtablissementFactory(in_bassin=True), **fields)
    for session in sessions:
        start, end = (session, None) if isinstance(session, str) else session
        page.sessions.add(page.sessions.model(starts_at=at(start), ends_at=at(end), place=place))
    return _live(page, planted.actions)


def convene(planted, title, start=None, end=None, **fields):
    """A public temps fort."""
    words = {name: fields.pop(name) for name in ("publics", "bassins", "departements") if name in fields}
    page = EventPage(title=title, starts_at=at(start), ends_at=at(end), **fields)
    for name, values in words.items():
        setattr(page, name, values)
    return _live(page, planted.agenda)


def _live(page, place):
    with committed():
        place.add_child(instance=page)
    return page
