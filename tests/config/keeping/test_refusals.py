"""What a backup and a restore refuse, and what they note. In this process: a refused restore touches nothing."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from sekretariat.config.keeping import noted
from sekretariat.config.keeping.archive import opened
from sekretariat.config.keeping.backup import back_up
from sekretariat.config.keeping.noted import Done
from sekretariat.config.keeping.rehearsal import rehearse
from sekretariat.config.keeping.restore import restore
from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.services import keep
from tests.factories import OfficeFactory, PersonFactory

# The moment of a backup is a transaction of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path


@pytest.fixture
def backup(data) -> Path:
    """Of an office, a person and a file: the database is not empty, so no restore may go through."""
    OfficeFactory()
    PersonFactory(name="Dikush Dikushi")
    keep(data=b"nje flete", name="shkresë.txt", media_type="text/plain", by=system_actor())
    return back_up(data / "backup.zip").path


def rewritten(source: Path, part: str, change) -> Path:
    target = source.with_name("other.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target


def test_an_installation_that_holds_anything_is_not_written_over(backup):
    with pytest.raises(DomainError, match="This installation is not empty"):
        restore(backup)

    assert Event.objects.count() == 1


def test_what_a_newer_version_made_is_refused(backup):
    newest = rewritten(backup, "manifest.json", lambda text: text.replace(b'"format": 1', b'"format": 2'))

    with pytest.raises(DomainError, match="was made by a newer version"):
        restore(newest)
    newer = rewritten(backup, "manifest.json", lambda text: text.replace(b'"0001_initial"', b'"0999_later"', 1))
    with pytest.raises(DomainError, match="whose tables this one does not know"):
        restore(newer)


def test_what_was_damaged_is_refused_before_anything_is_written(backup):
    changed = rewritten(backup, "rows/domain.person.jsonl", lambda rows: rows.replace(b"Dikush", b"Tjetri"))

    with pytest.raises(DomainError, match=r"damaged: its part rows/domain\.person\.jsonl"):
        restore(changed)


def test_what_was_cut_off_or_is_something_else_is_refused(backup, data):
    (data / "cut.zip").write_bytes(backup.read_bytes()[:-500])
    (data / "other.zip").write_text("letër")

    for name in ("cut.zip", "other.zip"):
        with pytest.raises(DomainError, match="is no backup of ours"):
            restore(data / name)
    with pytest.raises(DomainError, match="There is no file"):
        restore(data / "s-ka.zip")


def test_a_backup_replaces_no_file_and_leaves_none_behind_where_it_fails(data, settings):
    (data / "backup.zip").write_text("yesterday's")

    with pytest.raises(DomainError, match="is there already"):
        back_up(data / "backup.zip")
    with pytest.raises(DomainError, match="There is no folder"):
        back_up(data / "s-ka" / "backup.zip")
    keep(data=b"x", name="x.txt", media_type="text/plain", by=system_actor())
    settings.FILES_ROOT.chmod(0o700)
    next(settings.FILES_ROOT.rglob("2d*/*/2d*")).unlink()
    next(settings.FILES_ROOT.rglob("2d*/??")).joinpath(
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    ).mkdir()
    with pytest.raises(IsADirectoryError):
        back_up(data / "broken.zip")

    assert (data / "backup.zip").read_text() == "yesterday's"
    assert sorted(path.name for path in data.iterdir()) == ["backup.zip", "files"]


def test_a_content_that_is_not_what_it_was_is_named_and_left_out(backup, settings, data):
    path = next(path for path in settings.FILES_ROOT.rglob("*") if path.is_file())
    path.write_bytes(b"tjeter")
    said = io.StringIO()

    call_command("backup", str(data / "second.zip"), stdout=said)

    assert f"The content {path.name} is not what it was any more (files: “shkresë.txt”)" in said.getvalue()
    with opened(data / "second.zip") as archive:
        assert archive.manifest.files == {}


def test_the_key_of_the_data_folder_comes_along_unless_it_is_kept_elsewhere(backup, data, monkeypatch):
    """The suite's key comes from the environment: then the deployment keeps it."""
    (data / "secret-key").write_text("k" * 60)
    assert back_up(data / "by-environment.zip").manifest.key_sha256 == ""
    monkeypatch.delenv("SEKRETARIAT_SECRET_KEY")

    back_up(data / "with.zip")
    call_command("backup", str(data / "without.zip"), "--without-key", stdout=io.StringIO())

    with opened(data / "with.zip") as archive:
        assert archive.key() == b"k" * 60
    assert "secret-key" not in zipfile.ZipFile(data / "without.zip").namelist()


def test_the_commands_tell_a_refusal_as_a_sentence(data):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", str(data / "s-ka" / "backup.zip"))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(data / "s-ka.zip"))


def test_a_moment_is_kept_to_the_microsecond(data):
    """The seals of the trail are over it."""
    event = record("office.edited", by=system_actor(), target=OfficeFactory())
    at = event.recorded_at.replace(microsecond=123_456)
    Event.objects.filter(pk=event.pk).update(recorded_at=at)

    back_up(data / "backup.zip")

    with opened(data / "backup.zip") as archive:
        [row] = archive.rows("ground.event")
    assert f"{at.astimezone(datetime.UTC):%H:%M:%S}.123456+00:00" in row


@pytest.mark.process
def test_a_rehearsal_restores_into_sqlite_compares_and_is_noted(backup):
    """From either database."""
    assert "They are equal" in rehearse(backup)

    assert timezone.now() - noted.last(Done.COMPARED) < datetime.timedelta(minutes=5)


def test_health_tells_how_old_the_last_backup_is(client, data):
    assert client.get(reverse("healthz")).json()["backup"] == {
        "ok": False,
        "made_hours_ago": None,
        "compared_hours_ago": None,
        "compared_lately": False,
    }
    now = timezone.now()
    noted.note(Done.BACKED_UP, at=now - datetime.timedelta(hours=30))
    noted.note(Done.COMPARED, at=now - datetime.timedelta(days=101))

    report = client.get(reverse("healthz")).json()

    assert report["backup"] == {
        "ok": True,
        "made_hours_ago": 30,
        "compared_hours_ago": 2424,
        "compared_lately": False,
    }
    noted.note(Done.BACKED_UP, at=now - datetime.timedelta(hours=40))
    assert client.get(reverse("healthz")).json()["backup"]["ok"] is False
