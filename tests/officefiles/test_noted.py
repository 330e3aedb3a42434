"""Papers with footnotes, as Word and as PDF."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles import docx, noted_docx, noted_pdf
from sekretariat.officefiles.noted import (
    Bullets,
    Footnote,
    Head,
    Heading,
    Labelled,
    Noted,
    Numbered,
    Paragraph,
    Signatures,
)
from sekretariat.officefiles.paper import Table
from sekretariat.officefiles.values import printable
from tests.officefiles.noted_papers import footnotes, lines, marks
from tests.officefiles.test_docx import converted
from tests.officefiles.test_pdf import text_of

MOMENT = datetime.datetime(2018, 6, 26, 9, 30, tzinfo=datetime.UTC)
HOSTILE = 'ë Ç “x” – & <w:p> #read("/etc/passwd") $a$ *b* \\ "q"'


def noted(*blocks, language: str = "sq") -> Noted:
    return Noted(title="Shënime", language=language, blocks=blocks, footer="Fundi", page_words=("Faqja", "nga"))


EVERYTHING = noted(
    Head(above=[["REPUBLIKA", "KRYEMINISTRIA"], ["PARTNERITETI"]], title="SHËNIMET", below=["TË WORKSHOPIT"]),
    Labelled(label="Vendi", text="Qendra"),
    Paragraph(text="Hapat:", leads_in=True),
    Bullets(items=[["Shkresë", Footnote(HOSTILE), " e dërguar"], "Pa shënim"]),
    Numbered(items=[(1, "Hapja"), (3, ["Mbyllja", Footnote("Shënimi i fundit")])]),
    Heading(text="Të pranishmit"),
    Table(headings=["Emri", "Prania"], rows=[["Arta Duka", "E pranishme"], [HOSTILE, "—"]], widths=[2, 1]),
    Signatures(places=[("Kryesuesi", "Arta Duka"), ("Sekretariati Teknik", "DZHM")]),
)


def drawn(paper: Noted) -> bytes:
    return noted_docx.draw(paper, created=MOMENT)


def test_every_part_stands_in_the_word_document_in_its_order():
    assert docx.text(drawn(EVERYTHING)).split("\n") == [
        "REPUBLIKA",
        "KRYEMINISTRIA",
        "PARTNERITETI",
        "SHËNIMET",
        "TË WORKSHOPIT",
        "",
        "Vendi: Qendra",
        "Hapat:",
        "Shkresë e dërguar",
        "Pa shënim",
        "1.\tHapja",
        "3.\tMbyllja",
        "Të pranishmit",
        "Emri\tPrania",
        "Arta Duka\tE pranishme",
        f"{HOSTILE}\t—",
        "",
        "",
        # Of the two signatures each stands in a cell of its own, with three lines for seal and hand.
        "Kryesuesi",
        "",
        "",
        "Arta Duka\tSekretariati Teknik",
        "",
        "",
        "DZHM",
        "",
    ]


def test_footnotes_are_words_own_and_their_marks_stand_where_they_belong():
    document = drawn(EVERYTHING)

    assert footnotes(document) == [HOSTILE, "Shënimi i fundit"]
    assert marks(document) == [1, 2]


def test_a_paper_without_footnotes_has_no_part_for_them():
    document = drawn(noted(Paragraph(text="Asgjë")))

    assert lines(document) == ["Asgjë"]
    assert marks(document) == []


@pytest.mark.parametrize("draw", [noted_docx.draw, noted_pdf.draw])
def test_the_same_paper_and_moment_give_the_same_bytes(draw):
    first = draw(EVERYTHING, created=MOMENT)

    assert first == draw(EVERYTHING, created=MOMENT)
    assert first != draw(EVERYTHING, created=MOMENT + datetime.timedelta(days=1))


def test_the_pdf_says_the_same_with_its_footnotes():
    shown = " ".join(text_of(noted_pdf.draw(EVERYTHING, created=MOMENT)).split())

    for said in ("REPUBLIKA", "Vendi: Qendra", "3. Mbyllja", "Shënimi i fundit", HOSTILE, "DZHM", "Faqja 1 nga 1"):
        assert said in shown


@pytest.mark.office
def test_libreoffice_opens_it_and_prints_the_footnotes(tmp_path: Path):
    shown = converted(drawn(EVERYTHING), tmp_path)

    assert "Vendi: Qendra" in shown
    assert "Shkresë1 e dërguar" in shown
    assert HOSTILE in shown
    assert "Shënimi i fundit" in shown
    assert "Faqja 1 nga 1" in shown


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=80), note=st.text(max_size=80))
def test_whatever_is_typed_survives_in_body_and_footnote(words: str, note: str):
    document = drawn(noted(Paragraph(text=[words, Footnote(note)])))

    [said] = [docx.text(document)]
    assert said == printable(words)
    assert footnotes(document) == [printable(note).strip()]
