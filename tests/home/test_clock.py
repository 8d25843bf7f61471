"""What the clock owes to editors, to visitors and to whoever watches over the site."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, UploadedFile

from home import clock
from home.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    return tmp_path


def scheduled(hours):
    """A draft that its editor scheduled, this many hours from now."""
    page = StandardPage(title="Bientôt", live=False)
    Page.objects.get(depth=1).add_child(instance=page)
    when = timezone.now() + timedelta(hours=hours)
    page.save_revision(approved_go_live_at=when)
    return page


def test_a_page_whose_hour_has_come_is_published():
    page = scheduled(hours=-1)
    call_command("tick")
    assert Page.objects.get(pk=page.pk).live


def test_a_page_whose_hour_has_not_come_stays_a_draft():
    page = scheduled(hours=1)
    call_command("tick")
    assert not Page.objects.get(pk=page.pk).live


@pytest.fixture
def stored_uploads(settings, tmp_path):
    storage = FileSystemStorage(location=tmp_path / "uploads")
    field = UploadedFile._meta.get_field("file")
    usual, field.storage = field.storage, storage
    yield storage
    field.storage = usual


def uploaded(storage, name, hours_ago):
    upload = UploadedFile.objects.create(file=ContentFile(b"GPS inside", name=name))
    then = (timezone.now() - timedelta(hours=hours_ago)).timestamp()
    os.utime(storage.path(upload.file.name), (then, then))
    return upload


def test_a_raw_upload_that_nobody_finished_is_gone_after_a_day(stored_uploads):
    old = uploaded(stored_uploads, "vieux.jpg", hours_ago=25)
    recent = uploaded(stored_uploads, "neuf.jpg", hours_ago=23)
    call_command("tick")
    assert list(UploadedFile.objects.all()) == [recent]
    assert not stored_uploads.exists(old.file.name)
    assert stored_uploads.exists(recent.file.name)


def test_running_it_twice_does_no_harm():
    page = scheduled(hours=-1)
    call_command("tick")
    first = Page.objects.get(pk=page.pk).last_published_at
    call_command("tick")
    assert Page.objects.get(pk=page.pk).last_published_at == first


def test_it_says_when_it_last_ran():
    assert clock.last_tick() is None
    before = timezone.now()
    call_command("tick")
    assert before <= clock.last_tick().at <= timezone.now()


def test_a_duty_that_fails_is_named_and_does_not_stop_the_others(monkeypatch):
    def broken():
        raise RuntimeError("panne")

    page = scheduled(hours=-1)
    monkeypatch.setattr(clock, "DUTIES", {"broken": broken, **clock.DUTIES})
    with pytest.raises(CommandError, match="broken"):
        call_command("tick")
    assert clock.last_tick().failed == ["broken"]
    assert Page.objects.get(pk=page.pk).live


def test_two_runs_at_once_do_the_work_once(data_dir, capsys):
    with clock._turn() as first:
        assert first
        call_command("tick")
    assert "en cours" in capsys.readouterr().out
    assert clock.last_tick() is None


def test_a_damaged_record_reads_as_never(data_dir):
    (data_dir / "tick.json").write_text("{")
    assert clock.last_tick() is None
