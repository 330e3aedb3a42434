"""Sending a calendar and confirming commitments: by page, by link, recorded; typed or pasted; nothing typed is lost."""

import pytest
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.plans.enums import CalendarState
from sekretariat.domain.plans.models import CalendarStep, Commitment, PlanCalendar
from sekretariat.domain.plans.services import return_calendar
from sekretariat.ground.actors import Role
from tests.domain.obligations.making import asked
from tests.domain.plans.making import Planning, a_planning, day, step
from tests.factories import MeasurePartyFactory, NodeFactory, NodePartyFactory, PlanEntryFactory
from tests.web.html import faults_of
from tests.web.letters.conftest import english, person_in

__all__ = ["english"]
pytestmark = pytest.mark.django_db

PASTED = "Takimi\tPreparation\t\t09.07.2018\nKonsultimi\tConsultation\t\t\t\t1\t5\nRaporti\t\t\tT3 2018"


@pytest.fixture
def planning() -> Planning:
    return a_planning()


@pytest.fixture
def lead(english, planning):
    return english(person_in(Role.COORDINATOR, planning.leads["MD"]))


@pytest.fixture
def address(planning) -> str:
    return reverse("duties:detail", args=[planning.duties["MD"].pk])


def rows(*steps: dict[str, str]) -> dict[str, str]:
    """Cells as the form sends them, its empty rows included."""
    sent = {
        f"step{number}-{column}": "" for number in range(1, 11) for column in ("title", "kind", "ends", "after", "days")
    }
    for number, cells in enumerate(steps, start=1):
        sent |= {f"step{number}-{column}": value for column, value in cells.items()}
    return sent


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_form_is_a_table_of_ten_rows_that_names_the_component(lead, address, planning):
    page = lead.get(address)

    content = page.content.decode()
    assert faults_of(content) == []
    assert content.count('-title"') >= 10
    assert str(planning.nodes["MD"]) in text_of(page)


def test_typed_rows_are_sent_whatever_rows_are_left_empty_between(lead, address, planning):
    typed = rows({"title": "Takimi", "ends": "9.7.2018"}, {}, {"title": "Validimi", "after": "1", "days": "5"})

    assert lead.post(address, typed).status_code == 302

    steps = list(PlanCalendar.objects.get(node=planning.nodes["MD"]).steps.all())
    assert [(one.position, one.ends_on) for one in steps] == [(1, day("09.07.2018")), (2, day("16.07.2018"))]
    assert steps[1].after == steps[0]


def test_a_pasted_list_fills_the_table_below_what_is_typed_and_sends_nothing(lead, address):
    page = lead.post(address, rows({"title": "E para", "ends": "06.07.2018"}) | {"pasted": PASTED, "fill": "1"})

    content = page.content.decode()
    assert "Nothing is sent yet." in content
    assert 'name="step4-title" value="Raporti"' in content
    assert 'name="step3-after" value="2"' in content  # "1" in the list is its first line, the second row here
    assert "Not saved yet" not in content
    assert faults_of(content) == []
    assert not Answer.objects.exists()


def test_more_rows_are_given_and_what_was_typed_stays(lead, address):
    page = lead.post(address, rows(*[{"title": f"H{n}", "ends": "?"} for n in range(10)]) | {"more": "1"})

    assert 'name="step15-title"' in page.content.decode()
    assert 'value="H9"' in page.content.decode()


def test_a_fault_is_named_by_row_and_column_and_nothing_typed_is_lost(lead, address):
    page = lead.post(address, rows({"title": "Takimi", "ends": "nesër", "kind": "tjetër gjë"}))

    said = text_of(page)
    assert '<a href="#id_step1-ends">Row 1, Ends</a>' in said
    assert '<a href="#id_step1-kind">Row 1, Kind</a>' in said
    assert 'value="nesër"' in said
    assert faults_of(page.content.decode()) == []
    assert not Answer.objects.exists()


