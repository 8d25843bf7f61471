"""From a folded word to the term that is indexed and searched.

Snowball's French rules, fed words without their accents on both sides: « lycée » and « lycee » must meet.
What the rules lose with the accents (« -ière », « -ée ») and a few plurals they miss is put right before.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

from search.french.stopwords import STOP_WORDS

_ORDINALS = {
    "1re": "1re 1ere 1er 1ers 1eres 1res 1e premier premiers premiere premieres",
    "2nde": "2nde 2ndes 2de 2des 2nd 2d seconde secondes second seconds",
    "2e": "deuxieme deuxiemes",
    "3e": "troisieme troisiemes",
    "4e": "quatrieme quatriemes",
    "5e": "cinquieme cinquiemes",
    "6e": "sixieme sixiemes",
    "terminal": "terminale terminales tle tles tale",
}
_WHOLE = {
    "travaux": "travail",
    "yeux": "oeil",
    "ennuyer": "ennui",
    "ennuient": "ennui",
    # Snowball makes « commun » of communication, « publique » of publication, « référent » of référence.
    "communication": "communic",
    "communiquer": "communic",
    "communique": "communic",
    "publication": "publicat",
    "reference": "referenc",
    # The town (commune) is not what people share (commun).
    "commune": "commune",
    "profit": "profit",
    # A lesson (cours) is neither a playground (cour) nor a race (course).
    "cours": "cours",
    "course": "course",
    # A son is no thread.
    "fils": "fils",
}
_KNOWN = {word: term for term, words in _ORDINALS.items() for word in words.split()} | _WHOLE
_NUMBERED = re.compile(r"(\d+)(?:e|es|eme|emes|ieme|iemes)$")
_PLURAL_IN_X = ("eaux", "jeux", "lieux", "enjeux", "milieux", "voeux", "feux", "choux", "bijoux")
# Of these the rules make the right thing themselves: « proposerons » is a verb.
_NOT_PLURAL = ("ss", "erons", "erions")
_ENDINGS = (("iere", "ier", 6), ("ee", "e", 4), ("trice", "teur", 7), ("drice", "deur", 8))

_snowball = snowballstemmer.stemmer("french")
# The stemmer keeps the word it works on: two threads must not share it.
_lock = threading.Lock()


@lru_cache(maxsize=65_536)
def term_of(folded: str) -> str:
    """Return the term ([a-z0-9]+) of a word folded to [a-z0-9], or "" for a stop word or a single letter."""
    if folded in STOP_WORDS or (len(folded) == 1 and folded.isalpha()):
        return ""
    return stem(folded)


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """Return the term of a folded word, stop words included (parts of a compound keep theirs)."""
    known = _KNOWN.get(folded)
    if known:
        return known
    if not folded.isalpha():
        numbered = _NUMBERED.match(folded)
        return f"{numbered[1]}e" if numbered else folded
    if set(folded).isdisjoint("aeiouy"):
        return folded  # an acronym: MLDS is not the plural of MLD
    word = _singular(folded)
    if word in _KNOWN:
        return _KNOWN[word]
    for ending, regular, length in _ENDINGS:
        if len(word) >= length and word.endswith(ending):
            word = word.removesuffix(ending) + regular
            break
    with _lock:
        return str(_snowball.stemWord(word)) or word


def _singular(word: str) -> str:
    if word.endswith(_PLURAL_IN_X):
        return word[:-1]
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)
    return word[:-1] if is_plural else word
