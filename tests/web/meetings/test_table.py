"""The page at the table: forms that work without a script, and the answers that the script reads."""

import re
import uuid

import pytest
from django.urls import reverse

from sekretariat.domain.meetings.models import ActionPoint, Statement
from sekretariat.domain.meetings.services import StatementSaid, edit_statement
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from tests.domain.letters.making import registered
from tests.domain.obligations.making import asked
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    InstitutionFactory,
    MeetingFactory,
    ObligationFactory,
    PersonFactory,
    StatementFactory,
)
from tests.factories import officer as officer_of
from tests.web.duties.making import day
from tests.web.html import faults_of
from tests.web.letters.conftest import person_in, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(paper_office):
    return MeetingFactory(office=paper_office, called=True, number=4)


@pytest.fixture
def officer(english, paper_office):
    return english(person_in(Role.OFFICER, paper_office.unit))


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, position=1, title_en="Calendars")


def url_of(meeting, name="table", **query) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk], query=query)


def filled(form, item, *, line=None, **fields) -> dict:
    """What a form at the table sends."""
    given = {"token": str(uuid.uuid4()), **({"kind": "noted"} if form == "said" else {}), **fields}
    sent = {f"{form}-{name}": value for name, value in given.items()}
    return {"form": form, "item": item.pk if item else 0, **({"line": line} if line else {}), **sent}


def as_script(client, url, data):
    return client.post(url, data, headers={"Accept": "application/json"})


def test_the_open_item_is_shown_with_its_lines_and_the_forms(officer, meeting, item):
    present = AttendanceFactory(meeting=meeting, name="Ema Rama", presence="present")
    AttendanceFactory(meeting=meeting, name="Ilir Cani", presence="absent")
    StatementFactory(meeting=meeting, item=item, text_en="We begin.", kind="said", speaker=present)
    StatementFactory(meeting=meeting, text_en="Outside.")

    page = officer.get(url_of(meeting))

    assert "1 of those with a place is here." in words(page)
    assert "1. Calendars</h2>" in words(page)
    assert "We begin." in words(page)
    assert "Outside." not in words(page)
    assert 'data-table-form="said"' in words(page)
    assert 'data-table-form="conclusion"' in words(page)
    assert 'data-table-form="action"' in words(page)
    assert faults_of(page.content.decode()) == []


def test_a_statement_is_written_under_the_item_without_a_script(officer, meeting, item):
    speaker = AttendanceFactory(meeting=meeting, presence="present")
    letter = registered(meeting.office, number="2470")
    data = filled(
        "said", item, kind="said", speaker=speaker.pk, text_sq="U tha.", text_en="It was said.", letters="2470 prot"
    )

    answer = officer.post(url_of(meeting, "save_line"), data, follow=True)

    row = Statement.objects.get()
    assert (row.item, row.speaker, row.text_sq) == (item, speaker, "U tha.")
    assert [one.pk for one in row.letters.all()] == [letter.pk]
    assert answer.redirect_chain == [(f"{url_of(meeting, item=item.pk)}#lines", 302)]
    assert "It was said." in words(answer)
    assert letter.citation in words(answer)


def test_the_same_form_sent_twice_is_one_line(officer, meeting, item):
    data = filled("conclusion", item, kind="criterion", text_sq="Maturiteti")
    for _time in range(2):
        assert as_script(officer, url_of(meeting, "save_line"), data).status_code == 200

    assert Statement.objects.get().kind == "criterion"


def test_what_lies_outside_the_agenda_has_no_item(officer, meeting, item):
    officer.post(url_of(meeting, "save_line"), filled("said", None, kind="step_taken", text_sq="Është dërguar."))

    assert Statement.objects.get().item is None
    assert "Është dërguar." in words(officer.get(url_of(meeting, item=0)))


def test_faults_are_said_at_their_fields_and_what_was_typed_stays(officer, meeting, item):
    data = filled("said", item, kind="said", text_sq="Fjala.", letters="9999")

    page = officer.post(url_of(meeting, "save_line"), data)

    assert "No letter “9999” was found." in words(page)
    assert ">\nFjala.</textarea>" in page.content.decode()
    assert data["said-token"] in page.content.decode()
    assert faults_of(page.content.decode()) == []

    page = officer.post(url_of(meeting, "save_line"), {**data, "said-letters": ""})
    assert "Choose or write who said it." in words(page)
    assert not Statement.objects.exists()


