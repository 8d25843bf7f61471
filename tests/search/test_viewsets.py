"""What officers do with territories and words, under /gestion/."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from resources.models import ArticlePage
from search.models import Bassin, Departement, Etablissement, Keyword, Mandate, ReseauFoquale, SynonymGroup, Theme
from search.viewsets import ADMINISTRATORS_MODELS, OFFICERS_MODELS
from tests.home.factories import site

from .factories import (
    AcademieFactory,
    BassinFactory,
    CategoryFactory,
    DepartementFactory,
    EtablissementFactory,
    EtablissementSiteFactory,
    KeywordFactory,
    MandateFactory,
    NiveauFactory,
    PublicFactory,
    ReseauAddressFactory,
    SynonymGroupFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
HOSTILE = ['"', "*", "(", "AND", "a" * 10_000, "   ", "🦄", "d'été -", "l’école «", "%", "\\"]


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("administratrice", "admin@exemple.test", "mot de passe")
    client.force_login(user)
    return client


def url(model, view, *args):
    return reverse(f"wagtailsnippets_search_{model._meta.model_name}:{view}", args=args)


def rows(response):
    """Text of the lines of a list."""
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select("main tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in table]


def errors(response):
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(error.get_text(" ").strip() for error in page.select(".error-message, .messages .error"))


def messages(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one(".messages").get_text(" ").split())


def school_form(**values):
    sites = [{"address": "1 rue des Écoles", "postal_code": "94000", "commune": "Créteil"}]
    return nested_form_data(
        {
            "uai": "0949000F",
            "name": "Collège Exemple",
            "type": "Collège",
            "statut": "public",
            "bassin": "",
            "mailbox": "",
            "is_open": "on",
            "sites": inline_formset(sites),
            **values,
        }
    )


def test_the_menu_groups_the_vocabularies(admin):
    page = BeautifulSoup(admin.get("/gestion/").content, "html.parser")
    menu = json.loads(page.select_one("#wagtail-sidebar-props").string)
    shown = json.dumps(menu, ensure_ascii=False)

    assert "Territoires et mots" in shown
    for name in ("Établissements", "Bassins", "Réseaux FOQUALE", "Thèmes", "Mots-clés", "Synonymes", "Mandats"):
        assert name in shown


FACTORIES = [
    AcademieFactory,
    BassinFactory,
    CategoryFactory,
    DepartementFactory,
    EtablissementFactory,
    KeywordFactory,
    NiveauFactory,
    PublicFactory,
    ReseauAddressFactory,
    SynonymGroupFactory,
    ThemeFactory,
]


@pytest.mark.parametrize("factory", FACTORIES)
def test_every_list_opens_and_so_do_its_forms(admin, factory):
    made = factory()
    made = getattr(made, "reseau", made)
    model = type(made)

    assert len(rows(admin.get(url(model, "list")))) == 1
    assert admin.get(url(model, "add")).status_code == 200
    assert admin.get(url(model, "edit", made.pk)).status_code == 200
    assert admin.get(url(model, "delete", made.pk)).status_code == 200


def test_every_vocabulary_is_someones_to_keep(admin):
    page = admin.get("/gestion/").content.decode()

    for model in (*OFFICERS_MODELS, *ADMINISTRATORS_MODELS):
        assert url(model, "list") in page


@pytest.mark.parametrize("model", [*OFFICERS_MODELS, *ADMINISTRATORS_MODELS])
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_a_list(admin, model, query):
    assert admin.get(url(model, "list"), {"q": query}).status_code == 200


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_the_choosers(admin, query):
    for model in (Etablissement, Bassin):
        chooser = reverse(f"wagtailsnippetchoosers_search_{model._meta.model_name}:choose")
        assert admin.get(chooser, {"q": query}).status_code == 200


@pytest.mark.parametrize("typed", ["décrochage", "DECROCHAGE", "decro", "rep dec"])
def test_a_list_is_searched_without_minding_case_and_accents(admin, typed):
    KeywordFactory(name="Repérage du décrochage")
    KeywordFactory(name="Stage")

    assert len(rows(admin.get(url(Keyword, "list"), {"q": typed}))) == 1


# Words


def test_a_theme_is_created_from_its_name_alone(admin):
    admin.post(url(Theme, "add"), {"name": "  Cœur  de métier "})

    theme = Theme.objects.get()
    assert (theme.name, theme.slug) == ("Cœur de métier", "coeur-de-metier")


def test_renaming_a_word_keeps_its_published_address(admin):
    theme = ThemeFactory(name="Orientation")

    admin.post(url(Theme, "edit", theme.pk), {"name": "Orientation choisie"})

    theme.refresh_from_db()
    assert (theme.name, theme.slug) == ("Orientation choisie", "orientation")


@pytest.mark.parametrize("twin", ["Decrochage", "DÉCROCHAGE", " décrochage ", "Décrochage"])
def test_a_twin_of_a_keyword_is_refused_with_the_one_that_exists(admin, twin):
    KeywordFactory(name="Décrochage")

    response = admin.post(url(Keyword, "add"), {"name": twin})

    assert "existe déjà, écrit « Décrochage »" in errors(response)
    assert Keyword.objects.count() == 1


def test_renaming_a_keyword_into_a_twin_is_refused(admin):
    KeywordFactory(name="micro-lycée")
    other = KeywordFactory(name="relais")

    response = admin.post(url(Keyword, "edit", other.pk), {"name": "Micro Lycee"})

    assert "existe déjà" in errors(response)
    other.refresh_from_db()
    assert other.name == "relais"


def test_a_keyword_may_change_its_own_capitals(admin):
    keyword = KeywordFactory(name="foquale")

    admin.post(url(Keyword, "edit", keyword.pk), {"name": "FOQUALE"})

    keyword.refresh_from_db()
    assert keyword.name == "FOQUALE"


@pytest.mark.parametrize("name", ["!!!", "🦄", "’"])
def test_a_word_without_letters_is_refused(admin, name):
    response = admin.post(url(Keyword, "add"), {"name": name})

    assert "au moins une lettre ou un chiffre" in errors(response)


def test_a_synonym_alone_is_refused(admin):
    response = admin.post(url(SynonymGroup, "add"), {"expressions": "SAIO | ", "direction": "double"})
    assert "au moins deux expressions" in errors(response)

    admin.post(url(SynonymGroup, "add"), {"expressions": "SAIO|DRAIO", "direction": "double"})
    assert SynonymGroup.objects.get().words == ["SAIO", "DRAIO"]


# Territory


def test_two_bassins_of_one_name_live_in_two_departements_only(admin):
    here = BassinFactory(name="Nord")
    elsewhere = DepartementFactory(yvelines=True)

    response = admin.post(url(Bassin, "add"), {"name": "NORD", "departement": here.departement.pk})
    assert "a déjà un bassin de ce nom" in errors(response)

    admin.post(url(Bassin, "add"), {"name": "Nord", "departement": elsewhere.pk})
    assert Bassin.objects.get(departement=elsewhere).slug == "nord-78"


def test_the_lowest_level_is_called_as_the_academie_calls_it(admin, settings):
    settings.SPS_BASSIN_LABEL = "district"
    BassinFactory()

    page = BeautifulSoup(admin.get(url(Bassin, "list")).content, "html.parser")
    assert "Districts" in page.title.get_text()

    form = BeautifulSoup(admin.get(url(Etablissement, "add")).content, "html.parser")
    assert "District" in [label.get_text().strip() for label in form.select("main label")]


def test_a_school_is_created_with_its_sites(admin):
    departement = DepartementFactory()

    admin.post(url(Etablissement, "add"), school_form(uai=" 094 9000f ", departement=departement.pk))

    school = Etablissement.objects.get()
    assert school.uai == "0949000F"
    assert [str(site) for site in school.sites.all()] == ["1 rue des Écoles, 94000 Créteil"]


def test_a_wrong_check_letter_is_kept_with_a_warning_that_stays_on_the_form(admin):
    departement = DepartementFactory()

    form = school_form(uai="0949000Z", departement=departement.pk)
    response = admin.post(url(Etablissement, "add"), form, follow=True)

    warning = "La lettre de contrôle de 0949000Z ne correspond pas"
    assert warning in messages(response)
    edit = admin.get(url(Etablissement, "edit", Etablissement.objects.get().pk))
    assert warning in edit.content.decode()


@pytest.mark.parametrize("uai", ["94", "0949000", "O949000F", "09490000F"])
def test_what_cannot_be_a_uai_is_refused(admin, uai):
    response = admin.post(url(Etablissement, "add"), school_form(uai=uai, departement=DepartementFactory().pk))

    assert "sept chiffres et une lettre" in errors(response)
    assert not Etablissement.objects.exists()


def test_a_uai_is_entered_once(admin):
    school = EtablissementFactory()

    response = admin.post(
        url(Etablissement, "add"), school_form(uai=school.uai.lower(), departement=school.departement.pk)
    )

    assert "existe déjà" in errors(response)


@pytest.fixture
def three_schools(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hugo = EtablissementFactory(name="Lycée Victor-Hugo (fictif)", type="Lycée")
        EtablissementSiteFactory(etablissement=hugo, commune="Vitry-sur-Seine")
        EtablissementFactory(name="Collège Élan (fictif)")
        EtablissementFactory(name="Collège Hugo fermé (fictif)", is_open=False)
        hugo.save()  # its site came after its first indexing
    return hugo


def choices(response):
    assert response.status_code == 200
    table = BeautifulSoup(response.json()["html"], "html.parser").select("tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in table]


@pytest.mark.parametrize("typed", ["victor", "hugo", "HUGO", "vitry", "0949"])
def test_the_chooser_finds_a_school_by_the_beginning_of_its_name_its_commune_or_its_uai(admin, three_schools, typed):
    found = choices(admin.get(reverse("wagtailsnippetchoosers_search_etablissement:choose"), {"q": typed}))

    assert any("Victor-Hugo" in row and "Vitry-sur-Seine" in row for row in found)
    assert not any("fermé" in row for row in found)


def test_the_list_of_schools_is_filtered_while_it_is_searched(admin, three_schools):
    found = rows(
        admin.get(
            url(Etablissement, "list"),
            {"q": "hugo", "type": "Lycée", "academie": three_schools.academie.pk, "is_open": "true"},
        )
    )

    assert len(found) == 1
    assert three_schools.uai in found[0]


def test_the_list_of_schools_costs_the_same_for_one_and_for_thirty(admin, django_assert_max_num_queries):
    EtablissementFactory.create_batch(30, in_bassin=True)
    admin.get(url(Etablissement, "list"))

    with django_assert_max_num_queries(20):
        assert len(rows(admin.get(url(Etablissement, "list")))) == 30


def test_a_network_has_its_bassins_and_its_addresses(admin):
    bassin = BassinFactory()
    form = nested_form_data(
        {
            "name": "Réseau du Val",
            "coordinator": "proviseur",
            "bassins": str(bassin.pk),
            "addresses": inline_formset([{"label": "Pilotage", "email": "foquale@exemple.test"}]),
        }
    )

    admin.post(url(ReseauFoquale, "add"), form)

    reseau = ReseauFoquale.objects.get()
    assert [address.email for address in reseau.addresses.all()] == ["foquale@exemple.test"]
    assert list(reseau.bassins.all()) == [bassin]


def test_a_mandate_covers_exactly_one_territory(admin):
    user = get_user_model().objects.create_user("pilote")
    form = {"user": user.pk, "role": "pilote", "academie": AcademieFactory().pk, "bassin": "", "etablissement": ""}

    response = admin.post(url(Mandate, "add"), {**form, "departement": DepartementFactory().pk})
    assert "Un mandat porte sur un seul territoire." in errors(response)

    admin.post(url(Mandate, "add"), {**form, "departement": ""})
    assert str(Mandate.objects.get()) == "Pilote du territoire : Créteil"
    assert len(rows(admin.get(url(Mandate, "list"), {"q": "creteil"}))) == 1


# Deleting


@pytest.mark.parametrize("view", ["one", "several"])
def test_a_departement_with_schools_is_not_deleted_and_the_page_says_why(admin, view):
    school = EtablissementFactory()
    address = url(Departement, "delete", school.departement.pk)
    if view == "several":
        bulk = reverse("wagtail_bulk_action", args=("search", "departement", "delete"))
        address = f"{bulk}?id={school.departement.pk}"

    response = admin.post(address, follow=True)

    assert "établissements en dépendent" in messages(response)
    assert Departement.objects.filter(pk=school.departement.pk).exists()


def test_a_theme_in_use_can_be_deleted_and_its_pages_stay(admin):
    theme = ThemeFactory()
    page = ArticlePage(title="Le café des parents", slug="cafe", themes=[theme])
    Page.get_first_root_node().add_child(instance=page)

    admin.post(url(Theme, "delete", theme.pk))

    assert not Theme.objects.exists()
    assert list(ArticlePage.objects.get().themes.all()) == []


def test_a_person_without_rights_does_not_see_the_vocabularies(client):
    user = get_user_model().objects.create_user("sans-droit")
    MandateFactory(user=user)
    client.force_login(user)

    assert client.get(url(Mandate, "list")).status_code == 302


def test_the_form_of_an_action_chooses_its_schools_in_the_chooser(admin):
    planted = site()
    address = reverse("wagtailadmin_pages:add", args=("resources", "actionpage", planted.actions.pk))

    form = BeautifulSoup(admin.get(address).content, "html.parser")

    chooser = form.select_one("#id_lead-chooser")
    assert chooser["data-chooser-url"] == reverse("wagtailsnippetchoosers_search_etablissement:choose")
    assert form.select_one("select[name=lead]") is None
