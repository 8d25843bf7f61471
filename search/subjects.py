"""What a page is about, as `Entry.subjects` holds it: a line each, « theme:slug weight name » or « term weight word ».

A question mark after the weight says that the page never writes the word in small letters: it may be a name.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .french import IN_HEAD, Reading, Subject, acronyms
from .models import EtablissementSite, FindablePage, SynonymGroup

THEME = "theme:"
_DOUBT = "?"
_WEIGHTS = {f"{weight}{doubt}": (weight, not doubt) for weight in (1, IN_HEAD) for doubt in ("", _DOUBT)}


class Line(NamedTuple):
    """`key`: THEME and a slug, or a term."""

    key: str
    subject: Subject


def subject_lines(page: FindablePage, reading: Reading) -> str:
    """`Entry.subjects` of a page: its themes, then its words, the most telling first."""
    themes = (Line(f"{THEME}{theme.slug}", Subject(theme.name, IN_HEAD)) for theme in page.themes.all())
    words = (Line(term, subject) for term, subject in reading.subjects(found_names(page)).items())
    return "\n".join(_written(line) for lines in (themes, words) for line in lines)


def told(subjects: str) -> Iterator[Line]:
    """The lines of `Entry.subjects`; one that cannot be read is left out."""
    for line in subjects.split("\n"):
        key, _, rest = line.partition(" ")
        weight, _, shown = rest.partition(" ")
        if shown and weight in _WEIGHTS:
            yield Line(key, Subject(shown, *_WEIGHTS[weight]))


def read(page: FindablePage, text: str) -> Reading:
    """The page as its words tell it, whether published or not; `text`: its `found_text`."""
    expressions = SynonymGroup.objects.order_by().values_list("expressions", flat=True)
    return Reading([page.title, page.summary, *page.keyword_names()], text, acronyms(expressions))


def found_names(page: FindablePage) -> Iterator[str]:
    """Names of the schools and places the page belongs to: they say whose it is, not what it is about."""
    for relation in (page.academies, page.departements, page.bassins, page.etablissements):
        yield from (item.name for item in relation.all())
    schools = [school.pk for school in page.etablissements.all()]
    yield from EtablissementSite.objects.filter(etablissement__in=schools).values_list("commune", flat=True)


def _written(line: Line) -> str:
    shown, weight, is_common = line.subject
    # A name may hold any of the characters that end a line.
    return f"{line.key} {weight}{'' if is_common else _DOUBT} {' '.join(shown.split())}"
