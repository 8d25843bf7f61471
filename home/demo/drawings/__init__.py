"""The illustrations of the demo: drawn shapes, no photographs, so nobody is on them (design §11)."""

import json
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from media.models import Photo
from media.rights import Persons
from search.cards import CARD_SPECS

from .growing import GROWING
from .making import MAKING
from .meeting import MEETING
from .places import PLACES

DRAWINGS = PLACES | GROWING | MAKING | MEETING
CREDIT = "Illustration du site"


@cache
def alternatives() -> dict[str, str]:
    """What each drawing shows, for those who do not see it."""
    return json.loads((Path(__file__).parent / "alternatives.json").read_text(encoding="utf-8"))


def load() -> dict[str, Photo]:
    """Paint every drawing into the library; `{"escalier": Photo, …}`."""
    return {key: _painted(key) for key in sorted(DRAWINGS)}


def known() -> dict[str, Photo]:
    """The drawings that the library already has."""
    keys = {_title(key): key for key in DRAWINGS}
    return {keys[photo.title]: photo for photo in Photo.objects.filter(title__in=keys)}


def _title(key: str) -> str:
    return f"Dessin\u00a0: {key.replace('-', ' ')}"


def _painted(key: str) -> Photo:
    photo = Photo.objects.create(
        title=_title(key),
        file=ImageFile(ContentFile(DRAWINGS[key]().png()), name=f"{key}.png"),
        description=alternatives()[key],
        credit=CREDIT,
        persons=Persons.NONE,
    )
    # Made now, so that the first visitor of a list does not wait.
    photo.get_renditions(*CARD_SPECS)
    return photo
