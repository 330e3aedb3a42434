"""What is written at the table: one row for each token, duties made or linked once, and nobody overwritten."""

import datetime
import uuid

import pytest

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.enums import MinutesState, StatementKind
from sekretariat.domain.meetings.models import ActionPoint, Statement
from sekretariat.domain.meetings.queries.table import standing_duties, table_of
from sekretariat.domain.meetings.services import (
    ActionPointSaid,
    StatementSaid,
    edit_action_point,
    edit_statement,
    move_statement,
    remove_action_point,
    remove_statement,
    write_action_point,
    write_statement,
)
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import withdraw
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.words import DatePoint, Precision
from tests.domain.letters.making import registered
from tests.domain.obligations.making import asked
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    OfficeFactory,
    PersonFactory,
    PlanFactory,
    StatementFactory,
    clerk,
    coordinator,
    officer,
)

HELD = datetime.date(2018, 6, 25)
ON = datetime.date(2018, 6, 27)  # written down two days after the meeting
CALENDARS = "Dërgimi i Kalendarit për çdo komponent brenda datës 03.07.2018."
THIRD_OF_JULY = DatePoint(datetime.date(2018, 7, 3), Precision.DAY)


@pytest.fixture
def meeting(db):
    return MeetingFactory(office=OfficeFactory(paper_book=True), called=True, number=4, title_sq="Workshopi i OGP-së")


@pytest.fixture
def by(meeting):
    return officer(meeting.office, person=PersonFactory(name="Drita Hoxha"))


@pytest.fixture
def other(meeting):
    return officer(meeting.office, person=PersonFactory(name="Arben Leka"))


def write(meeting, by, text="U diskutua.", *, token=None, **said) -> Statement:
    given = StatementSaid(text_sq=text, **said)
    return write_statement(meeting=meeting, said=given, token=token or uuid.uuid4(), by=by, on=ON)


def do(meeting, by, text=CALENDARS, *, token=None, **said) -> ActionPoint:
    given = ActionPointSaid(text_sq=text, **said)
    return write_action_point(meeting=meeting, said=given, token=token or uuid.uuid4(), by=by, on=ON)


def trail(meeting) -> list[str]:
    events = Event.objects.filter(target_type="meeting", target_key=str(meeting.pk)).order_by("id")
    return [event.what for event in events]


# --- statements


def test_a_statement_keeps_its_speaker_item_kind_and_cited_letters(meeting, by):
    item, speaker = AgendaItemFactory(meeting=meeting), AttendanceFactory(meeting=meeting)
    letter = registered(meeting.office, number="2470")

    row = write(meeting, by, " Fjala e tij. ", kind=StatementKind.SAID, item=item, speaker=speaker, letters=[letter])

    row.refresh_from_db()
    assert (row.text_sq, row.kind, row.item, row.speaker) == ("Fjala e tij.", StatementKind.SAID, item, speaker)
    assert list(row.letters.all()) == [Letter.objects.get(pk=letter.pk)]
    assert trail(meeting) == ["meeting.statement_written"]


def test_the_same_token_is_one_row_however_often_it_is_sent(meeting, by):
    token = uuid.uuid4()

    rows = [write(meeting, by, token=token) for _time in range(3)]

    assert {row.pk for row in rows} == {Statement.objects.get().pk}
    assert trail(meeting) == ["meeting.statement_written"]


def test_the_same_token_with_other_words_writes_the_row_anew(meeting, by):
    token = uuid.uuid4()
    for text in ("Një.", "Një dhe dy.", "Një, dy dhe tre."):
        write(meeting, by, text, token=token)

    row = Statement.objects.get()
    assert (row.text_sq, row.revision) == ("Një, dy dhe tre.", 2)


def test_a_late_repetition_does_not_overwrite_what_another_secretary_corrected(meeting, by, other):
    token = uuid.uuid4()
    row = write(meeting, by, "Një.", token=token)
    edit_statement(statement=row, said=StatementSaid(text_sq="Dy."), seen=0, by=other, on=ON)

    with pytest.raises(Stale, match="Arben Leka"):
        write(meeting, by, "Një.", token=token)

    assert Statement.objects.get().text_sq == "Dy."


