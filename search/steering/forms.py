"""The forms officers steer the search with: what says nothing to the search is refused with the reason."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from search.request import QUERY_LENGTH, clean

from .promoted import keys
from .trial import Effect

LONGEST_EXPRESSION = 100
# An engine takes some thirty equivalents of a word; more would be left out without a word.
MOST_EXPRESSIONS = 30
LONGEST_GROUP = 2000
_TOO_FEW = "Un groupe compte au moins deux expressions, séparées par « | »."
_NO_QUERY = "Indiquez au moins une recherche."


class SynonymGroupForm(WagtailAdminModelForm):
    """At least two expressions that the search tells apart. `trial` is searched by the preview, and not saved."""

    trial = forms.CharField(
        label="Essayer aussi une autre recherche",
        required=False,
        max_length=QUERY_LENGTH,
        help_text="Facultatif : une recherche entière, telle qu’un visiteur la taperait. Elle n’est pas enregistrée.",
    )
    # Set by the view once the group was tried.
    effects: list[Effect] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expressions"].error_messages["required"] = _TOO_FEW

    def clean_expressions(self) -> str:
        typed = self.cleaned_data["expressions"]
        if len(typed) > LONGEST_GROUP:
            raise ValidationError(f"Ce groupe est trop long : {LONGEST_GROUP} signes au plus.")
        expressions = list(_separated(typed.replace("\n", "|")))
        if len(expressions) < 2:
            raise ValidationError(_TOO_FEW)
        _refuse_excess(expressions, "expressions")
        if len({frozenset(keys(expression)) for expression in expressions}) < 2:
            raise ValidationError(
                "Pour la recherche, c’est déjà la même expression : accents, pluriels et majuscules ne comptent pas."
            )
        return " | ".join(expressions)


class PromotionForm(WagtailAdminModelForm):
    """Searches one by line, dates in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queries"].error_messages["required"] = _NO_QUERY

    def clean_queries(self) -> str:
        queries = list(_separated(self.cleaned_data["queries"].replace("\n", "|")))
        if not queries:
            raise ValidationError(_NO_QUERY)
        _refuse_excess(queries, "recherches")
        return "\n".join(queries)

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "La fin précède le début.")
        return cleaned


def _separated(text: str) -> dict[str, None]:
    """The parts between « | », trimmed, each once, empty ones left out."""
    parts = dict.fromkeys(clean(part, LONGEST_GROUP) for part in text.split("|"))
    parts.pop("", None)
    return parts


def _refuse_excess(parts: list[str], what: str) -> None:
    """Raise what is wrong with the parts: too many, too long, or nothing the search would read."""
    problems = []
    if len(parts) > MOST_EXPRESSIONS:
        problems.append(f"{len(parts)} {what}, c’est trop : {MOST_EXPRESSIONS} au plus.")
    for part in parts:
        if len(part) > LONGEST_EXPRESSION:
            problems.append(f"« {part[:40]}… » est trop long : {LONGEST_EXPRESSION} signes au plus.")
        elif not keys(part):
            problems.append(f"« {part} » ne compte que de petits mots ou des signes, que la recherche ne lit pas.")
    if problems:
        raise ValidationError(problems)
