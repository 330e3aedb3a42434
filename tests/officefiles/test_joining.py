"""Joining PDFs: pages in order, a bookmark for each, and nothing left of one that cannot be read."""

import datetime
import io
import logging

import pytest
from pypdf import PdfReader, PdfWriter

from sekretariat.officefiles import joining, paper, paper_pdf
from sekretariat.officefiles.errors import PdfError
from sekretariat.officefiles.paper import Facts, Heading, Paragraph, Table

CREATED = datetime.datetime(2018, 6, 25, 10, tzinfo=datetime.UTC)


def drawn(text: str) -> bytes:
    return paper_pdf.draw([Paragraph(text=text)], title=text, language="sq", created=CREATED)


def broken() -> bytes:
    """A PDF whose second page is not there."""
    writer = PdfWriter(clone_from=io.BytesIO(drawn("Faqja")))
    writer.add_blank_page(width=10, height=10)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()[: made.tell() // 3]


def test_pages_stand_in_order_each_document_under_its_name():
    joined, written = joining.Joined(), io.BytesIO()
    joined.add(io.BytesIO(drawn("E para")), title="Një")
    joined.add(io.BytesIO(drawn("E dyta")), title="Dy")
    joined.put_before(drawn("Lista"), title="Përmbajtja")
    joined.write(written, title="Dosja")

    reader = PdfReader(written)
    assert [page.extract_text().split("\n")[0] for page in reader.pages] == ["Lista", "E para", "E dyta"]
    assert [one.title for one in reader.outline] == ["Përmbajtja", "Një", "Dy"]
    assert [reader.get_destination_page_number(one) for one in reader.outline] == [0, 1, 2]
    assert joined.begins == [1, 2, 3]
    assert reader.metadata.title == "Dosja"


@pytest.mark.parametrize(
    "data", [broken(), b"%PDF-1.7 junk", b"", b"PK\x03\x04"], ids=["cut short", "junk", "empty", "another kind"]
)
def test_what_cannot_be_read_is_refused_and_leaves_no_page(data, caplog):
    caplog.set_level(logging.CRITICAL, logger="pypdf")
    joined = joining.Joined()
    joined.add(io.BytesIO(drawn("E para")), title="Një")

    with pytest.raises(PdfError) as refused:
        joined.add(io.BytesIO(data), title="Dy")

    assert refused.value.code == "damaged"
    assert (len(joined), joined.begins) == (1, [1])


def test_a_locked_pdf_is_told_apart():
    writer, made = PdfWriter(clone_from=io.BytesIO(drawn("E fshehtë"))), io.BytesIO()
    writer.encrypt("fjalëkalim")
    writer.write(made)

    with pytest.raises(PdfError) as refused:
        joining.Joined().add(made, title="E fshehtë")

    assert refused.value.code == "encrypted"


def test_a_plain_paper_says_the_same_as_pdf_as_in_word_and_takes_text_as_text():
    text = "Kosto #100 *nuk* është [kod] $x$ \\ fundi"
    blocks = [
        Heading(text="Agjenda", level=0),
        Facts(rows=[("Vendi", "COD")]),
        Heading(text="Pika 1"),
        Paragraph(text=text),
        Table(headings=("Nr.", "Pika"), rows=[("1", "Kalendarët")], widths=(1, 3)),
    ]

    made = paper_pdf.draw(blocks, title="Agjenda", language="sq-AL", created=CREATED)

    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    for part in ("Agjenda", "Vendi", "COD", "Pika 1", text, "Kalendarët"):
        assert part in words
    assert made == paper_pdf.draw(blocks, title="Agjenda", language="sq-AL", created=CREATED)
    assert paper.document(blocks, title="Agjenda", language="sq-AL", created=CREATED)[:2] == b"PK"
