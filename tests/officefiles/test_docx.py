import datetime
import io
import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as REL_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles import docx
from sekretariat.officefiles.values import printable

from .packages import package, saved, word, zipped

MOMENT = datetime.datetime(2018, 5, 21, 9, 30, tzinfo=datetime.UTC)
HOSTILE = "Lënda: ç & <w:t> 'x' \"y\" </w:p> {{ subject }} {% if %} {_{ }_} ]]> &amp; “letër” – 𝔸"
LETTER = word(
    "Nr. ____ Prot.",
    "Lënda: {{ subject }}",
    "{%p for name in addressees %}",
    "Drejtuar: {{ name }}",
    "{%p endfor %}",
    "{% if for_information %}Për dijeni: {{ for_information | join(', ') }}{% endif %}",
    header="{{ office_name | upper }}",
    rows=[
        ["Institucioni", "Afati"],
        ["{%tr for demand in demands %}", ""],
        ["{{ demand.who }}", "{{ demand.by }}"],
        ["{%tr endfor %}", ""],
    ],
)
VALUES = {
    "subject": "Caktimi i koordinatorëve",
    "addressees": ["Ministria e Financave", "Ministria e Drejtësisë"],
    "for_information": ["Kryeministria", "DZHM"],
    "office_name": "Njësia e zhvillimit",
    "demands": [{"who": "Ministria e Financave", "by": "04.06.2018"}],
}


def without_body() -> bytes:
    document = python_docx.Document()
    document.element.remove(document.element.body)
    return saved(document)


def filled(template: bytes, values: dict) -> bytes:
    return docx.fill(template, values, created=MOMENT)


def refusal(template: bytes, values: dict | None = None) -> tuple[str, str]:
    with pytest.raises(docx.BadTemplate) as refused:
        docx.field_names(template) if values is None else filled(template, values)
    return refused.value.code, refused.value.detail


def test_the_fields_of_a_template_are_found_wherever_they_stand():
    assert docx.field_names(LETTER) == set(VALUES)


def footnotes(text: str) -> Part:
    xml = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    return Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode())


def test_the_fields_of_footers_footnotes_and_properties_are_found():
    document = python_docx.Document()
    document.sections[0].footer.paragraphs[0].text = "{{ drafter }}"
    document.core_properties.title = "{{ title }}"

    document.add_paragraph().part.relate_to(footnotes("{{ note }}"), REL_TYPE.FOOTNOTES)

    assert docx.field_names(saved(document)) == {"drafter", "title", "note"}


def test_a_template_without_fields_asks_for_none():
    assert docx.field_names(word("Shkresë")) == set()


def test_a_letter_is_filled_with_its_distribution_list_and_table():
    document = filled(LETTER, VALUES)

    assert docx.text(document).splitlines() == [
        "Nr. ____ Prot.",
        "Lënda: Caktimi i koordinatorëve",
        "Drejtuar: Ministria e Financave",
        "Drejtuar: Ministria e Drejtësisë",
        "Për dijeni: Kryeministria, DZHM",
        "Institucioni\tAfati",
        "Ministria e Financave\t04.06.2018",
    ]
    assert python_docx.Document(io.BytesIO(document)).sections[0].header.paragraphs[0].text == "NJËSIA E ZHVILLIMIT"


def test_a_field_that_word_cut_into_runs_is_filled():
    document = python_docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Lënda: {", "{ sub", "ject }", "}"):
        paragraph.add_run(piece)

    assert docx.text(filled(saved(document), {"subject": "Emri"})) == "Lënda: Emri"


@pytest.mark.parametrize("subject", [HOSTILE, "ë" * 500, "  spaces  kept  ", "në\ndy\trreshta", "0", ""])
def test_a_subject_survives_as_it_was_written(subject: str):
    assert docx.text(filled(word("{{ subject }}"), {"subject": subject})) == subject


def test_signs_that_xml_forbids_are_dropped():
    assert docx.text(filled(word("{{ subject }}"), {"subject": "a\x00b\x07c\x0cd\ud800e\ufffef\r\ng"})) == "abcdef\ng"


@given(subject=st.text(max_size=80))
@settings(max_examples=25, deadline=None)
def test_any_text_survives_filling(subject: str):
    template = word("{{ subject }}", header="{{ subject }}", rows=[["{{ subject }}", "."]])

    document = filled(template, {"subject": subject})

    kept = printable(subject)
    assert docx.text(document) == f"{kept}\n{kept}\t."


def test_properties_are_filled_without_escapes_and_dated():
    document = python_docx.Document()
    document.core_properties.title = "{{ subject }}"

    properties = python_docx.Document(io.BytesIO(filled(saved(document), {"subject": "A & B <c>"}))).core_properties

    assert properties.title == "A & B <c>"
    assert properties.created == properties.modified == MOMENT


def test_the_same_values_give_the_same_bytes():
    assert filled(LETTER, VALUES) == filled(LETTER, VALUES)
    assert filled(LETTER, VALUES) != filled(LETTER, VALUES | {"subject": "Tjetër"})


