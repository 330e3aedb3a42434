"""The Word template: downloaded, changed, refused by the names of unknown fields, given back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from sekretariat.domain.letters.exporters import FIELDS, default_template
from sekretariat.domain.offices.models import Office
from tests.factories import LetterFactory

URL = "/office/template/"


def upload(text: str, name: str = "shkresa.docx") -> SimpleUploadedFile:
    document = Document()
    document.add_paragraph(text)
    body = io.BytesIO()
    document.save(body)
    return SimpleUploadedFile(name, body.getvalue())


def words_in(response) -> str:
    body = io.BytesIO(b"".join(response.streaming_content))
    return "\n".join(paragraph.text for paragraph in Document(body).paragraphs)


def test_the_usual_template_is_there_to_be_changed(officer):
    response = officer.get("/office/template/file/")

    assert b"".join(response.streaming_content) == default_template().body
    assert response["Content-Disposition"] == 'attachment; filename="letter.docx"'


def test_an_own_template_is_used_until_the_usual_one_is_taken_back(office, administrator):
    LetterFactory(office=office, subject="Për provën & <b>")

    administrator.post(URL, {"template": upload("Zyra jonë: {{ subject }}")})

    assert Office.objects.get(pk=office.pk).letter_template.name == "shkresa.docx"
    assert words_in(administrator.get("/office/template/preview/")) == "Zyra jonë: Për provën & <b>"
    assert "Zyra jonë" in words_in(administrator.get("/office/template/file/"))
    assert "Zyra jonë" not in words_in(administrator.get("/office/template/usual/"))

    administrator.post(URL, {"default": "1"})

    assert Office.objects.get(pk=office.pk).letter_template is None


def test_a_template_with_unknown_fields_is_refused_by_their_names(office, administrator):
    page = administrator.post(URL, {"template": upload("{{ subject }} {{ minister }} {{ motto }}")}).content.decode()

    assert "minister, motto" in page
    assert Office.objects.get(pk=office.pk).letter_template is None


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.docx", b"jo Word"),
        SimpleUploadedFile("x.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
        SimpleUploadedFile("x.txt", "vetëm tekst".encode()),
        SimpleUploadedFile("x.docx", b""),
        upload("{{ subject"),
        upload("{% for line in text %}"),
        "",
    ],
)
def test_what_is_no_template_is_refused_with_a_sentence(office, administrator, file):
    response = administrator.post(URL, {"template": file})

    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    assert Office.objects.get(pk=office.pk).letter_template is None


def test_every_field_stands_on_the_page_as_it_is_written_in_word(officer):
    page = officer.get(URL).content.decode()

    assert [name for name in FIELDS if f"{{{{ {name} }}}}" not in page] == []
