"""French typography for the source documents: their words stay, the spaces and apostrophes are ours."""

import re
from typing import Any

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SPACES = (
    (re.compile(r" ([:»])"), "\u00a0\\1"),
    (re.compile(r"« "), "«\u00a0"),
    (re.compile(r" ([;!?])"), "\u202f\\1"),
)


def dressed(value: Any) -> Any:
    """The same JSON value, each of its texts with typographic apostrophes and no-break spaces; keys are left."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [dressed(item) for item in value]
    if isinstance(value, dict):
        return {key: dressed(item) for key, item in value.items()}
    return value


def _text(text: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    for space, kept in _SPACES:
        text = space.sub(kept, text)
    return text
