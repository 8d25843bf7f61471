"""The demo content: what a visitor, an officer and a developer may rely on."""

import datetime
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.html import strip_tags
from wagtail.models import Page, get_page_models

from home.demo import accounts, kit
from home.demo.actions import load as load_actions
from home.demo.cast import KEYWORD, Cast
from home.demo.drawings import known
from home.demo.lives import state_of
from home.demo.plan import ACTIONS, plan
from home.demo.schools import MARK
from home.demo.site import academie
from home.models import HomePage
from media.models import GalleryIndexPage, Photo
from resources.figures import engaged_bassins
from resources.lifecycle import LIVE_STATES, State
from resources.models import ActionIndexPage, ActionPage, EditionPage, EventPage, FicheActionPage
from search import uai
from search.models import (
    Academie,
    Bassin,
    Category,
    Entry,
    Etablissement,
    FindablePage,
    Keyword,
    Niveau,
    Public,
    Theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_content")]

ENTRIES = kit.read_entries()
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")
FEWEST_PAGES = 5  # fewer do not show how a kind of page looks in a list
_FEWEST_WORDS = 4  # shorter lines are labels and names


def seed(**options):
    output = StringIO()
    call_command("seed_demo", stdout=output, **options)
    return output.getvalue()


def facets(client, **query):
    return client.get("/recherche/", {"format": "json", **query}).json()["facets"]


def test_the_sixteen_entries_are_the_only_pages_with_their_title():
    for entry in ENTRIES:
        page = Page.objects.get(title=entry["title"]).specific
        assert page.slug == entry["slug"]
        assert isinstance(page, FicheActionPage if entry["kind"] in ("action", "fiche_action") else EventPage)
        assert page.live


def test_what_the_sources_leave_blank_stays_blank():
    for entry in ENTRIES:
        page = Page.objects.get(title=entry["title"]).specific
        shown = {
            "category": page.category,
            "publics": page.publics_note or page.publics.exists(),
            "theme": getattr(page, "theme_note", "") or page.themes.exists(),
            "acteurs": page.acteurs,
            "partenaires": page.partenaires,
        }
        if isinstance(page, FicheActionPage):
            shown |= {
                "objectifs": page.objectifs.exists(),
                "deroule": page.deroule,
                "elements_cles": page.elements_cles.exists(),
                "communication": page.steps.exists(),
            }
        assert [field for field in entry["null_fields"] if shown.get(field)] == []


def test_the_fiche_of_2021_has_its_steps_and_its_two_method_sheets_but_not_its_mail_address():
    fiche = FicheActionPage.objects.get(slug="journee-enseignants-ateliers-professionnels")
    assert [label for label, steps in fiche.steps_by_phase()] == [
        "Avant la semaine",
        "Pendant la semaine",
        "Après la semaine",
    ]
    assert [link.methode.method_number for link in fiche.methodes.all()] == [1, 4]
    assert not Entry.objects.filter(text__icontains="ac-creteil").exists()


def test_variants_lead_to_each_other():
    fiche = FicheActionPage.objects.get(slug="atelier-debat-parents")
    assert {variant.slug for variant in fiche.visible_variants} == {
        "atelier-debat-parents-partenaires",
        "mon-enfant-son-education-son-orientation",
    }


def test_actions_are_three_hundred_each_with_its_own_title_and_marked():
    actions = ActionPage.objects.all()
    assert actions.count() == ACTIONS == actions.filter(keywords__name=KEYWORD).distinct().count()
    assert len(set(actions.values_list("title", flat=True))) == ACTIONS
    assert actions.filter(fiche__isnull=False).count() >= 150
    assert set(actions.values_list("fiche__slug", flat=True)) - {None} == {
        entry["slug"] for entry in ENTRIES if entry["kind"] in ("action", "fiche_action")
    }


def test_bassins_join_as_the_kit_tells_one_then_eight_then_all():
    engaged = dict(engaged_bassins(academie()))
    assert [engaged[year] for year in (2012, 2013, 2014)] == [1, 8, 24]
    assert min(engaged[year] for year in range(2015, 2027)) >= 8


def test_no_sentence_stands_in_more_than_three_pages():
    names = set(Etablissement.objects.values_list("name", flat=True))
    # A drawing shown on several pages is described by the same words on each.
    names |= set(Photo.objects.values_list("description", flat=True))
    seen = Counter()
    for page in FindablePage.objects.live().specific():
        lines = strip_tags(f"{page.summary}\n{page.found_text()}").splitlines()
        sentences = {part.strip() for line in lines for part in _SENTENCE_ENDS.split(line)}
        seen.update(one for one in sentences - names if len(one.split()) >= _FEWEST_WORDS)
    assert {sentence: number for sentence, number in seen.items() if number > 3} == {}


def test_every_state_of_an_action_is_there_to_be_seen_before_the_week():
    before = datetime.date(2026, 11, 20)
    weeks = {edition.year: edition.starts_on for edition in EditionPage.objects.all()}
    assert set(State) == {state_of(one, weeks[one.year], before, 2026) for one in plan()}


def test_states_follow_the_days_and_what_is_live_follows_the_states():
    for action in ActionPage.objects.prefetch_related("sessions"):
        assert action.live == (action.state in LIVE_STATES)
        assert bool(action.body) == (action.state in (State.DONE, State.REPORTED, State.CAPITALISED))
        if action.state == State.ANNOUNCED:
            assert not action.is_past


def test_every_word_one_can_filter_by_finds_something(client):
    found = {name: {one["value"] for one in values} for name, values in facets(client).items()}
    for parameter, model in (("theme", Theme), ("public", Public), ("niveau", Niveau), ("categorie", Category)):
        assert set(model.objects.values_list("slug", flat=True)) == found[parameter]
    assert {"77", "93", "94"} < found["departement"]
    assert found["type"] == {
        "fiche", "action", "ressource", "galerie", "bilan", "actualite", "edition", "temps-fort", "page",
    }  # fmt: skip
    assert {"photo", "document"} <= found["media"]
    assert "1" in found["phare"]


def test_every_bassin_has_something_to_show(client):
    counts = {one["value"]: one["count"] for one in facets(client)["bassin"]}
    assert set(Bassin.objects.values_list("slug", flat=True)) == {value for value, count in counts.items() if count}


@pytest.mark.parametrize(
    "model",
    [model for model in get_page_models() if model.is_creatable and issubclass(model, FindablePage)],
    ids=lambda model: model.__name__,
)
def test_every_kind_of_page_is_shown_five_times_at_least(model):
    assert model.objects.visible().count() >= FEWEST_PAGES


def test_keywords_all_lead_to_a_page():
    unused = Keyword.objects.exclude(keyworded_pages__content_object__live=True)
    assert list(unused) == []


def test_seven_academies_have_actions_and_the_others_none(client):
    with_actions = {one["value"] for one in facets(client, type="action")["academie"] if one["count"]}
    assert len(with_actions) == 7
    assert Academie.objects.exclude(slug__in=with_actions).count() == 23


def test_etablissements_are_marked_and_their_numbers_belong_to_nobody():
    for school in Etablissement.objects.all():
        assert school.is_fictional
        assert school.name.endswith((MARK, "(fictive)"))
        assert uai.has_right_letter(school.uai)
        assert school.uai[3] == "9"
        assert school.mailbox.endswith(".invalid")


def test_every_commune_of_the_demo_academie_has_a_cio():
    cios = Etablissement.objects.filter(type="Information et orientation", departement__academie=academie())
    assert cios.values("bassin").distinct().count() == 24


def test_nobody_is_on_the_pictures_and_each_says_what_it_shows():
    photos = Photo.objects.all()
    assert photos.count() >= 24
    assert all(photo.obstacles() == [] and photo.description and photo.credit for photo in photos)
    assert len({photo.description for photo in photos}) == photos.count()


def test_the_sixteen_entries_and_some_actions_open(client):
    entries = Page.objects.filter(slug__in=[entry["slug"] for entry in ENTRIES])
    actions = ActionPage.objects.live().order_by("pk")[::40]
    assert {client.get(page.url).status_code for page in [*entries, *actions]} == {200}


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("mon enfant ne veut plus aller à l'ecole", "Mon enfant décroche\u00a0: que faire, qui appeler"),
        ("j'ai arreté l'école", "Reprendre après une coupure"),
    ],
)
def test_families_and_young_people_are_led_to_the_page_that_answers(client, asked, title):
    assert [card.title for card in client.get("/recherche/", {"q": asked}).context["results"]["promoted_cards"]] == [
        title
    ]


