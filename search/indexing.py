"""Filling the index: one Entry per live page, written with the page."""

from collections.abc import Callable, Iterable, Iterator, Set
from time import time_ns
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet

from .engines.elastic.sync import note_change, send_changes
from .french import analyse, analyse_with_starts, completion_key, count_words, fold
from .kinds import Kind
from .models import Entry, Etablissement, FindablePage, OfferedDocument, Word
from .models.entry import SEPARATOR
from .passages import marks
from .subjects import read, subject_lines

TEXT_LIMIT = 200_000  # characters of one page that are indexed
_BATCH = 500  # words of one statement


class Learned(NamedTuple):
    """Words as a page writes them; `common`: those it shows to be nobody's name."""

    surfaces: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


def index_pages(page_pks: Iterable[int]) -> None:
    """Write the entries of these pages, then tell the cluster once of all."""
    for page_pk in page_pks:
        write_entry(page_pk)
    transaction.on_commit(send_changes)


def write_entry(page_pk: int) -> Learned:
    """Write the page's entry as the page is now, or remove it when it is not live; returns the words it has.

    The page is locked from its reading to the writing: of two who write it the last one has read it last, and
    nobody brings back what was withdrawn meanwhile.
    """
    with transaction.atomic():
        page = FindablePage.objects.select_for_update().filter(pk=page_pk, live=True).first()
        if page is None:
            Entry.objects.filter(pk=page_pk).delete()  # its signal notes the change
            return Learned()
        specific = page.specific
        note_media(specific)
        values = entry_values(specific)
        reading = read(specific, values["text"])
        values["subjects"] = subject_lines(specific, reading) if specific.tells_a_subject() else ""
        Entry.objects.update_or_create(page_id=page.pk, defaults=values)
        documents = (part[:TEXT_LIMIT] for _, *parts in specific.found_documents() for part in parts)
        texts = [specific.title, specific.summary, *_labels(specific), values["text"], *documents]
        learned = learn_words(texts, reading.common_terms)
        complete_schools(specific)
        note_change(page.pk)
        return learned


def note_media(page: FindablePage) -> None:
    """Write on the page which media it holds for its readers today: a right begins and ends without a save."""
    found = page.found_media()
    held = {"has_photos": "photo" in found, "has_films": "film" in found, "has_document": "document" in found}
    if any(getattr(page, name) != present for name, present in held.items()):
        FindablePage.objects.filter(pk=page.pk).update(**held)
        for name, present in held.items():
            setattr(page, name, present)


