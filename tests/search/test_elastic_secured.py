"""A cluster as Elasticsearch installs itself: encrypted, with an authority of its own, a name and a secret."""

import base64
import os
import subprocess
import sys

import pytest
from django.test import override_settings

from search.engines.elastic.client import client
from tests.home.factories import site
from tests.search.clustered import through
from tests.search.finding import answer, committed, elasticsearch, plant, slugs
from tests.strictness import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate nobody else vouches for, and its key, in one file."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    about = ["-days", "2", "-subj", "/CN=grappe", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*made, *about, "-keyout", "key.pem", "-out", "only.pem"], cwd=folder, check=True, capture_output=True
    )
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "only.pem").read_text())
    return both


@pytest.fixture
def secured(wire, certificate):
    """The real cluster behind TLS; its address, with a name and a secret."""
    wire.secure(certificate)
    return wire.url.replace("//", "//site:s%40crets@")


@pytest.fixture
def planted(db):
    with committed():
        planted = site()
        plant(planted, "actualites", "nouvelle", "Un jardin")


def test_it_answers_when_its_authority_is_known_and_is_told_who_asks(planted, wire, secured, certificate):
    with override_settings(SPS_ELASTICSEARCH_CA_CERTS=str(certificate), SPS_ELASTICSEARCH_URL=secured):
        with elasticsearch(secured):
            found = answer(q="jardin")
        client().close()
    assert (found["engine"], slugs(found)) == ("elasticsearch", ["nouvelle"])
    assert wire.credentials == {f"Basic {base64.b64encode(b'site:s@crets').decode()}"}


def test_nothing_is_said_to_a_cluster_nobody_vouches_for(planted, wire, secured):
    with through(secured):
        found = answer(q="jardin")
        client().close()
    assert found["engine"] != "elasticsearch"
    assert slugs(found) == ["nouvelle"]
    assert not wire.seen


@pytest.mark.parametrize(
    ("address", "ca_certs"),
    [("es1:9200", ""), ("http://", ""), ("https://es1:9200,", ""), ("https://es1:9200", "/nulle/part.crt")],
)
def test_a_site_with_an_address_or_a_certificate_it_cannot_use_does_not_start(address, ca_certs):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "ELASTICSEARCH_URL": address, "SPS_ELASTICSEARCH_CA_CERTS": ca_certs}
        | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "ELASTICSEARCH_URL : une adresse complète" in done.stderr
