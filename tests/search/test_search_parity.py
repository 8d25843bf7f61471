"""What a query finds, on every engine the same: one table, run on SQLite, PostgreSQL and Elasticsearch."""

import pytest
from django.test import Client

from search.french import fold
from search.models import Category, Theme
from tests.home.factories import action, bassin, publish, school
from tests.search.factories import SynonymGroupFactory
from tests.search.finding import answer, counts, plant, slugs

pytestmark = pytest.mark.postgresql

# slug → title, text.
TEXTS = {
    "decrochage": ("Prévenir le décrochage scolaire", "Repérer tôt les élèves absents."),
    "decrocheurs": ("Accueillir les décrocheurs", "Une place et un adulte référent."),
    "decrocher": ("Ceux qui ont failli décrocher", ""),
    "coeur": ("Du cœur à l’ouvrage", "Une œuvre collective au collège."),
    "ecole": ("L’école ouverte", "Jusqu’aux vacances, l’équipe d’accueil attend."),
    "sans-accent": ("Theatre a l'ecole", "Des eleves jouent."),
    "theatre": ("Théâtre et improvisation", "Les élèves jouent."),
    "petits": ("Petits-déjeuners des familles", ""),
    "petit": ("Un petit déjeuner au lycée", ""),
    "micro-trait": ("Le micro-lycée de Sénart", ""),
    "micro-joint": ("Un microlycée à Créteil", ""),
    "micro-apart": ("Ouvrir un micro lycée", ""),
    "mlds-points": ("Rencontre avec la M.L.D.S.", ""),
    "mlds": ("Le coordonnateur MLDS", ""),
    "mission": ("La mission de lutte contre le décrochage", ""),
    "seconde-chiffre": ("L’entrée en 2nde", ""),
    "seconde": ("S’orienter en seconde", ""),
    "troisieme-chiffre": ("Le stage de 3e", ""),
    "troisieme": ("Une classe de troisième", ""),
    "conference": ("Conférence de décembre", "Des mini-conférences suivent."),
    "chaine": ("Une chaîne humaine", ""),
    "humaine": ("Humaine, la chaîne des générations", ""),
    "musicien": ("Des musiciens au collège", ""),
    "video": ("Tourner un court métrage", ""),
    "photo": ("Concours photo", "Un tirage gagnera."),
    "fils": ("Votre fils", ""),
    "fil": ("Un fil de fer", ""),
}
ALL = {*TEXTS, "tout-petit", "forum", "en-titre", "en-mot", "2025-2026"}


def plant_site(site):
    SynonymGroupFactory(expressions="MLDS | mission de lutte contre le décrochage")
    SynonymGroupFactory(expressions="vidéo | court métrage | film")
    SynonymGroupFactory(expressions="flemme | décrocheur", direction="unique")
    for slug, (title, text) in TEXTS.items():
        plant(site, "fiches", slug, title, text)
    # No year, no theme: nothing but its type.
    plant(site, "agenda", "tout-petit", "Rencontre sans date")
    lead = school("Collège Rosa-Parks", bassin_=bassin("Sénart"))
    category = Category.objects.create(name="Orientation active", slug="orientation-active")
    publish(action(site, "Théâtre forum", lead=lead, slug="forum", category=category, flagship=True))
    theme = Theme.objects.create(name="Ambition et jardinage", slug="jardinage")
    plant(site, "actualites", "en-titre", "Jardinage au lycée Rosa-Parks")
    plant(site, "actualites", "en-mot", "Le tri des graines", summary="Semer.", keywords=["Potager", "Compost"])
    page = site.actualites.get_children().get(slug="en-titre").specific
    page.themes = [theme]
    page.save()


