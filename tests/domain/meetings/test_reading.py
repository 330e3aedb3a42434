"""What one reader sees of meetings and of one agenda, and how the search finds them."""

import datetime

import pytest

from sekretariat.domain.meetings.queries.reading import (
    Wanted,
    agenda_of,
    bodies_to_call,
    listing,
    next_meeting,
    own_places,
    papers_of,
)
from sekretariat.domain.meetings.services import (
    ItemSaid,
    MeetingSaid,
    add_item,
    cancel_meeting,
    edit_item,
    edit_meeting,
    index_meeting,
    plan_meeting,
    remove_item,
)
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import scopes_of
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MeetingPaperFactory,
    OfficeFactory,
    PersonFactory,
    PlanEntryFactory,
    PlanFactory,
    SeatFactory,
    coordinator,
    officer,
)

ON = datetime.date(2018, 6, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def body():
    return BodyFactory(name_sq="Grupi i provës", name_en="Trial group")


@pytest.fixture
def meeting(office, body):
    return MeetingFactory(office=office, body=body, called=True)


@pytest.fixture
def invited(meeting):
    institution = InstitutionFactory()
    AttendanceFactory(meeting=meeting, institution=institution)
    return institution


@pytest.fixture
def guest(meeting):
    institution = InstitutionFactory()
    AttendanceFactory(meeting=meeting, institution=institution, is_member=False)
    return institution


def found_by(actor, text: str) -> list[str]:
    return [hit.key for hit in find(text, scopes=scopes_of(actor), kinds=["meeting"], limit=10).hits]


def test_what_comes_next_stands_first_then_what_was_the_newest_first(office):
    days = {"past": (5, 1), "long past": (4, 1), "later": (8, 1), "next": (7, 1)}
    made = {
        name: MeetingFactory(office=office, on=datetime.date(2018, *day), held=name.endswith("past"))
        for name, day in days.items()
    }

    rows = list(listing(officer(office), Wanted(), on=ON))

    assert rows == [made["next"], made["later"], made["past"], made["long past"]]
    assert next_meeting(officer(office), on=ON) == made["next"]


def test_a_meeting_that_was_planned_and_did_not_come_about_is_not_the_next(office):
    MeetingFactory(office=office, on=datetime.date(2018, 5, 1))
    MeetingFactory(office=office, on=datetime.date(2018, 7, 1), state="cancelled", cancelled_because="Pa kuorum")

    assert next_meeting(officer(office), on=ON) is None


def test_the_list_is_narrowed_by_body_year_kind_and_state(office, meeting, body):
    other = MeetingFactory(office=office, on=datetime.date(2019, 1, 10), kind="workshop")
    by = officer(office)

    def listed(**wanted) -> list:
        return list(listing(by, Wanted(**wanted), on=ON))

    assert listed(body=body.pk) == listed(year=2018) == listed(state="called") == [meeting]
    assert listed(kind="workshop") == [other]


def test_items_run_one_after_the_other_until_one_says_no_minutes(meeting, office):
    for minutes in (10, 30, None, 5):
        AgendaItemFactory(meeting=meeting, minutes=minutes)

    lines = agenda_of(meeting, officer(office)).lines

    assert [line.starts and line.starts.strftime("%H:%M") for line in lines] == ["10:00", "10:10", "10:40", None]
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_a_guest_sees_neither_restricted_items_nor_how_many_there_are(meeting, office, invited, guest):
    first = AgendaItemFactory(meeting=meeting, minutes=10)
    secret = AgendaItemFactory(meeting=meeting, minutes=20, is_restricted=True)
    last = AgendaItemFactory(meeting=meeting, minutes=30)
    MeetingPaperFactory(meeting=meeting, item=secret)
    MeetingPaperFactory(meeting=meeting, access="restricted")
    open_paper = MeetingPaperFactory(meeting=meeting)

    shown = agenda_of(meeting, coordinator(guest))

    assert [(line.item, line.number) for line in shown.lines] == [(first, 1), (last, 2)]
    assert shown.lines[1].starts == datetime.time(10, 30)  # a guest comes when the item truly begins
    assert list(shown.papers) == papers_of(meeting, coordinator(guest)) == [open_paper]
    for member in (coordinator(invited), officer(office)):
        whole = agenda_of(meeting, member)
        assert [line.item for line in whole.lines] == [first, secret, last]
        assert len(whole.papers) == 3


def test_measures_of_an_item_are_those_that_the_reader_sees(meeting, office, invited):
    plan = PlanFactory(office=office)
    item = AgendaItemFactory(meeting=meeting, kind="validation", plan=plan)
    entries = [PlanEntryFactory(plan=plan, code=code) for code in ("C1.2", "C1.10")]
    item.entries.set(entries)

    assert list(agenda_of(meeting, officer(office)).lines[0].entries) == entries
    seen_by_invited = agenda_of(meeting, coordinator(invited))
    assert (list(seen_by_invited.lines[0].entries), seen_by_invited.seen.plans) == ([], frozenset())


def test_the_agenda_takes_the_same_queries_for_one_item_and_for_three(
    meeting, office, django_assert_max_num_queries, django_assert_num_queries
):
    plan = PlanFactory(office=office)
    by = officer(office)

    def add() -> None:
        earlier = MeetingFactory(office=office, body=meeting.body, on=datetime.date(2018, 1, 10))
        item = AgendaItemFactory(
            meeting=meeting, kind="validation", plan=plan, earlier=earlier, presenter=PersonFactory()
        )
        item.entries.add(PlanEntryFactory(plan=plan))
        MeetingPaperFactory(meeting=meeting, item=item)
        AttendanceFactory(meeting=meeting)

    def read() -> None:
        for line in agenda_of(meeting, by).lines:
            assert line.item.plan.name_sq
            assert line.item.earlier.body.label
            assert [entry.measure.title_sq for entry in line.entries]
            assert [paper.title_sq for paper in line.papers]

    add()
    with django_assert_max_num_queries(9) as captured:
        read()
    for_one = len(captured)
    add()
    add()
    with django_assert_num_queries(for_one):
        read()


def test_the_own_place_of_a_person_comes_before_that_of_the_institution(meeting, invited):
    person = PersonFactory()
    own = AttendanceFactory(meeting=meeting, institution=invited, person=person, reply="yes")

    assert own_places([meeting], coordinator(invited, person=person)) == {meeting.pk: own}
    assert own_places([meeting], coordinator(invited))[meeting.pk] != own


def test_an_office_calls_the_bodies_it_serves_and_those_of_its_plans(office):
    served, of_plan, _other = BodyFactory(), BodyFactory(), BodyFactory()
    SeatFactory(body=served, role="secretariat", institution=office.unit)
    PlanFactory(office=office, body=of_plan)

    assert set(bodies_to_call(office.pk, on=ON)) == {served, of_plan}


def test_a_planned_meeting_is_found_by_its_office_a_called_one_by_whoever_has_a_place(office, body):
    said = MeetingSaid(on=datetime.date(2018, 6, 25), title_sq="Punëtoria e koordinatorëve")
    meeting = plan_meeting(office=office, body=body, said=said, by=officer(office), on=ON)
    place = AttendanceFactory(meeting=meeting)
    index_meeting(meeting)
    readers = (officer(office), coordinator(place.institution), officer(OfficeFactory()))

    assert [found_by(one, "punëtoria") for one in readers] == [[str(meeting.pk)], [], []]
    meeting.state, meeting.called_on = "called", ON
    meeting.save()
    index_meeting(meeting)
    assert [found_by(one, "punëtoria") for one in readers] == [[str(meeting.pk)], [str(meeting.pk)], []]


def test_a_meeting_is_found_by_its_items_and_decisions_but_not_by_what_is_restricted(office, body):
    by = officer(office)
    said = MeetingSaid(on=datetime.date(2018, 6, 25))
    meeting = plan_meeting(office=office, body=body, said=said, by=by, on=ON)
    item = add_item(meeting=meeting, said=ItemSaid(title_sq="Shqyrtimi i kalendarëve"), by=by, on=ON)
    add_item(meeting=meeting, said=ItemSaid(title_sq="Pozicioni negociues", is_restricted=True), by=by, on=ON)
    BodyDecisionFactory(meeting=meeting, text_sq="U miratua metodologjia.")
    BodyDecisionFactory(meeting=meeting, text_sq="U miratua tërheqja.", is_restricted=True)
    index_meeting(meeting)

    words = ("kalendarëve", "grupi", "metodologjia", "negociues", "tërheqja")
    assert [bool(found_by(by, word)) for word in words] == [True, True, True, False, False]
    assert list(listing(by, Wanted(words="kalendarëve"), on=ON)) == [meeting]
    remove_item(item=item, by=by, on=ON)
    assert found_by(by, "kalendarëve") == []


def test_a_meeting_is_found_by_its_title_as_it_was_corrected_and_once_cancelled(office, body):
    by = officer(office)
    meeting = plan_meeting(
        office=office, body=body, said=MeetingSaid(on=datetime.date(2018, 6, 25), title_sq="Forumi"), by=by, on=ON
    )

    edit_meeting(
        meeting=meeting, said=MeetingSaid(on=meeting.on, title_sq="Kuvendi"), seen=meeting.revision, by=by, on=ON
    )
    meeting.refresh_from_db()
    cancel_meeting(meeting=meeting, reason="Pa kuorum", by=by, on=ON)

    assert (found_by(by, "forumi"), found_by(by, "kuvendi")) == ([], [str(meeting.pk)])


def test_the_trail_keeps_who_chairs_and_presents_by_key_and_not_by_name(office, body):
    by, person = officer(office), PersonFactory(name="Mirela Kola")
    meeting = MeetingFactory(office=office, body=body)
    edit_meeting(
        meeting=meeting,
        said=MeetingSaid(on=meeting.on, begins_at=datetime.time(9), chair=person),
        seen=meeting.revision,
        by=by,
        on=ON,
    )
    item = add_item(meeting=meeting, said=ItemSaid(title_sq="Hapja"), by=by, on=ON)
    edit_item(item=item, said=ItemSaid(title_sq="Hapja", presenter=person), by=by, on=ON)

    meeting.refresh_from_db()
    told = [event.data for event in Event.objects.filter(what__in=["meeting.edited", "meeting.item_edited"])]
    assert (meeting.chair, item.presenter, len(told)) == (person, person, 2)
    assert "Mirela" not in str(told)
    assert told[0]["after"]["begins_at"] == "09:00:00"


def test_a_number_that_the_body_has_in_the_year_is_refused_with_a_sentence(office, body, meeting):
    by = officer(office)
    said = MeetingSaid(on=datetime.date(2018, 9, 1), number=meeting.number)

    with pytest.raises(DomainError) as refused:
        plan_meeting(office=office, body=body, said=said, by=by, on=ON)
    assert refused.value.field == "number"
    other = plan_meeting(office=office, body=body, said=MeetingSaid(on=datetime.date(2018, 9, 1)), by=by, on=ON)
    with pytest.raises(DomainError):
        edit_meeting(meeting=other, said=said, seen=other.revision, by=by, on=ON)
