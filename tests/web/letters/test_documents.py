"""What can be saved of a letter: under its own name, as an attachment, kept by no cache, and by no stranger."""

import io

import pytest
from django.conf import settings
from django.urls import reverse

from sekretariat.domain.letters.services import attach_scan, enclose
from sekretariat.ground.actors import Role
from sekretariat.ground.files.services import take_upload
from sekretariat.officefiles import docx
from tests.domain.letters.making import ON, drafted, sent, signed
from tests.factories import InstitutionFactory
from tests.factories import officer as officer_actor

from .conftest import PDF, person_in, words

pytestmark = pytest.mark.django_db

NAME = "Skanim – çështja ë & <b>.pdf"


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


def a_file(office, name: str = NAME, content: bytes = PDF):
    return take_upload(stream=io.BytesIO(content), name=name, by=officer_actor(office), on=ON)


def body_of(response) -> bytes:
    """Read to its end, which closes the file."""
    return b"".join(response.streaming_content)


def test_the_scan_is_saved_under_its_own_name_as_an_attachment_that_nothing_keeps(office, client):
    letter = attach_scan(letter=signed(office), file=a_file(office), by=officer_actor(office), on=ON)

    response = client.get(reverse("letters:file", args=[letter.pk, letter.scan.pk]))

    assert body_of(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''Skanim%20%E2%80%93%20%C3%A7"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_file_of_another_letter_is_not_given_through_ones_own(office, client):
    ours, other = drafted(office), drafted(office)
    foreign = enclose(letter=other, file=a_file(office), title="", by=officer_actor(office), on=ON)

    assert client.get(reverse("letters:file", args=[ours.pk, foreign.file_id])).status_code == 404
    assert client.get(reverse("letters:file", args=[ours.pk, 0])).status_code == 404


def test_a_file_whose_content_is_gone_is_not_there(office, client):
    letter = attach_scan(
        letter=signed(office), file=a_file(office, content=PDF + b"1"), by=officer_actor(office), on=ON
    )
    (settings.FILES_ROOT / letter.scan.sha256[:2] / letter.scan.sha256[2:4] / letter.scan.sha256).unlink()

    assert client.get(reverse("letters:file", args=[letter.pk, letter.scan.pk])).status_code == 404


@pytest.mark.parametrize(("form", "signature"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_letter_is_given_in_word_and_as_pdf(office, client, form, signature):
    letter = sent(office, subject="Për çështjen A & B <c>")

    response = client.get(reverse(f"letters:{form}", args=[letter.pk]))

    assert response.headers["Content-Disposition"] == f'attachment; filename="1.{form}"'
    assert body_of(response).startswith(signature)


def test_a_draft_is_printed_with_its_number_open(office, client):
    letter = drafted(office)

    response = client.get(reverse("letters:docx", args=[letter.pk]))

    assert "Nr. ____ Prot." in docx.text(body_of(response))


def test_many_documents_are_announced_before_they_are_made(office, client):
    letter = drafted(office, to=InstitutionFactory.create_batch(3), one_per_addressee=True)

    page = client.get(reverse("letters:pdf", args=[letter.pk]))

    assert "3 documents are made and put in one archive." in words(page)


def test_a_letter_to_nobody_has_no_documents_of_its_addressees(office, client):
    letter = drafted(office, to=[], demands=[], one_per_addressee=True)

    assert "no addressee yet" in words(client.get(reverse("letters:docx", args=[letter.pk])))


def test_addressees_have_the_scan_but_not_the_working_documents(office, english):
    institution = InstitutionFactory()
    letter = sent(office, to=[institution])
    attach_scan(letter=letter, file=a_file(office), by=officer_actor(office), on=ON)
    letter.refresh_from_db()
    head = english(person_in(Role.HEAD, institution))

    given = head.get(reverse("letters:file", args=[letter.pk, letter.scan.pk]))
    assert body_of(given) == PDF
    assert head.get(reverse("letters:docx", args=[letter.pk])).status_code == 403
