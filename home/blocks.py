"""Blocks of the home page: doors for each audience, searches offered under the field."""

from urllib.parse import quote

from django.urls import reverse
from wagtail import blocks


class DoorValue(blocks.StructValue):
    def as_link(self) -> dict:
        """title, text, url, link_label (components/doors.html)."""
        page = self["page"]
        return {
            "title": self["title"],
            "text": self["text"],
            "url": page.url if page else "/",
            "link_label": self["link_label"],
        }


class DoorBlock(blocks.StructBlock):
    """An entry for one audience (R-01, R-02)."""

    title = blocks.CharBlock(label="Titre", max_length=60, help_text="Le public appelé, par exemple « Parent ».")
    text = blocks.CharBlock(
        label="Texte", max_length=150, help_text="Ce qu’il trouvera derrière cette porte, en une phrase."
    )
    link_label = blocks.CharBlock(
        label="Libellé du lien",
        max_length=50,
        help_text="Un verbe et ce qu’on y trouve, par exemple « Aider mon enfant ».",
    )
    page = blocks.PageChooserBlock(
        label="Page", help_text="La page où mène la porte. Si elle est retirée, la porte mène à l’accueil."
    )

    class Meta:
        icon = "user"
        label = "Porte"
        value_class = DoorValue


class ShortcutValue(blocks.StructValue):
    def as_link(self) -> dict:
        """label, url: a link into the search."""
        parameters = quote(self["query"], safe="=&%+-")
        return {"label": self["label"], "url": f"{reverse('search')}?{parameters}"}


class ShortcutBlock(blocks.StructBlock):
    """A search in one click."""

    label = blocks.CharBlock(
        label="Libellé", max_length=50, help_text="Deux ou trois mots, par exemple « Idées pour les parents »."
    )
    query = blocks.CharBlock(
        label="Recherche",
        max_length=150,
        help_text="Ce qui suit « /recherche/? », par exemple theme=orientation",
    )

    class Meta:
        icon = "search"
        label = "Recherche"
        value_class = ShortcutValue
