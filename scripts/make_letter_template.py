"""Makes the Word template that offices start from: src/sekretariat/domain/letters/templates/letter.docx

The form is that of an Albanian official letter (elements named by the archive norms): republic, institution and unit,
register number, date and place, subject, addressees, text, signature, for information, drafter. An office replaces it
on its settings page by its own; the fields are those of `letters/exporters.py`.
"""

import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from sekretariat.officefiles.freeze import freeze_zip

TARGET = Path(__file__).resolve().parents[1] / "src/sekretariat/domain/letters/templates/letter.docx"
TEXT_WIDTH = Cm(16)


def paragraph(document, text="", *, bold=False, size=12, align=None, before=0, after=0, keep=False):
    """The space above belongs to the paragraph itself: those of the tags {%p ... %} vanish with theirs."""
    p = document.add_paragraph()
    p.paragraph_format.space_before = Pt(before)
    p.paragraph_format.space_after = Pt(after)
    p.paragraph_format.keep_with_next = keep
    if align is not None:
        p.alignment = align
    if text:
        run = p.add_run(text)
        run.bold = bold
        run.font.size = Pt(size)
    return p


def labelled(document, label, field, *, before=0, size=12):
    p = paragraph(document, before=before)
    for text in (f"{label} ", field):
        p.add_run(text).font.size = Pt(size)
    p.runs[0].bold = size == 12


def rule_below(p):
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "6"), ("color", "444444")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    p._p.get_or_add_pPr().append(borders)


def repeated(document, items, **looks):
    """A paragraph for each line of the field."""
    paragraph(document, f"{{%p for line in {items} %}}")
    p = paragraph(document, "{{ line }}", **looks)
    paragraph(document, "{%p endfor %}")
    return p


def listed(document, label, items):
    """A label and a list of lines that vanish together when the list is empty."""
    paragraph(document, f"{{%p if {items} %}}")
    paragraph(document, label, bold=True, before=8, keep=True)
    repeated(document, items, before=2).paragraph_format.left_indent = Cm(1)
    paragraph(document, "{%p endif %}")


def build():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sq-AL")
    style.element.get_or_add_rPr().append(language)

    centre = WD_ALIGN_PARAGRAPH.CENTER
    paragraph(document, "REPUBLIKA E SHQIPËRISË", bold=True, size=13, align=centre, after=2)
    paragraph(document, "{{ institution_name }}", bold=True, align=centre, after=2)
    rule_below(paragraph(document, "{{ office_name }}", size=11, align=centre))

    line = paragraph(document, "{{ number_line }}\t{{ date_line }}", before=14)
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)

    labelled(document, "Lënda:", "{{ subject }}", before=16)
    listed(document, "Drejtuar:", "addressees")
    listed(document, "Për dijeni:", "for_information")

    text = repeated(document, "text", before=8, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    text.paragraph_format.first_line_indent = Cm(1)

    listed(document, "Ju lutemi:", "demands")
    listed(document, "Bashkëlidhur:", "enclosures")

    # The signature and the seal stand between the post and the name.
    paragraph(document, "{{ signatory_post }}", bold=True, align=centre, before=28, after=36, keep=True)
    paragraph(document, "{{ signatory }}", bold=True, align=centre, keep=True)
    paragraph(document, "{%p if drafter %}")
    labelled(document, "Konceptoi:", "{{ drafter }}", before=28, size=10)
    paragraph(document, "{%p endif %}")

    properties = document.core_properties
    properties.author, properties.title = "Sekretariat", "Shkresë"
    properties.created = properties.modified = datetime.datetime(2018, 5, 21, tzinfo=datetime.UTC)
    return document


def main():
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    build().save(TARGET)
    TARGET.write_bytes(freeze_zip(TARGET.read_bytes(), created=datetime.datetime(2018, 5, 21, tzinfo=datetime.UTC)))


if __name__ == "__main__":
    main()
