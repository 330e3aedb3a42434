import contextlib
import io
import os
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles import email
from sekretariat.officefiles.safety import MEDIA_TYPES, Judged, UnsafeFile, judge

from .compound import attachment, compound, outlook_tree
from .packages import EXCEL, WORD_WITH_MACROS, content_types, package, saved, word, zipped

MEGABYTE = 1024 * 1024
MAIL = b"From: Ana <ana@financa.gov.al>\r\nTo: ogp@kryeministria.al\r\nSubject: Emri\r\n\r\nKoordinatori.\r\n"
OUTLOOK = outlook_tree({0x0037: "Emri"})
DTD = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'


def judged(data: bytes, name: str, *, max_bytes: int = 30 * MEGABYTE) -> Judged:
    return judge(io.BytesIO(data), name=name, max_bytes=max_bytes)


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnsafeFile) as refused:
        judged(data, name)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (word("Shkresë"), "shkresa.docx", "docx"),
        (package(), "SHKRESA.DOCX", "docx"),
        (package(main=EXCEL), "matrica.xlsx", "xlsx"),
        (b"%PDF-1.7\n...", "shkresa 2470.pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "skanim.png", "png"),
        (b"\xff\xd8\xff\xe0....", "skanim.JPG", "jpeg"),
        (b"GIF89a....", "logo.gif", "gif"),
        (MAIL, "pergjigje.eml", "eml"),
        (b"\xef\xbb\xbf\r\nFrom ana Mon May 21\n" + MAIL, "pergjigje.eml", "eml"),
        (MAIL, "letter.txt", "txt"),
        (compound(OUTLOOK), "pergjigje.msg", "msg"),
        ("Bashkia Kuçovë;përgjigje".encode(), "lista.csv", "csv"),
        ("Bashkia Kuçovë".encode("cp1252"), "lista.txt", "txt"),
        ("Bashkia Kuçovë".encode("utf-8-sig"), "lista.txt", "txt"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, name: str, kind: str):
    assert judged(data, name) == Judged(kind=kind, media_type=MEDIA_TYPES[kind], size=len(data))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "bosh.docx", "empty"),
        (b"%PDF-1.7", "shkresa.docx", "wrong_extension"),
        (word("x"), "shkresa.pdf", "wrong_extension"),
        (word("x"), "shkresa", "wrong_extension"),
        (b"words", "shkresa.docx", "wrong_extension"),
        (b"words", "pergjigje.eml", "wrong_extension"),
        (b"<html>", "page.html", "unknown_type"),
        (b"MZ\x90\x00\x03\x00", "program.exe", "unknown_type"),
        (b"a\0b", "lista.txt", "unknown_type"),
        (zipped({"a.txt": "a"}), "arkivi.zip", "unknown_type"),
        (package(main="application/vnd.ms-visio.drawing.main+xml"), "x.docx", "unknown_type"),
        (compound({"WordDocument": b"x" * 5000}), "shkresa.doc", "unknown_type"),
        (compound({"EncryptedPackage": b"x"}), "shkresa.docx", "encrypted"),
        (package(main=WORD_WITH_MACROS), "shkresa.docx", "macros"),
        (package(main=WORD_WITH_MACROS), "shkresa.docm", "macros"),
        (package({"word/vbaProject.bin": b"x"}), "shkresa.docx", "macros"),
        (package({"word/document.xml": DTD}), "shkresa.docx", "has_dtd"),
        (package({"word/document.xml": DTD.encode("utf-16")}), "shkresa.docx", "has_dtd"),
        (package({"[Content_Types].xml": DTD}), "shkresa.docx", "has_dtd"),
        (package({"word/document.xml": ""}), "shkresa.docx", "bad_zip"),
        (package({"word/document.xml": '<?xml version="1.0" encoding="utf-7"?><d/>'}), "shkresa.docx", "bad_zip"),
        (package()[:-30], "shkresa.docx", "bad_zip"),
        (b"PK\x03\x04 and nothing of a zip", "shkresa.docx", "bad_zip"),
    ],
)
def test_an_unsafe_file_is_refused_with_its_reason(data: bytes, name: str, code: str):
    assert refusal(data, name) == code


def test_a_dtd_is_found_in_a_part_that_only_the_package_calls_xml():
    data = package(
        {"[Content_Types].xml": content_types(part="/word/document.bin"), "word/document.bin": DTD.encode("utf-16-le")}
    )

    assert refusal(data, "shkresa.docx") in {"has_dtd", "bad_zip"}


def test_two_entries_of_one_name_are_refused():
    target = io.BytesIO(package())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("WORD/document.xml", "<other/>")

    assert refusal(target.getvalue(), "shkresa.docx") == "bad_zip"


def test_a_zip_of_ten_thousand_entries_is_refused_before_it_is_opened():
    data = package({f"word/{number}.xml": "<a/>" for number in range(10_000)})

    assert refusal(data, "shkresa.docx") == "too_many_entries"


