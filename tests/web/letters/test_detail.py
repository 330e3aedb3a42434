"""One letter: the step that comes next, the board as it stood on a day, and what each reader sees of it."""

import datetime
import io

import pytest
from django.urls import reverse

from sekretariat.domain.followup.services import mail_letter
from sekretariat.domain.letters.models import Enclosure, Letter
from sekretariat.domain.letters.services import DemandOf, assign, close_matter
from sekretariat.domain.obligations.enums import Clock
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.files.services import take_upload
from tests.domain.letters.making import ON, asks, drafted, received, registered, sent, signed
from tests.factories import BodyFactory, InstitutionFactory, PersonFactory
from tests.factories import officer as officer_actor
from tests.web.html import faults_of

from .conftest import PDF, day, person_in, row_names, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


@pytest.fixture
def institutions():
    return [
        InstitutionFactory(short_name=name, name_sq=f"Ministria {name}", email=f"zyra@{name.lower()}.al")
        for name in ("MD", "MFE", "MK")
    ]


def url_of(letter: Letter) -> str:
    return reverse("letters:detail", args=[letter.pk])


def answer(letter: Letter, institution, on: datetime.date = ON) -> None:
    reply(
        obligation=Obligation.objects.get(institution=institution, sources__source=f"letter:{letter.pk}"),
        content=FreeAnswer(),
        given=Given(received_on=on, text="Ja kalendari", letter_number="9214 prot", letter_on=on),
        channel=Channel.PAPER,
        by=officer_actor(letter.office),
        on=on,
    )


def primary_of(page) -> str:
    """The words of the one primary action."""
    heading = page.content.decode().partition('class="heading"')[2].partition("</h1>")[2].partition("<p class")[0]
    assert heading.count("button primary") <= 1
    return heading.partition("button primary")[2].partition(">")[2].partition("<")[0]


def test_each_step_leads_to_the_next_as_the_one_primary_action(office, client, institutions):
    letters = {
        "Note the signature": drafted(office),
        "Register the letter": signed(office),
        "Send the letter": registered(office),
        "Write to the addressees by e-mail": sent(office, to=institutions),
        "Assign": received(office),
    }

    for step, letter in letters.items():
        page = client.get(url_of(letter))
        assert faults_of(page.content.decode()) == []
        assert primary_of(page) == step


def test_after_the_mail_the_answers_are_awaited_and_after_them_nothing(office, client, institutions):
    letter = sent(office, to=institutions)
    mail_letter(letter=letter, by=officer_actor(office), on=ON)

    page = client.get(url_of(letter))
    assert primary_of(page) == "Fill in the grid"
    assert "waiting: 3" in words(page)

    for institution in institutions:
        answer(letter, institution)
    assert primary_of(client.get(url_of(letter))) == ""


def test_an_assigned_letter_waits_for_nothing(office, client):
    letter = received(office)
    person = PersonFactory(name="Ana Prifti")
    by = officer_actor(office)
    assign(letter=letter, instruction="Përgatitni përgjigjen", assigned_to=person, by=by, on=ON)

    page = client.get(url_of(letter))

    assert primary_of(page) == ""
    assert "Përgatitni përgjigjen" in words(page)
    assert "Ana Prifti" in words(page)


def test_the_board_says_who_has_answered_and_how_the_deadline_was_counted(office, client, institutions):
    letter = sent(office, to=institutions)
    answer(letter, institutions[0])

    page = client.get(url_of(letter), {"on": "31.05.2018"})

    assert "1 of 3 has answered." in words(page)
    assert "10 working days from 21.05.2018, 0 holidays → 04.06.2018" in words(page)
    assert "letter 9214 prot, 21.05.2018" in words(page)
    assert row_names(page)[:3] == ["MD", "MFE", "MK"]


def test_the_board_tells_since_when_they_are_late(office, client, institutions):
    letter = sent(office, to=institutions)
    answer(letter, institutions[0], on=day("08.06.2018"))

    on_day_11 = words(client.get(url_of(letter), {"on": "05.06.2018"}))
    on_day_14 = words(client.get(url_of(letter), {"on": "08.06.2018"}))

    assert "0 of 3 have answered; 3 are late since 04.06.2018." in on_day_11
    assert "1 of 3 has answered; 2 are late since 04.06.2018." in on_day_14


@pytest.mark.parametrize(
    ("part", "rows"), [("all", ["MD", "MFE", "MK"]), ("missing", ["MFE", "MK"]), ("late", []), ("answered", ["MD"])]
)
def test_the_tabs_show_a_part_of_the_board_with_its_count(office, client, institutions, part, rows):
    letter = sent(office, to=institutions)
    answer(letter, institutions[0])

    page = client.get(url_of(letter), {"on": "31.05.2018", "show": part})

    assert row_names(page) == rows
    for count in (3, 2, 0, 1):
        assert '<span class="count ' in page.content.decode()
        assert f">{count}</span>" in page.content.decode()


def test_a_day_that_is_none_is_told_and_today_is_shown(office, client, institutions):
    page = client.get(url_of(sent(office, to=institutions)), {"on": "31.02.2018", "show": "nonsense"})

    assert "There is no such day in the calendar." in words(page)
    assert len(row_names(page)) == 3


