"""What an operator asks about the search: who answers now, and why not the cluster."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from search.models import IndexChange

from . import current_engine, database_engine
from .elastic.engine import circuit


def health() -> dict:
    """`engine`: who answers visitors now; `cluster`: None without one, else `open_since` and `waiting`.

    `open_since`: when the circuit opened, ISO 8601, None while it is closed; each process has its own, and this
    is the one that was asked. `waiting`: changes the cluster does not know yet; the database answers meanwhile.
    """
    if not settings.SPS_ELASTICSEARCH_URL:
        return {"engine": current_engine().name, "cluster": None}
    seconds = circuit.open_for()
    waiting = IndexChange.objects.count()
    answering = current_engine() if seconds is None and not waiting else database_engine()
    since = None if seconds is None else (timezone.now() - timedelta(seconds=seconds)).isoformat(timespec="seconds")
    return {"engine": answering.name, "cluster": {"open_since": since, "waiting": waiting}}
