"""Office documents as pages, and what is said where that is not to be had."""

import datetime
import io
import shutil

import pytest
from pypdf import PdfReader

from sekretariat.officefiles import office, paper
from sekretariat.officefiles.errors import PdfError
from sekretariat.officefiles.paper import Paragraph

CREATED = datetime.datetime(2018, 6, 25, 10, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def word() -> bytes:
    return paper.document([Paragraph(text="Shqipëria")], title="A", language="sq-AL", created=CREATED)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_word_document_is_printed_as_it_reads(word):
    made = office.to_pdf(word, kind="docx")

    assert "Shqipëria" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_machine_without_libreoffice_says_so(word, monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)

    with pytest.raises(PdfError) as refused:
        office.to_pdf(word, kind="docx")

    assert refused.value.code == "no_office"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Stands for LibreOffice: does what its lines say."""

    def make(lines: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{lines}\n")
        path.chmod(0o700)
        monkeypatch.setattr(office.shutil, "which", lambda _name: str(path))

    return make


def test_one_that_takes_too_long_is_stopped(word, program, monkeypatch):
    program("sleep 60")
    monkeypatch.setattr(office, "MAX_SECONDS", 0.2)

    with pytest.raises(PdfError) as refused:
        office.to_pdf(word, kind="docx")

    assert refused.value.code == "too_slow"


def test_one_that_makes_nothing_tells_what_it_said(word, program):
    program("echo no such filter >&2; exit 1")

    with pytest.raises(PdfError) as refused:
        office.to_pdf(word, kind="docx")

    assert (refused.value.code, refused.value.detail.strip()) == ("crashed", "no such filter")