def test_a_correction_built_on_an_older_state_is_refused_with_the_name_of_who_changed_it(meeting, by, other):
    row = write(meeting, by, "Një.")
    edit_statement(statement=row, said=StatementSaid(text_sq="Dy."), seen=0, by=other, on=ON)

    with pytest.raises(Stale, match="Arben Leka"):
        edit_statement(statement=row, said=StatementSaid(text_sq="Tre."), seen=0, by=by, on=ON)

    assert Statement.objects.get().text_sq == "Dy."


def test_a_speakers_words_need_a_speaker(meeting, by):
    with pytest.raises(DomainError, match="kush e tha"):
        write(meeting, by, kind=StatementKind.SAID)

    assert write(meeting, by, kind=StatementKind.SAID, speaker_name="z. Leka").speaker_name == "z. Leka"


def test_a_line_without_words_and_items_and_speakers_of_other_meetings_are_refused(meeting, by):
    elsewhere = MeetingFactory()
    for said in (
        {"text": "  "},
        {"item": AgendaItemFactory(meeting=elsewhere)},
        {"speaker": AttendanceFactory(meeting=elsewhere)},
        {"token": StatementFactory(meeting=elsewhere).token},
    ):
        with pytest.raises(DomainError):
            write(meeting, by, **said)

    assert not Statement.objects.filter(meeting=meeting).exists()


def test_lines_move_within_their_item_alone(meeting, by):
    item = AgendaItemFactory(meeting=meeting)
    first = write(meeting, by, "a", item=item)
    write(meeting, by, "x")
    second, third = write(meeting, by, "b", item=item), write(meeting, by, "c", item=item)

    move_statement(statement=third, position=1, by=by, on=ON)
    move_statement(statement=first, position=99, by=by, on=ON)

    assert [row.text_sq for row in table_of(meeting, item_pk=item.pk).statements] == ["c", "b", "a"]
    assert [row.text_sq for row in table_of(meeting, item_pk=0).statements] == ["x"]
    assert second.item == item


def test_a_removed_line_leaves_its_beginning_in_the_trail(meeting, by):
    row = write(meeting, by, "Fjala " * 60)

    remove_statement(statement=row, by=by, on=ON)

    assert not Statement.objects.exists()
    assert Event.objects.get(what="meeting.statement_removed").data["text"].startswith("Fjala Fjala")


def test_the_trail_quotes_nothing_of_what_is_restricted(meeting, by):
    statement = write(meeting, by, "Pozicioni negociues", is_restricted=True)
    opened = StatementSaid(text_sq="Pozicioni u bë publik")
    statement = edit_statement(statement=statement, said=opened, seen=statement.revision, by=by, on=ON)
    closed = StatementSaid(text_sq="Pozicioni tjetër", is_restricted=True)
    statement = edit_statement(statement=statement, said=closed, seen=statement.revision, by=by, on=ON)
    remove_statement(statement=statement, by=by, on=ON)

    told = str(list(Event.objects.values_list("data", flat=True)))
    assert "Pozicioni negociues" not in told
    assert "Pozicioni tjetër" not in told


def test_the_trail_of_a_correction_names_no_speaker(meeting, by):
    row = write(meeting, by, kind=StatementKind.SAID, speaker_name="Ema Rama")
    speaker = AttendanceFactory(meeting=meeting, name="Ilir Cani")

    said = StatementSaid(text_sq="U tha.", kind=StatementKind.SAID, speaker=speaker)
    edit_statement(statement=row, said=said, seen=0, by=by, on=ON)

    data = Event.objects.get(what="meeting.statement_edited").data
    assert data["after"] == {"text_sq": "U tha.", "speaker_id": speaker.pk, "speaker_name": ""}
    assert "Ema Rama" not in str(data)


# --- action points


def test_an_action_point_makes_each_institution_owe_it_by_its_day_from_the_day_of_the_meeting(meeting, by):
    first, second = InstitutionFactory(), InstitutionFactory()

    point = do(meeting, by, institutions=[first, second], due=THIRD_OF_JULY)

    duties = list(point.obligations.order_by("pk"))
    assert [duty.institution for duty in duties] == [first, second]
    assert {(duty.kind, duty.ask_sq, duty.due_on, duty.issued_on, duty.body) for duty in duties} == {
        (ObligationKind.FREE_ANSWER, CALENDARS, THIRD_OF_JULY.on, HELD, meeting.body)
    }
    source = duties[0].sources.get()
    assert (source.source, source.citation) == (f"meeting:{meeting.pk}", "mbledhja 4/2018, 25.06.2018")
    assert (source.subject, source.on) == ("Workshopi i OGP-së", HELD)
    assert {link.is_linked for link in point.point_obligations.all()} == {False}


