"""What the editing form of every page says, in the words of who fills it.

Wagtail's own help speaks of slugs, tags and `http://domain.com/blog/[my-slug]/`.
"""

import re

from django import forms
from django.db.models import Model
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.fields import RichTextField

TITLE = TitleFieldPanel("title", help_text="Tel que le public le lira, en une ligne.")

ADDRESS = FieldPanel(
    "slug",
    heading="Fin de l’adresse",
    help_text="Proposée d’après le titre : minuscules, chiffres et tirets. La changer casse les liens déjà donnés.",
)
PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            ADDRESS,
            FieldPanel("seo_title", heading="Titre à part", help_text="Vide : le titre de la page."),
            FieldPanel(
                "search_description",
                heading="Description",
                help_text="Une phrase que Google et les autres montrent sous le titre.",
            ),
        ],
        heading="Adresse et moteurs de recherche",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "show_in_menus",
                heading="Dans le menu principal",
                help_text="Seulement pour une page placée juste sous l’accueil.",
            )
        ],
        heading="Menu du site",
    ),
]

_SCHEDULE = {
    "go_live_at": "La page devient publique ce jour-là, à cette heure. Vide : dès sa publication.",
    "expire_at": "La page se retire d’elle-même ce jour-là, par exemple à la fin d’un appel à projets.",
}


def _publishing() -> PublishingPanel:
    """Wagtail's panel, whose two dates come without a word."""
    panel = PublishingPanel()
    for date in panel.children:
        date.help_text = _SCHEDULE[date.field_name]
    return panel


SETTINGS_PANELS = [_publishing(), CommentPanel()]

# What the editor leaves of a text that was never written, or taken away.
_NOTHING_WRITTEN = re.compile(r"(<p[^>]*>(\s|&nbsp;|<br ?/?>)*</p>\s*)+")


def forget_empty_text(page: Model) -> None:
    """Rich text without a word becomes no text, or its heading would stand above nothing."""
    for field in page._meta.concrete_fields:
        if isinstance(field, RichTextField) and _NOTHING_WRITTEN.fullmatch(getattr(page, field.attname) or ""):
            setattr(page, field.attname, "")


def ticked(name: str) -> FieldPanel:
    """A short closed list, one box each: a list with Ctrl and click loses what was chosen."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)


# The words a page is sorted by; page types take what they need of them.
THEMES, PUBLICS, NIVEAUX = ticked("themes"), ticked("publics"), ticked("niveaux")
CATEGORY = FieldPanel("category", widget=forms.Select)