def test_different_demands_stand_in_their_rows_with_their_deadlines(office, client, institutions):
    demands = [
        DemandOf(demand=asks(ask_en="Send the calendar", term_days=None, due_on=day("03.07.2018"))),
        DemandOf(demand=asks(ask_en="Acknowledge"), institution=institutions[0]),
    ]
    letter = sent(office, to=institutions, demands=demands)

    page = words(client.get(url_of(letter), {"on": "31.05.2018"}))

    assert "What is asked" in page
    assert page.count("Send the calendar") == 3
    assert "by 03.07.2018" in page
    assert "by 04.06.2018" in page


def test_each_missing_row_can_be_recorded_or_have_a_file_dropped_on_it(office, client, institutions):
    letter = sent(office, to=institutions)
    answer(letter, institutions[0])

    page = client.get(url_of(letter)).content.decode()

    for institution in institutions[1:]:
        duty = Obligation.objects.get(institution=institution)
        assert reverse("duties:record", args=[duty.pk]) in page
        assert reverse("duties:drop", args=[duty.pk]) in page
    assert page.count("data-drop") == 3
    assert reverse("duties:grid", args=[letter.pk]) in page


def test_receipt_is_noted_where_a_term_waits_for_it(office, client, institutions):
    demands = [DemandOf(demand=asks(clock=Clock.RECEIPT))]
    letter = sent(office, to=institutions, demands=demands)
    addressee = letter.addressees.get(institution=institutions[0])

    assert reverse("letters:receipt", args=[letter.pk, addressee.pk]) in client.get(url_of(letter)).content.decode()


def test_an_institution_sees_the_letter_its_own_row_and_its_files_but_nothing_of_the_others(
    office, english, institutions
):
    by = officer_actor(office)
    demands = [
        DemandOf(demand=asks()),
        DemandOf(demand=asks(ask_en="Only for the others"), institution=institutions[1]),
    ]
    letter = sent(office, to=institutions, demands=demands, text="Ju lutemi përgjigjuni")
    file = take_upload(stream=io.BytesIO(PDF), name="Shtojca.pdf", by=by, on=ON)
    Enclosure.objects.create(letter=letter, file=file, title="Shtojca 1")
    answer_of_other = received(office, follows=letter)

    page = english(person_in(Role.HEAD, institutions[0])).get(url_of(letter))

    assert faults_of(page.content.decode()) == []
    assert row_names(page) == ["MD"]
    assert primary_of(page) == "Answer"
    shown = words(page)
    assert "Shtojca 1" in shown
    assert "Ju lutemi përgjigjuni" in shown
    for hidden in ("MFE", "Only for the others", "The letter in Word", "Drafted by", answer_of_other.subject):
        assert hidden not in shown


def test_a_coordinator_of_one_body_sees_no_letter_of_another(office, english, institutions):
    body, other = BodyFactory(), BodyFactory()
    letter = sent(office, to=institutions, body=body)

    ours = english(person_in(Role.COORDINATOR, institutions[0], body=body))
    theirs = english(person_in(Role.COORDINATOR, institutions[0], body=other))

    assert ours.get(url_of(letter)).status_code == 200
    assert theirs.get(url_of(letter)).status_code == 404


def test_the_documents_of_a_matter_stand_together(office, client):
    first = sent(office, subject="E para")
    answer_in = received(office, follows=first)
    close_matter(letter=first, by=officer_actor(office), on=day("30.06.2018"))

    page = client.get(url_of(first))

    assert "1/1" in words(page)
    assert url_of(answer_in) in page.content.decode()
    assert "Its matter was closed on 30.06.2018." in words(page)
    assert "E para" in words(client.get(url_of(answer_in)))


def test_a_letter_that_asks_nothing_says_so(office, client, institutions):
    assert "The letter asks nothing of anyone." in words(client.get(url_of(sent(office, to=institutions, demands=[]))))


def test_a_draft_shows_whom_it_addresses_and_what_it_will_ask(office, client, institutions):
    letter = drafted(office, to=institutions[:1], for_information=institutions[1:])

    page = words(client.get(url_of(letter)))

    assert "10 working days from the date of the letter" in page
    assert "MFE, MK" in page
    assert "Change the draft" in page


def test_the_clerk_registers_but_does_not_write(office, english):
    clerk = english(person_in(Role.CLERK, office.unit))

    page = words(clerk.get(url_of(drafted(office))))

    assert "Note the signature" in page
    assert "Change the draft" not in page
    assert "Write a letter that follows it" not in words(clerk.get(url_of(sent(office))))


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_page_do_not_grow_with_its_rows(office, client, count, django_assert_num_queries):
    letter = sent(office, to=InstitutionFactory.create_batch(count))
    for addressee in letter.addressees.all():
        answer(letter, addressee.institution)
        received(office, follows=letter)

    with django_assert_num_queries(26):
        client.get(url_of(letter))


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [(0, "You have not answered yet."), (1, "You have answered 1 of 2."), (2, "You have answered.")],
)
def test_an_institution_is_told_what_it_has_answered_itself(office, english, institutions, answered, sentence):
    demands = [DemandOf(demand=asks(ask_sq=f"Kërkesa {place}")) for place in range(2)]
    letter = sent(office, to=institutions, demands=demands)
    for duty in Obligation.objects.filter(institution=institutions[0]).order_by("pk")[:answered]:
        given = Given(received_on=ON, text="Po")
        by = officer_actor(office)
        reply(obligation=duty, content=FreeAnswer(), given=given, channel=Channel.PAPER, by=by, on=ON)

    page = english(person_in(Role.HEAD, institutions[0])).get(url_of(letter))

    assert sentence in words(page)
    assert 'aria-label="Part of the board"' not in page.content.decode()
