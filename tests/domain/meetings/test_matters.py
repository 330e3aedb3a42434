"""What is open for a body could come on the agenda of its meeting, and is put there at its place."""

import datetime

import pytest
from django.utils.translation import override

from sekretariat.domain.consultations.enums import RoundState
from sekretariat.domain.consultations.models import RoundEntry
from sekretariat.domain.meetings.enums import ItemKind, MinutesState
from sekretariat.domain.meetings.queries.matters import open_matters, previous_meeting
from sekretariat.domain.meetings.services import add_matters
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.plans.enums import CalendarState, EntryState
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    NodeFactory,
    NodePartyFactory,
    ObligationFactory,
    PlanCalendarFactory,
    PlanEntryFactory,
    PlanFactory,
    RemarksRoundFactory,
    clerk,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


TODAY = datetime.date(2018, 7, 10)


@pytest.fixture
def body():
    return BodyFactory(short_name="GMIP")


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, on=datetime.date(2018, 7, 20))


@pytest.fixture
def last(meeting, body):
    """The workshop of 25.06.2018, whose notes are not approved."""
    held = MeetingFactory(body=body, office=meeting.office, held=True)
    MinutesFactory(meeting=held)
    MeetingFactory(body=body, office=meeting.office, on=datetime.date(2018, 7, 5))  # was only planned
    return held


def matters_of(meeting, kind):
    return [one for one in open_matters(meeting, on=TODAY) if one.kind == kind]


def test_the_last_minutes_are_those_of_the_meeting_held_before(meeting, last):
    [one] = matters_of(meeting, ItemKind.LAST_MINUTES)

    assert previous_meeting(meeting) == last
    assert (one.earlier, one.is_on_agenda) == (last, False)
    last.record.state = MinutesState.APPROVED
    last.record.circulated_on = last.record.approved_on = TODAY
    last.record.save()
    assert matters_of(meeting, ItemKind.LAST_MINUTES) == []


def test_action_points_that_are_still_owed_arise(meeting, last, body):
    owed = ObligationFactory(office=meeting.office)
    done = ObligationFactory(office=meeting.office, state="answered", answered_on=TODAY)
    point = ActionPointFactory(meeting=last, due_on=datetime.date(2018, 7, 3), text_sq="Dërgohen kalendarët")
    point.obligations.add(owed)
    ActionPointFactory(meeting=last, text_sq="U krye").obligations.add(done)
    ActionPointFactory(meeting=last, text_sq="Pa detyrë")

    [one] = matters_of(meeting, ItemKind.MATTERS_ARISING)

    assert (one.earlier, one.is_late, len(one.details)) == (last, True, 1)
    assert "Dërgohen kalendarët" in one.details[0]


def test_duties_due_until_the_meeting_are_one_matter_for_the_same_ask(meeting, body):
    shared = {"office": meeting.office, "body": body, "ask_sq": "Dërgoni kalendarin"}
    for name in ("AKSHI", "MD"):
        ObligationFactory(institution=InstitutionFactory(short_name=name), due_on=datetime.date(2018, 7, 3), **shared)
    alone = ObligationFactory(office=meeting.office, body=body, due_on=datetime.date(2018, 7, 20))
    ObligationFactory(office=meeting.office, body=body, due_on=datetime.date(2018, 7, 21))
    ObligationFactory(office=meeting.office, due_on=datetime.date(2018, 7, 3))

    late, due = matters_of(meeting, ItemKind.DUTIES)

    assert (late.is_late, late.obligation, late.details) == (True, None, ["late since 03.07.2018: AKSHI, MD"])
    assert (due.is_late, due.obligation) == (False, alone)


def test_measures_that_wait_come_by_closed_round_and_by_plan(meeting, body):
    plan = PlanFactory(office=meeting.office, body=body, short_name="PV III")
    sent, returned, other = (PlanEntryFactory(plan=plan, state=state) for state in ("proposed", "returned", "proposed"))
    PlanEntryFactory(plan=plan, state=EntryState.VALIDATED)
    closed = RemarksRoundFactory(
        office=meeting.office, body=body, plan=plan, state=RoundState.CLOSED, closed_on=datetime.date(2018, 7, 9)
    )
    still_open = RemarksRoundFactory(office=meeting.office, body=body, plan=plan)
    for remarks_round, entry in ((closed, sent), (still_open, other)):
        RoundEntry.objects.create(round=remarks_round, entry=entry)

    by_round, by_plan = matters_of(meeting, ItemKind.VALIDATION)

    assert (by_round.remarks_round, list(by_round.entries)) == (closed, [sent])
    assert (by_plan.plan, set(by_plan.entries)) == (plan, {returned, other})
    assert by_round.title_en == "Validation of 1 measure of PV III"


