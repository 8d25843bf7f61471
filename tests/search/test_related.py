"""« À lire aussi »: what is proposed at the foot of a page, why, and what never is; on every engine the same."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from resources.lifecycle import State
from resources.models import FicheActionPage
from search.models import Entry, EtablissementSite, FindablePage, SynonymGroup, Theme
from tests.home.factories import action, bassin, publish, school
from tests.search.finding import committed, plant, read_also

pytestmark = pytest.mark.postgresql

TUTORAT = "Un tutorat entre pairs : chaque mentor suit un collégien."


@pytest.fixture
def planted(small_site, engine):
    """The small site; the index of each engine knows it."""
    return small_site


def article(planted, slug, title="", summary="", **fields):
    with committed():
        page = plant(planted, "actualites", slug, title or slug, summary=summary, **fields)
    return page.get_url()


def themed(page, *names):
    page.themes = [Theme.objects.get_or_create(name=name)[0] for name in names]
    with committed():
        page.save()


def test_pages_on_the_same_subject_are_proposed_and_the_reader_is_told_why(planted):
    address = article(planted, "tutorat", "Le tutorat au collège", "Chaque élève a son mentor.")
    article(planted, "jardin", "Un potager", "Des graines et de la patience.")
    with committed():
        plant(planted, "ressources", "guide", "Devenir un bon mentor", summary="Le tutorat, pas à pas.")
    assert read_also(address) == {"guide": "Mots communs\u00a0: mentor, tutorat"}


def test_a_theme_in_common_is_enough_and_is_named(planted):
    first = plant(planted, "actualites", "premiere", "Un potager")
    second = plant(planted, "ressources", "seconde", "Une chorale")
    themed(first, "Climat scolaire", "Numérique")
    themed(second, "Climat scolaire")
    assert read_also(first.get_url()) == {"seconde": "Même thème\u00a0: Climat scolaire"}
    assert read_also(second.get_url()) == {"premiere": "Même thème\u00a0: Climat scolaire"}


@pytest.mark.parametrize("odd", ["\u2028", "\x0b", "\x85", "\x1c"])
def test_a_theme_s_name_with_an_odd_character_breaks_no_page(planted, odd):
    first = plant(planted, "actualites", "premiere", "Un potager")
    second = plant(planted, "ressources", "seconde", "Une chorale")
    themed(first, f"Climat{odd}scolaire", f"{odd}Numérique")
    themed(second, f"Climat{odd}scolaire")
    assert read_also(first.get_url()) == {"seconde": "Même thème\u00a0: Climat scolaire"}


@pytest.mark.parametrize("line", ["", "brisée", "brisée 2", "brisée deux brisée", "brisée 2 "])
def test_a_line_that_cannot_be_read_is_passed_over(planted, line):
    first, second = article(planted, "tutorat", "Le tutorat"), article(planted, "mentor", "Un tutorat")
    subjects = f"{line}\ntutorat 2 tutorat\n{line}"
    assert Entry.objects.filter(subjects__contains="tutorat").update(subjects=subjects) == 2
    assert set(read_also(first)) == {"mentor"}
    assert set(read_also(second)) == {"tutorat"}


def test_a_page_related_to_nothing_has_no_empty_heading(planted):
    address = article(planted, "seule", "Un potager", "Des graines.")
    article(planted, "autre", "Une chorale", "Des voix.")
    page = Client().get(address).content.decode()
    assert "À lire aussi" not in page
    assert "related" not in page


def test_a_word_said_once_in_a_long_text_brings_nothing(planted):
    with committed():
        told = plant(planted, "fiches", "tutorat", "Le tutorat")
        plant(planted, "fiches", "chorale", "Une chorale", "On chante ; le tutorat viendra plus tard.")
        plant(planted, "fiches", "entraide", "Une entraide", "Un tutorat le lundi, un tutorat le jeudi.")
    assert read_also(told.get_url()) == {"entraide": "Mot commun\u00a0: tutorat"}


def test_a_word_that_most_pages_have_brings_nothing(planted):
    addresses = [article(planted, f"nouvelle-{n}", f"Nouvelle {n}", "Les collégiens.") for n in range(12)]
    assert read_also(addresses[0]) == {}


def test_an_action_written_up_after_it_was_announced_is_proposed_for_its_new_words(planted):
    address = article(planted, "tutorat", "Le tutorat")
    announced = publish(action(planted, "Une rencontre", slug="rencontre"))
    assert read_also(address) == {}
    announced.summary = TUTORAT
    announced.save_revision()
    publish(announced)
    assert read_also(address) == {"rencontre": "Mot commun\u00a0: tutorat"}
    assert set(read_also(announced.get_url())) == {"tutorat"}


def test_a_page_sent_back_and_published_again_does_not_make_its_words_frequent(planted):
    address = article(planted, "tutorat", "Le tutorat")
    with committed():
        guide = plant(planted, "ressources", "guide", "Un guide du tutorat")
    for _ in range(9):
        with committed():
            guide.unpublish()
        with committed():
            guide.save_revision().publish()
    assert read_also(address) == {"guide": "Mot commun\u00a0: tutorat"}


def test_nobody_is_sent_to_an_action_that_does_not_take_place(planted):
    address = article(planted, "tutorat", "Le tutorat", TUTORAT)
    kept = publish(action(planted, "Un tutorat", slug="tenue", summary=TUTORAT))
    off = publish(action(planted, "Un tutorat", slug="annulee", summary=TUTORAT, lead=kept.lead))
    off.move_to(State.CANCELLED)
    with committed():
        off.save()
    assert set(read_also(address)) == {"tenue"}


def test_a_school_a_town_or_a_first_name_brings_no_pages_together(planted):
    lead = school("Lycée des Tilleuls", bassin_=bassin("Clairvaux"))
    EtablissementSite.objects.create(etablissement=lead, commune="Torcival", address="", postal_code="")
    chorale = action(
        planted,
        "Une chorale aux Tilleuls, à Torcival",
        lead=lead,
        slug="chorale",
        summary="Karim et Marine chantent. Avec Marine, les tilleuls de Torcival et Jean-Moulin.",
    )
    potager = action(
        planted,
        "Un potager aux Tilleuls de Torcival",
        lead=lead,
        slug="potager",
        summary="Karim sème. Marine arrose, et pour Marine les tilleuls de Torcival et Jean-Moulin.",
    )
    address = publish(chorale).get_url()
    publish(potager)
    # Elsewhere the word is one of the sea, and brings together what speaks of it.
    article(planted, "port", "Une station marine")
    aquarium = article(planted, "aquarium", "La vie marine au collège")
    assert read_also(address) == {}
    assert read_also(aquarium) == {"port": "Mot commun\u00a0: marine"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Avec l’élève MORIN, l’élève MORIN", {"Mot commun\u00a0: élève"}),
        ("Avec Mme MORIN et M. MORIN", set()),
        ("MORIN", set()),
        ("KARIM MORIN", set()),
        ("AVEC MORIN", set()),
    ],
)
def test_a_name_in_capitals_brings_no_pages_together(planted, said, words):
    chorale = article(planted, "chorale", "Une chorale", said)
    potager = article(planted, "potager", "Un potager", said)
    article(planted, "titre", said, said)
    assert set(read_also(chorale).values()) == set(read_also(potager).values()) == words


def test_a_name_in_capitals_is_not_taken_for_the_word_it_is_elsewhere(planted):
    met = article(planted, "rencontre", "Une rencontre", "Avec Mme ROSE et l’élève ROSE.")
    garden = article(planted, "potager", "Une rose au potager")
    article(planted, "chorale", "La chorale de la rose")
    assert read_also(met) == {}
    assert read_also(garden) == {"chorale": "Mot commun\u00a0: rose"}


@pytest.mark.parametrize("is_known", [True, False])
def test_capitals_are_an_acronym_only_when_the_officers_synonyms_have_it(planted, is_known):
    if is_known:
        SynonymGroup.objects.create(expressions="QZX | quart de zone expérimental")
    address = article(planted, "zone", "La QZX en potager")
    article(planted, "chorale", "Notre QZX et sa chorale")
    assert read_also(address) == ({"chorale": "Mot commun\u00a0: QZX"} if is_known else {})


@pytest.mark.parametrize("slug", ["contact", "accessibilite", "espace"])
def test_pages_of_service_and_editions_neither_propose_nor_are_proposed(planted, slug):
    address = article(planted, "tutorat", "Le tutorat", TUTORAT)
    with committed():
        service = planted.home.add_child(instance=StandardPage(title="Le tutorat", slug=slug, summary=TUTORAT))
        planted.edition.theme, planted.edition.summary = "Le tutorat", TUTORAT
        planted.edition.save_revision().publish()
    assert read_also(address) == read_also(service.get_url()) == read_also(planted.edition.get_url()) == {}


def made_from(planted, fiche, slug, **fields):
    number = FindablePage.objects.count()
    page = action(
        planted,
        f"Le tutorat {slug}",
        lead=school(f"Collège {slug}", uai=f"077{number:04}A"),
        slug=slug,
        fiche=fiche,
        summary=TUTORAT,
        **fields,
    )
    return publish(page)


def test_what_the_page_links_to_already_is_not_proposed_nor_one_method_twice(planted):
    with committed():
        fiche = plant(planted, "fiches", "tutorat", "Le tutorat", summary=TUTORAT)
        other = plant(planted, "fiches", "parrainage", "Le parrainage", summary=TUTORAT)
        plant(planted, "fiches", "variante", "Le tutorat du soir", summary=TUTORAT, variant_of=fiche)
        methode = plant(planted, "ressources", "methode", "Tenir un tutorat", summary=TUTORAT)
        fiche.methodes.add(fiche.methodes.model(methode=methode))
        fiche.save()
    first, second = made_from(planted, fiche, "ici"), made_from(planted, fiche, "la")
    made_from(planted, other, "ailleurs")
    made_from(planted, other, "plus-loin")

    # The best of each method: its fiche says it better than the actions made from it.
    assert set(read_also(fiche.get_url())) <= {"parrainage", "plus-loin", "ailleurs"}
    assert len(read_also(fiche.get_url())) == 1
    seen = set(read_also(first.get_url()))
    assert not seen & {"tutorat", second.slug}
    assert len(seen & {"parrainage", "ailleurs", "plus-loin"}) == 1
    assert "methode" in seen


def test_a_fiche_stands_for_the_actions_made_from_it_though_one_tells_more(planted):
    address = article(planted, "mentorat", "Le mentorat", TUTORAT)
    with committed():
        fiche = plant(planted, "fiches", "parrainage", "Le parrainage", summary="Un tutorat : un filleul, un mentor.")
    made_from(planted, fiche, "ici")
    assert set(read_also(address)) == {"parrainage"}


def test_at_most_four_are_proposed_and_two_of_a_kind(planted):
    address = article(planted, "tutorat", "Le tutorat", TUTORAT)
    with committed():
        for number in range(3):
            for place in ("ressources", "fiches"):
                plant(planted, place, f"{place}-{number}", f"Tutorat {number}", summary=TUTORAT)
    kinds = [slug.partition("-")[0] for slug in read_also(address)]
    assert sorted(kinds) == ["fiches", "fiches", "ressources", "ressources"]


@pytest.mark.parametrize("how", ["unpublished", "expired", "restricted", "section", "deleted", "changed"])
def test_what_is_no_longer_public_is_proposed_no_more_at_once(planted, how):
    with committed():
        guide = plant(planted, "ressources", "guide", "Devenir mentor", summary="Le tutorat.")
        fiche = plant(planted, "fiches", "tutorat", "Le tutorat", summary="Un mentor.")
    address = fiche.get_url()
    assert set(read_also(address)) == {"guide"}
    with committed():
        if how == "unpublished":
            guide.unpublish()
        elif how == "expired":
            FindablePage.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
            call_command("publish_scheduled", verbosity=0)
        elif how == "deleted":
            Page.objects.get(pk=guide.pk).delete()
        elif how == "changed":
            guide.title, guide.summary = "Une chorale", "Des voix."
            guide.save_revision().publish()
        else:
            closed = guide if how == "restricted" else planted.ressources
            PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert read_also(address) == {}


def test_a_word_of_a_private_page_shows_nowhere(planted):
    with committed():
        plant(planted, "ressources", "guide", "Devenir mentor", summary="Le tutorat, au Zanzibar ou au zanzibar.")
        fiche = plant(planted, "fiches", "tutorat", "Le tutorat", summary="Un mentor.")
        secret = plant(planted, "ressources", "secret", "Le tutorat des zébulons", summary="Un mentor.")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    page = Client().get(fiche.get_url()).content.decode()
    assert "guide" in page
    assert "zanzibar" not in page.lower()
    assert "zébulons" not in page


def test_a_draft_and_a_live_page_are_both_previewed(planted):
    with committed():
        plant(planted, "ressources", "guide", "Devenir mentor", summary="Le tutorat.")
        live = plant(planted, "fiches", "tutorat", "Le tutorat", summary="Un mentor.")
        draft = plant(planted, "fiches", "brouillon", "Le tutorat", summary="Un mentor.", live=False)
    new = FicheActionPage(title="Le tutorat", slug="jamais-enregistree")
    new.set_url_path(planted.fiches)
    for page, proposes in ((live, True), (draft, False), (new, False)):
        response = page.make_preview_request()
        assert response.status_code == 200
        assert (b"lire aussi" in response.render().content) is proposes
