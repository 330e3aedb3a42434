"""The steps of a letter on their pages: each says what it did, refuses in words, and is taken once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sekretariat.domain.followup.models import Link
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Enclosure, Letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import Clock
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.domain.letters.making import asks, drafted, received, registered, sent, signed
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory
from tests.web.html import faults_of

from .conftest import PDF, day, person_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


@pytest.fixture
def paper_client(paper_office, officer_of):
    return officer_of(paper_office)


def step(name: str, letter: Letter, *more: int) -> str:
    return reverse(f"letters:{name}", args=[letter.pk, *more])


def a_file(name: str = "Skanim i nënshkruar.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_letter_walks_from_draft_to_sent_page_by_page(paper_office, paper_client):
    letter = drafted(paper_office, signatory="")

    for name, data, said in (
        ("sign", {"signatory": "Drejtori", "on": "21.05.2018"}, "The signature of 21.05.2018 was noted."),
        ("register", {"number": "2470prot", "on": "21 maj 2018"}, "The letter was registered as no. 2470, 21.05.2018."),
        ("send", {"on": "22.05.2018"}, "The letter was sent; 1 duty now runs."),
    ):
        page = paper_client.get(step(name, letter))
        assert faults_of(page.content.decode()) == []
        assert said in words(paper_client.post(step(name, letter), data, follow=True))

    letter.refresh_from_db()
    assert (letter.state, letter.citation, letter.sent_on) == (
        LetterState.SENT,
        "2470 prot, 21.05.2018",
        day("22.05.2018"),
    )


def test_a_register_kept_here_asks_for_no_number_and_gives_the_next(office, client):
    letter = signed(office)
    assert 'name="number"' not in client.get(step("register", letter)).content.decode()

    page = client.post(step("register", letter), {"on": "21.05.2018"}, follow=True)

    assert "registered as no. 1, 21.05.2018" in words(page)


def test_a_double_of_the_paper_book_is_refused_then_taken_with_the_checkbox(paper_office, paper_client):
    registered(paper_office, number="2470")
    letter = signed(paper_office)
    url, data = step("register", letter), {"number": "2470", "on": "21.05.2018"}
    assert 'name="as_double"' not in paper_client.get(url).content.decode()

    page = paper_client.post(url, data)
    assert "The book of 2018 has number 2470 already." in words(page)
    assert 'name="as_double"' in page.content.decode()
    assert 'value="2470"' in page.content.decode()

    paper_client.post(url, data | {"as_double": "on"})
    assert Letter.objects.get(pk=letter.pk).number == 2470


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"number": "", "on": "21.05.2018"}, "This field is required."),
        ({"number": "dymijë", "on": "21.05.2018"}, "Type the number as it stands in the protocol book"),
        ({"number": "2470", "on": "20.05.2018"}, "cannot be before the day it was signed"),
        ({"number": "2470", "on": "31.02.2018"}, "There is no such day in the calendar."),
        ({"number": "2470", "on": "maj 2018"}, "Write the day too"),
    ],
)
def test_what_cannot_be_registered_is_told_and_stays_typed(paper_office, paper_client, data, sentence):
    page = paper_client.post(step("register", signed(paper_office)), data)

    assert faults_of(page.content.decode()) == []
    assert sentence in words(page)
    assert all(f'value="{typed}"' in page.content.decode() for typed in data.values() if typed)


def test_a_number_can_be_typed_for_a_year_of_paper_after_the_office_keeps_its_own_register(office, client):
    registered(office)
    office.register_mode = "paper_book"
    office.save()
    letter = signed(office)

    page = client.post(step("register", letter), {"number": "", "on": "21.05.2018"}, follow=True)
    assert "no. 2, 21.05.2018" in words(page)
    page = client.post(step("register", signed(office)), {"number": "1500", "on": "07.01.2019"}, follow=True)
    assert "no. 1500, 07.01.2019" in words(page)


def test_the_page_of_sending_shows_whom_it_reaches_and_every_deadline_before_it_is_done(office, client):
    to = [InstitutionFactory(short_name="MFE"), InstitutionFactory(short_name="MD")]
    demands = [
        DemandOf(demand=asks()),
        DemandOf(demand=asks(clock=Clock.RECEIPT, term_days=5), institution=to[1]),
        DemandOf(demand=asks(term_days=None, due_on=day("03.07.2018"))),
    ]
    page = words(client.get(step("send", registered(office, to=to, demands=demands))))

    for sentence in (
        "To 2 institutions",
        "MFE",
        "10 working days from 21.05.2018, 0 holidays → 04.06.2018",
        "5 working days from receipt",
        "by 03.07.2018",
    ):
        assert sentence in page


def test_sending_a_letter_that_asks_nothing_is_warned_of(office, client):
    assert "It asks nothing" in words(client.get(step("send", registered(office, demands=[]))))


def test_a_letter_is_not_sent_before_its_date(office, client):
    letter = registered(office)

    page = client.post(step("send", letter), {"on": "20.05.2018"})

    assert "A letter cannot be sent before its date." in words(page)
    assert Letter.objects.get(pk=letter.pk).state == LetterState.REGISTERED


@pytest.mark.parametrize("name", ["sign", "register", "send"])
def test_a_step_that_is_past_leads_back_to_the_letter(office, client, name):
    letter = sent(office)

    page = client.get(step(name, letter), follow=True)

    assert "past this step, or not there yet" in words(page)
    assert page.redirect_chain[-1][0] == step("detail", letter)


def test_a_step_taken_twice_is_refused_in_words(office, client):
    letter = drafted(office)
    data = {"signatory": "Drejtori", "on": "21.05.2018"}
    client.post(step("sign", letter), data)

    assert "This letter is signed already." in words(client.post(step("sign", letter), data))


def test_the_signed_scan_is_attached_and_shown_as_the_record(office, client):
    letter = signed(office)

    page = client.post(step("scan", letter), {"file": a_file()}, follow=True)

    assert "It is the record of the letter from now on." in words(page)
    assert "Skanim i nënshkruar.pdf" in words(page)
    assert "working copy; the signed scan is the record" in words(page)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "This field is required."),
        (a_file(content=b""), "empty"),
        (a_file(name="program.exe", content=b"MZ\x90\x00"), "program.exe"),
        (a_file(name="skanim.pdf", content=b"<html></html>"), "skanim.pdf"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(office, client, file, sentence):
    letter = signed(office)

    page = client.post(step("scan", letter), {"file": file} if file else {})

    assert page.status_code == 200
    assert sentence in words(page)
    assert Letter.objects.get(pk=letter.pk).scan is None


def test_enclosures_are_added_and_taken_off_a_draft(office, client):
    letter = drafted(office)

    page = client.post(step("enclose", letter), {"file": a_file("a.pdf"), "title": "Shtojca 1 <b>"}, follow=True)
    assert "“Shtojca 1 &lt;b&gt;” was enclosed." in words(page)
    client.post(step("enclose", letter), {"file": a_file("b.pdf")})
    assert [e.title for e in letter.enclosures.all()] == ["Shtojca 1 <b>", "b.pdf"]

    page = client.post(step("remove_enclosure", letter, Enclosure.objects.first().pk), follow=True)
    assert "was taken off the draft" in words(page)
    assert Enclosure.objects.count() == 1


def test_an_enclosure_of_another_letter_cannot_be_taken_off_through_ones_own(office, client):
    ours, other = drafted(office), drafted(office)
    client.post(step("enclose", other), {"file": a_file()})

    response = client.post(step("remove_enclosure", ours, Enclosure.objects.get().pk))

    assert response.status_code == 404


def test_the_mail_is_first_shown_then_sent_once_confirmed(office, client):
    reached = InstitutionFactory(short_name="MFE", email="zyra@mfe.al")
    person = PersonFactory(name="Mira Kola", email="mira@md.al")
    coordinated, silent = InstitutionFactory(short_name="MD"), InstitutionFactory(short_name="MK")
    MandateFactory(person=person, role=Role.COORDINATOR, institution=coordinated)
    letter = sent(office, to=[reached, coordinated, silent])

    page = client.get(step("mail", letter))

    assert faults_of(page.content.decode()) == []
    shown = words(page)
    for sentence in ("zyra@mfe.al", "official mailbox", "Mira Kola", "mira@md.al", "no address", "Send 2 messages"):
        assert sentence in shown
    assert not Outbox.objects.exists()

    page = client.post(step("mail", letter), follow=True)
    assert "2 messages wait to go out." in words(page)
    assert "Nobody could be written to at: MK." in words(page)
    assert set(Outbox.objects.values_list("to_address", flat=True)) == {"zyra@mfe.al", "mira@md.al"}
    assert Link.objects.count() == 2


def test_a_letter_that_was_not_sent_is_not_mailed(office, client):
    letter = registered(office)

    client.post(step("mail", letter))

    assert not Outbox.objects.exists()


def test_when_all_have_answered_there_is_nobody_to_write_to(office, client):
    letter = sent(office)
    Obligation.objects.update(state="answered", answered_on=day("22.05.2018"))

    assert "Nobody owes an answer any more." in words(client.get(step("mail", letter)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_mail_page_do_not_grow(office, client, count, django_assert_num_queries):
    letter = sent(office, to=InstitutionFactory.create_batch(count, email="zyra@shembull.al"))

    with django_assert_num_queries(12):
        client.get(step("mail", letter))


def test_an_incoming_letter_is_assigned_to_somebody_of_the_office(office, client):
    letter = received(office)
    colleague, stranger = person_in(Role.OFFICER, office.unit), PersonFactory()
    url = step("assign", letter)
    page = client.get(url).content.decode()
    assert colleague.name in page
    assert stranger.name not in page

    page = client.post(url, {"instruction": "Përgatitni përgjigjen", "assigned_to": colleague.pk}, follow=True)
    assert f"The letter is with {colleague.name}." in words(page)
    client.post(url, {"instruction": "", "assigned_to": stranger.pk})
    assert Letter.objects.get(pk=letter.pk).assigned_to == colleague


def test_an_outgoing_letter_is_not_assigned(office, client):
    assert client.get(step("assign", sent(office))).status_code == 403


def test_a_matter_is_closed_on_its_day(office, client):
    letter = sent(office)

    assert "Matter 1 was closed." in words(client.post(step("close", letter), {"on": "30.06.2018"}, follow=True))
    assert "no open matter" in words(client.post(step("close", letter), {"on": "30.06.2018"}))


def test_receipt_starts_the_clock_of_that_addressee(office, client):
    to = InstitutionFactory.create_batch(2)
    letter = sent(office, to=to, demands=[DemandOf(demand=asks(clock=Clock.RECEIPT, term_days=5))])
    url = step("receipt", letter, letter.addressees.get(institution=to[0]).pk)

    page = client.post(url, {"on": "24.05.2018"}, follow=True)
    assert f"{to[0].label} received it on 24.05.2018." in words(page)
    dues = Obligation.objects.order_by("institution_id").values_list("due_on", flat=True)
    assert list(dues) == [day("31.05.2018"), None]

    assert "before it was sent" in words(client.post(url, {"on": "01.05.2018"}))


def test_an_addressee_of_another_letter_has_no_receipt_here(office, client):
    ours, other = sent(office), sent(office)

    assert client.get(step("receipt", ours, other.addressees.get().pk)).status_code == 404
