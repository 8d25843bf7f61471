"""The lists a site starts with, and pages that follow them."""

import pytest
from django.core.management import call_command
from wagtail.models import Page

from resources.models import ArticlePage
from search import carriers
from search.models import Academie, Category, Departement, Etablissement, Niveau, Public, SynonymGroup

from .factories import (
    AcademieFactory,
    BassinFactory,
    CategoryFactory,
    DepartementFactory,
    EtablissementFactory,
    KeywordFactory,
    NiveauFactory,
    PublicFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def load(capsys):
    call_command("load_vocabularies")
    return capsys.readouterr().out


def test_every_academie_is_there_with_its_code_its_region_and_its_zone(capsys):
    load(capsys)

    assert Academie.objects.count() == 30
    assert Academie.objects.values("region_academique").distinct().count() == 18
    paris = Academie.objects.get(code="01")
    assert (paris.name, paris.slug, paris.zone) == ("Paris", "paris", "C")
    assert set(Academie.objects.filter(zone="").values_list("name", flat=True)) == {
        "Corse", "La Réunion", "Martinique", "Guadeloupe", "Guyane", "Mayotte",
    }  # fmt: skip
    assert all(academie.slug.isascii() for academie in Academie.objects.all())
    assert Academie.objects.get(slug="la-reunion").code == "28"
    assert Academie.objects.get(slug="aix-marseille").region_academique == "Provence-Alpes-Côte d’Azur"


def test_every_departement_belongs_to_its_academie_and_corse_keeps_its_letters(capsys):
    load(capsys)

    assert Departement.objects.filter(structure="département").count() == 101
    assert Departement.objects.get(code="2A").academie.slug == "corse"
    assert Departement.objects.get(code="94").academie.slug == "creteil"
    assert Departement.objects.get(code="01").name == "Ain"


def test_987_is_wallis_and_futuna_as_the_education_nationale_says(capsys):
    load(capsys)

    overseas = {d.code: d for d in Departement.objects.exclude(structure="département")}
    assert sorted(overseas) == ["975", "977", "978", "983", "984", "987"]
    assert (overseas["987"].name, overseas["987"].code_insee) == ("Wallis-et-Futuna", "986")
    assert (overseas["984"].name, overseas["984"].code_insee) == ("Polynésie française", "987")
    assert overseas["987"].academie is None
    assert overseas["975"].academie.slug == "normandie"


def test_categories_publics_and_niveaux_are_there_in_their_order(capsys):
    load(capsys)

    assert [str(category) for category in Category.objects.all()] == [
        "Dans la classe", "Orientation", "Parents et partenaires", "Autres",
    ]  # fmt: skip
    assert {"collegiens", "lyceens", "parents", "professeurs", "partenaires", "equipes"} <= {
        public.slug for public in Public.objects.all()
    }
    niveaux = [niveau.slug for niveau in Niveau.objects.all()]
    assert niveaux[0] == "cycle-1"
    assert niveaux.index("seconde") < niveaux.index("terminale") < niveaux.index("post-bac")


def test_loading_twice_changes_nothing_and_says_so(capsys):
    load(capsys)
    before = list(Academie.objects.values()) + list(Niveau.objects.values()) + list(SynonymGroup.objects.values())

    said = load(capsys)

    after = list(Academie.objects.values()) + list(Niveau.objects.values()) + list(SynonymGroup.objects.values())
    assert after == before
    assert "académies : 0 créés, 0 mis à jour" in said


def test_loading_again_keeps_what_officers_wrote_and_corrects_the_official_lists(capsys):
    load(capsys)
    Public.objects.filter(slug="parents").update(name="Familles", sort_order=1)
    Academie.objects.filter(code="24").update(zone="A")
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.create(expressions="CDI | bibliothèque")

    said = load(capsys)

    assert Public.objects.get(slug="parents").name == "Familles"
    assert Academie.objects.get(code="24").zone == "C"
    assert "académies : 0 créés, 1 mis à jour" in said
    assert SynonymGroup.objects.get().expressions == "CDI | bibliothèque"


# A renamed, moved or deleted word, and the pages that carry it.


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens after the commit happens at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def publish(committed):
    def publish(**lists):
        page = ArticlePage(title="Le café des parents", slug="cafe")
        for name, values in lists.items():
            setattr(page, name, values)
        with committed():
            Page.get_first_root_node().add_child(instance=page)
        return page

    return publish


@pytest.fixture
def found(client):
    """Titles that the public search answers to a query string."""

    def found(query):
        results = client.get(f"/recherche/?{query}&format=json").json()["results"]
        return [result["title"] for result in results if not result["near"]]

    return found


RENAMED = [
    (ThemeFactory, "themes", "theme"),
    (AcademieFactory, "academies", "academie"),
    (BassinFactory, "bassins", "bassin"),
    (PublicFactory, "publics", "public"),
    (NiveauFactory, "niveaux", "niveau"),
    (CategoryFactory, "category", "categorie"),
]


@pytest.mark.parametrize(("factory", "field", "parameter"), RENAMED)
def test_a_page_is_found_by_the_new_name_and_address_of_a_word(factory, field, parameter, publish, committed, found):
    word = factory()
    publish(**{field: word if field == "category" else [word]})
    assert found(f"{parameter}={word.slug}") == ["Le café des parents"]

    with committed():
        word.name, word.slug = "Zibeline", "zibeline"
        word.save()

    assert found("q=zibeline") == ["Le café des parents"]
    assert found(f"{parameter}=zibeline") == ["Le café des parents"]


@pytest.mark.parametrize(("factory", "field", "parameter"), RENAMED[:1] + RENAMED[2:])
def test_a_page_is_no_longer_found_by_a_deleted_word(factory, field, parameter, publish, committed, found):
    word = factory(name="Zibeline", slug="zibeline")
    publish(**{field: word if field == "category" else [word]})
    assert found("q=zibeline") == ["Le café des parents"]

    with committed():
        word.delete()

    assert found("q=zibeline") == []


def test_a_renamed_keyword_is_found_by_its_new_name_only(publish, committed, found):
    keyword = KeywordFactory(name="Zibeline")
    page = publish()
    with committed():
        page.keywords.add(keyword)
        page.save()
    assert found("q=zibeline") == ["Le café des parents"]

    with committed():
        keyword.name = "Hermine"
        keyword.save()

    assert found("q=hermine") == ["Le café des parents"]
    assert found("q=zibeline") == []


def test_a_school_that_changes_bassin_takes_its_pages_along(publish, committed, found):
    school = EtablissementFactory()
    publish(etablissements=[school])
    bassin = BassinFactory(name="Mantes", departement=DepartementFactory(yvelines=True))

    with committed():
        school.bassin = bassin
        school.save()

    assert found("bassin=mantes") == ["Le café des parents"]
    assert found("academie=versailles") == ["Le café des parents"]


def test_saving_a_word_unchanged_costs_its_pages_nothing(publish, committed, django_assert_max_num_queries):
    theme = ThemeFactory()
    publish(themes=[theme])

    with django_assert_max_num_queries(4), committed():
        theme.save()


def test_many_pages_are_left_to_the_worker(publish, committed, found, monkeypatch, settings):
    settings.TASKS = {**settings.TASKS, "worker": {**settings.TASKS["default"]}}
    monkeypatch.setattr(carriers, "AT_ONCE", 1)
    theme = ThemeFactory()
    for number in range(3):
        page = ArticlePage(title=f"Article {number}", slug=f"article-{number}", themes=[theme])
        with committed():
            Page.get_first_root_node().add_child(instance=page)

    with committed():
        theme.slug = "zibeline"
        theme.save()

    assert sorted(found("theme=zibeline")) == ["Article 0", "Article 1", "Article 2"]


def test_a_fictional_school_has_a_valid_uai():
    assert all(EtablissementFactory().uai_warning == "" for _ in range(3))
    assert Etablissement.objects.filter(uai__startswith="0949").count() == 3
