"""The office's own Word template: taken when it asks only for what we have, otherwise refused by name."""

import io

import docx as word
import pytest

from sekretariat.domain.letters.exporters import FIELDS, HERE, letter_docx
from sekretariat.domain.letters.importers import take_template
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.offices.models import Office
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.officefiles import docx
from tests.factories import OfficeFactory, administrator, officer

from .making import ON, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def template(*paragraphs: str) -> bytes:
    document = word.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def take(office, data: bytes, name: str = "shkresa jonë.docx", by=None):
    return take_template(office=office, data=data, name=name, by=by or administrator(office), on=ON)


def test_a_template_of_the_offices_own_is_used_from_then_on(office):
    take(office, template("ZYRA JONË", "{{ number_line }}", "Lënda: {{ subject }}"))

    letter = with_parts_of_letter(Letter.objects.all()).get(pk=registered(office).pk)
    [document] = letter_docx(letter)
    assert docx.text(document.body) == "ZYRA JONË\nNr. 1 Prot.\nLënda: Për një provë"


def test_the_template_that_comes_along_is_taken_too(office):
    office = take(office, (HERE / "letter.docx").read_bytes())

    assert office.letter_template.name == "shkresa jonë.docx"


def test_unknown_fields_are_refused_and_named(office):
    with pytest.raises(DomainError, match=r"fields we do not have: emri, lënda\. ") as refused:
        take(office, template("{{ subject }} {{ lënda }}", "{{ emri }}"))

    assert refused.value.field == "template"
    assert Office.objects.get().letter_template is None


def test_one_unknown_field_is_named_alone(office):
    with pytest.raises(DomainError, match="a field we do not have: number"):
        take(office, template("{{ number }}"))


@pytest.mark.parametrize("text", ["{{ subject", "{% for line in text %}", "{{ subject | unheard_of }}"])
def test_broken_braces_are_refused_with_their_place(office, text):
    with pytest.raises(DomainError, match="could not be read as a template near"):
        take(office, template(text))


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.4\n%%EOF\n", "shkresa.docx"), (b"", "shkresa.docx"), (b"%PDF-1.4\n%%EOF\n", "shkresa.pdf")],
)
def test_what_is_no_word_file_is_refused(office, data, name):
    with pytest.raises(DomainError):
        take(office, data, name)

    assert Office.objects.get().letter_template is None


def test_only_the_offices_administrator_changes_its_template(office):
    for by in (officer(office), administrator(OfficeFactory())):
        with pytest.raises(NotAllowed):
            take(office, template("{{ subject }}"), by=by)


def test_every_field_has_a_description_for_who_writes_a_template():
    assert all(FIELDS.values())
