"""What a visitor meets when something fails in production: French, in the site's look, nothing of the machinery.

The site of the web server, `config.wsgi`, runs with production's settings in a process of its own: the suite's
settings, and Django's test client, would hide what these tests ask.
"""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
HOST = "site.example"
SECRET = "mot-de-passe-de-la-base"

# Asks the application itself, as a web server does, with two more views: one breaks, one refuses.
ASKING = """
import io, json, os, re, sys
import django
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import path

django.setup()
call_command("migrate", verbosity=0, interactive=False)
call_command("collectstatic", verbosity=0, interactive=False)

import config.urls, config.wsgi

SECRET, HOST = os.environ["SECRET"], os.environ["SPS_ALLOWED_HOSTS"]

def failing(request):
    password = SECRET
    raise RuntimeError(password)

def refusing(request):
    raise PermissionDenied(SECRET)

config.urls.urlpatterns[:0] = [path("panne/", failing), path("refus/", refusing)]

def ask(address, host=HOST, method="GET"):
    said = {}
    def start(status, headers, exc_info=None):
        said.update(status=int(status.split()[0]), headers=dict(headers))
    answer = config.wsgi.application({
        "REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": "", "CONTENT_LENGTH": "0",
        "SERVER_NAME": host, "SERVER_PORT": "443", "HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": True,
    }, start)
    body = b"".join(answer)
    answer.close()
    return {**said, "body": body.decode()}

asked = {
    "400": ask("/", host="ailleurs.example"),
    "403": ask("/refus/"),
    "403 formulaire": ask("/gestion/login/", method="POST"),
    "404": ask("/nulle-part/"),
    "500": ask("/panne/"),
}
named = re.findall(r'href="(/static/[^"]+)"', "".join(answer["body"] for answer in asked.values()))
print(json.dumps({"asked": asked, "sheets": {address: ask(address)["status"] for address in named}}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What the application answers, by name; `sheets`: the status of each style sheet that these pages ask for."""
    environment = {
        **os.environ,
        "SECRET": SECRET,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        "SPS_ALLOWED_HOSTS": HOST,
        "SPS_BASE_URL": f"https://{HOST}",
        "SPS_DATA_DIR": str(tmp_path_factory.mktemp("production")),
        "SPS_SECRET_KEY": secrets.token_urlsafe(50),
    }
    for name in ("DATABASE_URL", "ELASTICSEARCH_URL"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


TITLES = {
    "400": (400, "Le site n’a pas compris cette demande"),
    "403": (403, "Cette page ne vous est pas ouverte"),
    "403 formulaire": (403, "Votre envoi n’a pas été reçu"),
    "404": (404, "Ce chemin ne mène à aucune page"),
    "500": (500, "Le site a rencontré une panne"),
}


@pytest.mark.parametrize("name", TITLES)
def test_each_refusal_and_each_failure_is_told_in_french(answers, name):
    status, title = TITLES[name]
    answer = answers["asked"][name]
    page = BeautifulSoup(answer["body"], "html.parser")
    assert answer["status"] == status
    assert page.html["lang"] == "fr"
    assert page.h1.get_text(strip=True) == title
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.select_one('a[href="/"]')


@pytest.mark.parametrize("name", TITLES)
def test_nothing_of_the_machinery_is_shown(answers, name):
    body = answers["asked"][name]["body"]
    for told in ("Traceback", "DEBUG", "Django", "RuntimeError", SECRET, str(ROOT), "<style", "<script>"):
        assert told not in body, told


@pytest.mark.parametrize("name", TITLES)
def test_it_has_the_look_of_the_site(answers, name):
    page = BeautifulSoup(answers["asked"][name]["body"], "html.parser")
    sheets = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    ours = [address for address in sheets if address.startswith("/static/")]
    assert ours
    assert {answers["sheets"][address] for address in ours} == {200}


@pytest.mark.parametrize("name", TITLES)
def test_it_is_protected_like_any_other_page(answers, name):
    headers = answers["asked"][name]["headers"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
