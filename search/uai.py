"""The UAI, identifier of an établissement: seven digits and a check letter (domain §4)."""

import re

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ"  # no I, O, Q: 23 letters
_SHAPE = re.compile(r"\d{7}[A-Z]")


def normalise(uai: str) -> str:
    """`" 0750655e "` → `"0750655E"`."""
    return re.sub(r"\s", "", uai).upper()


def check_letter(digits: str) -> str:
    """The letter that seven digits call for."""
    return ALPHABET[int(digits) % 23]


def has_shape(uai: str) -> bool:
    """Whether it can be a UAI at all: seven digits and a letter."""
    return _SHAPE.fullmatch(uai) is not None


def has_right_letter(uai: str) -> bool:
    """False is a warning, not an error: legacy codes in use break the rule (domain §4)."""
    return has_shape(uai) and check_letter(uai[:7]) == uai[7]