def test_a_zip_with_endless_names_is_refused_before_it_is_opened():
    data = package({f"{number}{'n' * 60_000}": "" for number in range(100)})

    assert refusal(data, "shkresa.docx") == "too_many_entries"


def test_a_zip_that_declares_a_bomb_is_refused():
    data = package({"word/media/zeros.bin": bytes(50 * MEGABYTE)})

    assert refusal(data, "shkresa.docx") == "expands_too_much"


def test_a_zip_that_hides_a_bomb_behind_small_sizes_is_refused():
    data = bytearray(package({"word/media/zeros.bin": bytes(50 * MEGABYTE)}))
    true, small = struct.pack("<I", 50 * MEGABYTE), struct.pack("<I", 100)
    assert data.count(true) == 2

    assert refusal(bytes(data.replace(true, small)), "shkresa.docx") == "expands_too_much"


def test_a_file_that_compresses_well_is_taken_while_it_is_small():
    assert judged(package({"word/media/zeros.bin": bytes(8 * MEGABYTE)}), "shkresa.docx").kind == "docx"


def test_an_encrypted_zip_is_refused():
    data = bytearray(package())
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1

    assert refusal(bytes(data), "shkresa.docx") == "encrypted"


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was taken from it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.taken += len(buffer)
        buffer[:] = bytes(len(buffer))
        return len(buffer)


def test_a_stream_is_read_no_further_than_its_ceiling():
    stream = Endless()

    with pytest.raises(UnsafeFile) as refused:
        judge(stream, name="skanim.pdf", max_bytes=MEGABYTE)

    assert refused.value.code == "too_large"
    assert refused.value.detail == {"max_bytes": MEGABYTE}
    assert stream.taken < 2 * MEGABYTE


@pytest.mark.parametrize("megabytes", [3, 9, 20])
def test_outlook_mails_with_large_attachments_are_taken_and_read(megabytes: int):
    content = os.urandom(megabytes * MEGABYTE)
    data = compound(outlook_tree({0x0037: "Emri"}, attachment(0, "skanim.pdf", content)))

    assert judged(data, "pergjigje.msg").kind == "msg"
    assert email.read(data, name="pergjigje.msg").attachments[0].data == content


def test_a_compound_file_whose_streams_lie_over_each_other_is_refused():
    data = bytearray(compound(OUTLOOK | {"a": b"x" * 5000, "b": b"y" * 5000}))
    sizes = [place for place in range(len(data)) if data[place : place + 8] == struct.pack("<Q", 5000)]
    assert len(sizes) == 2
    for place in sizes:
        data[place : place + 8] = struct.pack("<Q", len(data) - 1000)

    assert refusal(bytes(data), "pergjigje.msg") == "expands_too_much"


@pytest.mark.parametrize("field", [30, 44, 48, 64, 72, 76])
def test_a_compound_file_with_wrong_tables_is_refused(field: int):
    data = bytearray(compound(OUTLOOK))
    data[field : field + 4] = struct.pack("<I", 0x7FFFFFF0)

    assert refusal(bytes(data), "pergjigje.msg") == "unknown_type"


def test_a_compound_file_whose_directory_bites_its_tail_is_refused():
    data = bytearray(compound(OUTLOOK))
    (directory,) = struct.unpack_from("<I", data, 48)
    (fat,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (fat + 1) * 512 + directory * 4, directory)

    assert refusal(bytes(data), "pergjigje.msg") == "too_many_entries"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_judged_or_refused_but_never_crashes(data):
    whole = data.draw(st.sampled_from([(package(), "a.docx"), (compound(OUTLOOK), "a.msg")]))
    content, name = bytearray(whole[0]), whole[1]
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(UnsafeFile):
        assert judged(bytes(content), name).kind in MEDIA_TYPES


def largest_allowed() -> bytes:
    """2 MB that inflate to just under the ceiling of 200 MB, half of it XML."""
    noise = os.urandom(2 * MEGABYTE)
    entries = {"word/media/noise.bin": noise}
    entries |= {f"word/part{number}.xml": b"<a>" + bytes(32) * (9 * MEGABYTE // 32) for number in range(20)}
    return package(entries)


@pytest.mark.parametrize("make", [largest_allowed, lambda: os.urandom(30 * MEGABYTE)])
def test_the_worst_file_is_judged_in_little_memory(make):
    data = make()
    stream, ceiling = io.BytesIO(data), len(data)
    tracemalloc.start()

    with contextlib.suppress(UnsafeFile):
        judge(stream, name="shkresa.docx", max_bytes=ceiling)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MEGABYTE


def test_a_document_with_pictures_and_tables_is_taken():
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    document.add_table(rows=2, cols=2)

    assert judged(saved(document), "shkresa.docx").kind == "docx"


def png() -> bytes:
    """One grey point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    start = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + start + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def test_the_library_is_plain_and_starts_no_framework():
    code = "import sys, sekretariat.officefiles.safety, sekretariat.officefiles.docx; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
