"""The list of meetings and the page of one, as far as one reader sees them."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.ground.actors import Role
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    BodyRuleFactory,
    InstitutionFactory,
    MeetingFactory,
    MeetingPaperFactory,
    MinutesFactory,
    PlanEntryFactory,
    PlanFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import person_in, row_names, words
from tests.web.queries import queries_of

LIST = reverse("meetings:list")

pytestmark = pytest.mark.django_db


def page_of(meeting) -> str:
    return reverse("meetings:detail", args=[meeting.pk])


def test_the_list_says_what_comes_next_and_stands_valid(keeper, office, meeting):
    coming = MeetingFactory(office=office, body=meeting.body, on=datetime.date(2098, 1, 7), called=True)

    page = keeper.get(LIST)

    said = words(page)
    assert "Next: " in said
    assert f'<a href="{page_of(coming)}">GP, 07.01.2098</a>, 10:00.' in said
    assert row_names(page)[0].startswith(coming.number_label)
    assert faults_of(page.content.decode()) == []


def test_the_list_is_narrowed_by_its_address_and_says_when_nothing_matches(keeper, office, meeting, planned):
    other = MeetingFactory(office=office, kind="workshop", number=9)

    def listed(query: str) -> set[str]:
        return {name.split()[0] for name in row_names(keeper.get(f"{LIST}?{query}"))}

    assert listed(f"body={meeting.body_id}") == {"4/2018", "5/2018"}
    assert listed("kind=workshop") == {other.number_label}
    assert listed("state=planned&sort=on") >= {"5/2018"}
    assert listed("state=planned") == {"5/2018", "9/2018"}
    assert "No meeting matches these filters." in words(keeper.get(f"{LIST}?state=held"))


def test_whoever_is_invited_sees_their_meetings_alone_with_their_own_answer(member, place, planned):
    page = member.get(LIST)
    assert [name.split()[0] for name in row_names(page)] == ["4/2018"]
    assert "not answered yet" in words(page)

    place.reply = "yes"
    place.save()

    assert "not answered yet" not in words(member.get(LIST))
    assert "Comes" in words(member.get(LIST))


def test_who_is_invited_to_nothing_is_told_so(stranger, english):
    assert "There is no meeting yet." in words(stranger.get(LIST))
    nobody = english(person_in(Role.COORDINATOR, InstitutionFactory()))
    assert "You are invited to no meeting." in words(nobody.get(LIST))


def test_the_list_takes_the_same_queries_for_one_meeting_and_for_three(keeper, office, body):
    def add() -> None:
        meeting = MeetingFactory(office=office, body=body, called=True)
        MinutesFactory(meeting=meeting)
        AttendanceFactory(meeting=meeting)

    add()
    for_one = queries_of(keeper, LIST)
    add()
    add()

    assert queries_of(keeper, LIST) == for_one <= 16


def test_a_meeting_tells_its_facts_its_agenda_and_when_the_items_begin(keeper, meeting, body, office):
    BodyRuleFactory(body=body, by_side=True, reference="neni 12")
    meeting.led_by = InstitutionFactory(name_en="Unit of trial", part_of=InstitutionFactory(name_en="Office above"))
    meeting.save()
    AgendaItemFactory(meeting=meeting, title_en="Opening", minutes=15)
    AgendaItemFactory(meeting=meeting, title_en="The calendars", minutes=45)

    page = keeper.get(page_of(meeting))

    said = words(page)
    assert "GP 4/2018: Workshop of coordinators" in said
    for told in ("10:00–10:15", "10:15–11:00", "more than 1/2 of the members, each side by itself", "neni 12"):
        assert told in said
    assert said.index("Unit of trial") < said.index("Office above")
    assert "2 items on the agenda, 60 minutes." in said
    assert faults_of(page.content.decode()) == []


def test_a_guest_does_not_see_that_there_is_a_restricted_item(guest, member, meeting):
    AgendaItemFactory(meeting=meeting, title_en="Opening")
    AgendaItemFactory(meeting=meeting, title_en="The negotiating position", is_restricted=True)

    assert "The negotiating position" in words(member.get(page_of(meeting)))
    said = words(guest.get(page_of(meeting)))
    assert "The negotiating position" not in said
    assert "1 item on the agenda." in said


def test_what_an_item_concerns_is_a_link_where_it_may_be_opened(keeper, member, meeting, office):
    plan = PlanFactory(office=office, name_en="Plan of openness")
    entry = PlanEntryFactory(plan=plan, code="C1.1", measure__title_en="Open reporting")
    item = AgendaItemFactory(meeting=meeting, kind="validation", plan=plan)
    item.entries.add(entry)
    address = reverse("plans:measure", args=[entry.measure_id])

    assert "1 measure" in words(keeper.get(page_of(meeting)))
    assert address in words(keeper.get(page_of(meeting)))
    assert address not in words(member.get(page_of(meeting)))


def test_buttons_are_for_the_secretariat_and_an_empty_agenda_says_what_to_do(keeper, member, meeting):
    kept, seen = words(keeper.get(page_of(meeting))), words(member.get(page_of(meeting)))

    add = reverse("meetings:new_item", args=[meeting.pk])
    assert "The agenda is empty." in kept
    assert add in kept
    assert reverse("trail:row", args=["meeting", meeting.pk]) in kept
    assert "The agenda is not there yet." in seen
    assert add not in seen


def test_a_cancelled_meeting_says_why_and_offers_no_change(keeper, office, body):
    meeting = MeetingFactory(office=office, body=body, state="cancelled", cancelled_because="Ministri mungon")
    AgendaItemFactory(meeting=meeting)

    said = words(keeper.get(page_of(meeting)))

    assert "Ministri mungon" in said
    for name in ("edit", "cancel", "new_item"):
        assert reverse(f"meetings:{name}", args=[meeting.pk]) not in said


def test_the_agenda_that_approved_minutes_tell_is_not_offered_for_change(keeper, office, body):
    meeting = MeetingFactory(office=office, body=body, held=True)
    item = AgendaItemFactory(meeting=meeting)
    record = MinutesFactory(meeting=meeting)
    edit = reverse("meetings:edit_item", args=[meeting.pk, item.pk])
    assert edit in words(keeper.get(page_of(meeting)))

    record.state, record.circulated_on, record.approved_on = "approved", meeting.on, meeting.on
    record.save()

    assert edit not in words(keeper.get(page_of(meeting)))


def test_the_page_takes_the_same_queries_for_one_item_and_for_three(keeper, meeting, office):
    plan = PlanFactory(office=office)

    def add() -> None:
        item = AgendaItemFactory(meeting=meeting, kind="validation", plan=plan)
        item.entries.add(PlanEntryFactory(plan=plan))
        MeetingPaperFactory(meeting=meeting, item=item)
        AttendanceFactory(meeting=meeting)

    add()
    for_one = queries_of(keeper, page_of(meeting))
    add()
    add()

    assert queries_of(keeper, page_of(meeting)) == for_one <= 22


def test_the_history_of_a_meeting_is_told_to_its_office(keeper, meeting):
    keeper.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "Pa kuorum"})

    said = words(keeper.get(reverse("trail:row", args=["meeting", meeting.pk])))

    assert "cancelled meeting 4/2018: Pa kuorum" in said


def test_the_page_of_a_body_shows_the_meetings_that_the_reader_sees(keeper, member, stranger, meeting, planned):
    address = reverse("bodies:detail", args=[meeting.body_id]) + "?part=meetings"

    assert [name.split()[0] for name in row_names(keeper.get(address))] == ["5/2018", "4/2018"]
    assert [name.split()[0] for name in row_names(member.get(address))] == ["4/2018"]
    assert "No meeting you may see belongs to this body." in words(stranger.get(address))
    assert f"{reverse('meetings:new')}?body={meeting.body_id}" in words(keeper.get(address))


def test_meetings_are_found_from_every_page(keeper, member, meeting, place):
    keeper.post(
        reverse("meetings:new_item", args=[meeting.pk]), {"title_sq": "Shqyrtimi i kalendarëve", "kind": "discussion"}
    )
    address = reverse("search:find") + "?q=kalendarët"

    for client in (keeper, member):
        assert page_of(meeting) in words(client.get(address))
