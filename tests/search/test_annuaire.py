"""The import of the national directory, through its command."""

from functools import partial

import pytest
from django.core.management import call_command
from wagtail.models import Page

from resources.models import ArticlePage
from search.models import Bassin, Etablissement

from .directory import LOUIS_LE_GRAND, OTHER, write_directory
from .factories import BassinFactory, EtablissementFactory, fictional_uai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabularies():
    call_command("load_vocabularies", verbosity=0)


@pytest.fixture
def directory(tmp_path):
    return partial(write_directory, tmp_path / "annuaire.csv")


@pytest.fixture
def run(capsys, django_capture_on_commit_callbacks):
    def run(path, *options):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("import_annuaire", str(path), *options)
        return capsys.readouterr().out

    return run


def test_a_school_comes_with_its_place_its_statut_and_its_mailbox(directory, run):
    said = run(directory({}))

    school = Etablissement.objects.get(uai=LOUIS_LE_GRAND)
    site = school.sites.get()
    assert (school.name, school.type, school.statut) == ("Lycée Louis-le-Grand", "Lycée", "public")
    assert (school.departement.code, school.academie.slug) == ("75", "paris")
    assert school.mailbox == "ce.0750655e@exemple.test"
    assert (site.address, site.postal_code, site.commune) == (
        "123 rue Saint-Jacques 75005 PARIS", "75005", "Paris",
    )  # fmt: skip
    assert (site.latitude, site.longitude) == (48.848, 2.344)
    assert not hasattr(school, "nombre_d_eleves")
    assert "1 créés, 0 modifiés, 0 fermés, 0 inchangés" in said


@pytest.mark.parametrize(
    "header",
    [str.upper, str.capitalize, lambda column: column.replace("_", " "), lambda column: f'"{column}"'],
)
def test_headers_are_read_in_any_case(directory, run, header):
    assert "1 créés" in run(directory({}, header=header))


def test_a_file_without_byte_order_mark_or_saved_with_commas_is_read_too(directory, run):
    assert "1 créés" in run(directory({}, encoding="utf-8"))
    assert "1 inchangés" in run(directory({}, separator=","))


@pytest.mark.parametrize(
    ("uai", "written", "code"),
    [
        ("0330001D", "033", "33"),
        ("6200088B", "02A", "2A"),
        ("7200001A", "2b", "2B"),
        ("0010001A", "1", "01"),
        ("9711032V", "971", "971"),
        ("9840001A", "987", "984"),  # the INSEE's Polynésie
        ("9870001A", "987", "987"),  # the ministry's Wallis-et-Futuna
        ("9830001A", "988", "983"),
    ],
)
def test_padded_codes_corse_and_overseas_find_their_departement(directory, run, uai, written, code):
    run(directory({"identifiant_de_l_etablissement": uai, "code_departement": written}))

    assert Etablissement.objects.get(uai=uai).departement.code == code


def test_several_rows_of_one_uai_are_one_school_with_several_sites_even_apart(directory, run):
    annexe = {"adresse_1": "9 rue de l’Annexe", "code_postal": "94300", "nom_commune": "Vincennes"}
    path = directory({}, OTHER, annexe, annexe)

    run(path)

    assert Etablissement.objects.count() == 2
    school = Etablissement.objects.get(uai=LOUIS_LE_GRAND)
    assert [site.commune for site in school.sites.all()] == ["Paris", "Vincennes"]
    assert "2 inchangés" in run(directory(annexe, {}, OTHER))


def test_cio_services_private_and_closed_ones_are_kept_as_they_are(directory, run):
    run(
        directory(
            {"type_etablissement": "Information et orientation", "nom_etablissement": "CIO de Créteil"},
            {**OTHER, "statut_public_prive": "Privé", "etat": "FERME"},
        )
    )

    cio, private = Etablissement.objects.order_by("name")[:2]
    assert (cio.type, cio.is_open) == ("Information et orientation", True)
    assert (private.statut, private.is_open) == ("prive", False)


def test_what_is_empty_or_unreadable_is_left_empty_and_told(directory, run, capsys):
    path = directory(
        {"latitude": "", "longitude": "", "web": "www.exemple.test", "mail": "", "telephone": ""},
        {**OTHER, "latitude": "nord", "longitude": "1e400", "mail": "pas une adresse", "web": "javascript:alert(1)"},
    )

    call_command("import_annuaire", str(path))

    told = capsys.readouterr().err
    first, second = Etablissement.objects.order_by("-name")
    assert (first.sites.get().latitude, first.sites.get().web) == (None, "http://www.exemple.test")
    assert (second.mailbox, second.sites.get().web, second.sites.get().longitude) == ("", "", None)
    for column in ("latitude", "longitude", "mail", "web"):
        assert f"Ligne 3, colonne « {column} »" in told


def test_a_wrong_check_letter_is_a_warning(directory, capsys):
    call_command("import_annuaire", str(directory({"identifiant_de_l_etablissement": " 0750655a"})))

    assert Etablissement.objects.get().uai == "0750655A"
    assert "Ligne 2" in (told := capsys.readouterr().err)
    assert "lettre de contrôle de 0750655A" in told


@pytest.mark.postgresql
def test_importing_twice_changes_nothing(directory, run):
    run(directory({}, OTHER))
    before = list(Etablissement.objects.values())

    said = run(directory({}, OTHER))

    assert "0 créés, 0 modifiés, 0 fermés, 2 inchangés" in said
    assert list(Etablissement.objects.values()) == before


# Dry run


