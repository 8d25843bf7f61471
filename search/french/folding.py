"""Letters without accents, ligatures, case or invisible signs: the form in which words are compared."""

import re
import unicodedata
from functools import lru_cache

# Letters Unicode does not decompose, the apostrophes people really type, and the hyphens.
_SPELLED_OUT = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        **dict.fromkeys("’‘ʼ′´`＇‛", "'"),
        **dict.fromkeys("‐‑−", "-"),
    }
)
# One letter may carry any number of combining marks: what a word is made of is bounded instead.
LONGEST_WORD = 64
_NOT_A_TERM = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return the text without accents, ligatures, capitals and invisible signs, punctuation kept.

    Every apostrophe is « ' », every hyphen « - », control characters and runs of blanks are one space.
    For suggestions and comparisons by prefix; never fails, linear in the length of the text.
    """
    if text.isascii():
        return " ".join(_printable(text.lower()).split())
    spelled = text.translate(_SPELLED_OUT)
    letters = unicodedata.normalize("NFKD", spelled).casefold().translate(_SPELLED_OUT)
    return " ".join(_printable("".join(sign for sign in letters if not _is_mark(sign))).split())


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return one word as a string of [a-z0-9], empty when nothing of it can be written so.

    Cached: give it words of a bounded length (LONGEST_WORD characters).
    """
    return _NOT_A_TERM.sub("", fold(word))[:LONGEST_WORD]


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def _is_mark(sign: str) -> bool:
    # Mn: accents left alone by NFKD; Cf: zero-width signs, soft hyphens, direction marks.
    return sign > "\x7f" and unicodedata.category(sign) in ("Mn", "Me", "Cf")
