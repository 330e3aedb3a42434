"""From signature to dispatch: what a letter asks becomes obligations, once, counted from its own date."""

import datetime
import io

import pytest

from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import board, with_parts_of_letter
from sekretariat.domain.letters.services import (
    DemandOf,
    assign,
    attach_scan,
    close_matter,
    note_receipt,
    send_letter,
    sign_letter,
)
from sekretariat.domain.obligations.enums import Clock, ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.services import take_upload
from tests.factories import InstitutionFactory, OfficeFactory, PersonFactory, coordinator, officer

from .making import ON, asks, drafted, received, registered, sent, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def a_scan(by, content: bytes = b"%PDF-1.4\n%%EOF\n"):
    return take_upload(stream=io.BytesIO(content), name="skanim.pdf", by=by, on=ON)


def test_each_addressee_owes_each_demand_from_the_letters_date(office):
    institutions = InstitutionFactory.create_batch(3)
    demands = [
        DemandOf(demand=asks(kind=ObligationKind.NAME_COORDINATOR)),
        DemandOf(demand=asks(term_days=30, term_calendar=Calendar.CALENDAR)),
        DemandOf(demand=asks(ask_sq="Vetëm njëri", term_days=None), institution=institutions[1]),
    ]

    letter = sent(office, number="", to=institutions, for_information=[InstitutionFactory()], demands=demands)

    owed = Obligation.objects.order_by("institution_id", "pk")
    assert [o.institution for o in owed] == sorted(institutions * 2 + [institutions[1]], key=lambda i: i.pk)
    assert {o.due_on for o in owed} == {datetime.date(2018, 6, 4), datetime.date(2018, 6, 20), None}
    assert {o.sources.get().citation for o in owed} == {"1 prot, 21.05.2018"}
    assert {o.sources.get().source for o in owed} == {f"letter:{letter.pk}"}
    assert {o.issued_on for o in owed} == {ON}


def test_terms_count_from_the_letters_date_even_when_it_leaves_later(office):
    letter = registered(office)

    send_letter(letter=letter, by=officer(office), on=ON + datetime.timedelta(days=3))

    assert Obligation.objects.get().due_on == datetime.date(2018, 6, 4)


def test_a_letter_is_sent_only_after_it_is_registered_and_once(office):
    for letter in (drafted(office), signed(office), sent(office), received(office)):
        before = Obligation.objects.count()
        with pytest.raises(DomainError, match="sent once, after it is registered"):
            send_letter(letter=letter, by=officer(office), on=ON)
        assert Obligation.objects.count() == before


def test_the_head_event_of_sending_comes_before_its_details(office):
    by = officer(office)
    letter = registered(office, to=InstitutionFactory.create_batch(2))

    send_letter(letter=letter, by=by, on=ON)

    events = Event.objects.filter(operation=by.operation.id).order_by("position")
    assert [event.what for event in events] == ["letter.sent", "obligation.asked", "obligation.asked"]


@pytest.mark.parametrize(("fields", "sentence"), [({"to": []}, "no addressee"), ({"signatory": ""}, "Say who signed")])
def test_signing_asks_for_an_addressee_and_a_signatory(office, fields, sentence):
    letter = drafted(office, demands=[], **fields)

    with pytest.raises(DomainError, match=sentence):
        sign_letter(letter=letter, by=officer(office), on=ON)


def test_who_really_signed_replaces_who_was_meant_to(office):
    letter = drafted(office)

    sign_letter(letter=letter, by=officer(office), on=ON, signatory="Zëvendësdrejtori")

    letter.refresh_from_db()
    assert (letter.signatory, letter.state, letter.signed_on) == ("Zëvendësdrejtori", LetterState.SIGNED, ON)
    with pytest.raises(DomainError, match="signed already"):
        sign_letter(letter=letter, by=officer(office), on=ON)


def test_the_signed_scan_becomes_the_record_and_a_better_one_replaces_it_in_the_open(office):
    by = officer(office)
    letter = signed(office)

    attach_scan(letter=letter, file=a_scan(by), by=by, on=ON)
    better = a_scan(by, b"%PDF-1.5\n%%EOF\n")
    attach_scan(letter=letter, file=better, by=by, on=ON)

    assert Letter.objects.get().scan == better
    first, second = Event.objects.filter(what="letter.scanned").order_by("pk")
    assert (first.data["replaced"], second.data["replaced"]) == ("", first.data["sha256"])


def test_a_draft_takes_no_scan(office):
    by = officer(office)

    with pytest.raises(DomainError, match="Note the signature first"):
        attach_scan(letter=drafted(office), file=a_scan(by), by=by, on=ON)


