"""The calendar of a plan, full, in a real browser: accessible in every look, and its form typed into."""

import pytest
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.plans.enums import StepKind
from sekretariat.domain.plans.services import join_calendar, return_calendar
from sekretariat.ground.actors import Role
from sekretariat.ground.words.enums import Precision
from tests.domain.obligations.making import asked
from tests.domain.plans.making import Planning, a_planning, day, framed, step
from tests.factories import BodyFactory, MeasureFactory, MeasurePartyFactory, PlanEntryFactory
from tests.web.letters.conftest import person_in

from .looks import FEW

ON = day("05.07.2018")


@pytest.fixture
def planning(transactional_db) -> Planning:
    made = a_planning(("AKSHI", "MD", "MFE", "DZHM"))
    body = BodyFactory(short_name="GT Antikorrupsioni", name_sq="Grupi Tematik Antikorrupsioni")
    framed(
        made,
        (StepKind.CONSULTATION, "04.07.2018", "31.08.2018"),
        (StepKind.VALIDATION, "20.08.2018", "21.09.2018"),
        (StepKind.ADOPTION, "24.09.2018", "28.09.2018"),
    )
    steps = [
        step("Takimi i grupit të komponentit", "09.07.2018", StepKind.PREPARATION, starts_on=day("05.07.2018")),
        step(
            "Konsultimi me shoqërinë civile", "23.07.2018", starts_on=day("10.07.2018"), after_number=1, after_days=10
        ),
        step(
            "Drafti i masave", "31.08.2018", StepKind.DRAFTING, starts_on=day("24.07.2018"), precision=Precision.MONTH
        ),
    ]
    checked = step("Validimi në GT", "10.09.2018", StepKind.VALIDATION, body_id=body.pk)
    late = step("Validimi në GT Antikorrupsioni", "15.10.2018", StepKind.VALIDATION, body_id=body.pk)
    join_calendar(calendar=made.sends("AKSHI", [*steps, checked]), by=made.by, on=ON)
    made.sends("MD", [*steps, late])
    return_calendar(calendar=made.sends("DZHM", [*steps, late]), note="Ju lutem.", by=made.by, on=ON)
    for number in range(12):
        node = made.nodes["AKSHI" if number % 2 else "MD"]
        measure = MeasureFactory(
            office=made.plan.office,
            starts_on=day("01.10.2018") if number % 3 else None,
            due_on=day(("30.09.2019", "31.12.2019", "15.03.2020")[number % 3]),
            due_precision=(Precision.QUARTER, Precision.YEAR, Precision.DAY)[number % 3],
        )
        MeasurePartyFactory(measure=measure, institution=made.leads["MD"])
        PlanEntryFactory(plan=made.plan, node=node, measure=measure, code=f"{node.code}.{number}")
    return made


def addresses(planning: Planning) -> dict[str, str]:
    pk = planning.plan.pk
    joined = planning.calendar("AKSHI").steps.all()[0]
    return {
        "calendar": reverse("plans:calendar", args=[pk]),
        "month": reverse("plans:calendar_month", args=[pk]) + "?month=2018-07",
        "frame": reverse("plans:frame", args=[pk]),
        "timeline": reverse("plans:timeline", args=[pk]),
        "return": reverse("plans:return_calendar", args=[planning.calendar("MD").pk]),
        "move": reverse("plans:move_step", args=[joined.pk]),
    }


@pytest.mark.parametrize("look", FEW, ids=lambda look: "-".join(map(str, look.values())))
def test_a_full_calendar_is_accessible(open_page, axe, planning, look):
    page = open_page("/about/", person=person_in(Role.OFFICER, planning.plan.office.unit), **look)
    for address in addresses(planning).values():
        page.goto(address)
        axe(page)
    page.fill("[name=ends_on]", "16.07.2018")
    page.click("[name=look]")
    axe(page)


@pytest.mark.parametrize("look", FEW, ids=lambda look: "-".join(map(str, look.values())))
def test_the_leads_forms_are_accessible_and_show_what_would_be_refused(open_page, axe, planning, look):
    duty = asked(
        office=planning.plan.office,
        institution=planning.leads["MD"],
        kind=ObligationKind.CONFIRM_COMMITMENT,
        ask_sq="Konfirmoni angazhimin",
    )
    page = open_page("/about/", person=person_in(Role.COORDINATOR, planning.leads["MD"]), **look)
    page.goto(reverse("duties:detail", args=[duty.pk]))
    axe(page)
    page.context.close()

    page = open_page("/about/", person=person_in(Role.COORDINATOR, planning.leads["MFE"]), **look)
    page.goto(reverse("duties:detail", args=[planning.duties["MFE"].pk]))
    axe(page)
    page.fill("[name=step1-title]", "Validimi")
    page.fill("[name=step1-ends]", "15.10.2018")
    page.click("button.button.primary")
    page.wait_for_selector("[name=anyway]")
    axe(page)