def test_a_group_is_brought_the_measures_of_its_round_on_another_bodys_plan(meeting, body):
    foreign = PlanFactory(office=meeting.office, body=BodyFactory())
    entry, unsent = PlanEntryFactory(plan=foreign), PlanEntryFactory(plan=foreign)
    closed = RemarksRoundFactory(
        office=meeting.office, body=body, plan=foreign, state=RoundState.CLOSED, closed_on=datetime.date(2018, 7, 9)
    )
    RoundEntry.objects.create(round=closed, entry=entry)

    [one] = matters_of(meeting, ItemKind.VALIDATION)

    assert list(one.entries) == [entry]
    assert unsent not in one.entries


def test_calendars_are_told_apart_by_what_came_and_what_is_late(meeting, body):
    plan = PlanFactory(office=meeting.office, body=body)
    for code, name, state in (("1", "AKSHI", "received"), ("2", "MD", ""), ("3", "MFE", "")):
        node = NodeFactory(plan=plan, code=code)
        lead = InstitutionFactory(short_name=name)
        NodePartyFactory(node=node, institution=lead)
        due = {"1": 3, "2": 3, "3": 30}[code]
        duty = ObligationFactory(
            kind=ObligationKind.SEND_CALENDAR,
            institution=lead,
            office=meeting.office,
            due_on=datetime.date(2018, 7, due),
            state="answered" if state else "open",
            answered_on=TODAY if state else None,
        )
        given = {"state": CalendarState.RECEIVED, "received_on": TODAY} if state else {}
        PlanCalendarFactory(plan=plan, node=node, obligation=duty, **given)

    [one] = matters_of(meeting, ItemKind.CALENDARS)

    assert one.details == ["came: 1 (AKSHI)", "expected: 3 (MFE)", "late: 2 (MD)"]
    assert one.is_late


def test_a_plan_whose_measures_are_all_decided_can_be_adopted(meeting, body):
    ready, waiting = (PlanFactory(office=meeting.office, body=body) for _number in range(2))
    for plan in (ready, waiting):
        PlanEntryFactory(plan=plan, state=EntryState.VALIDATED)
    PlanEntryFactory(plan=waiting)

    assert [one.plan for one in matters_of(meeting, ItemKind.ADOPTION)] == [ready]


def test_the_last_minutes_come_first_and_what_arises_second(meeting, last):
    AgendaItemFactory(meeting=meeting, position=1, title_sq="Tjetër")
    owed = ObligationFactory(office=meeting.office, body=meeting.body, due_on=datetime.date(2018, 7, 3))
    ActionPointFactory(meeting=last).obligations.add(owed)
    by = officer(meeting.office)

    keys = {f"minutes-{last.pk}", f"arising-{last.pk}", f"duty-{owed.pk}"}
    add_matters(meeting=meeting, keys=keys, by=by, on=TODAY)

    kinds = list(meeting.items.order_by("position").values_list("kind", "position"))
    assert kinds == [
        (ItemKind.LAST_MINUTES, 1),
        (ItemKind.MATTERS_ARISING, 2),
        (ItemKind.DISCUSSION, 3),
        (ItemKind.DUTIES, 4),
    ]
    assert all(one.is_on_agenda for one in open_matters(meeting, on=TODAY))
    with pytest.raises(DomainError, match="not on the agenda yet"):
        add_matters(meeting=meeting, keys=keys, by=by, on=TODAY)


def test_only_the_keeper_puts_matters_on_the_agenda(meeting, last):
    with pytest.raises(NotAllowed):
        add_matters(meeting=meeting, keys={f"minutes-{last.pk}"}, by=clerk(meeting.office), on=TODAY)
