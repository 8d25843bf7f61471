"""A communication officer's walk: create, tag, illustrate, publish, find, schedule, withdraw."""

import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Revision

from media.models import Photo
from resources.models import ActionPage
from search.models import Keyword
from tests.home import factories
from tests.media.factories import drawing, picture_bytes, telling_exif

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planted():
    planted = factories.site()
    factories.school("Collège Rosa-Parks", "0770001A", factories.bassin())
    Keyword.objects.create(name="Décrochage", slug="decrochage")
    factories.officer()
    return planted


@pytest.fixture
def picture(tmp_path) -> Path:
    file = tmp_path / "IMG_2034.jpg"
    file.write_bytes(picture_bytes("JPEG", drawing((800, 600)), exif=telling_exif()))
    return file


@pytest.fixture
def officer(page, planted) -> Page:
    """Signed in, on the desk."""
    page.goto("/gestion/")
    page.locator("#id_username").fill("officier")
    page.locator("#id_password").fill("une-phrase-de-passe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce qui vous attend")).to_be_visible()
    return page


def dialog(page):
    return page.locator(".modal.in, .modal.show, [role=dialog]:visible").last


def new_action(page, title):
    """The form of a new action, its required fields filled."""
    page.get_by_role("link", name="Actions", exact=True).click()
    page.get_by_role("link", name="Ajouter une sous-page").click()
    page.get_by_placeholder("Titre de la page*").fill(title)
    page.get_by_role("button", name="Choisissez une page (Édition)").click()
    dialog(page).get_by_role("link", name="Édition 2025-2026").click()
    page.get_by_role("button", name="Choisir établissement").click()
    dialog(page).get_by_role("link", name="Collège Rosa-Parks").click()
    start = page.locator("[name=sessions-0-starts_at]")
    start.fill((timezone.localtime() + datetime.timedelta(days=9)).strftime("%d/%m/%Y 14:00"))
    start.press("Tab")


def add_keywords(page, *words):
    field = page.locator("#page-edit-form .tagit-new input")
    for word in words:
        field.fill(word)
        field.press("Enter")


def add_picture(page, file):
    page.get_by_role("button", name="Choisir une image").click()
    form = dialog(page)
    form.get_by_role("tab", name="Transférer").click()
    form.locator("input[type=file]").set_input_files(file)
    form.get_by_label("Texte alternatif").fill("Deux élèves sur une scène, de dos")
    form.get_by_label("Personnes reconnaissables").select_option("aucune")
    # The dialog proposes the file's name; it refuses what comes before.
    expect(form.get_by_label("Titre")).to_have_value("IMG_2034")
    form.get_by_role("button", name="Transférer").click()
    expect(page.locator("body > .modal")).to_have_count(0)


def publish(page, label="Publier"):
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_url("**/gestion/pages/*/")


def results(page, query):
    """Titles the public finds."""
    page.goto(f"/recherche/?q={query}&type=action")
    return page.locator("main .cards").get_by_role("heading").all_inner_texts()


def test_an_officer_publishes_an_action_that_families_find_and_withdraws_it(officer, picture, open_page):
    new_action(officer, "Théâtre forum au collège")
    add_picture(officer, picture)
    add_keywords(officer, "Éloquence", "Decrochage")
    publish(officer)

    action = ActionPage.objects.get()
    assert action.live
    assert sorted(keyword.name for keyword in action.keywords.all()) == ["Décrochage", "Éloquence"]
    assert Keyword.objects.count() == 2
    assert Photo.objects.get().title == "IMG_2034"

    family = open_page()
    for query in ("eloquence", "décrochage", "decrochage"):
        assert results(family, query) == ["Théâtre forum au collège"]
    family.get_by_role("link", name="Théâtre forum au collège").click()
    shown = family.get_by_alt_text("Deux élèves sur une scène, de dos").first
    expect(shown).to_be_visible()
    shown.evaluate("image => image.decode()")  # fails when the picture is not one, or does not come
    address = family.url

    officer.goto(f"/gestion/pages/{action.pk}/unpublish/")
    officer.get_by_role("button", name="Oui, la dépublier").click()
    officer.wait_for_url("**/gestion/pages/*/")
    assert results(family, "eloquence") == []
    assert family.goto(address).status == 404


def test_an_officer_schedules_an_action_and_the_clock_publishes_it(officer, open_page):
    new_action(officer, "Petit-déjeuner des parents")
    officer.get_by_role("button", name="Afficher/masquer le statut").click()
    officer.get_by_role("button", name="Programmer", exact=True).click()
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    officer.locator("#id_go_live_at").fill(tomorrow.strftime("%d/%m/%Y %H:%M"))
    officer.locator("#id_go_live_at").press("Tab")
    officer.get_by_role("button", name="Enregistrer la programmation").press("Enter")
    publish(officer, "Programmer pour publication")

    family = open_page()
    call_command("tick")
    assert results(family, "parents") == []
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("tick")
    assert results(family, "parents") == ["Petit-déjeuner des parents"]


@pytest.mark.parametrize("typed", ["31/02/2026", "le 3 mai"])
def test_a_date_that_cannot_be_read_stays_as_the_officer_typed_it_and_is_refused_with_an_example(
    officer, planted, typed
):
    before = planted.edition.starts_on, planted.edition.latest_revision
    officer.goto(f"/gestion/pages/{planted.edition.pk}/edit/")
    days = officer.locator("#id_starts_on")
    days.fill(typed)
    days.press("Tab")
    expect(days).to_have_value(typed)
    days.click()
    officer.get_by_placeholder("Titre de la page*").click()
    expect(days).to_have_value(typed)
    officer.get_by_role("button", name="Enregistrer le brouillon").click()
    refused = "Cette date n’existe pas, ou ne se lit pas : écrivez-la comme 31/12/2026."
    expect(officer.get_by_text(refused)).to_be_visible()
    expect(days).to_have_value(typed)
    planted.edition.refresh_from_db()
    assert (planted.edition.starts_on, planted.edition.latest_revision) == before


def test_a_moment_of_publication_that_cannot_be_read_stays_as_the_officer_typed_it(officer, planted):
    officer.goto(f"/gestion/pages/{planted.edition.pk}/edit/")
    officer.get_by_role("button", name="Afficher/masquer le statut").click()
    officer.get_by_role("button", name="Programmer", exact=True).click()
    moment = officer.locator("#id_go_live_at")
    moment.fill("31/02/2026 14:00")
    moment.press("Tab")
    expect(moment).to_have_value("31/02/2026 14:00")
    officer.get_by_role("button", name="Enregistrer la programmation").press("Enter")
    refused = "Cette date n’existe pas, ou ne se lit pas : écrivez-la comme 31/12/2026 14:30."
    expect(officer.get_by_text(refused)).to_be_attached()
