"""Correction of typing errors, from the words the site itself uses: « conferance » → « conférence »."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.french import Synonyms, Vocabulary, fold, tokens
from search.french.folding import LONGEST_WORD, fold_word
from search.french.sounds import sound_of
from search.french.stemming import term_of

_SHORTEST_WORD = 4  # three letters are an acronym as often as a slip: « sdt » stays as it is
# One letter changed makes another word of a word of four: « chat » is not « chant ».
_LETTERS_FOR_SLIPS = 5
_LONG_WORD = 8
# Words that sound alike may differ by more letters than slips of the fingers do.
_FURTHEST_SOUND = 3
_ELIDED = ("qu", *"ldsnjmtc")
_VOWELS = "aeiouyh"


def correct(words: Sequence[str], vocabulary: Vocabulary, synonyms: Synonyms) -> str | None:
    """Return the words, space-joined, the unknown ones replaced by the site's own, or None when none is.

    `words`: as typed (`ParsedQuery.words`). Words of the index or of the synonyms, figures and words of three
    letters or less are never touched.
    """
    corrected = [_better(word, vocabulary, synonyms) or word for word in words]
    return " ".join(corrected) if corrected != list(words) else None


def correct_query(query: str, vocabulary: Vocabulary, synonyms: Synonyms) -> str | None:
    """Return a raw query corrected in place, small words, quotation marks and exclusions kept, or None."""
    corrected = query
    for token in reversed([token for token in tokens(query) if not token.joined]):
        better = _better(token.surface, vocabulary, synonyms)
        if better is not None:
            corrected = corrected[: token.start] + better + corrected[token.end :]
    return corrected if corrected != query else None


def is_slight(query: str, corrected: str) -> bool:
    """Whether no word was changed by more than one letter."""
    pairs = zip(fold(query).split(), fold(corrected).split(), strict=False)
    return all(OSA.distance(one, other) <= 1 for one, other in pairs)


def _better(word: str, vocabulary: Vocabulary, synonyms: Synonyms) -> str | None:
    folded = fold_word(word[:LONGEST_WORD])
    term = term_of(folded)
    is_word = len(folded) >= _SHORTEST_WORD and folded.isalpha()
    if not is_word or term in vocabulary or term in synonyms.vocabulary:
        return None
    if vocabulary.family(term):
        # « décrocheuse » is not a slip for « décrocheur », « conferance » is one for « conférence ».
        return _nearest(folded, vocabulary, by_sound_alone=True)
    if len(folded) < _LETTERS_FOR_SLIPS:
        return _nearest(folded, vocabulary, by_sound_alone=True)
    return (
        _without_apostrophe(folded, vocabulary) or _nearest(folded, vocabulary) or _nearest(folded, synonyms.vocabulary)
    )


def _without_apostrophe(folded: str, vocabulary: Vocabulary) -> str | None:
    """Return « l’école » for « lecole »."""
    for elided in _ELIDED:
        rest = folded.removeprefix(elided)
        is_elision = rest != folded and rest[:1] in _VOWELS and len(rest) >= _SHORTEST_WORD
        if is_elision and rest in vocabulary.written:
            return f"{elided}’{vocabulary.written[rest].surface}"
    return None


def _nearest(folded: str, vocabulary: Vocabulary, by_sound_alone: bool = False) -> str | None:
    """Return the closest word as the site writes it, or None.

    Fewest slips first, a like sound making up for one of them; then the commonest.
    """
    costs = {} if by_sound_alone else _close_letters(folded, vocabulary)
    for form in vocabulary.by_sound.get(sound_of(folded), ()):
        distance = OSA.distance(folded, form, score_cutoff=_FURTHEST_SOUND)
        if distance <= _FURTHEST_SOUND:
            costs[form] = distance - 1
    usable = [form for form in costs if len(form) >= _SHORTEST_WORD and form.isalpha()]
    if not usable:
        return None
    written = vocabulary.written
    return written[min(usable, key=lambda form: (costs[form], -written[form].frequency, form))].surface


def _close_letters(folded: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Return the words within one slip (two from eight letters on), with their number of slips."""
    slips = 2 if len(folded) >= _LONG_WORD else 1
    # People seldom get the first letter wrong, unless another one sounds the same.
    forms = {form for initial in (folded[0], sound_of(folded)[:1]) for form in vocabulary.by_initial.get(initial, ())}
    near = process.extract(folded, forms, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return {form: cost for form, cost, _ in near}