def test_the_same_token_makes_no_duty_twice(meeting, by):
    token, institution = uuid.uuid4(), InstitutionFactory()
    standing = asked(office=meeting.office, body=meeting.body)
    for _time in range(3):
        do(meeting, by, token=token, institutions=[institution], standing=[standing], due=THIRD_OF_JULY)

    assert ActionPoint.objects.count() == 1
    assert Obligation.objects.count() == 2
    assert standing.sources.count() == 2


def test_a_standing_duty_is_linked_and_not_doubled(meeting, by):
    standing = asked(office=meeting.office, body=meeting.body, ask_sq="Dërgoni kalendarin")
    due_before = standing.due_on

    point = do(meeting, by, standing=[standing], institutions=[standing.institution], due=THIRD_OF_JULY)

    assert Obligation.objects.get().pk == standing.pk
    assert point.point_obligations.get().is_linked
    assert [source.citation for source in standing.sources.all()] == [
        "2470 prot, 21.05.2018",
        "mbledhja 4/2018, 25.06.2018",
    ]
    standing.refresh_from_db()
    assert standing.due_on == due_before


def test_two_action_points_may_link_the_same_duty_which_names_the_meeting_once(meeting, by):
    standing = asked(office=meeting.office, body=meeting.body)

    do(meeting, by, standing=[standing])
    do(meeting, by, "Edhe një herë.", standing=[standing])

    assert standing.point_obligations.count() == 2
    assert standing.sources.filter(source=f"meeting:{meeting.pk}").count() == 1


def test_without_institution_it_stays_a_sentence_with_or_without_a_day(meeting, by):
    do(meeting, by, "Fillimi i procesit;")
    dated = do(meeting, by, due=DatePoint(datetime.date(2018, 9, 30), Precision.QUARTER))

    assert not Obligation.objects.exists()
    assert (dated.due_on, dated.due_precision) == (datetime.date(2018, 9, 30), Precision.QUARTER)


def test_a_corrected_text_or_day_leaves_the_duties_as_they_were_asked(meeting, by):
    institution = InstitutionFactory()
    point = do(meeting, by, institutions=[institution], due=THIRD_OF_JULY)

    said = ActionPointSaid(text_sq="Tjetër.", due=DatePoint(datetime.date(2018, 8, 1), Precision.DAY))
    edited = edit_action_point(action_point=point, said=said, seen=0, by=by, on=ON)

    duty = Obligation.objects.get()
    assert (edited.text_sq, edited.due_on) == ("Tjetër.", datetime.date(2018, 8, 1))
    assert (duty.ask_sq, duty.due_on) == (CALENDARS, THIRD_OF_JULY.on)


def test_a_correction_may_put_further_institutions_behind_a_sentence(meeting, by):
    first, second = InstitutionFactory(), InstitutionFactory()
    point = do(meeting, by, institutions=[first])

    said = ActionPointSaid(text_sq=CALENDARS, institutions=[first, second])
    edit_action_point(action_point=point, said=said, seen=0, by=by, on=ON)

    assert list(Obligation.objects.order_by("pk").values_list("institution", flat=True)) == [first.pk, second.pk]


def test_a_stale_correction_of_an_action_point_changes_nothing(meeting, by, other):
    point = do(meeting, by)
    edit_action_point(action_point=point, said=ActionPointSaid(text_sq="Dy."), seen=0, by=other, on=ON)

    said = ActionPointSaid(text_sq="Tre.", institutions=[InstitutionFactory()])
    with pytest.raises(Stale, match="Arben Leka"):
        edit_action_point(action_point=point, said=said, seen=0, by=by, on=ON)

    assert ActionPoint.objects.get().text_sq == "Dy."
    assert not Obligation.objects.exists()


def test_words_longer_than_a_duty_has_room_for_are_cut_in_the_duty_alone(meeting, by):
    point = do(meeting, by, "fjalë " * 100, institutions=[InstitutionFactory()])

    ask = point.obligations.get().ask_sq
    assert len(ask) <= 300
    assert ask.endswith("fjalë …")
    assert len(point.text_sq) == 599


