"""The document of each bilan: the words of its page and the figures of its actions, as a PDF."""

from collections import Counter
from collections.abc import Iterator

from django.utils.html import strip_tags

from media.models import Document
from resources.lifecycle import State
from resources.models import ActionPage, BilanPage
from search.models import Academie

from . import files
from .files.parts import Part

_HELD = (State.DONE, State.REPORTED, State.CAPITALISED)


def attach(academie: Academie) -> None:
    """Give a document to the bilans that have none."""
    for page in BilanPage.objects.filter(document=None).select_related("edition"):
        page.document = _document(page, academie)
        page.save()


def _document(page: BilanPage, academie: Academie) -> Document:
    actions = ActionPage.objects.visible().filter(edition=page.edition, state__in=_HELD)
    led = actions.filter(lead__departement__academie=academie).select_related("category", "lead__bassin")
    figures = [Part("heading", "Les actions en nombres"), *_figures(list(led))]
    return files.store_bilan(page.year_label, [*_words(page), *figures], page.published_on)


def _words(page: BilanPage) -> Iterator[Part]:
    """The page's headings and paragraphs."""
    yield Part("paragraph", page.summary)
    for block in page.body:
        if block.block_type == "heading":
            yield Part("heading", block.value["text"])
        elif block.block_type == "text":
            kept = str(block.value.source).replace("</li>", "</li>\n").replace("</p>", "</p>\n")
            for line in filter(str.strip, kept.splitlines()):
                yield Part("item" if "<li>" in line else "paragraph", strip_tags(line))


def _figures(actions: list[ActionPage]) -> Iterator[Part]:
    yield Part("item", f"Actions réalisées : {len(actions)}.")
    yield Part("item", f"Établissements porteurs : {len({action.lead_id for action in actions})}.")
    yield Part("item", f"Bassins engagés : {len({action.lead.bassin_id for action in actions})}.")
    categories = Counter(action.category.name for action in actions if action.category)
    for name, number in sorted(categories.items()):
        yield Part("item", f"{name} : {number}.")
    yield Part("paragraph", "Nombres calculés à partir des actions de démonstration, dans des établissements fictifs.")
