"""Visitors' searches, as they are made and as they are counted."""

import datetime

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from search.models import SearchCount
from tests.search.finding import committed, plant


def plant_more(site):
    """Two pages to find."""
    with committed():
        plant(site, "fiches", "theatre", "Le théâtre à l’école", "Des élèves en difficulté, sans diplôme.")
        plant(site, "fiches", "jardin", "Un jardin", "Du bien-être dans la rue du micro-lycée en 2025-2026.")


def asked(query, address="/recherche/", headers=None, method="get", **parameters):
    response = getattr(Client(headers=headers), method)(address, {"q": query, **parameters})
    assert response.status_code == 200
    return response


def counted():
    """Words → number of searches, after the clock's turn."""
    call_command("tick")
    return dict(SearchCount.objects.values_list("words", "searches"))


def on(day, words, searches=1, results=0, is_known=True):
    """Searches of so many days ago."""
    date = timezone.localdate() - datetime.timedelta(days=day)
    return SearchCount.objects.create(
        day=date, terms=words, words=words, searches=searches, results=results, is_known=is_known
    )