def test_what_a_duty_stands_behind_is_not_removed_until_the_duty_is_withdrawn(meeting, by):
    point, bare = do(meeting, by, institutions=[InstitutionFactory()]), do(meeting, by, "Fjali.")
    with pytest.raises(DomainError, match="qëndrojnë detyra"):
        remove_action_point(action_point=point, by=by, on=ON)

    withdraw(obligation=Obligation.objects.get(), reason="Gabim", by=by, on=ON)
    for one in (point, bare):
        remove_action_point(action_point=one, by=by, on=ON)

    assert not ActionPoint.objects.exists()
    assert Obligation.objects.get().state == ObligationState.WITHDRAWN


def test_duties_of_another_secretariat_and_decisions_of_another_meeting_are_not_linked(meeting, by):
    for said in ({"standing": [asked()]}, {"decision": BodyDecisionFactory()}):
        with pytest.raises(DomainError):
            do(meeting, by, **said)

    assert not ActionPoint.objects.exists()


def test_what_may_be_linked_are_the_open_duties_of_the_body_and_of_its_plans(meeting, by):
    in_body = asked(office=meeting.office, body=meeting.body)
    network = BodyFactory()
    plan = PlanFactory(office=meeting.office, network=network)
    AgendaItemFactory(meeting=meeting, kind="calendars", plan=plan)
    of_plan = asked(office=meeting.office, body=network)
    withdrawn = asked(office=meeting.office, body=meeting.body)
    withdraw(obligation=withdrawn, reason="Gabim", by=by, on=ON)
    came_later, came_before = (asked(office=meeting.office, body=meeting.body) for _time in range(2))
    for duty, answered_on in ((came_later, datetime.date(2018, 7, 2)), (came_before, datetime.date(2018, 6, 1))):
        Obligation.objects.filter(pk=duty.pk).update(state=ObligationState.ANSWERED, answered_on=answered_on)
    asked(office=meeting.office, body=BodyFactory())
    asked(body=meeting.body)

    assert set(standing_duties(meeting)) == {in_body, of_plan, came_later}
    assert set(standing_duties(meeting, also=[came_before.pk])) == {in_body, of_plan, came_later, came_before}


# --- who, and until when


def test_only_the_secretariat_writes_at_the_table(meeting):
    invited = AttendanceFactory(meeting=meeting).institution
    for stranger in (clerk(meeting.office), coordinator(invited), officer(OfficeFactory())):
        row, point = StatementFactory(meeting=meeting), ActionPointFactory(meeting=meeting)
        for refused in (
            lambda stranger=stranger: write(meeting, stranger),
            lambda stranger=stranger: do(meeting, stranger),
            lambda stranger=stranger, row=row: remove_statement(statement=row, by=stranger, on=ON),
            lambda stranger=stranger, point=point: remove_action_point(action_point=point, by=stranger, on=ON),
        ):
            with pytest.raises(NotAllowed):
                refused()

    assert (Statement.objects.count(), ActionPoint.objects.count()) == (3, 3)


def test_nothing_is_written_at_a_cancelled_meeting_or_after_its_minutes_are_approved(meeting, by):
    cancelled = MeetingFactory(office=meeting.office, state="cancelled", cancelled_because="Pa kuorum")
    MinutesFactory(meeting=meeting, state=MinutesState.APPROVED, circulated_on=ON, approved_on=ON)

    for closed in (meeting, cancelled):
        with pytest.raises(DomainError):
            write(closed, by)
        with pytest.raises(DomainError):
            do(closed, by)

    assert not Statement.objects.exists()


# --- reading


def test_the_table_is_read_in_as_many_queries_however_much_was_written(
    meeting, by, django_assert_num_queries, settings
):
    item = AgendaItemFactory(meeting=meeting)
    place = AttendanceFactory(meeting=meeting)
    letter = registered(meeting.office, number="2470")
    for rows in (1, 3, 30):
        for number in range(Statement.objects.count(), rows):
            write(meeting, by, f"fjala {number}", item=item, speaker=place, letters=[letter])
            do(meeting, by, f"hapi {number}", item=item, institutions=[InstitutionFactory()])
            BodyDecisionFactory(meeting=meeting, item=item)
            AttendanceFactory(meeting=meeting)
            AgendaItemFactory(meeting=meeting)
        with django_assert_num_queries(7):
            table = table_of(meeting, item_pk=item.pk)
            assert len(table.statements) == len(table.action_points) == rows
            for row in table.statements:
                assert row.speaker.institution.label
                assert [one.number for one in row.letters.all()] == [2470]
            for point in table.action_points:
                assert [link.obligation.institution.label for link in point.point_obligations.all()]
            assert table.items[0].written == 3 * rows
