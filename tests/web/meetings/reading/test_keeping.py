"""Planning a meeting on pages, correcting it, calling it off, and keeping its agenda."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.meetings.models import Meeting
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    PlanEntryFactory,
    PlanFactory,
    StatementFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import words

NEW = reverse("meetings:new")

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=[getattr(one, "pk", one) for one in args])


def said(body, office, **more) -> dict:
    given = {"body": f"{office.pk}-{body.pk}", "kind": "workshop", "day": "25.06.2018", "record_kind": "notes"}
    return given | more


def test_a_meeting_is_planned_as_people_write(keeper, office, body):
    unit = InstitutionFactory(name_sq="Njësia e provës", short_name="NJP")
    chair = MandateFactory(institution=unit, person__name="Mirela Kola").person
    given = said(
        body, office, begins_at="9.30", ends_at="12", place_sq="Salla e vogël", led_by="NJP", chair="mirela kola"
    )

    page = keeper.post(NEW, given | {"link": "meet.gov.al/opq"}, follow=True)

    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.begins_at, meeting.ends_at) == (
        datetime.date(2018, 6, 25),
        datetime.time(9, 30),
        datetime.time(12),
    )
    assert (meeting.led_by, meeting.chair, meeting.number_label) == (unit, chair, "1/2018")
    assert (meeting.link, meeting.record.kind) == ("https://meet.gov.al/opq", "notes")
    assert "Meeting 1/2018 of GP is planned." in words(page)


def test_of_a_planned_meeting_the_month_is_enough(keeper, office, body):
    keeper.post(NEW, said(body, office, day="qershor 2019"))

    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.precision) == (datetime.date(2019, 6, 30), "month")


def test_what_is_not_understood_is_told_and_nothing_typed_is_lost(keeper, office, body, meeting):
    page = keeper.post(NEW, said(body, office, begins_at="dhjetë", place_sq="Salla e vogël", number="4"))
    told = words(page)
    assert "Write an hour, such as 10:30." in told
    assert 'value="Salla e vogël"' in told
    assert faults_of(page.content.decode()) == []

    page = keeper.post(NEW, said(body, office, number="4"))
    assert "This body has a meeting with this number in the year already." in words(page)
    assert Meeting.objects.count() == 1


def test_the_body_of_another_office_is_not_offered(keeper, office, body, stranger):
    other = BodyFactory()

    assert keeper.post(NEW, said(other, office)).status_code == 200
    assert not Meeting.objects.exists()
    assert "Your office serves no body yet." in words(stranger.get(NEW))


def test_the_body_from_whose_page_one_comes_is_chosen(keeper, office, body):
    assert f'<option value="{office.pk}-{body.pk}" selected>' in words(keeper.get(f"{NEW}?body={body.pk}"))


def test_a_meeting_is_corrected_and_moved(keeper, planned):
    page = keeper.get(url("edit", planned))
    assert 'value="14.09.2018"' in words(page)
    assert 'value="10:00"' in words(page)

    given = {"kind": "regular", "day": "15.09.2018", "begins_at": "11:00", "number": "5", "revision": planned.revision}
    keeper.post(url("edit", planned), given)

    planned.refresh_from_db()
    assert (planned.on, planned.begins_at, planned.ends_at) == (datetime.date(2018, 9, 15), datetime.time(11), None)


def test_the_second_of_two_is_shown_what_the_first_changed(keeper, planned):
    Meeting.objects.filter(pk=planned.pk).update(place_sq="Salla e madhe", revision=planned.revision + 1)
    given = {"kind": "regular", "day": "14.09.2018", "number": "5", "place_sq": "Salla e vogël"}

    page = keeper.post(url("edit", planned), given | {"revision": planned.revision})

    told = words(page)
    assert "now: Salla e madhe" in told
    assert "you wrote: Salla e vogël" in told
    planned.refresh_from_db()
    assert planned.place_sq == "Salla e madhe"
    keeper.post(url("edit", planned), given | {"revision": planned.revision})
    planned.refresh_from_db()
    assert planned.place_sq == "Salla e vogël"


def test_a_meeting_is_cancelled_with_a_reason_only(keeper, planned):
    assert "This field is required." in words(keeper.post(url("cancel", planned), {"reason": ""}))

    page = keeper.post(url("cancel", planned), {"reason": "Pa kuorum"}, follow=True)

    planned.refresh_from_db()
    assert (planned.state, planned.cancelled_because) == ("cancelled", "Pa kuorum")
    assert "Meeting 5/2018 is cancelled." in words(page)


def test_one_that_was_held_is_not_cancelled(keeper, office, body):
    held = MeetingFactory(office=office, body=body, held=True)

    page = keeper.post(url("cancel", held), {"reason": "Pa kuorum"})

    assert "This meeting was held: it cannot be cancelled any more." in words(page)


def test_an_item_brings_the_measures_that_were_ticked(keeper, planned, office):
    plan = PlanFactory(office=office)
    first, second = (PlanEntryFactory(plan=plan, code=code) for code in ("C1.1", "C1.2"))
    given = {"title_sq": "Validimi i masave", "kind": "validation", "minutes": "45", "plan": plan.pk}

    shown = keeper.post(url("new_item", planned), given | {"show": "1"})
    assert not planned.items.exists()
    assert words(shown).count('name="entries"') == 2
    assert faults_of(shown.content.decode()) == []
    keeper.post(url("new_item", planned), given | {"entries": [second.pk]})

    item = planned.items.get()
    assert (item.kind, item.minutes, item.plan, list(item.entries.all())) == ("validation", 45, plan, [second])
    shown = words(keeper.get(url("edit_item", planned, item)))
    assert f'value="{second.pk}" class' in shown or "checked" in shown
    keeper.post(url("edit_item", planned, item), given | {"entries": [first.pk, second.pk]})
    assert set(item.entries.all()) == {first, second}


def test_measures_that_were_ticked_stay_when_another_component_is_shown(keeper, planned, office):
    plan = PlanFactory(office=office)
    entry, other = PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)
    given = {"title_sq": "Validimi", "kind": "validation", "plan": plan.pk, "component": other.component_id}

    shown = words(keeper.post(url("new_item", planned), given | {"show": "1", "entries": [entry.pk]}))

    assert shown.count('name="entries"') == 2
    assert shown.count(" checked") == 1


def test_an_item_that_validates_names_its_plan(keeper, planned):
    page = keeper.post(url("new_item", planned), {"title_sq": "Validimi", "kind": "validation"})

    assert "Choose the plan, or the earlier meeting, that the item is about." in words(page)
    assert not planned.items.exists()


def test_the_last_minutes_are_those_of_an_earlier_meeting_of_the_body(keeper, planned, meeting, office):
    elsewhere = MeetingFactory(office=office)
    given = {"title_sq": "Miratimi i procesverbalit", "kind": "last_minutes"}

    assert keeper.post(url("new_item", planned), given | {"earlier": elsewhere.pk}).status_code == 200
    keeper.post(url("new_item", planned), given | {"earlier": meeting.pk})

    assert planned.items.get().earlier == meeting


def test_items_are_moved_and_taken_off_by_plain_buttons(keeper, planned):
    first, second, third = (AgendaItemFactory(meeting=planned, position=place) for place in (1, 2, 3))

    keeper.post(url("move_item", planned, third), {"to": "up"})
    assert list(planned.items.all()) == [first, third, second]
    keeper.post(url("move_item", planned, first), {"to": "down"})
    assert list(planned.items.all()) == [third, first, second]
    keeper.post(url("remove_item", planned, first))
    assert [(item, item.position) for item in planned.items.all()] == [(third, 1), (second, 2)]


def test_an_item_with_something_written_under_it_stays(keeper, planned):
    item = AgendaItemFactory(meeting=planned)
    StatementFactory(meeting=planned, item=item)

    page = keeper.post(url("remove_item", planned, item), follow=True)

    assert "Something was written down under this item: it stays." in words(page)
    assert planned.items.get() == item


def test_an_item_of_another_meeting_is_not_there(keeper, planned, meeting):
    item = AgendaItemFactory(meeting=meeting)

    for name in ("edit_item", "move_item", "remove_item"):
        assert keeper.post(url(name, planned, item)).status_code == 404
