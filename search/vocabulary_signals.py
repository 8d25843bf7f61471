"""Keep pages and index in step with the vocabularies: renamed, moved or deleted words."""

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete, pre_save

from .carriers import LOOKUPS, carrying, refresh_later, refresh_pages_later
from .models import Bassin, Departement, Etablissement

# What pages and index hold of a word; other fields may change without a page noticing.
_WATCHED: dict[type[Model], tuple[str, ...]] = {
    Departement: ("code", "name", "academie_id"),
    Bassin: ("slug", "name", "departement_id"),
    Etablissement: ("uai", "name", "departement_id", "bassin_id"),
}
_NAMES = ("slug", "name")


def remember_before(sender: type[Model], instance: Model, **kwargs: object) -> None:
    """Note the row as it was, so that saving a word unchanged costs its pages nothing."""
    watched = _WATCHED.get(sender, _NAMES)
    before = None
    if instance.pk and not kwargs.get("raw"):
        before = sender._default_manager.filter(pk=instance.pk).values_list(*watched).first()
    instance._found_before = before  # type: ignore[attr-defined]


def refresh_carriers(sender: type[Model], instance: Model, **kwargs: object) -> None:
    before = getattr(instance, "_found_before", None)
    now = tuple(getattr(instance, name) for name in _WATCHED.get(sender, _NAMES))
    if before is not None and before != now:
        refresh_pages_later(sender, [instance.pk])


def refresh_former_carriers(sender: type[Model], instance: Model, **kwargs: object) -> None:
    # Asked before the row goes: afterwards no page remembers it.
    refresh_later(carrying(sender, [instance.pk]))


def connect() -> None:
    handlers = (
        (pre_save, remember_before),
        (post_save, refresh_carriers),
        (pre_delete, refresh_former_carriers),
    )
    for model in LOOKUPS:
        for signal, handler in handlers:
            signal.connect(handler, model, dispatch_uid=f"search.{handler.__name__}.{model.__name__}")
