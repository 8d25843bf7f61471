"""The life of an action: its states, which are public, and what publishing does to them (design §7).

Pure rules. `ActionPage.state` is the authority; whether the page is live follows from it.
"""

from django.db.models import TextChoices


class State(TextChoices):
    DRAFT = "brouillon", "Brouillon"
    SENT = "transmise", "Transmise"
    TO_COMPLETE = "a-completer", "À compléter"
    ANNOUNCED = "annoncee", "Annoncée"
    DONE = "realisee", "Réalisée"
    REPORTED = "bilan-recu", "Bilan reçu"
    CAPITALISED = "capitalisee", "Capitalisée"
    REFUSED = "refusee", "Refusée"
    CANCELLED = "annulee", "Annulée"
    POSTPONED = "reportee", "Reportée"


LIVE_STATES = frozenset(
    {State.ANNOUNCED, State.DONE, State.REPORTED, State.CAPITALISED, State.CANCELLED, State.POSTPONED}
)


def after_publishing(state: str, *, is_past: bool) -> str:
    """The state once published: announced before the action's last day, done after it.

    Raises ValueError with a French sentence when publishing is not a move of that state.
    """
    if state in LIVE_STATES:
        return state
    if state == State.REFUSED:
        raise ValueError("Cette action a été refusée : elle ne peut pas être publiée.")
    return State.DONE if is_past else State.ANNOUNCED


def after_unpublishing(state: str) -> str:
    """The state once withdrawn from the public: back to the school, to be completed."""
    return State.TO_COMPLETE if state in LIVE_STATES else state