def test_the_script_reads_what_is_wrong_and_gets_the_form_back(officer, meeting, item):
    answer = as_script(officer, url_of(meeting, "action_point"), filled("action", item, text_sq="", due="nesër"))

    assert answer.status_code == 422
    assert "form-errors" in answer.json()["form"]
    assert 'value="nesër"' in answer.json()["form"]


def test_an_action_point_asks_the_ticked_and_the_typed_institutions(officer, meeting, item):
    at_table = AttendanceFactory(meeting=meeting).institution
    typed = [InstitutionFactory(short_name="MFE"), InstitutionFactory(short_name="MD")]
    data = filled("action", item, text_sq="Të dërgohet.", due="03.07.2018", at_table=[at_table.pk])

    answer = as_script(
        officer, url_of(meeting, "action_point"), data | {"action-institutions": " ; ".join(one.label for one in typed)}
    )

    assert answer.status_code == 200
    assert {duty.institution for duty in Obligation.objects.all()} == {at_table, *typed}
    assert {duty.due_on for duty in Obligation.objects.all()} == {day("03.07.2018")}
    assert "asked by this meeting" in answer.json()["lines"]


def test_a_ticked_standing_duty_is_linked(officer, meeting, item):
    duty = asked(office=meeting.office, body=meeting.body, ask_en="Send the calendar")
    assert "Send the calendar" in words(officer.get(url_of(meeting)))

    officer.post(
        url_of(meeting, "action_point"), filled("action", item, text_sq="Kalendarët.", standing_duties=[duty.pk])
    )

    assert Obligation.objects.get().pk == duty.pk
    assert "stood already" in words(officer.get(url_of(meeting)))
    linked = words(officer.get(url_of(meeting, line=f"a{ActionPoint.objects.get().pk}")))
    assert "stay as they were asked" in linked
    assert "standing_duties" not in linked


def test_a_line_is_corrected_and_the_others_change_is_shown_instead_of_overwritten(officer, meeting, item):
    row = StatementFactory(meeting=meeting, item=item, text_sq="Një.", text_en="One.")
    assert "Një.</textarea>" in words(officer.get(url_of(meeting, line=f"s{row.pk}")))
    other = officer_of(meeting.office, person=PersonFactory(name="Arben Leka"))
    edit_statement(statement=row, said=StatementSaid(text_sq="Dy.", item=item), seen=0, by=other, on=day("25.06.2018"))
    data = filled("said", item, line=f"s{row.pk}", text_sq="Tre.", revision=0)

    stale = as_script(officer, url_of(meeting, "save_line"), data)

    assert stale.status_code == 409
    assert "Arben Leka changed this" in stale.json()["told"]
    assert "now: Dy." in stale.json()["form"]
    assert "you wrote: Tre." in stale.json()["form"]
    assert Statement.objects.get().text_sq == "Dy."
    assert "Arben Leka" in words(officer.post(url_of(meeting, "save_line"), data))

    officer.post(url_of(meeting, "save_line"), {**data, "said-revision": 1})
    assert Statement.objects.get().text_sq == "Tre."


def test_a_correction_whose_answer_was_lost_is_sent_again_without_harm(officer, meeting, item):
    row = StatementFactory(meeting=meeting, item=item, text_sq="Një.")
    data = filled("said", item, line=f"s{row.pk}", text_sq="Dy.", revision=0)

    answers = [as_script(officer, url_of(meeting, "save_line"), data).status_code for _time in range(2)]

    row.refresh_from_db()
    assert (answers, row.text_sq, row.revision) == ([200, 200], "Dy.", 1)


def test_lines_are_moved_and_removed(officer, meeting, item):
    first, second = (
        StatementFactory(meeting=meeting, item=item, position=place, text_en=f"Line {place}") for place in (1, 2)
    )

    answer = officer.post(url_of(meeting, "move_line"), {"line": f"s{second.pk}", "position": 1}, follow=True)
    assert re.findall(r'"as-written">(Line \d)', words(answer)) == ["Line 2", "Line 1"]

    officer.post(url_of(meeting, "remove_line"), {"line": f"s{first.pk}"})
    assert list(Statement.objects.all()) == [second]


