"""Directories as the national one, written for a test."""

from .factories import fictional_uai

LOUIS_LE_GRAND = "0750655E"
COLUMNS = {
    "identifiant_de_l_etablissement": LOUIS_LE_GRAND,
    "nom_etablissement": "Lycée Louis-le-Grand",
    "type_etablissement": "Lycée",
    "statut_public_prive": "Public",
    "adresse_1": "123 rue Saint-Jacques",
    "adresse_2": "",
    "adresse_3": "75005 PARIS",
    "code_postal": "75005",
    "nom_commune": "Paris",
    "code_departement": "075",
    "ulis": "",
    "telephone": "01 44 32 82 00",
    "web": "http://www.exemple.test",
    "mail": "ce.0750655E@exemple.test",
    "nombre_d_eleves": "1800",
    "latitude": "48.848",
    "longitude": "2.344",
    "etat": "OUVERT",
    "code_bassin_formation": "",
    "libelle_bassin_formation": "",
}
OTHER = {
    "identifiant_de_l_etablissement": fictional_uai(1),
    "nom_etablissement": "Collège B",
    "code_departement": "094",
}


def write_directory(path, *rows, header=str, encoding="utf-8-sig", separator=";"):
    """Rows of the directory, each changed by the given columns; returns the path."""
    lines = [separator.join(header(column) for column in COLUMNS)]
    lines += [separator.join(f'"{value}"' for value in {**COLUMNS, **row}.values()) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path
