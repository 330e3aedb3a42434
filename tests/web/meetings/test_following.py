"""Open matters, the rules of a body, the programme of a year, and the decisions of all meetings."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import BodyRule
from sekretariat.ground.actors import Role
from sekretariat.officefiles import docx
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    BodyFactory,
    BodyRuleFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    ObligationFactory,
    SeatFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, person_in, row_names, words
from tests.web.plans.conftest import officer
from tests.web.queries import queries_of

__all__ = ["english", "office", "officer"]

pytestmark = pytest.mark.django_db

LATE = datetime.date(2018, 7, 3)


@pytest.fixture
def body(office):
    body = BodyFactory(short_name="GMIP", name_en="Integrated Policy Management Group")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit, valid_from=datetime.date(2018, 1, 1))
    return body


@pytest.fixture
def held(office, body):
    meeting = MeetingFactory(office=office, body=body, held=True, number=3)
    MinutesFactory(meeting=meeting)
    return meeting


@pytest.fixture
def coming(office, body):
    return MeetingFactory(office=office, body=body, on=datetime.date(2018, 7, 20), number=4)


def a_duty(office, body, name="MD", **values):
    return ObligationFactory(
        office=office, body=body, institution=InstitutionFactory(short_name=name), due_on=LATE, **values
    )


def test_open_matters_are_ticked_and_become_items(officer, held, coming, office, body):
    a_duty(office, body)
    url = reverse("meetings:open_matters", args=[coming.pk])

    page = officer.get(url)
    assert "Approval of the minutes of meeting 3/2018" in words(page)
    assert "late since 03.07.2018: MD" in words(page)
    assert faults_of(page.content.decode()) == []

    done = officer.post(reverse("meetings:add_matters", args=[coming.pk]), {"matters": [f"minutes-{held.pk}"]})
    assert done.status_code == 302
    assert coming.items.get().kind == ItemKind.LAST_MINUTES
    nothing = officer.post(reverse("meetings:add_matters", args=[coming.pk]), {"matters": [f"minutes-{held.pk}"]})
    assert "Nothing was put on the agenda" in words(nothing)
    assert faults_of(nothing.content.decode()) == []


def test_nothing_open_is_said(officer, coming):
    page = officer.get(reverse("meetings:open_matters", args=[coming.pk]))

    assert "Nothing is open for this body." in words(page)


def test_the_queries_of_open_matters_do_not_grow(officer, held, coming, office, body):
    counts = []
    for count in (1, 3):
        for number in range(count):
            duty = a_duty(office, body, name=f"A{count}{number}", ask_sq=f"Detyra {count} {number}")
            ActionPointFactory(meeting=held).obligations.add(duty)
        counts.append(queries_of(officer, reverse("meetings:open_matters", args=[coming.pk])))

    assert counts[0] == counts[1]


def test_a_rule_is_entered_read_by_everybody_and_told_on_monday(officer, english, body, held):
    edit = reverse("meetings:edit_rule", args=[body.pk])
    assert faults_of(officer.get(edit).content.decode()) == []
    faulty = officer.post(edit, {"kind": "meets_every", "warn_days": "30", "months": ""})
    assert 'id="id_months_error"' in faulty.content.decode()

    officer.post(edit, {"kind": "meets_every", "months": "6", "warn_days": "30", "reference": "pika 4"})

    page = officer.get(reverse("meetings:rules", args=[body.pk]))
    assert "at least every 6 months" in words(page)
    assert "pika 4" in words(page)
    assert "since 26.12.2018" in words(page)
    assert faults_of(page.content.decode()) == []
    reader = english(person_in(Role.COORDINATOR, InstitutionFactory()))
    public = reader.get(reverse("meetings:rules", args=[body.pk]))
    assert "at least every 6 months" in words(public)
    assert "Broken" not in words(public)
    monday = officer.get(reverse("monday:week"))
    assert "Rules that bodies must keep" in words(monday)
    assert "since 26.12.2018" in words(monday)
    assert faults_of(monday.content.decode()) == []
    assert 'value="6"' in officer.get(f"{edit}?kind=meets_every").content.decode()
    officer.post(reverse("meetings:remove_rule", args=[body.pk, BodyRule.objects.get().pk]))
    assert "No rule is entered for this body." in words(officer.get(reverse("meetings:rules", args=[body.pk])))


def test_monday_asks_the_same_for_one_broken_rule_and_for_three(officer, office):
    counts = []
    for count in (1, 3):
        for _number in range(count):
            meeting = MeetingFactory(office=office, held=True)
            BodyRuleFactory(body=meeting.body, kind="meets_every", months=6, share_of=None, share_in=None)
        counts.append(queries_of(officer, reverse("monday:week")))

    assert counts[0] == counts[1]


def test_the_programme_stands_by_body_with_months_too(officer, held, office, body):
    MeetingFactory(office=office, body=body, on=datetime.date(2018, 11, 30), precision="month", title_en="Autumn")
    other = MeetingFactory(office=office, on=datetime.date(2018, 9, 3))
    MeetingFactory(office=office, body=body, on=datetime.date(2019, 1, 8), title_en="Next year")

    page = officer.get(reverse("meetings:programme", query={"year": 2018}))
    narrowed = officer.get(reverse("meetings:programme", query={"year": 2018, "body": body.pk}))

    assert "November 2018" in words(page)
    assert set(row_names(page)) == {
        f"{held.title_en}Regular meeting",
        "AutumnRegular meeting",
        f"{other.title_en}Regular meeting",
    }
    assert len(row_names(narrowed)) == 2
    assert faults_of(page.content.decode()) == []


def test_the_programme_is_saved_as_word_in_the_chosen_language(officer, held, office, body):
    MeetingFactory(office=office, body=body, on=datetime.date(2018, 11, 30), precision="month")

    answer = officer.get(reverse("meetings:programme_file", query={"year": 2018, "language": "en"}))

    text = docx.text(b"".join(answer.streaming_content))
    assert "programme-2018-en.docx" in answer.headers["Content-Disposition"]
    assert "Programme of meetings for 2018" in text
    assert "Integrated Policy Management Group" in text
    assert "November 2018" in text
    assert "25.06.2018" in text
    empty = officer.get(reverse("meetings:programme_file", query={"year": 2017, "language": "en"}))
    assert b"".join(empty.streaming_content)


def test_decisions_show_what_became_of_each(officer, held, office, body):
    decision = BodyDecisionFactory(meeting=held, number=5, text_en="Calendars are sent.")
    point = ActionPointFactory(meeting=held, decision=decision)
    point.obligations.add(a_duty(office, body, "MD"))
    point.obligations.add(a_duty(office, body, "MFE", state="answered", answered_on=LATE))
    BodyDecisionFactory(meeting=held, number=6, verb="informed", text_en="It was taken note of.")

    page = officer.get(reverse("meetings:decisions"))
    still_open = officer.get(reverse("meetings:decisions", query={"show": "open"}))
    informed = officer.get(reverse("meetings:decisions", query={"verb": "informed", "year": 2018, "body": body.pk}))

    assert "1 of 2 duties answered" in words(page)
    assert "1 is late" in words(page)
    assert "nothing is to be done" in words(page)
    assert faults_of(page.content.decode()) == []
    assert [name[:6] for name in row_names(still_open)] == ["5/2018"]
    assert [name[:6] for name in row_names(informed)] == ["6/2018"]
    assert "No decision matches" in words(
        officer.get(reverse("meetings:decisions", query={"year": 2018, "verb": "returned"}))
    )


def test_each_reader_sees_the_decisions_they_may_read(officer, english, held):
    member, guest = InstitutionFactory(), InstitutionFactory()
    AttendanceFactory(meeting=held, institution=member)
    AttendanceFactory(meeting=held, institution=guest, is_member=False)
    hidden_item = AgendaItemFactory(meeting=held, is_restricted=True)
    BodyDecisionFactory(meeting=held, text_en="For all")
    BodyDecisionFactory(meeting=held, text_en="For members", is_restricted=True)
    BodyDecisionFactory(meeting=held, text_en="Of the item", item=hidden_item)

    def seen_by(client) -> list[str]:
        page = words(client.get(reverse("meetings:decisions")))
        return [text for text in ("For all", "For members", "Of the item") if text in page]

    assert seen_by(officer) == ["For all", "For members", "Of the item"]
    assert seen_by(english(person_in(Role.COORDINATOR, member))) == ["For all", "For members", "Of the item"]
    assert seen_by(english(person_in(Role.COORDINATOR, guest))) == ["For all"]
    assert seen_by(english(person_in(Role.COORDINATOR, InstitutionFactory()))) == []


@pytest.mark.parametrize("route", ["meetings:decisions", "meetings:programme"])
def test_the_queries_of_the_lists_do_not_grow(officer, held, office, body, route):
    counts = []
    for count in (1, 3):
        for number in range(count):
            meeting = MeetingFactory(office=office, held=True)
            decision = BodyDecisionFactory(meeting=meeting)
            point = ActionPointFactory(meeting=meeting, decision=decision)
            point.obligations.add(a_duty(office, body, f"B{count}{number}"))
            BodyRuleFactory(body=meeting.body)
        counts.append(queries_of(officer, reverse(route, query={"year": 2018})))

    assert counts[0] == counts[1]
