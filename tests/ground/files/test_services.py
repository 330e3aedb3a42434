import datetime
import hashlib
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from django.db import IntegrityError, transaction

from sekretariat import officefiles
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files import store
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.errors import SENTENCES, ContentMissing, FileRefused
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import keep, take_upload
from sekretariat.officefiles.errors import UnsafeFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ON = datetime.date(2018, 5, 21)


@pytest.fixture
def officer():
    return Actor(user_id=3, person_id=7, name="Ana Hoxha", channel=Channel.PAGE)


def take(content: bytes, name: str, by: Actor, **options) -> File:
    return take_upload(stream=io.BytesIO(content), name=name, by=by, **options)


def word_file() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def test_an_upload_becomes_a_row_with_its_true_type_and_a_clean_name(officer):
    content = word_file()

    file = take(content, "C:\\Letra\\Përgjigje\u202e.docx", officer, on=ON)

    file.refresh_from_db()
    assert (file.name, file.media_type, file.size) == ("Përgjigje.docx", DOCX, len(content))
    assert (file.sha256, file.access) == (hashlib.sha256(content).hexdigest(), AccessLevel.INTERNAL)
    assert file.uploaded_by_person == 7
    with file.open() as kept:
        assert kept.read() == content


def test_an_upload_leaves_one_event_that_does_not_repeat_the_name(officer):
    file = take(PDF, "CV Ana Hoxha.pdf", officer, on=ON)

    [event] = Event.objects.all()
    assert (event.what, event.target_type, event.target_key) == ("file.taken", "file", str(file.pk))
    assert (event.person_id, event.counts_from) == (7, ON)
    assert event.data == {"sha256": file.sha256, "size": len(PDF)}


def test_the_same_content_twice_is_two_files_and_one_content(officer, root):
    first, second = take(PDF, "skanimi.pdf", officer), take(PDF, "kopja.pdf", officer, access=AccessLevel.RESTRICTED)

    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert second.access == AccessLevel.RESTRICTED
    assert len([path for path in root.rglob("*") if path.is_file()]) == 1


def test_a_stream_is_taken_whole_wherever_it_stood(officer):
    stream = io.BytesIO(b"\xef\xbb\xbfnumri;data\n2470;21.05.2018\n")

    file = take_upload(stream=stream, name="lista.csv", by=officer)

    assert (file.media_type, file.size) == ("text/csv", len(stream.getvalue()))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "bosh.pdf", "empty"),
        (b"x" * 2_000_000, "madhe.txt", "too_large"),
        (b"\x7fELF\x02\x01\x01\x00", "program", "unknown_type"),
        (PDF, "letra.docx", "wrong_extension"),
        (b"PK\x03\x04" + b"x" * 100, "letra.docx", "bad_zip"),
    ],
)
def test_a_refused_upload_leaves_no_content_no_row_and_no_event(content, name, code, officer, root, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    with pytest.raises(FileRefused) as refused:
        take(content, name, officer)

    assert refused.value.code == code
    assert f"“{name}”" in str(refused.value)
    assert not File.objects.exists()
    assert not Event.objects.exists()
    assert not list(root.rglob("*"))


def test_a_file_with_macros_is_refused_under_the_name_it_would_have_had(officer):
    stream = io.BytesIO(word_file())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")

    with pytest.raises(FileRefused) as refused:
        take(stream.getvalue(), "../letra.docx", officer)

    assert refused.value.code == "macros"
    assert str(refused.value).startswith("“letra.docx” ")


def test_every_reason_to_refuse_has_a_sentence_that_says_what_to_do(settings):
    settings.UPLOAD_MAX_BYTES = 25 * 1024 * 1024
    sources = Path(officefiles.__file__).parent.glob("*.py")
    raised = {code for source in sources for code in re.findall(r'UnsafeFile\(\s*"(\w+)"', source.read_text())}

    sentences = {
        code: str(FileRefused(UnsafeFile(code, found="pdf", extension="docx"), name="letra.docx")) for code in raised
    }

    assert set(SENTENCES) == raised
    assert all("%" not in sentence and "“letra.docx”" in sentence for sentence in sentences.values())
    assert "25 MB" in sentences["too_large"]
    assert ".pdf" in sentences["wrong_extension"]


def test_what_we_made_is_kept_without_judging(officer):
    file = keep(data=b"<svg/>", name="letra 2470/3.svg", media_type="image/svg+xml", by=officer, on=ON)

    assert (file.name, file.media_type, file.size) == ("3.svg", "image/svg+xml", 6)
    assert store.verify(file.sha256)
    assert [event.what for event in Event.objects.all()] == ["file.kept"]


def test_an_undone_transaction_leaves_no_row_and_the_content_can_come_again(officer):
    with transaction.atomic():
        take(PDF, "skanimi.pdf", officer)
        transaction.set_rollback(True)

    assert not File.objects.exists()
    assert take(PDF, "skanimi.pdf", officer).size == len(PDF)


def test_a_missing_content_is_named_and_no_crash(officer, root):
    kept, lost = take(PDF, "këtu.pdf", officer), take(b"tekst", "humbur.txt", officer)
    (root / lost.sha256[:2] / lost.sha256[2:4] / lost.sha256).unlink()

    with pytest.raises(ContentMissing, match=r"“humbur\.txt”") as missing:
        lost.open()
    assert isinstance(missing.value, DomainError)
    with kept.open() as content:
        assert content.read() == PDF


def test_the_database_refuses_an_unknown_access_level(officer):
    file = take(PDF, "skanimi.pdf", officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(access="secret")


def test_a_file_is_shown_by_its_name(officer):
    assert str(take(PDF, "skanimi.pdf", officer)) == "skanimi.pdf"
