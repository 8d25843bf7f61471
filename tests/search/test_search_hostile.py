"""Whatever is typed, pasted or forged, the search answers; on every engine."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.models import Theme
from tests.search.factories import SynonymGroupFactory
from tests.search.finding import answer, plant, slugs

pytestmark = pytest.mark.postgresql

ADDRESSES = ("/recherche/", "/recherche/?format=json", "/recherche/suggestions/", "/actualites/", "/agenda/")
# What a page may answer to nonsense: nothing is an error of ours.
FINE = {200, 400, 404}

HOSTILE = [
    '"',
    '""',
    "*",
    "(",
    "((((",
    ")",
    "AND",
    "OR NOT",
    "NEAR(a b)",
    "a AND (b OR",
    "title_terms : jardin",
    "{title_terms} : (jardin)",
    "jardin*",
    "^jardin",
    "-",
    "--",
    '-"',
    "«",
    "»«",
    "« »",
    "'",
    "''",
    "'; DROP TABLE search_entry; --",
    "1' OR '1'='1",
    "%",
    "_%",
    "\\",
    "\\'",
    ":*",
    "!jardin & | <-> 'x'",
    "jardin:ABC",
    "jardin\x00",
    "\x00",
    "\ud800",
    "jar\udfffdin",
    "😀",
    "👩‍👩‍👧‍👦 jardin",
    "é" * 10_000,
    "jardin " * 3_000,
    "\u202ejardin",
    "jar\u00addin",
    "\u0301" * 500,
    "a\u0301" * 500,
    "日本語",
    "العربية",
    "    ",
    "\t\n\r\v",
    "1e309",
    "3e 1e5 0x12 1.5.2 10-12 2e10",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% debug %}",
    "${jndi:ldap://x}",
    '{"query": {"match_all": {}}}',
    "le la les de du des",
]

FIGURES = [
    *("3e", "troisième", "1e5", "0x12", "2e10", "12e34", "3e2nde"),
    *("8e39e", "007", "E2C", "2nde", "a1b2c3", "1987-1988", "1.5.2"),
]


def plant_site(site):
    SynonymGroupFactory(expressions=" | ".join(f"mot{n} abc{n}" for n in range(60)))
    theme = Theme.objects.create(name="Jardin")
    plant(site, "actualites", "jardin", "Un jardin & des <fleurs> « à nous »", summary="Pages 10-12.", themes=[theme])
    plant(
        site,
        "fiches",
        "chiffres",
        "En 3e, 1e5 et 0x12",
        "2e10 ou 12e34, 3e2nde, 8e39e : 007, 1.5.2, 1987-1988, E2C, 2nde, a1b2c3",
    )


def asked(address, **parameters):
    # Lone surrogates cannot be encoded: they arrive as the bytes a broken client would send.
    query = "&".join(f"{percent_encoded(name)}={percent_encoded(value)}" for name, value in parameters.items())
    return raw(address, query)


def raw(address, query, client=None):
    """Ask with this query string as it is, not encoded by anyone."""
    return (client or Client()).get(f"{address}{'&' if '?' in address else '?'}{query}")


def percent_encoded(text):
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_gets_an_answer_everywhere(planted_once, query):
    for address in ADDRESSES:
        assert asked(address, q=query).status_code in FINE, address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jardin*", {"jardin"}),
        ('"jardin', {"jardin"}),
        ("jardin (", {"jardin"}),
        ("jardin AND", {"jardin"}),
        ("jar\u00addin", {"jardin"}),
        ("\u200bjardin\u202e", {"jardin"}),
        ("jardin\x00", {"jardin"}),
        ("'jardin'", {"jardin"}),
        ("JARDIN !!!", {"jardin"}),
        ("fleurs", {"jardin"}),
        ("😀 jardin", {"jardin"}),
    ],
)
def test_signs_around_a_word_do_not_hide_it(planted_once, query, expected):
    assert set(slugs(answer(q=query, exact="1"))) == expected


@pytest.mark.parametrize(
    "word",
    [
        "3e",
        "troisième",
        "1e5",
        "0x12",
        "2e10",
        "12e34",
        "3e2nde",
        "8e39e",
        "007",
        "E2C",
        "2nde",
        "a1b2c3",
        "1987",
        "1.5.2",
    ],
)
def test_a_word_made_of_figures_and_letters_is_one_word_for_every_engine(planted_once, word):
    assert set(slugs(answer(q=word, exact="1"))) == {"chiffres"}


def test_what_was_typed_is_shown_back_as_text(planted_once):
    response = asked("/recherche/", q="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in response.content


def test_a_query_of_many_long_expressions_does_not_silence_the_engine(planted_once, engine_for_module):
    query = " ".join(f"mot{n} abc{n}" for n in range(12))
    assert asked("/recherche/", q=query).status_code == 200
    found = answer(q="jardin")
    assert (found["engine"] == "elasticsearch") is (engine_for_module == "elasticsearch")


PARAMETERS = [
    ("academie", "\x00"),
    ("theme", "'"),
    ("theme", "x" * 10_000),
    ("mot", "%00"),
    ("departement", "\ud800"),
    ("annee", "9" * 5_000),
    ("annee", "٢٠٢٥-٢٠٢٦"),
    ("type", "*"),
    ("tri", "\x00"),
    ("page", "\x00"),
    ("page", "1e3"),
    ("page", "-1"),
    ("page", "0"),
    ("page", "9" * 5_000),
    ("annee", "abc"),
    ("annee", "2025-1999"),
    ("phare", "oui"),
    ("media", "\ud800"),
    ("etablissement", "0" * 10_000),
    ("inconnu", "\x00"),
    ("\x00", "x"),
    ("format", "xml"),
    ("exact", "\x00"),
]


# Query strings no form would send: broken encodings, repeated and nameless parameters.
RAW = [
    "q=%",
    "q=%zz",
    "q=%E9t%E9",
    "q=%FF%FE%00",
    "q=%C3",
    "q=%ED%A0%80",
    "q=a&q=b&q=%00",
    "page=1&page=2&page=x",
    "format=json&format=xml",
    "format=",
    "=x",
    "&&&",
    "q",
    "q[]=a&q[$ne]=b",
    "tri=date&tri=%00",
    "theme=" + "%2C" * 2_000,
    "&".join(f"p{n}={n}" for n in range(900)),
]


@pytest.mark.parametrize("query", RAW)
def test_a_query_string_no_form_would_send_gets_an_answer_everywhere(planted_once, query):
    for address in ADDRESSES:
        assert raw(address, query).status_code in FINE, address


@pytest.mark.parametrize(("parameter", "value"), PARAMETERS)
def test_a_forged_parameter_gets_an_answer_everywhere(planted_once, parameter, value):
    for address in ADDRESSES:
        assert asked(address, **{parameter: value}).status_code in FINE


def test_a_thousand_values_of_a_facet_get_an_answer(planted_once):
    values = "&".join(f"theme=t{number}&mot=m{number}" for number in range(1_000))
    assert Client().get(f"/recherche/?{values}").status_code == 200


texts = st.text(max_size=60) | st.text(alphabet="ab\"'«»-()*:&|!<>%_\\ \x00éœ’3e", max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=texts, value=texts)
@example(query="\x00", value="\ud800")
def test_any_text_gets_an_answer(planted_once, query, value):
    response = asked("/recherche/?format=json", q=query, theme=value)
    assert response.status_code == 200
    assert set(json.loads(response.content)["facets"])
    for address in ("/recherche/", "/actualites/"):
        assert asked(address, q=query, theme=value, tri=value).status_code == 200
    assert isinstance(asked("/recherche/suggestions/", q=query).json(), list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True), min_size=1, max_size=14))
def test_any_number_of_words_gets_the_same_kind_of_answer(planted_once, engine_for_module, words):
    found = answer(q=" ".join(words))
    assert (found["engine"] == "elasticsearch") is (engine_for_module == "elasticsearch")