def test_an_action_point_with_duties_is_not_removed(officer, meeting, item):
    officer.post(
        url_of(meeting, "action_point"),
        filled("action", item, text_sq="Të dërgohet.", at_table=[AttendanceFactory(meeting=meeting).institution_id]),
    )

    line = f"a{ActionPoint.objects.get().pk}"
    answer = officer.post(url_of(meeting, "remove_line"), {"line": line}, follow=True)

    assert "Duties stand behind this action point" in words(answer)
    assert ActionPoint.objects.exists()


def test_a_done_item_leads_to_the_next_open_one(officer, meeting, item):
    second, third = (AgendaItemFactory(meeting=meeting, position=place, title_en=f"Item {place}") for place in (2, 3))
    second.state = "done"
    second.save()

    answer = officer.post(reverse("meetings:item_state", args=[meeting.pk, item.pk]), {"state": "done"})

    item.refresh_from_db()
    assert item.state == "done"
    assert answer.url == url_of(meeting, item=third.pk)
    assert '<h2 id="item">3. Item 3</h2>' in words(officer.get(url_of(meeting)))


def test_what_was_not_sent_from_this_meeting_is_not_found(officer, meeting, item):
    elsewhere = StatementFactory()
    foreign = AgendaItemFactory()
    for name, data in (
        ("save_line", filled("said", foreign, text_sq="x")),
        ("save_line", filled("said", item, text_sq="x", line=f"s{elsewhere.pk}")),
        ("save_line", filled("action", item, text_sq="x")),
        ("action_point", filled("said", item, text_sq="x")),
        ("remove_line", {"line": f"s{elsewhere.pk}"}),
        ("remove_line", {"line": "x1"}),
        ("move_line", {"line": "s1", "position": "first"}),
    ):
        assert officer.post(url_of(meeting, name), data).status_code == 404, (name, data)
    assert officer.get(url_of(meeting, line=f"s{elsewhere.pk}")).status_code == 404
    assert officer.get(url_of(meeting, item=foreign.pk)).status_code == 404


def test_a_cancelled_meeting_says_that_nothing_is_written_any_more(officer, paper_office):
    meeting = MeetingFactory(office=paper_office, state="cancelled", cancelled_because="Pa kuorum")

    answer = as_script(officer, url_of(meeting, "save_line"), filled("said", None, text_sq="x"))

    assert answer.status_code == 422
    assert "This meeting was cancelled." in answer.json()["told"]


def test_a_duty_names_the_meeting_that_asks_and_leads_whoever_sees_it_there(english, officer, meeting, item):
    institution = AttendanceFactory(meeting=meeting).institution
    officer.post(
        url_of(meeting, "action_point"), filled("action", item, text_sq="Të dërgohet.", at_table=[institution.pk])
    )
    duty = reverse("duties:detail", args=[Obligation.objects.get().pk])
    link = f'<a href="{reverse("meetings:detail", args=[meeting.pk])}">mbledhja 4/2018, 25.06.2018</a>'
    coordinator = english(person_in(Role.COORDINATOR, institution))

    assert link in words(officer.get(duty))
    assert link in words(coordinator.get(duty))

    meeting.attendances.all().delete()
    page = words(coordinator.get(duty))
    assert link not in page
    assert "mbledhja 4/2018, 25.06.2018" in page


def test_the_table_takes_as_many_queries_with_one_line_as_with_thirty(officer, meeting, item):
    counts = []
    speaker = AttendanceFactory(meeting=meeting)
    for rows in (1, 3, 30):
        for _row in range(rows - Statement.objects.count()):
            StatementFactory(meeting=meeting, item=item, speaker=speaker)
            duty = ObligationFactory(office=meeting.office, body=meeting.body)
            ActionPointFactory(meeting=meeting, item=item).point_obligations.create(obligation=duty)
            BodyDecisionFactory(meeting=meeting, item=item)
            AttendanceFactory(meeting=meeting)
            AgendaItemFactory(meeting=meeting)
        counts.append((queries_of(officer, url_of(meeting)), queries_of(officer, url_of(meeting, line=_line(meeting)))))

    assert len(set(counts)) == 1


def _line(meeting) -> str:
    return f"a{meeting.action_points.first().pk}"
