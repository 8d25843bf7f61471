"""Facets are right at all times: counted again here from the database, whatever is chosen, on every engine."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from search.models import Academie, Bassin, Category, Departement, FindablePage, Niveau, Public, Theme
from search.request import read
from tests.search.finding import answer, committed, counts, plant, slugs

pytestmark = pytest.mark.postgresql

WORDS = ("jardin", "radio", "théâtre")
THEMES = ("Climat scolaire", "Numérique", "Orientation")
PUBLICS = ("Parents d’élèves", "Collégiens")
KEYWORDS = ("débat", "stage", "café")
RELATIONS = {
    "academie": ("academies", "slug"),
    "departement": ("departements", "code"),
    "bassin": ("bassins", "slug"),
    "theme": ("themes", "slug"),
    "public": ("publics", "slug"),
    "niveau": ("niveaux", "slug"),
    "mot": ("keywords", "slug"),
}


def plant_site(site):
    """Thirty pages, each with its own mix, which follows from its number."""
    themes = [Theme.objects.create(name=name) for name in THEMES]
    publics = [Public.objects.create(name=name, slug=f"public-{rank}") for rank, name in enumerate(PUBLICS)]
    niveaux = [Niveau.objects.create(name=f"Niveau {n}", slug=f"niveau-{n}") for n in range(2)]
    categories = [Category.objects.create(name=f"Rubrique {n}", slug=f"rubrique-{n}") for n in range(2)]
    bassins = [_bassin(code) for code in ("91", "92", "93")]
    for number in range(30):
        plant(
            site,
            ("fiches", "actualites", "ressources")[number % 3],
            f"page-{number:02}",
            f"Page {number:02}",
            summary=" et ".join(word for rank, word in enumerate(WORDS) if number % (rank + 2) == 0),
            keywords=[KEYWORDS[number % 3]] if number % 4 else [],
            year=2020 + number % 3,
            flagship=number % 7 == 0,
            category=categories[number % 2] if number % 5 else None,
            themes=[theme for rank, theme in enumerate(themes) if number % (rank + 3) == 0],
            publics=[public for rank, public in enumerate(publics) if number % (rank + 2) == 0],
            niveaux=[niveaux[number % 2]] if number % 3 else [],
            bassins=[bassins[number % 4]] if number % 4 < 3 else [],
        )


def _bassin(code):
    academie = Academie.objects.create(
        code=code, name=f"Académie {code}", slug=f"academie-{code}", region_academique="Région"
    )
    departement = Departement.objects.create(code=code, code_insee=code, name=f"Département {code}", academie=academie)
    return Bassin.objects.create(name=f"Bassin {code}", slug=f"bassin-{code}", departement=departement)


VALUES = {
    "type": ["fiche", "actualite", "ressource", "edition", "temps-fort", "zzz"],
    "academie": ["academie-91", "academie-92", "nulle-part"],
    "departement": ["91", "93"],
    "bassin": ["bassin-91", "bassin-92", "bassin-93"],
    "theme": ["climat-scolaire", "numerique", "orientation"],
    "public": ["public-0", "public-1"],
    "niveau": ["niveau-0", "niveau-1"],
    "categorie": ["rubrique-0", "rubrique-1"],
    "annee": ["2020-2021", "2021-2022", "2019-2020", "abc"],
    "mot": ["debat", "stage", "cafe"],
    "media": ["document", "photo", "film"],
    "phare": ["1"],
}
queries = st.sampled_from(["", *WORDS, "radio jardin", "-radio", "page -jardin"])
selections = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True) for name, values in VALUES.items()
    },
)


def held(page):
    """Parameter → values of a page, from its own row and relations."""
    values = {
        name: {getattr(one, key) for one in getattr(page, field).all()} for name, (field, key) in RELATIONS.items()
    }
    return {
        **values,
        "type": {page.kind},
        "categorie": {page.category.slug} if page.category else set(),
        "annee": {f"{page.year}-{page.year + 1}"},
        "phare": {"1"} if page.flagship else set(),
        "media": page.specific.found_media(),
        "etablissement": {school.uai for school in page.etablissements.all()},
    }


@pytest.fixture(scope="module")
def rows(planted_once):
    """(words, values) of every page."""
    pages = FindablePage.objects.all()
    return [(f"{page.title} {page.summary}".lower().split(), held(page)) for page in pages]


def says(text, query):
    return all((word.removeprefix("-") in text) is not word.startswith("-") for word in query.split())


def passes(values, selection, but=""):
    return all(values[name] & set(wanted) for name, wanted in selection.items() if name != but)


@settings(max_examples=50, deadline=None)
@given(query=queries, selection=selections)
def test_each_facet_counts_the_pages_of_the_others(rows, query, selection):
    found = answer(q=query, **selection)
    pages = [values for text, values in rows if says(text, query)]
    assert found["total"] == sum(passes(values, selection) for values in pages)
    for parameter, counted in found["facets"].items():
        passing = [values[parameter] for values in pages if passes(values, selection, but=parameter)]
        expected = Counter(value for values in passing for value in values)
        assert {v["value"]: v["count"] for v in counted if v["count"]} == expected, parameter
        assert {v["value"] for v in counted if v["selected"]} <= set(selection.get(parameter, []))


def test_values_of_one_facet_widen_and_facets_narrow_each_other(planted_once):
    one, other = answer(theme="numerique")["total"], answer(theme="orientation")["total"]
    both = answer(theme=["numerique", "orientation"])["total"]
    assert max(one, other) < both < one + other
    assert answer(theme="numerique", type="fiche")["total"] < one


def test_every_count_is_what_following_it_finds(planted_once):
    for query in ("", "jardin"):
        for parameter, values in counts(answer(q=query)).items():
            for value, count in values.items():
                assert answer(q=query, **{parameter: value})["total"] == count, (parameter, value)


def test_facets_are_counted_over_all_pages_of_results(planted_once):
    first, second = answer(q="page"), answer(q="page", page=2)
    assert first["facets"] == second["facets"]
    assert sum(counts(first)["type"].values()) == first["total"] == 30
    assert not set(slugs(first)) & set(slugs(second))


def test_more_values_than_a_hundred_are_all_counted(planted_once):
    """Elasticsearch gives ten unless asked for more; a page shows thirty, machines get all."""
    page = FindablePage.objects.get(slug="page-00").specific
    with committed():
        page.niveaux = [
            *page.niveaux.all(),
            *(Niveau.objects.create(name=f"Classe {n}", slug=f"classe-{n}") for n in range(150)),
        ]
        page.save()
    assert len(counts(answer(q="page"))["niveau"]) == 152
    with committed():
        page.niveaux = []
        page.save()


def test_machines_get_more_keywords_than_a_page_shows_and_a_page_the_same_number_as_ever(planted_once):
    page = FindablePage.objects.get(slug="page-00").specific
    with committed():
        page.keywords.add(*(f"mot{n:03}" for n in range(150)))
        page.save()
    found = answer(q="page")
    assert len(counts(found)["mot"]) == 153
    assert {"value": "mot149", "label": "mot149", "count": 1, "selected": False} in found["facets"]["mot"]
    shown = BeautifulSoup(Client().get("/recherche/?q=page&mot=stage").content, "html.parser")
    assert len(shown.select("a[href*='mot=mot']")) < 30
    with committed():
        page.keywords.clear()
        page.save()


def test_the_addresses_of_a_facet_written_at_once_are_those_of_each_value():
    asked = read(QueryDict("q=%00+100%2500+é&theme=b&theme=a&bassin=x&tri=date&page=3"))
    for parameter in ("academie", "theme", "mot"):
        values = ["c d", "é&=", "%00"]
        assert asked.added(parameter, values) == {value: asked.toggled(parameter, value) for value in values}
