"""The site on a day of its year."""

import datetime

import pytest
from django.core.cache import caches
from django.utils import timezone


@pytest.fixture
def on_day(monkeypatch):
    """A function that makes it that day, ten o'clock in Paris, for all that asks Django: `on_day("2026-03-16")`."""

    def set_to(day: str) -> None:
        at = timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T10:00"))
        monkeypatch.setattr(timezone, "now", lambda: at)
        for cache in caches.all(initialized_only=True):
            cache.clear()  # what is kept for some seconds would be of another day

    return set_to
