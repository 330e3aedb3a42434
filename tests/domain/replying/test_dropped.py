"""Dropped e-mails and scans: what is read from them, and that no mail can do harm by its content."""

import datetime
import time
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.replying.contents import PersonNamed
from sekretariat.domain.replying.importers import MAX_ATTACHMENTS, persons_in, read_dropped
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.models import File
from tests.domain.obligations.making import asked, day
from tests.factories import OfficeFactory, clerk, coordinator, officer
from tests.officefiles.compound import attachment, compound, outlook_tree

from .making import mail

TODAY = day("30.05.2018")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LETTER = (
    "Në përgjigje të shkresës tuaj nr. 2470 prot., datë 21.05.2018, me shkresën tonë nr. 9214/1 prot, datë 28.05.2018, "
    "caktojmë:\nKoordinatore: Mirela Kola, Mirela.Kola@financa.gov.al\nZëvendës:\nIlir Dervishi\nilir@financa.gov.al\n"
)


def dropped(data: bytes, name: str = "pergjigje.eml", *, duty=None, by=None):
    duty = duty or asked()
    return read_dropped(obligation=duty, data=data, name=name, by=by or officer(duty.office), on=TODAY)


@pytest.mark.django_db
def test_a_mail_fills_the_day_their_letter_and_the_persons():
    read = dropped(bytes(mail(LETTER)))

    assert (read.received_on, read.letter_number, read.letter_on) == (day("29.05.2018"), "9214/1", day("28.05.2018"))
    assert read.persons == [
        PersonNamed(name="Mirela Kola", email="mirela.kola@financa.gov.al"),
        PersonNamed(name="Ilir Dervishi", email="ilir@financa.gov.al"),
    ]
    assert read.text.startswith("Në përgjigje")
    assert [file.name for file in read.files] == ["pergjigje.eml"]
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_an_outlook_mail_is_read_like_any_other():
    sent_at = datetime.datetime(2018, 5, 29, 8, tzinfo=datetime.UTC)
    tree = outlook_tree({0x0037: "Përgjigje", 0x0039: sent_at, 0x1000: LETTER}, attachment(0, "shkresa.pdf", PDF))

    read = dropped(compound(tree), "pergjigje.msg")

    assert (read.received_on, read.letter_number) == (day("29.05.2018"), "9214/1")
    assert [person.name for person in read.persons] == ["Mirela Kola", "Ilir Dervishi"]
    assert [file.name for file in read.files] == ["pergjigje.msg", "shkresa.pdf"]


@pytest.mark.django_db
def test_attachments_become_files_of_their_own():
    message = mail(LETTER)
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="../../shkresa jonë.pdf")

    read = dropped(bytes(message))

    assert [file.name for file in read.files] == ["pergjigje.eml", "shkresa jonë.pdf"]


@pytest.mark.django_db
def test_an_attachment_we_do_not_take_stops_neither_the_mail_nor_the_others():
    message = mail(LETTER)
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="takimi.ics")
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="fatura.pdf.exe")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="shkresa.pdf")

    read = dropped(bytes(message))

    assert [file.name for file in read.files] == ["pergjigje.eml", "shkresa.pdf"]
    assert read.left_out == ["takimi.ics", "fatura.pdf.exe"]


@pytest.mark.django_db
def test_of_very_many_attachments_the_first_are_taken():
    message = mail(LETTER)
    for number in range(MAX_ATTACHMENTS + 2):
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename=f"{number}.pdf")

    read = dropped(bytes(message))

    assert len(read.files) == 1 + MAX_ATTACHMENTS
    assert read.left_out == [f"{MAX_ATTACHMENTS}.pdf", f"{MAX_ATTACHMENTS + 1}.pdf"]


@pytest.mark.django_db
def test_a_scan_is_kept_and_nothing_is_guessed():
    read = dropped(PDF, "skanim.pdf")

    assert [file.name for file in read.files] == ["skanim.pdf"]
    assert (read.received_on, read.letter_number, read.persons, read.text) == (None, "", (), "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "date",
    [
        "Thu, 29 May 2098 10:00:00 +0200",  # claims the future
        "Mon, 21 May 2012 10:00:00 +0200",  # before it was asked
        "Mon, 01 Jan 0001 00:00:00 +1400",
        "Fri, 31 Dec 9999 23:59:59 -1200",
        "never",
        "",
    ],
)
def test_a_mail_with_an_impossible_date_leaves_the_day_to_the_officer(date):
    message = mail(LETTER)
    del message["Date"]
    data = f"Date: {date}\r\n".encode() + bytes(message)

    assert dropped(data).received_on is None


@pytest.mark.django_db
def test_our_own_number_is_never_taken_for_theirs():
    read = dropped(bytes(mail("Lidhur me shkresën tuaj nr. 2470 prot, datë 21.05.2018, ju falënderojmë.")))

    assert (read.letter_number, read.letter_on) == ("", None)


@pytest.mark.django_db
def test_what_is_no_mail_is_refused_with_a_sentence_and_nothing_is_kept():
    with pytest.raises(DomainError) as refused:
        dropped(b"MZ\x90\x00 not a mail", "pergjigje.eml")

    assert str(refused.value)
    assert not File.objects.exists()


@pytest.mark.django_db
def test_only_the_officers_of_the_office_that_asked_drop_files():
    duty = asked()

    for stranger in (coordinator(duty.institution), clerk(duty.office), officer(OfficeFactory())):
        with pytest.raises(NotAllowed):
            dropped(PDF, "skanim.pdf", duty=duty, by=stranger)
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Arta Duka (arta@md.gov.al)", [("Arta Duka", "arta@md.gov.al")]),
        ("Znj. Çeljeta Ëngjëlli <celjeta@md.gov.al>", [("Çeljeta Ëngjëlli", "celjeta@md.gov.al")]),
        ("Arta Duka\ne-mail: arta@md.gov.al", [("Arta Duka", "arta@md.gov.al")]),
        ("Arta Duka, arta@md.gov.al; Genc Basha, genc@md.gov.al", [
            ("Arta Duka", "arta@md.gov.al"),
            ("Genc Basha", "genc@md.gov.al"),
        ]),
        ("Arta Duka, arta@md.gov.al\nCC: Arta Duka, ARTA@md.gov.al", [("Arta Duka", "arta@md.gov.al")]),
        ("shkruani te zyra@md.gov.al", []),
        ("", []),
    ],
)  # fmt: skip
def test_persons_are_names_that_stand_before_an_address(text, persons):
    assert [(person.name, person.email) for person in persons_in(text)] == persons


@pytest.mark.parametrize("piece", ["a", "A", "A a", "Aa ", "a.", "@", "a@", "Aa Bb a@b.c ", "\n"])
def test_a_megabyte_of_anything_is_read_in_a_moment(piece):
    began = time.monotonic()

    persons_in(piece * (1_000_000 // len(piece)))

    assert time.monotonic() - began < 5


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    subject=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
)
def test_whatever_a_mail_says_it_is_read_or_refused_with_a_sentence(subject, text):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.al", subject
    message.set_content(text)

    read = dropped(bytes(message))

    assert len(read.files) == 1