def test_a_dry_run_lists_what_would_change_and_writes_nothing(directory, run):
    gone = {"identifiant_de_l_etablissement": "0750654D", "nom_etablissement": "Lycée Henri-IV"}
    run(directory({}, OTHER, gone))
    before = list(Etablissement.objects.values())

    new = {"identifiant_de_l_etablissement": fictional_uai(2), "nom_etablissement": "Collège C"}
    changed = {**OTHER, "nom_etablissement": "Collège B (rénové)", "telephone": "01 00 00 00 00"}
    bassin = {"code_bassin_formation": "24001", "libelle_bassin_formation": "Créteil"}
    said = run(directory({}, changed, {**new, **bassin, "code_departement": "094"}), "--dry-run")

    assert "1 créés, 1 modifiés, 1 fermés, 1 inchangés" in said
    assert f"+ Collège C ({fictional_uai(2)})" in said
    assert "nom « Collège B » → « Collège B (rénové) »" in said
    assert "téléphone « 01 44 32 82 00 » → « 01 00 00 00 00 »" in said
    assert "- Lycée Henri-IV (0750654D) : absent du fichier" in said
    assert "+ bassin Créteil (94)" in said
    assert list(Etablissement.objects.values()) == before
    assert not Bassin.objects.exists()


@pytest.mark.postgresql
def test_what_the_dry_run_announces_is_what_the_import_does(directory, run):
    run(directory({}, OTHER))
    path = directory({"nom_etablissement": "Lycée L"}, {**OTHER, "nom_commune": "Nogent"})

    announced = run(path, "--dry-run").splitlines()[-1].removeprefix("Sans rien écrire : ")

    assert run(path).splitlines()[-1] == announced
    assert Etablissement.objects.get(uai=LOUIS_LE_GRAND).name == "Lycée L"
    assert Etablissement.objects.get(uai=fictional_uai(1)).sites.get().commune == "Nogent"


# What vanishes


def test_a_school_that_vanished_is_closed_and_comes_back_when_the_file_has_it_again(directory, run):
    gone = {"identifiant_de_l_etablissement": "0750654D", "nom_etablissement": "Lycée Henri-IV"}
    run(directory({}, gone))

    run(directory({}))
    assert not Etablissement.objects.get(uai="0750654D").is_open

    run(directory({}, gone))
    assert Etablissement.objects.get(uai="0750654D").is_open


def test_only_the_departements_asked_for_are_touched(directory, run):
    run(directory({}, OTHER))
    third = {**OTHER, "identifiant_de_l_etablissement": fictional_uai(3)}

    said = run(directory({"nom_etablissement": "Autre nom"}, third), "--departement", "094", "75")
    assert "1 créés, 1 modifiés, 1 fermés" in said

    said = run(directory({"nom_etablissement": "Encore un nom"}, OTHER), "--departement", "94")
    assert Etablissement.objects.get(uai=LOUIS_LE_GRAND).name == "Autre nom"
    assert not Etablissement.objects.get(uai=fictional_uai(3)).is_open


def test_schools_of_other_departements_and_of_the_demonstration_stay_open(directory, run):
    run(directory({}, OTHER))
    demonstration = EtablissementFactory()

    run(directory({}))

    assert Etablissement.objects.get(uai=fictional_uai(1)).is_open
    demonstration.refresh_from_db()
    assert demonstration.is_open


# Bassins


@pytest.mark.postgresql
def test_a_bassin_de_formation_is_created_once_and_given_to_its_schools(directory, run):
    bassin = {"code_bassin_formation": "24001", "libelle_bassin_formation": "Créteil"}
    path = directory({**OTHER, **bassin}, {**OTHER, **bassin, "identifiant_de_l_etablissement": fictional_uai(2)})

    run(path)
    run(path)

    assert [(b.name, b.slug, b.code) for b in Bassin.objects.all()] == [("Créteil", "creteil", "24001")]
    assert Bassin.objects.get().etablissements.count() == 2


def test_a_bassin_drawn_by_the_academie_is_not_undone(directory, run):
    run(directory(OTHER))
    district = BassinFactory(name="District 12")
    Etablissement.objects.update(bassin=district)

    run(directory({**OTHER, "code_bassin_formation": "24001", "libelle_bassin_formation": "Créteil"}))
    run(directory(OTHER))

    assert Etablissement.objects.get().bassin == district


# Finding


def test_pages_of_a_renamed_and_moved_school_are_found_anew(directory, run, client, django_capture_on_commit_callbacks):
    run(directory(OTHER))
    page = ArticlePage(title="Le café des parents", slug="cafe", etablissements=[Etablissement.objects.get()])
    with django_capture_on_commit_callbacks(execute=True):
        Page.get_first_root_node().add_child(instance=page)

    run(directory({**OTHER, "code_bassin_formation": "24001", "libelle_bassin_formation": "Vincennes"}))

    results = client.get("/recherche/?bassin=vincennes&format=json").json()["results"]
    assert [result["title"] for result in results] == ["Le café des parents"]


@pytest.mark.postgresql
def test_imported_schools_are_found_in_the_admin_at_once(directory, run, admin_client):
    run(directory({}))

    page = admin_client.get("/gestion/snippets/search/etablissement/", {"q": "louis"}).content.decode()

    assert LOUIS_LE_GRAND in page


def test_thousands_of_rows_are_read_in_batches(directory, run):
    rows = [
        {**OTHER, "identifiant_de_l_etablissement": f"094{number:04d}A", "nom_etablissement": f"École {number}"}
        for number in range(1, 1202)
    ]

    assert "1201 créés" in run(directory(*rows))
    assert Etablissement.objects.filter(sites__commune="Paris").count() == 1201
