"""Strict by fixture, not by review."""

import sys
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.template import engines

ROOT = Path(__file__).resolve().parent.parent
OURS = tuple(str(ROOT / room) for room in ("home", "resources", "media", "search", "site", "tests"))


class UnknownVariableError(AssertionError):
    """A template of ours names something that its context does not have."""


class Refuse(str):
    """As `string_if_invalid`: an unknown variable of our templates is an error; Wagtail's stay lenient."""

    def __bool__(self) -> bool:
        # Django skips the filters, `default` too, when this is true: elsewhere they must apply.
        return _template_being_rendered().startswith(OURS)

    def __contains__(self, item: object) -> bool:
        # Django formats the string only when it holds a placeholder.
        return item == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        raise UnknownVariableError(f"{{{{ {variable} }}}} dans {Path(template).relative_to(ROOT)}")


def _template_being_rendered() -> str:
    """Path of the template whose node is being rendered, found on the stack."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None)
        if frame.f_code.co_name.startswith("render") and getattr(origin, "name", None):
            return str(origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture(autouse=True, scope="session")
def refuse_unknown_variables(django_test_environment):
    """Of our own templates: see Refuse."""
    engines["django"].engine.string_if_invalid = Refuse()


@pytest.fixture(autouse=True)
def forget_between_tests():
    """Caches outlive the rows they were filled from."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
    ContentType.objects.clear_cache()