def test_a_term_from_receipt_waits_for_the_receipt_of_each_addressee(office):
    one, other = InstitutionFactory.create_batch(2)
    demands = [DemandOf(demand=asks(clock=Clock.RECEIPT, term_days=5)), DemandOf(demand=asks())]
    letter = sent(office, to=[one, other], demands=demands)
    addressee = letter.addressees.get(institution=one)

    note_receipt(addressee=addressee, by=officer(office), on=datetime.date(2018, 5, 24))

    dues = Obligation.objects.order_by("institution_id", "pk").values_list("due_on", flat=True)
    assert list(dues) == [datetime.date(2018, 5, 31), datetime.date(2018, 6, 4), None, datetime.date(2018, 6, 4)]


def test_a_letter_is_not_received_before_it_was_sent(office):
    letter = sent(office)
    unsent = registered(office)

    for addressee in (letter.addressees.get(), unsent.addressees.get()):
        with pytest.raises(DomainError, match="before it was sent"):
            note_receipt(addressee=addressee, by=officer(office), on=ON - datetime.timedelta(days=1))


def test_only_what_came_in_is_assigned(office):
    person, by = PersonFactory(), officer(office)
    letter = received(office)

    assign(letter=letter, instruction="Përgatitni përgjigjen", assigned_to=person, by=by, on=ON)

    letter.refresh_from_db()
    assert (letter.instruction, letter.assigned_to) == ("Përgatitni përgjigjen", person)
    with pytest.raises(DomainError, match="came in"):
        assign(letter=sent(office), instruction="", assigned_to=person, by=by, on=ON)


def test_a_matter_is_closed_once_and_not_before_it_was_opened(office):
    letter, by = sent(office), officer(office)

    close_matter(letter=letter, by=by, on=ON)

    with pytest.raises(DomainError, match="no open matter"):
        close_matter(letter=letter, by=by, on=ON)
    with pytest.raises(DomainError, match="no open matter"):
        close_matter(letter=signed(office), by=by, on=ON)


def test_strangers_handle_nothing(office):
    letter, stranger = sent(office), officer(OfficeFactory())

    for act in (
        lambda: sign_letter(letter=letter, by=stranger, on=ON),
        lambda: send_letter(letter=letter, by=stranger, on=ON),
        lambda: close_matter(letter=letter, by=stranger, on=ON),
        lambda: attach_scan(letter=letter, file=a_scan(stranger), by=stranger, on=ON),
        lambda: note_receipt(addressee=letter.addressees.get(), by=stranger, on=ON),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_incoming_letter_takes_the_body_of_the_matter_it_follows(office):
    letter = received(office, follows=sent(office))

    assert letter.direction == Direction.INCOMING
    assert letter.body == letter.follows.body


def test_a_letter_is_not_received_before_its_own_date(office):
    with pytest.raises(DomainError, match="before its own date") as refused:
        received(office, foreign_on=ON + datetime.timedelta(days=1))

    assert refused.value.field == "received_on"


def test_the_office_sees_the_whole_board_and_an_institution_its_own_row(office):
    one, other = InstitutionFactory.create_batch(2)
    letter = sent(office, to=[one, other])

    whole = board(letter, actor=officer(office), on=ON)
    own = board(letter, actor=coordinator(one), on=ON)

    assert [row.addressee.institution for row in whole.rows] == [one, other]
    assert [row.addressee.institution for row in own.rows] == [one]
    assert (whole.asked, own.asked) == (2, 1)


def test_the_board_tells_no_shared_deadline_where_deadlines_differ(office):
    demands = [DemandOf(demand=asks()), DemandOf(demand=asks(term_days=5))]

    now = board(sent(office, demands=demands), actor=officer(office), on=ON)

    assert (now.due_on, now.counted, now.asked) == (None, None, 2)


def test_an_addressee_for_information_stands_last_and_owes_nothing(office):
    first = InstitutionFactory(name_sq="Aaa")
    letter = sent(office, to=[InstitutionFactory(name_sq="Zzz")], for_information=[first])

    rows = board(letter, actor=officer(office), on=ON).rows

    assert [row.addressee.institution.name_sq for row in rows] == ["Zzz", "Aaa"]
    assert (rows[1].obligation, rows[1].stands) == (None, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_a_board_do_not_grow_with_its_rows(office, count, django_assert_num_queries):
    sent(office, to=InstitutionFactory.create_batch(count))
    letter = with_parts_of_letter(Letter.objects.all()).get()

    with django_assert_num_queries(8):
        board(letter, actor=officer(office), on=ON)


def test_a_second_letter_that_asks_the_same_is_linked_to_the_duty_that_stands(office):
    to = InstitutionFactory.create_batch(2)
    first, second = sent(office, to=to), sent(office, to=to)

    asked = {letter: {o.pk for a in letter.addressees.all() for o in a.obligations.all()} for letter in (first, second)}

    assert asked[first] == asked[second] != set()
    duty = Obligation.objects.get(pk=min(asked[first]))
    assert [source.source for source in duty.sources.all()] == [f"letter:{first.pk}", f"letter:{second.pk}"]
