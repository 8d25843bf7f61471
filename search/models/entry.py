"""The index of the public search: one row per live page, already analysed.

SQLite (FTS5) and PostgreSQL (tsvector) attach their own index to this table in a migration; they
only match, rank and count what `search.french` prepared.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from time import time_ns
from typing import NamedTuple

from django.db import models

from .findable import FindablePage

# A term no text has: no phrase runs over it.
SEPARATOR = "x0x0"


class DocumentAnswer(NamedTuple):
    """The number of a wanted clause, and the title, terms and marks of the document that has it."""

    clause: int
    title: str
    terms: str
    marks: str


class Entry(models.Model):
    """What the search knows of a live page; goes with the page."""

    # What a completion key begins with: actions, the most numerous, are offered after the rest.
    BEFORE_ACTIONS, ACTIONS = "0", "1"

    page = models.OneToOneField(FindablePage, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    # Space-separated `parameter:value`, e.g. « type:action academie:creteil annee:2025-2026 ».
    facets = models.TextField()
    # These two stand before the long columns: thousands of rows are read for them (search/related.py).
    # What the page is about, a line each, as search/subjects.py writes them: « tutor 1 tutorat ».
    subjects = models.TextField(default="")
    # Pages of one family are one method told again: a fiche and the actions made from it share the fiche's id.
    family = models.PositiveBigIntegerField(default=0)
    sort_title = models.CharField(max_length=255)
    # The title as suggestions look for it (search.french.completing), after its rank.
    completion_key = models.CharField(max_length=310, default="")
    sort_date = models.DateField(null=True)
    # What the page's card says besides its title, as the page type declares it.
    kicker = models.CharField(max_length=200)
    meta = models.CharField(max_length=250, blank=True)
    # Raw text: excerpts and highlights come from here.
    text = models.TextField()
    # Analysed terms, in the order of their weight.
    title_terms = models.TextField()
    tag_terms = models.TextField()
    summary_terms = models.TextField()
    body_terms = models.TextField()
    # Those of the attached documents, one after the other, SEPARATOR between two.
    document_terms = models.TextField(default="")
    # Their titles, a line each, in the same order.
    document_titles = models.TextField(default="")
    # Where to read in them, a line each, as search/passages.py writes it.
    document_marks = models.TextField(default="")
    # Nanoseconds when the row was written: a late writer never overwrites a newer document.
    version = models.BigIntegerField(default=time_ns)

    class Meta:
        verbose_name = "entrée de l’index"
        verbose_name_plural = "index de recherche"
        # With the page, so that suggestions are found without reading the rows, which are long.
        indexes = [
            models.Index(fields=["completion_key", "page"], name="search_entry_completion"),
            # The last one tells whether anything changed (search/rarity.py).
            models.Index(fields=["version"], name="search_entry_version"),
        ]

    def __str__(self) -> str:
        return self.sort_title

    def document_answering(self, wanted: Iterable[Iterable[Sequence[str]]]) -> DocumentAnswer | None:
        """The document that has a wanted clause the page itself lacks, if there is one.

        `wanted`: for each clause its alternatives, each a run of terms.
        """
        if not self.document_terms:
            return None
        own = f" {self.title_terms} {self.tag_terms} {self.summary_terms} {self.body_terms} "
        documents = [f" {terms} " for terms in self.document_terms.split(SEPARATOR)]
        marks = self.document_marks.splitlines() or [""] * len(documents)
        for clause, alternatives in enumerate(wanted):
            if not says(own, alternatives):
                for found in zip(self.document_titles.splitlines(), documents, marks, strict=False):
                    if says(found[1], alternatives):
                        return DocumentAnswer(clause, *found)
        return None

    def is_answered_by_tags_alone(self, wanted: Iterable[Iterable[Sequence[str]]]) -> bool:
        """Whether a wanted clause stands in the tags, and in nothing else that is read on the page."""
        read = f" {self.title_terms} {self.summary_terms} {self.body_terms} "
        tags = f" {self.tag_terms} "
        return any(says(tags, alternatives) and not says(read, alternatives) for alternatives in wanted)

    @property
    def tags(self) -> list[tuple[str, str]]:
        """(parameter, value) of the themes and académies, the tags a hit shows."""
        return self.values_of("theme") + self.values_of("academie")

    @property
    def filed_under(self) -> list[tuple[str, str]]:
        """(parameter, value) of what a page is sorted by, which a hit shows when that alone answers."""
        found = map(self.values_of, ("mot", "public", "niveau", "categorie", "departement", "bassin"))
        return list(chain.from_iterable(found))

    def values_of(self, parameter: str) -> list[tuple[str, str]]:
        """The facet values of one parameter, as (parameter, value)."""
        start = f"{parameter}:"
        return [(parameter, token[len(start) :]) for token in self.facets.split() if token.startswith(start)]


def says(terms: str, alternatives: Iterable[Sequence[str]]) -> bool:
    """Whether analysed terms, between spaces and with one at each end, have one of these runs."""
    return any(f" {' '.join(run)} " in terms for run in alternatives)


class IndexChange(models.Model):
    """A page whose entry changed and that the cluster does not know yet; written with the entry."""

    page_id = models.PositiveBigIntegerField()
    at = models.BigIntegerField(default=time_ns)

    class Meta:
        verbose_name = "changement à transmettre"
        verbose_name_plural = "changements à transmettre"

    def __str__(self) -> str:
        return str(self.page_id)


class Word(models.Model):
    """A word as the site writes it, for the correction of typing errors."""

    surface = models.CharField(max_length=64, unique=True)
    term = models.CharField(max_length=64)
    # On the page that brought it: enough to choose between two forms.
    frequency = models.PositiveIntegerField(default=1)
    # Some page writes it in small letters, or it is a known acronym: it is nobody's name.
    is_common = models.BooleanField(default=False)

    class Meta:
        verbose_name = "mot du site"
        verbose_name_plural = "mots du site"

    def __str__(self) -> str:
        return self.surface


class SynonymGroup(models.Model):
    """Expressions that find each other; edited by officers, effective at once."""

    class Direction(models.TextChoices):
        BOTH = "double", "Chaque expression trouve les autres"
        ONE_WAY = "unique", "La première expression trouve les autres"

    expressions = models.TextField(
        "expressions",
        help_text="Séparées par « | », par exemple : SAIO | service académique d’information. "
        "De plusieurs mots, une expression est cherchée telle quelle, mots voisins et dans cet ordre.",
    )
    direction = models.CharField("sens", max_length=10, choices=Direction, default=Direction.BOTH)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "groupe de synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["expressions"]

    def __str__(self) -> str:
        return self.expressions

    @property
    def words(self) -> list[str]:
        """The expressions, trimmed, empty ones left out."""
        return [part.strip() for part in self.expressions.split("|") if part.strip()]
