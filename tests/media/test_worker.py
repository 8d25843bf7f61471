"""The worker as it runs in production: a process of its own, which takes the tasks that wait in the database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection

from config.settings import base
from home.models import StandardPage
from tests.home.factories import site
from tests.media import files
from tests.media.factories import document
from tests.search.finding import answer, slugs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stored(transactional_db, settings, tmp_path):
    """Files on a disk and tasks in the database, where another process finds them."""
    kept = {"BACKEND": base.STORAGES["default"]["BACKEND"], "OPTIONS": {"location": str(tmp_path / "originals")}}
    settings.STORAGES = {**configured.STORAGES, "default": kept}
    settings.TASKS = {**configured.TASKS, "worker": base.TASKS["worker"]}
    return tmp_path


def work(data_dir):
    """Let a worker do all that waits."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "ELASTICSEARCH_URL"},
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SPS_DATA_DIR": str(data_dir),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }
    command = [sys.executable, "manage.py", "db_worker", "--backend", "worker", "--queue-name", "*", "--no-reload"]
    subprocess.run([*command, "--batch"], cwd=ROOT, env=environment, check=True, timeout=120)


def test_a_hostile_document_does_not_keep_the_worker_from_the_next_one(stored):
    bomb = document(title="Bombe", content=files.zipped(content_xml="<a>" * 1_000_000), name="bombe.odt")
    good = document(title="Règlement", content=files.text_of_demo("# Kermesse")["pdf"], name="bon.pdf")
    body = [("download", {"document": made, "title": ""}) for made in (bomb, good)]
    site().home.add_child(instance=StandardPage(title="Une page", slug="une-page", body=body))
    assert slugs(answer(q="kermesse", exact="1")) == []

    work(stored)

    bomb.refresh_from_db()
    good.refresh_from_db()
    assert bomb.text_read_at
    assert (bomb.text, bomb.text_note) == ("", "Le document est illisible, protégé ou abîmé.")
    assert good.text_read_at
    assert ("Kermesse" in good.text, good.text_note) == (True, "")
    assert slugs(answer(q="kermesse", exact="1")) == ["une-page"]
    assert slugs(answer(q='"bombe"', exact="1")) == ["une-page"]
