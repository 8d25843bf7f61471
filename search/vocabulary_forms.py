"""The admin's forms of the vocabularies: no twins, addresses that do not move."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminModelForm

from search import uai

from .french import fold
from .models import Bassin, Keyword


class WordForm(WagtailAdminModelForm):
    """A word known by its name. Its slug is made once from the name: published addresses stay."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        slug = slugify(fold(name))[:100]
        if not slug:
            raise ValidationError("Un nom compte au moins une lettre ou un chiffre.")
        twin = self.twin_of(name, slug)
        if twin is not None:
            raise ValidationError(f"Ce mot existe déjà, écrit « {twin} ».")
        self.instance.slug = self.instance.slug or slug
        return name

    def twin_of(self, name: str, slug: str) -> Model | None:
        """Another word that differs at most by case, accents, hyphens or spaces."""
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        return others.filter(slug=slug).first()


class KeywordForm(WordForm):
    """A keyword; twins are told by its folded form, which is unique."""

    def twin_of(self, name: str, slug: str) -> Model | None:
        others = Keyword.objects.exclude(pk=self.instance.pk)
        return others.filter(folded=Keyword.fold(name)).first() or super().twin_of(name, slug)


class BassinForm(WagtailAdminModelForm):
    """Two bassins may share a name, not in one département."""

    def clean(self) -> dict:
        cleaned = super().clean()
        name, departement = cleaned.get("name"), cleaned.get("departement")
        if name and departement:
            others = Bassin.objects.filter(departement=departement).exclude(pk=self.instance.pk)
            if any(fold(other.name) == fold(name) for other in others):
                self.add_error("name", f"{departement} a déjà un {Bassin._meta.verbose_name} de ce nom.")
        return cleaned


class EtablissementForm(WagtailAdminModelForm):
    """Accepts a UAI as people type it: lower case, spaces."""

    uai = forms.CharField(label="UAI", max_length=20, help_text="Sept chiffres et une lettre, par exemple 0750655E.")

    def clean_uai(self) -> str:
        return uai.normalise(self.cleaned_data["uai"])