TABLE = [
    # accents, capitals, ligatures, apostrophes, elisions
    ("theatre", {"theatre", "sans-accent", "forum"}),
    ("THÉÂTRE", {"theatre", "sans-accent", "forum"}),
    ("théa\u0302tre", {"theatre", "sans-accent", "forum"}),
    ("coeur", {"coeur"}),
    ("CŒUR", {"coeur"}),
    ("oeuvres", {"coeur"}),
    ("l'école", {"ecole", "sans-accent"}),
    ("l’ecole", {"ecole", "sans-accent"}),
    ("école", {"ecole", "sans-accent"}),
    ("d'accueil", {"ecole", "decrocheurs"}),
    ("jusqu'aux vacances", {"ecole"}),
    # plurals, feminines
    ("théâtres", {"theatre", "sans-accent", "forum"}),
    ("élève", {"decrochage", "sans-accent", "theatre"}),
    ("eleves", {"decrochage", "sans-accent", "theatre"}),
    # hyphens
    ("petit-déjeuner", {"petits", "petit"}),
    ("petits déjeuners", {"petits", "petit"}),
    ("micro-lycée", {"micro-trait", "micro-joint", "micro-apart"}),
    ("microlycee", {"micro-trait", "micro-joint", "micro-apart"}),
    ("micro lycée", {"micro-trait", "micro-joint", "micro-apart"}),
    # acronyms and what they stand for
    ("MLDS", {"mlds", "mlds-points", "mission"}),
    ("m.l.d.s.", {"mlds", "mlds-points", "mission"}),
    ("mission de lutte contre le décrochage", {"mlds", "mlds-points", "mission"}),
    ("« mission de lutte »", {"mission"}),
    # synonyms: both ways, or one
    ("vidéo", {"video"}),
    ("films", {"video"}),
    ("flemme", {"decrocheurs"}),
    # families
    ("décrochage", {"decrochage", "decrocheurs", "decrocher", "mission"}),
    ("décrocheur", {"decrochage", "decrocheurs", "decrocher", "mission"}),
    ("décrocher", {"decrochage", "decrocheurs", "decrocher", "mission"}),
    ("musique", {"musicien"}),
    # levels
    ("2nde", {"seconde", "seconde-chiffre"}),
    ("seconde", {"seconde", "seconde-chiffre"}),
    ("2de", {"seconde", "seconde-chiffre"}),
    ("3e", {"troisieme", "troisieme-chiffre"}),
    ("3ème", {"troisieme", "troisieme-chiffre"}),
    ("troisième", {"troisieme", "troisieme-chiffre"}),
    # a son is no thread, an age is no subject, small words are typed in a hurry
    ("fils", {"fils"}),
    ("fil", {"fil"}),
    ("mon fils de 15 ans", {"fils"}),
    ("c koi la mlds", {"mlds", "mlds-points", "mission"}),
    # several words: all of them
    ("théâtre improvisation", {"theatre"}),
    ("école théâtre", {"sans-accent"}),
    # phrases
    ("chaîne humaine", {"chaine", "humaine"}),
    ("« chaîne humaine »", {"chaine"}),
    ('"chaîne humaine"', {"chaine"}),
    ("“chaine humaine”", {"chaine"}),
    ("« court métrage » -potager", {"video"}),
    # exclusions
    ("théâtre -improvisation", {"sans-accent", "forum"}),
    ("chaîne -« chaîne humaine »", {"humaine"}),
    ("-photo", ALL - {"photo"}),
    ("-flemme -théâtre", ALL - {"theatre", "sans-accent", "forum"}),
    # words of themes, keywords, category, places, établissements
    ("jardinage", {"en-titre"}),
    ("ambition", {"en-titre"}),
    ("potager", {"en-mot"}),
    ("compost semer", {"en-mot"}),
    ("orientation active", {"forum"}),
    ("sénart théâtre", {"forum"}),
    ("département 77", {"forum"}),
    ("rosa parks", {"en-titre", "forum"}),
    # nothing
    ("croquettes", set()),
    ("théâtre croquettes", set()),
    ("sdt", set()),
    # nothing that says anything
    ("le la les", set()),
    ("😀", set()),
    ("* AND (", set()),
    ("привет", set()),
    # no words
    ("", ALL),
    ("   ", ALL),
]


