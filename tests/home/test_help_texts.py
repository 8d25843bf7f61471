"""Who fills a form is told what each field is for: where it shows, an example, what to leave out."""

import re

import pytest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, get_edit_handler
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.contrib.settings.registry import registry
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from home.models import SiteSettings
from tests.home import factories

MODELS = [model for model in get_page_models() if model.is_creatable and model.__module__.split(".")[0] != "wagtail"]
FORMS = [*MODELS, SiteSettings]
# A typewriter apostrophe, or a breaking space where French wants none.
BADLY_TYPED = re.compile(r"\w'\w| [:;!?»]|« ")


def panels(panel):
    """The panels of fields below this one, the rows of inline lists included."""
    if isinstance(panel, FieldPanel):
        yield panel
    for child in getattr(panel, "children", []):
        yield from panels(child)
    if hasattr(panel, "child_edit_handler"):
        yield from panels(panel.child_edit_handler)


def fields(model):
    """(name, label, help) of each field of the model's form, as the form shows them."""
    form = model.get_edit_handler() if issubclass(model, Page) else get_edit_handler(model)
    for panel in panels(form):
        field = panel.db_field
        yield (
            f"{panel.model.__name__}.{panel.field_name}",
            panel.heading or field.verbose_name,
            str(panel.help_text or field.help_text),
        )


def streams(model):
    return [field.stream_block for field in model._meta.get_fields() if isinstance(field, StreamField)]


def leaves(block, path):
    """(path, label, help) of what is typed or chosen in a block, down to the last one."""
    if isinstance(block, BaseStreamBlock | blocks.StructBlock):
        for name, child in block.child_blocks.items():
            told = not isinstance(child, BaseStreamBlock | blocks.StructBlock) or isinstance(block, blocks.StructBlock)
            if told:
                yield f"{path}.{name}", child.label, str(help_of(child))
            # Wagtail's own block of an image and its description explains itself.
            if not type(child).__module__.startswith("wagtail.images"):
                yield from leaves(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, path)


def help_of(block):
    field = getattr(block, "field", None)
    return (field.help_text if field else "") or getattr(block.meta, "help_text", "") or ""


def test_every_form_is_looked_at():
    assert len(MODELS) >= 17
    assert SiteSettings in registry


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_every_field_says_what_it_is_for(model):
    told = list(fields(model))
    assert told
    for name, label, text in told:
        assert label, f"{name} n’a pas de libellé"
        assert text, f"{name} n’a pas d’aide"
        assert not BADLY_TYPED.search(text), f"{name} : {text}"
        assert text.lower().strip(" .") != str(label).lower(), f"{name} répète son libellé"


@pytest.mark.parametrize("model", [model for model in MODELS if streams(model)], ids=lambda model: model.__name__)
def test_every_field_of_a_block_says_what_it_is_for(model):
    for stream in streams(model):
        for name, label, text in leaves(stream, model.__name__):
            assert label, f"{name} n’a pas de libellé"
            assert text, f"{name} n’a pas d’aide"
            assert not BADLY_TYPED.search(text), f"{name} : {text}"


@pytest.mark.django_db
def test_the_dates_of_publication_are_explained_on_the_form_itself(admin_client):
    planted = factories.site()
    shown = admin_client.get(f"/gestion/pages/{planted.edition.pk}/edit/").content.decode()
    assert "La page devient publique ce jour-là" in shown
    assert "La page se retire d’elle-même ce jour-là" in shown
