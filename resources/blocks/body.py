"""BodyBlock: the one stream of editorial pages. No raw HTML."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from .media import DownloadBlock, FigureBlock, GalleryBlock
from .text import (
    RICH_TEXT_FEATURES,
    AccordionItemBlock,
    ButtonBlock,
    CalloutBlock,
    HeadingBlock,
    KeyFigureBlock,
    QuotationBlock,
)

_TABLE_OPTIONS = {
    "language": "fr-FR",
    "contextMenu": [
        "row_above",
        "row_below",
        "---------",
        "col_left",
        "col_right",
        "---------",
        "undo",
        "redo",
    ],
}


class BodyBlock(blocks.StreamBlock):
    """Text and what goes with it, in any order."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(
        label="Texte",
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        template="resources/blocks/text.html",
        help_text="Paragraphes et listes. Les intertitres sont des blocs à part.",
    )
    figure = FigureBlock()
    gallery = GalleryBlock()
    download = DownloadBlock()
    quotation = QuotationBlock()
    key_figures = blocks.ListBlock(
        KeyFigureBlock(),
        label="Chiffres clés",
        icon="order",
        template="resources/blocks/key_figures.html",
        help_text="Trois ou quatre nombres côte à côte.",
    )
    accordion = blocks.ListBlock(
        AccordionItemBlock(),
        label="Volets",
        icon="list-ul",
        template="resources/blocks/accordion.html",
        help_text="Questions et réponses qui s’ouvrent une à une, ou termes et définitions.",
    )
    callout = CalloutBlock()
    button = ButtonBlock()
    table = TableBlock(
        label="Tableau",
        icon="table",
        table_options=_TABLE_OPTIONS,
        template="resources/blocks/table.html",
        help_text="Des données à croiser. Donner un titre et nommer lignes ou colonnes : elles sont lues à voix haute.",
    )

    def get_searchable_content(self, value: blocks.StreamValue) -> list[str]:
        """What is read of each block, the caption of a table before its cells."""
        found = []
        for child in value:
            if child.block_type == "table" and child.value:
                found.append(child.value.get("table_caption") or "")
            found += child.block.get_searchable_content(child.value)
        return found