@pytest.mark.parametrize(("query", "expected"), TABLE)
def test_a_query_finds_the_same_pages_on_every_engine(planted_once, query, expected):
    first = answer(q=query, exact="1")
    pages = [first, *(answer(q=query, exact="1", page=number) for number in range(2, first["pages"] + 1))]
    found = [slug for page in pages for slug in slugs(page)]
    assert set(found) == expected
    assert first["total"] == len(found) == len(expected)
    assert sum(counts(first).get("type", {}).values()) == len(expected)


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("decemrbe", "décembre", {"conference"}),
        ("theatre inprovisation", "theatre improvisation", {"theatre"}),
        ("compsot", "compost", {"en-mot"}),
        ("« chaine umaine »", "« chaine humaine »", {"chaine"}),
    ],
)
def test_a_typing_error_is_put_right_and_said(planted_once, typed, meant, expected):
    found = answer(q=typed)
    assert found["query"] == typed
    assert found["corrected"] == meant
    assert set(slugs(found)) == expected

    as_typed = answer(q=typed, exact="1")
    assert as_typed["corrected"] is None
    assert as_typed["total"] == 0


def test_a_word_nobody_knows_does_not_keep_the_others_from_being_put_right(planted_once):
    found = answer(q="phtoo xqzkwv")
    assert found["corrected"] == "photo xqzkwv"
    assert (found["total"], slugs(found, near=True)) == (0, ["photo"])


@pytest.mark.parametrize("known", ["conférences", "decrocheuse", "MLDS", "photo"])
def test_what_is_found_is_not_corrected(planted_once, known):
    assert answer(q=known)["corrected"] is None


NEAR = [
    # Two words, no page has both: those that have one.
    ("photo musicien", set(), {"photo", "musicien"}),
    # At least half of three is two.
    ("théâtre improvisation photo", set(), {"theatre"}),
    ("musiciens photo croquettes", set(), set()),
    # Fewer than five exact hits: the near ones follow, never repeating them.
    ("chaîne des générations", {"humaine"}, {"chaine"}),
    ("photo musicien -collège", set(), {"photo"}),
    # One word has no half.
    ("croquettes", set(), set()),
]


@pytest.mark.parametrize(("query", "exact", "near"), NEAR)
def test_near_results_have_half_of_the_words_and_are_counted_apart(planted_once, query, exact, near):
    found = answer(q=query, exact="1")
    assert set(slugs(found)) == exact
    assert set(slugs(found, near=True)) == near
    assert found["total"] == len(exact)


def test_near_results_with_more_of_the_words_come_first(planted_once):
    found = answer(q="théâtre improvisation élèves décembre", exact="1")
    assert slugs(found, near=True)[0] == "theatre"


FACETED = [
    ({"type": "temps-fort"}, {"tout-petit"}),
    ({"type": "action", "academie": "creteil"}, {"forum"}),
    ({"academie": ["creteil", "nulle-part"]}, {"forum"}),
    ({"theme": "jardinage"}, {"en-titre"}),
    ({"categorie": "orientation-active"}, {"forum"}),
    ({"mot": ["potager", "compost"]}, {"en-mot"}),
    ({"departement": "77"}, {"forum"}),
    ({"bassin": "senart"}, {"forum"}),
    ({"etablissement": "0770001A"}, {"forum"}),
    ({"annee": "2025-2026", "type": ["action", "edition"]}, {"forum", "2025-2026"}),
    ({"phare": "1"}, {"forum"}),
    ({"q": "théâtre", "type": "action"}, {"forum"}),
    ({"q": "théâtre", "type": "temps-fort"}, set()),
    ({"type": ["temps-fort", "actualite"], "mot": "potager"}, {"en-mot"}),
]


@pytest.mark.parametrize(("parameters", "expected"), FACETED)
def test_facets_narrow_the_same_way_with_and_without_words(planted_once, parameters, expected):
    found = answer(**parameters)
    assert set(slugs(found)) == expected
    assert found["total"] == len(expected)


def test_a_page_with_nothing_but_its_type_is_in_the_list_of_its_type(planted_once):
    assert "Rencontre sans date" in Client().get("/agenda/").content.decode()


@pytest.mark.parametrize("sort", ["date", "titre"])
def test_orders_other_than_relevance_are_the_same_to_the_page(planted_once, sort):
    found = answer(q="-photo", tri=sort)
    again = answer(q="-photo", tri=sort, page=2)
    titles = [hit["title"] for hit in found["results"] + again["results"]]
    dates = [hit["date"] or "" for hit in found["results"] + again["results"]]
    if sort == "titre":
        assert titles == sorted(titles, key=fold)
    else:
        assert dates == sorted(dates, reverse=True)
    assert len(titles) == len(set(titles)) == found["total"]
