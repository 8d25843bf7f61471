"""Blocks of words: headings, quotations, accordions, callouts, buttons, key figures."""

from django.core.exceptions import ValidationError
from wagtail import blocks

RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class WordsBlock(blocks.StructBlock):
    """A struct found by what is read of it: the labels of its choices are a look, not words of the page."""

    def get_searchable_content(self, value: dict) -> list[str]:
        read = ((name, block) for name, block in self.child_blocks.items() if not isinstance(block, blocks.ChoiceBlock))
        return [text for name, block in read for text in block.get_searchable_content(value.get(name) or "") if text]


class HeadingBlock(WordsBlock):
    """A heading of level 2 or 3; the page's title is level 1."""

    text = blocks.CharBlock(
        label="Texte", max_length=150, help_text="Court et parlant : il permet de parcourir la page sans tout lire."
    )
    # Its name is no word of the page: out of the index, and of the excerpts.
    level = blocks.ChoiceBlock(
        label="Niveau",
        choices=[("h2", "Titre 2"), ("h3", "Titre 3")],
        default="h2",
        search_index=False,
        help_text="« Titre 3 » seulement pour diviser une partie ouverte par un « Titre 2 ».",
    )

    class Meta:
        icon = "title"
        label = "Intertitre"
        template = "resources/blocks/heading.html"


class QuotationBlock(blocks.StructBlock):
    """A témoignage; the person is named by function only."""

    text = blocks.TextBlock(
        label="Propos", help_text="Les mots tels qu’ils ont été dits, sans guillemets ni rien qui désigne un élève."
    )
    author = blocks.CharBlock(
        label="Qui parle",
        required=False,
        max_length=120,
        help_text="Une fonction (« une professeure de mathématiques »), jamais le nom d’un élève.",
    )

    class Meta:
        icon = "openquote"
        label = "Témoignage"
        template = "resources/blocks/quotation.html"


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(
        label="Nombre", max_length=20, help_text="Écrit en grand, par exemple « 1 200 » ou « 85 % »."
    )
    text = blocks.CharBlock(
        label="Ce qu’il compte", max_length=120, help_text="Sous le nombre, par exemple « élèves rencontrés »."
    )
    source = blocks.CharBlock(
        label="Source",
        required=False,
        max_length=200,
        help_text="D’où il vient et de quand il date, par exemple « Bilan académique, 2025 ».",
    )

    class Meta:
        icon = "order"
        label = "Chiffre"


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label="Question ou terme", max_length=200, help_text="Toujours visible, par exemple « Qui peut venir ? »."
    )
    text = blocks.RichTextBlock(
        label="Réponse", features=RICH_TEXT_FEATURES, help_text="Montrée quand on ouvre le volet."
    )

    class Meta:
        icon = "help"
        label = "Volet"


class CalloutBlock(WordsBlock):
    """A boxed note."""

    tone = blocks.ChoiceBlock(
        label="Genre",
        choices=[("info", "Information"), ("important", "Important"), ("aide", "Aide")],
        default="info",
        search_index=False,
        help_text="Donne sa couleur à l’encadré. « Important » pour ce qu’il ne faut pas manquer.",
    )
    title = blocks.CharBlock(
        label="Titre", required=False, max_length=120, help_text="En gras en haut de l’encadré. Vide : le texte seul."
    )
    text = blocks.RichTextBlock(
        label="Texte", features=RICH_TEXT_FEATURES, help_text="Quelques lignes : plus long, ce n’est plus un encadré."
    )

    class Meta:
        icon = "info-circle"
        label = "Encadré"
        template = "resources/blocks/callout.html"


class ButtonStructValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """Where the button leads: the page if one is chosen, else the address."""
        page = self.get("page")
        return page.url if page else self.get("address", "")


class ButtonBlock(blocks.StructBlock):
    """A link that matters, to a page of the site, an address or a telephone."""

    label = blocks.CharBlock(
        label="Libellé",
        max_length=80,
        help_text="Dire où il mène, par exemple « Déclarer une action », jamais « Cliquer ici ».",
    )
    page = blocks.PageChooserBlock(
        label="Page du site",
        required=False,
        help_text="À préférer à une adresse : le lien suit la page si elle est déplacée.",
    )
    address = blocks.RegexBlock(
        regex=r"^(https?://|tel:\+?\d|mailto:|/)",
        label="Ou adresse",
        required=False,
        help_text="https://…, tel:…, mailto:… ou /page/",
        error_messages={"invalid": "Commencer par https://, tel:, mailto: ou /."},
    )

    class Meta:
        icon = "link-external"
        label = "Bouton"
        template = "resources/blocks/button.html"
        value_class = ButtonStructValue

    def clean(self, value: dict) -> dict:
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("address"):
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError("Choisir une page ou donner une adresse.")}
            )
        return cleaned
