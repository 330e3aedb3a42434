import datetime
import shutil
import subprocess

import pytest

from sekretariat.officefiles import pdf

MOMENT = datetime.datetime(2018, 5, 21, 9, 30, tzinfo=datetime.UTC)
HOSTILE = 'ë Ç “x” – & <c> #read("/etc/passwd") $a$ *b* \\ "q" \x00\ud800'
SOURCE = """#set document(title: data.subject)
#data.subject
#for name in data.addressees [
  - #name
]
"""


def made(source: str, values: dict) -> bytes:
    return pdf.compile(source, values=values, timestamp=MOMENT)


def refusal(source: str, values: dict) -> tuple[str, str]:
    with pytest.raises(pdf.PdfError) as refused:
        made(source, values)
    return refused.value.code, refused.value.detail


def text_of(document: bytes) -> str:
    pdftotext = shutil.which("pdftotext")
    if not pdftotext:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([pdftotext, "-", "-"], input=document, check=True, capture_output=True).stdout.decode()


def test_values_stand_in_the_document_as_they_are_written():
    shown = text_of(made(SOURCE, {"subject": HOSTILE, "addressees": ["Ministria e Drejtësisë"]}))

    assert 'ë Ç “x” – & <c> #read("/etc/passwd") $a$ *b* \\ "q"' in shown
    assert "Ministria e Drejtësisë" in shown


def test_the_same_values_and_moment_give_the_same_bytes():
    values = {"subject": "Emri", "addressees": []}

    document = made(SOURCE, values)

    assert document == made(SOURCE, values)
    assert document != pdf.compile(SOURCE, values=values, timestamp=MOMENT + datetime.timedelta(days=1))


def test_a_document_is_tagged_and_carries_its_fonts():
    document = made(SOURCE, {"subject": "Emri", "addressees": []})

    assert b"/StructTreeRoot" in document
    assert b"/FontFile" in document
    assert b"20180521" in document


def test_a_broken_source_is_shown_with_its_place():
    code, detail = refusal("= Titulli\n#nuk_ka", {})

    assert code == "broken_source"
    assert "nuk_ka" in detail
    assert ":2:" in detail


def test_a_missing_value_is_an_error_and_never_blank():
    code, detail = refusal("#data.lenda", {})

    assert code == "broken_source"
    assert "lenda" in detail


def test_a_source_reads_no_file_of_the_machine():
    assert refusal('#read("/etc/passwd")', {})[0] == "broken_source"


def test_a_source_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 1)

    assert refusal("#for i in range(100000) { for j in range(100000) { let k = i * j } }", {}) == ("too_slow", "")