def test_what_would_be_refused_is_shown_beside_its_row_and_may_be_sent_all_the_same(lead, address, planning):
    typed = rows({"title": "Validimi", "ends": "15.10.2018", "kind": "validation"})

    page = lead.post(address, typed)
    assert not Answer.objects.exists()
    sent = lead.post(address, typed | {"anyway": "1"})

    said = text_of(page)
    assert "Step 1 “Validimi” ends on 15.10.2018, after the day of adoption, 28.09.2018." in said
    assert "Send all the same" in said
    assert sent.status_code == 302
    assert CalendarStep.objects.get().ends_on == day("15.10.2018")


def test_a_returned_calendar_is_mended_and_not_typed_again(lead, address, planning):
    calendar = planning.sends("MD", [step("Validimi", "15.10.2018")])
    return_calendar(calendar=calendar, by=planning.by, on=day("03.07.2018"))

    page = lead.get(address)
    lead.post(address, rows({"title": "Validimi", "ends": "17.09.2018"}))

    assert 'value="15.10.2018"' in page.content.decode()
    assert "after the day of adoption" in page.content.decode()
    calendar.refresh_from_db()
    assert (calendar.state, calendar.steps.get().ends_on) == (CalendarState.RECEIVED, day("17.09.2018"))


def test_a_lead_of_several_components_chooses(english, planning):
    node = NodeFactory(plan=planning.plan, code="7")
    NodePartyFactory(node=node, institution=planning.leads["MD"])
    duty = asked(
        office=planning.plan.office,
        institution=planning.leads["MD"],
        kind=ObligationKind.SEND_CALENDAR,
        ask_sq="Kalendari",
    )
    client = english(person_in(Role.COORDINATOR, planning.leads["MD"]))
    address = reverse("duties:detail", args=[duty.pk])
    typed = rows({"title": "Takimi", "ends": "9.7.2018"})

    page = client.post(address, typed)
    done = client.post(address, typed | {"component": str(node.pk)})

    assert 'id="id_component_error"' in page.content.decode()
    assert done.status_code == 302
    assert PlanCalendar.objects.get().node == node


def test_the_office_records_it_on_behalf(english, planning):
    client = english(person_in(Role.OFFICER, planning.plan.office.unit))
    address = reverse("duties:record", args=[planning.duties["MD"].pk])
    receipt = {"received_on": "02.07.2018", "channel": "paper"}

    assert faults_of(client.get(address).content.decode()) == []
    assert client.post(address, rows({"title": "Takimi", "ends": "9.7.2018"}) | receipt).status_code == 302
    assert PlanCalendar.objects.get().received_on == day("02.07.2018")


def commitment_duty(planning: Planning) -> Obligation:
    return asked(
        office=planning.plan.office,
        institution=planning.leads["MD"],
        kind=ObligationKind.CONFIRM_COMMITMENT,
        ask_sq="Konfirmoni angazhimin",
    )


def test_commitments_are_said_measure_by_measure_and_shown_again(lead, planning):
    entries = [PlanEntryFactory(plan=planning.plan, node=planning.nodes["MD"]) for _place in range(2)]
    for entry in entries:
        MeasurePartyFactory(measure=entry.measure, institution=planning.leads["MD"])
    first, second = (entry.measure_id for entry in entries)
    duty = commitment_duty(planning)
    address = reverse("duties:detail", args=[duty.pk])

    start = lead.get(address)
    wrong = lead.post(address, {f"measure{first}-says": "declined"})
    done = lead.post(
        address,
        {
            f"measure{first}-says": "declined",
            f"measure{first}-reason": "nuk ka fonde",
            f"measure{second}-says": "confirmed",
        },
    )

    assert faults_of(start.content.decode()) == faults_of(wrong.content.decode()) == []
    assert f'id="id_measure{first}-reason_error"' in wrong.content.decode()
    assert f'id="id_measure{second}-says_error"' in wrong.content.decode()
    assert done.status_code == 302
    assert set(Commitment.objects.values_list("measure", "state")) == {(first, "declined"), (second, "confirmed")}
    duty.refresh_from_db()
    assert duty.state == ObligationState.ANSWERED
