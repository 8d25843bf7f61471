"""Directories that are refused: a clear reason, and nothing imported."""

from functools import partial

import pytest
from django.core.management import CommandError, call_command

from search.models import Etablissement

from .directory import COLUMNS, OTHER, write_directory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabularies():
    call_command("load_vocabularies", verbosity=0)


@pytest.fixture
def directory(tmp_path):
    return partial(write_directory, tmp_path / "annuaire.csv")


def refusal(path, *options):
    before = list(Etablissement.objects.values())
    with pytest.raises(CommandError) as refused:
        call_command("import_annuaire", str(path), *options)
    assert list(Etablissement.objects.values()) == before
    assert str(refused.value).startswith("Rien n’a été importé.")
    return str(refused.value)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"identifiant_de_l_etablissement": "075065"}, "colonne « identifiant_de_l_etablissement »"),
        ({"identifiant_de_l_etablissement": ""}, "n’est pas un UAI"),
        ({"code_departement": "099"}, "colonne « code_departement » : département « 099 » inconnu"),
        ({"code_departement": ""}, "colonne « code_departement »"),
        ({"nom_etablissement": " "}, "colonne « nom_etablissement » : valeur absente"),
    ],
)
def test_a_line_that_cannot_be_right_stops_everything(directory, row, problem):
    call_command("import_annuaire", str(directory(OTHER)), verbosity=0)

    said = refusal(directory({}, {**OTHER, "nom_etablissement": "Autre"}, row))

    assert "Ligne 4" in said
    assert problem in said


def test_a_missing_column_is_named(directory):
    said = refusal(directory({}, header=lambda column: "x" if column in ("mail", "etat") else column))

    assert "Ligne 1" in said
    assert "mail, etat" in said


def test_a_column_that_stands_twice_is_refused(directory):
    path = directory({}, header=lambda column: "mail" if column == "ulis" else column)

    assert "deux fois dans l’en-tête : mail" in refusal(path)


def test_a_line_with_too_many_or_too_few_fields_is_named(directory):
    path = directory({})
    path.write_text(path.read_text(encoding="utf-8") + "0750654D;Lycée\n", encoding="utf-8")

    said = refusal(path)

    assert "Ligne 3" in said
    assert f"2 champs au lieu de {len(COLUMNS)}" in said


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_another_encoding_is_told_with_what_to_do(directory, encoding):
    said = refusal(directory({}, encoding=encoding))

    assert "UTF-8" in said
    assert "Ligne" in said


def test_a_quote_left_open_is_told_where_it_opens(directory):
    path = directory({}, OTHER)
    text = path.read_text(encoding="utf-8").splitlines()
    text[1] = text[1][:-1]
    path.write_text("\n".join(text), encoding="utf-8")

    assert "Ligne 2" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n", b"\0\0", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_directory_at_all_is_refused(tmp_path, content):
    path = tmp_path / "annuaire.csv"
    path.write_bytes(content)

    assert "Ligne 1" in refusal(path)


def test_a_directory_without_schools_closes_none(directory):
    call_command("import_annuaire", str(directory({})), verbosity=0)

    assert "aucun établissement" in refusal(directory())
    assert "aucun établissement du département 94" in refusal(directory({}), "--departement", "94")


def test_a_file_or_a_departement_that_does_not_exist_is_told(directory, tmp_path):
    assert "ne peut pas être lu" in refusal(tmp_path / "absent.csv")
    assert "ne peut pas être lu" in refusal(tmp_path)
    assert "Département « 999 » inconnu" in refusal(directory({}), "--departement", "999")