def reindex(progress: Callable[[int], None] = lambda number: None) -> int:
    """Write every live page's entry anew and drop the others; returns the number of pages read.

    Words are forgotten at the end: the searches made meanwhile know those of before.
    """
    Entry.objects.exclude(page__live=True).delete()
    last_word = Word.objects.aggregate(last=Max("pk"))["last"] or 0
    # Named first, then read one by one: a cursor held open while others write would show what was, or fail.
    page_pks = list(FindablePage.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
    said, common = set[str](), set[str]()
    for number, page_pk in enumerate(page_pks, start=1):
        learned = write_entry(page_pk)
        said |= learned.surfaces
        common |= learned.common
        progress(number)
    _forget_words(Word.objects.filter(pk__lte=last_word), said, common)
    return len(page_pks)


def _forget_words(known: QuerySet[Word], said: Set[str], common: Set[str]) -> None:
    """Of the words known before, forget those no page says any more, and which are common where none shows it."""
    gone, doubtful = [], []
    for pk, surface, is_common in known.values_list("pk", "surface", "is_common"):
        if surface not in said:
            gone.append(pk)
        elif is_common and surface not in common:
            doubtful.append(pk)
    for start in range(0, len(gone), _BATCH):
        Word.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    for start in range(0, len(doubtful), _BATCH):
        Word.objects.filter(pk__in=doubtful[start : start + _BATCH]).update(is_common=False)


def entry_values(page: FindablePage) -> dict:
    """The fields of a page's Entry."""
    text = page.found_text()[:TEXT_LIMIT]
    documents = page.found_documents()
    read_documents = list(_read(documents))
    return {
        "facets": " ".join(facet_values(page)),
        "sort_title": fold(page.title)[:255],
        "completion_key": _rank(page) + completion_key(page.title),
        "sort_date": page.sort_date,
        "kicker": page.card_kicker()[:200],
        "meta": page.card_meta()[:250],
        "text": text,
        "title_terms": analyse(page.title),
        "tag_terms": analyse("\n".join(_labels(page))),
        "summary_terms": analyse(page.summary),
        "body_terms": analyse(text),
        "document_terms": f" {SEPARATOR} ".join(terms for terms, _ in read_documents),
        "document_titles": "\n".join(" ".join(document.title.split()) for document in documents),
        "document_marks": "\n".join(line for _, line in read_documents),
        "family": page.found_family(),
        "version": time_ns(),
    }


def _rank(page: FindablePage) -> str:
    return Entry.ACTIONS if page.kind == Kind.ACTION else Entry.BEFORE_ACTIONS


def complete_schools(page: FindablePage) -> None:
    """Let suggestions look for the établissements of a live page."""
    for school in page.etablissements.all():
        key = completion_key(f"{school.name} {school.uai}")
        if school.completion_key != key:
            Etablissement.objects.filter(pk=school.pk).update(completion_key=key)


def _read(documents: list[OfferedDocument]) -> Iterator[tuple[str, str]]:
    """The terms and the marks of each document, TEXT_LIMIT characters shared by all: engines bound what a row holds."""
    left = TEXT_LIMIT
    for document in documents:
        terms, starts = analyse_with_starts(f"{document.title}\n{document.text[:left]}")
        yield terms, marks(document, starts)
        left = max(0, left - len(document.text))


def _labels(page: FindablePage) -> Iterator[str]:
    """Names of what the page is sorted by: themes, keywords, category, publics, niveaux, places."""
    for relation in (page.themes, page.keywords, page.publics, page.niveaux, page.academies, page.bassins):
        yield from (item.name for item in relation.all())
    yield from (f"{departement.name} {departement.code}" for departement in page.departements.all())
    if page.category:
        yield page.category.name


def facet_values(page: FindablePage) -> Iterator[str]:
    """`parameter:value` for every filter of the search address (design §4)."""
    yield f"type:{page.kind}"
    for parameter, relation, attribute in (
        ("academie", page.academies, "slug"),
        ("departement", page.departements, "code"),
        ("bassin", page.bassins, "slug"),
        ("etablissement", page.etablissements, "uai"),
        ("theme", page.themes, "slug"),
        ("mot", page.keywords, "slug"),
        ("public", page.publics, "slug"),
        ("niveau", page.niveaux, "slug"),
    ):
        yield from (f"{parameter}:{getattr(item, attribute)}" for item in relation.all())
    if page.category:
        yield f"categorie:{page.category.slug}"
    if page.year is not None:
        yield f"annee:{page.year_label}"
    held = {"photo": page.has_photos, "film": page.has_films, "document": page.has_document}
    yield from (f"media:{name}" for name, present in held.items() if present)
    if page.flagship:
        yield "phare:1"


def learn_words(texts: Iterable[str], common: Set[str]) -> Learned:
    """Remember how the site writes its words, for the correction of typing errors and for families.

    `texts`: those of one page; `common`: its terms that are nobody's name. Returns the words of the page.
    """
    found = {surface: (term, number) for (surface, term), number in count_words(texts).items()}
    known = dict(Word.objects.filter(surface__in=found).values_list("surface", "is_common"))
    # Added, and locked, in one order for all: two pages published at the same time must not wait for each other.
    new = [
        Word(surface=surface, term=term, frequency=number, is_common=term in common)
        for surface, (term, number) in sorted(found.items())
        if surface not in known
    ]
    Word.objects.bulk_create(new, ignore_conflicts=True)
    cleared = [surface for surface, is_common in known.items() if not is_common and found[surface][0] in common]
    if cleared:
        locked = Word.objects.filter(surface__in=cleared).order_by("pk").select_for_update()
        Word.objects.filter(pk__in=[word.pk for word in locked]).update(is_common=True)
    return Learned(frozenset(found), frozenset(surface for surface, (term, _) in found.items() if term in common))