def test_seeding_again_changes_nothing_and_says_so():
    before = Page.objects.count(), Entry.objects.count(), Photo.objects.count()
    assert "rien à faire" in seed()
    assert (Page.objects.count(), Entry.objects.count(), Photo.objects.count()) == before


def test_more_actions_than_three_hundred_can_be_asked_for():
    lists = ActionIndexPage.objects.get(), GalleryIndexPage.objects.get()
    assert load_actions(*lists, Cast(known()), ACTIONS + 30) == 30
    assert ActionPage.objects.count() == ACTIONS + 30
    added = ActionPage.objects.live().order_by("-path")[0]
    assert Entry.objects.filter(pk=added.pk, facets__contains="type:action").exists()
    Page.find_problems()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_of_the_demo_can_be_edited_and_published_like_any_other(django_capture_on_commit_callbacks):
    action = ActionPage.objects.live().first()
    action.title = "Un titre revu par un chargé de communication"
    with django_capture_on_commit_callbacks(execute=True):
        action.save_revision().publish()
    assert Entry.objects.get(pk=action.pk).sort_title.startswith("un titre revu")


def test_demo_accounts_sign_in_and_only_where_they_are_allowed(client, settings):
    assert client.login(username="officier", password=accounts.PASSWORD)
    assert client.get("/gestion/").status_code == 200
    settings.SPS_DEMO_ACCOUNTS = False
    assert "mot de passe" not in seed()


def test_the_demo_is_never_mixed_with_the_content_of_a_real_site():
    Etablissement.objects.update(is_fictional=False)
    with pytest.raises(CommandError, match="propre contenu"):
        seed()
    assert HomePage.objects.count() == 1


def test_the_nonsense_queries_of_the_judgements_have_no_word_in_the_demo():
    assert not Entry.objects.filter(text__iregex="cuisin|recett").exists()