@pytest.mark.parametrize(
    ("paragraphs", "tag"),
    [
        (["Lënda: {{ subject | }} dhe {{ date }}"], "{{ subject | }}"),
        (["Lënda: {{ subject", "Data: {{ date }}"], "{{ subject"),
        (["{{ subject } fundi"], "{{ subject } fundi"),
        (["{{ subject }}", "{% fr name in addressees %}"], "{% fr name in addressees %}"),
        (["{% for name addressees %}{{ name }}{% endfor %}"], "{% for name addressees %}"),
        (["{% for name in addressees %}", "{{ name }}", "Me respekt, {{ signatory }}"], "{% for name in addressees %}"),
        (["{{ subject }}", "{{ name }}{% endfor %}"], "{% endfor %}"),
        (["{% if a %}{{ a }}{% endfor %}"], "{% endfor %}"),
        (["{{ subject | nuk_ka }}"], "{{ subject | nuk_ka }}"),
        (["{{ subject | pprint }}"], "{{ subject | pprint }}"),
    ],
)
def test_a_broken_tag_is_shown_as_it_stands_in_the_template(paragraphs: list[str], tag: str):
    code, detail = refusal(word(*paragraphs))

    assert code == "broken_tag"
    assert detail.startswith(tag)


def test_a_field_without_a_value_is_refused_and_never_blank():
    assert refusal(word("{{ subject }} {{ lenda }}"), {"subject": "x"}) == ("unknown_field", "lenda")
    assert refusal(word("{% if false %}{{ lenda }}{% endif %}"), {}) == ("unknown_field", "lenda")


def test_an_unknown_field_of_a_row_is_refused():
    assert refusal(LETTER, VALUES | {"demands": [{"who": "MF"}]}) == ("unknown_field", "by")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ subject.__init__ }}",
        "{{ subject['__class__'].__base__ }}",
        "{{ subject.format.__globals__ }}",
        "{{ [].append(1) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ '%099999999d' % 1 }}",
        "{{ 9 ** 999999999 }}",
        "{% include 'settings.py' %}",
        "{% import 'settings.py' as s %}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(tag: str):
    code, _ = refusal(word(tag), {"subject": "x"})

    assert code in {"forbidden_tag", "unknown_field"}


def test_tags_in_comments_and_raw_text_are_no_tags():
    template = word("{# {% endif %} {{ a }} #}{% raw %}{% endfor %}{{ b }}{% endraw %}")

    assert docx.field_names(template) == set()
    assert docx.text(filled(template, {})) == "{% endfor %}{{ b }}"


def test_a_template_that_takes_a_value_for_what_it_is_not_is_refused():
    assert refusal(word("{% for name in subject %}{{ name }}{% endfor %}"), {"subject": 5})[0] == "broken_tag"
    assert refusal(word("{{ 1 + subject }}"), {"subject": "x"})[0] == "broken_tag"


def test_a_template_has_no_functions():
    assert docx.field_names(word("{% for i in range(9) %}{{ i }}{% endfor %}{{ cycler() }}")) == {"range", "cycler"}


@pytest.mark.parametrize(
    ("paragraphs", "rows", "tag"),
    [
        (["{% if a %}"], [["{{ name }}{% endif %}", "."]], "{% if a %}"),
        (["{% if a %}x{% else %}"], [["{{ name }}{% endif %}", "."]], "{% if a %}"),
        (["{% for name in a %}"], [["{%tr endfor %}", "."]], "{% for name in a %}"),
    ],
)
def test_a_block_that_begins_and_ends_in_different_places_is_refused(paragraphs: list[str], rows: list, tag: str):
    assert refusal(word(*paragraphs, rows=rows)) == ("tangled_blocks", tag)


def test_a_block_over_several_paragraphs_is_taken():
    template = word("{% if a < 3 and 'x' != \"<b>\" %}një", "dy{% else %}tre", "katër{% endif %}")

    assert [docx.text(filled(template, {"a": a})) for a in (1, 5)] == ["një\ndy", "tre\nkatër"]


@pytest.mark.parametrize("data", [b"", b"Shkrese", zipped({"a": "b"}), package(), b"PK\x03\x04", without_body()])
def test_what_is_not_a_word_file_is_refused(data: bytes):
    assert refusal(data) == ("not_docx", "")
    with pytest.raises(docx.UnreadableDocument):
        docx.text(data)


def test_a_value_that_is_not_plain_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError):
        filled(word("{{ subject }}"), {"subject": None})


def test_text_of_controls_insertions_and_text_boxes_is_read_once():
    document = python_docx.Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>fushë</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )
    body.insert(
        1,
        parse_xml(
            f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
            "<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>"
            "<w:ins w:id='1' w:author='a'><w:r><w:t>shtuar</w:t><w:tab/></w:r></w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>hequr</w:delText></w:r></w:del>"
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:p><w:r><w:t>kuti</w:t></w:r></w:p></mc:Choice>"
            "<mc:Fallback><w:p><w:r><w:t>kuti</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )

    assert docx.text(saved(document)) == "fushë\nshtuar\tkuti"


def converted(document: bytes, folder: Path) -> str:
    """The text of the PDF that LibreOffice makes of the document."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not pdftotext:
        pytest.skip("LibreOffice (soffice) or pdftotext is not installed")
    (folder / "shkresa.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "shkresa.docx"]
    subprocess.run(order, cwd=folder, check=True, capture_output=True, timeout=120)
    shown = subprocess.run([pdftotext, "shkresa.pdf", "-"], cwd=folder, check=True, capture_output=True)
    return " ".join(shown.stdout.decode().split())


@pytest.mark.office
def test_a_filled_letter_opens_in_libreoffice(tmp_path: Path):
    subject = "Përgjigje për çështjen A & B <c> " + "ë" * 467

    shown = converted(filled(LETTER, VALUES | {"subject": subject}), tmp_path)

    assert "Lënda: Përgjigje për çështjen A & B <c>" in shown
    assert shown.replace(" ", "").count("ë" * 467) == 1
    assert "Drejtuar: Ministria e Drejtësisë" in shown
    assert "Ministria e Financave 04.06.2018" in shown
