"""Calendars come, go back with reasons, or are joined; joined steps move, by hand or since a holiday comes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Extension, Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted
from sekretariat.domain.obligations.services import Given, return_answer, take_answer, withdraw
from sekretariat.domain.plans.calendar import Fault, Window
from sekretariat.domain.plans.enums import CalendarState, PlanLetterPurpose, StepKind
from sekretariat.domain.plans.models import CalendarStep, PlanCalendar, PlanLetter
from sekretariat.domain.plans.queries import components_for, joint_calendar, push_of
from sekretariat.domain.plans.services import (
    CalendarRefused,
    cancel_holiday,
    declare_holiday,
    expect_calendar,
    join_calendar,
    move_step,
    return_calendar,
    set_frame,
)
from sekretariat.domain.plans.services.calendars import reason_of
from sekretariat.domain.replying.contents import CalendarSent
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.mail.models import Outbox
from tests.domain.obligations.making import asked
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    LetterFactory,
    NodeFactory,
    NodePartyFactory,
    OfficeFactory,
    administrator,
    coordinator,
    officer,
)

from .making import ADOPTION, ASKED_ON, Planning, a_planning, day, framed, step

pytestmark = pytest.mark.django_db

TODAY = day("05.07.2018")
SOUND = [
    step("Takimi i parë", "09.07.2018", StepKind.PREPARATION),
    step("Konsultimi", "16.07.2018", after_number=1, after_days=5),
    step("Validimi", "23.07.2018", StepKind.VALIDATION, after_number=2, after_days=5),
]


def joined(planning: Planning, lead: str = "AKSHI", steps=SOUND) -> PlanCalendar:
    return join_calendar(calendar=planning.sends(lead, steps), by=planning.by, on=TODAY)


def dues(planning: Planning) -> list[str]:
    steps = CalendarStep.objects.filter(calendar__plan=planning.plan, obligation__isnull=False)
    return [
        f"{due:%d.%m}" for due in steps.order_by("calendar", "position").values_list("obligation__due_on", flat=True)
    ]


def test_a_leads_answer_is_taken_as_the_calendar_of_its_component():
    planning = a_planning()

    calendar = planning.sends("MD", SOUND)

    assert (calendar.state, calendar.obligation, calendar.node) == (
        CalendarState.RECEIVED,
        planning.duties["MD"],
        planning.nodes["MD"],
    )
    first, second, third = calendar.steps.all()
    assert (first.institution, first.after, second.after, third.after) == (planning.leads["MD"], None, first, second)
    assert planning.duties["MD"].answers.get().summary == "Kalendar me 3 hapa"


def test_a_lead_of_two_components_is_understood_by_the_words_of_the_duty_or_has_to_choose():
    planning = a_planning()
    node = NodeFactory(plan=planning.plan, code="3")
    NodePartyFactory(node=node, institution=planning.leads["AKSHI"])
    unclear = asked(
        office=planning.plan.office,
        institution=planning.leads["AKSHI"],
        kind=ObligationKind.SEND_CALENDAR,
        ask_sq="Dërgoni kalendarët",
    )

    assert components_for(planning.duties["AKSHI"]) == [planning.nodes["AKSHI"]]
    assert components_for(unclear) == [planning.nodes["AKSHI"], node]
    sent = {"given": Given(received_on=TODAY), "channel": Channel.PAPER, "by": planning.by, "on": TODAY}
    with pytest.raises(DomainError) as refused:
        reply(obligation=unclear, content=CalendarSent(steps=SOUND), **sent)
    assert refused.value.field == "component"
    reply(obligation=unclear, content=CalendarSent(steps=SOUND, node_id=node.pk), **sent)
    assert PlanCalendar.objects.get().node == node


def test_a_letter_of_one_plan_asks_for_that_plan_alone():
    planning, other = a_planning(), a_planning(("AKSHI2",))
    duty = planning.duties["AKSHI"]
    letter = LetterFactory(pk=1)  # the source of the duties says "letter:1"
    PlanLetter.objects.create(plan=other.plan, letter=letter, purpose=PlanLetterPurpose.CALENDAR)

    assert components_for(duty) == []


def test_a_calendar_that_came_as_a_file_leaves_its_steps_to_be_entered():
    planning = a_planning()
    reply(
        obligation=planning.duties["MD"],
        content=CalendarSent(),
        given=Given(received_on=TODAY, text="Bashkëlidhur"),
        channel=Channel.PAPER,
        by=planning.by,
        on=TODAY,
    )

    part = joint_calendar(planning.plan, on=TODAY).parts[1]
    assert (part.obligation.state, part.state, part.rows) == (ObligationState.ANSWERED, CalendarState.EXPECTED, [])


def test_joining_makes_a_duty_of_each_step_with_its_source_and_accepts_the_answer():
    planning = a_planning()

    calendar = joined(planning)

    assert calendar.state == CalendarState.JOINED
    assert dues(planning) == ["09.07", "16.07", "23.07"]
    first = calendar.steps.all()[0]
    source = first.obligation.sources.get()
    assert (source.source, source.subject) == (f"calendar:{first.pk}", planning.plan.name_sq)
    assert Obligation.objects.get(pk=planning.duties["AKSHI"].pk).state == ObligationState.ACCEPTED


def test_what_stands_already_is_linked_and_not_asked_twice():
    planning = a_planning()
    standing = asked(
        office=planning.plan.office,
        institution=planning.leads["AKSHI"],
        ask_sq="KONSULTIMI",
        term_days=None,
        due_on=day("16.07.2018"),
    )

    calendar = joined(planning)

    assert calendar.steps.all()[1].obligation == standing
    assert standing.sources.count() == 2
    assert Obligation.objects.filter(institution=planning.leads["AKSHI"]).count() == 4


def test_a_step_after_the_adoption_is_refused_and_the_calendar_goes_back_with_the_reason():
    planning = a_planning()
    calendar = planning.sends("MD", [*SOUND, step("Validimi i dytë", "15.10.2018", StepKind.VALIDATION)])

    with pytest.raises(CalendarRefused) as refused:
        join_calendar(calendar=calendar, by=planning.by, on=TODAY)
    returned = return_calendar(calendar=calendar, note="Ju lutem.", by=planning.by, on=TODAY)

    assert [(one.number, one.fault) for one in refused.value.remarks] == [(4, Fault.ADOPTION)]
    assert returned.state == CalendarState.REFUSED
    duty = Obligation.objects.get(pk=planning.duties["MD"].pk)
    assert duty.state == ObligationState.RETURNED
    assert duty.decision_reason.startswith("Ju lutem. ")
    assert "15.10.2018" in duty.decision_reason
    assert "28.09.2018" in duty.decision_reason


def test_what_is_sent_again_takes_the_place_of_what_was_returned_and_keeps_its_rows():
    planning = a_planning()
    first = planning.sends("MD", [step("Validimi", "15.10.2018"), step("Tjetër", "16.07.2018")])
    key = first.steps.all()[0].pk
    return_calendar(calendar=first, by=planning.by, on=TODAY)

    again = planning.sends("MD", [step("Validimi", "17.07.2018")], on=TODAY)

    assert [(one.pk, one.ends_on) for one in again.steps.all()] == [(key, day("17.07.2018"))]
    assert again.state == CalendarState.RECEIVED
    join_calendar(calendar=again, by=planning.by, on=TODAY)
    with pytest.raises(DomainError):
        planning.sends("MD", SOUND, on=TODAY)


def test_nothing_is_returned_without_a_reason_and_only_what_waits_is_decided():
    planning = a_planning()
    calendar = planning.sends("MD", SOUND)

    with pytest.raises(DomainError) as refused:
        return_calendar(calendar=calendar, by=planning.by, on=TODAY)
    assert refused.value.field == "note"
    join_calendar(calendar=calendar, by=planning.by, on=TODAY)
    for service in (join_calendar, return_calendar):
        with pytest.raises(DomainError):
            service(calendar=calendar, by=planning.by, on=TODAY)


def test_many_reasons_are_cut_at_whole_sentences():
    planning = a_planning()
    steps = [step(f"Hapi me një titull mjaft të gjatë sa për provë nr. {n}", "15.10.2018") for n in range(9)]
    calendar = planning.sends("MD", steps)

    return_calendar(calendar=calendar, by=planning.by, on=TODAY)

    reason = Obligation.objects.get(pk=planning.duties["MD"].pk).decision_reason
    assert len(reason) <= 500
    assert reason.count("15.10.2018") < 9
    assert reason.endswith(".")
    assert reason_of([], " fjalë ") == "fjalë"


def test_the_frame_sets_windows_and_the_day_of_adoption_and_is_changed_unseen_by_nobody():
    planning = a_planning(adoption_on=None)

    frame = framed(
        planning, (StepKind.CONSULTATION, "02.07.2018", "13.07.2018"), (StepKind.ADOPTION, "24.09.2018", "28.09.2018")
    )

    planning.plan.refresh_from_db()
    assert planning.plan.adoption_on == ADOPTION
    calendar = planning.sends("MD", SOUND)
    with pytest.raises(CalendarRefused) as refused:
        join_calendar(calendar=calendar, by=planning.by, on=TODAY)
    assert [one.fault for one in refused.value.remarks] == [Fault.WINDOW]
    window = Window(kind=StepKind.CONSULTATION, ends_on=day("20.07.2018"))
    with pytest.raises(Stale):
        set_frame(plan=planning.plan, windows=[window], seen=0, by=planning.by, on=TODAY)
    set_frame(plan=planning.plan, windows=[window], seen=frame.revision, by=planning.by, on=TODAY)
    assert join_calendar(calendar=calendar, by=planning.by, on=TODAY).state == CalendarState.JOINED


def test_only_the_plans_secretariat_keeps_its_calendar():
    planning = a_planning()
    calendar = planning.sends("MD", SOUND)
    stranger = coordinator(planning.leads["MD"])
    duty = planning.duties["AKSHI"]

    for refused in (
        lambda: set_frame(plan=planning.plan, windows=[], seen=0, by=stranger, on=TODAY),
        lambda: expect_calendar(node=planning.nodes["AKSHI"], obligation=duty, by=stranger, on=TODAY),
        lambda: join_calendar(calendar=calendar, by=stranger, on=TODAY),
        lambda: return_calendar(calendar=calendar, note="x", by=officer(OfficeFactory()), on=TODAY),
        lambda: move_step(step=calendar.steps.all()[0], ends_on=ADOPTION, reason="x", seen=1, by=stranger, on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_duty_is_linked_to_a_component_by_hand_where_its_words_do_not_say_which():
    planning = a_planning(asks=False)
    duty = asked(
        office=planning.plan.office,
        institution=InstitutionFactory(),
        kind=ObligationKind.SEND_CALENDAR,
        ask_sq="Kalendari",
    )

    expect_calendar(node=planning.nodes["MD"], obligation=duty, by=planning.by, on=TODAY)

    parts = joint_calendar(planning.plan, on=TODAY).parts
    assert [part.obligation for part in parts] == [None, duty]
    with pytest.raises(DomainError):
        expect_calendar(node=planning.nodes["AKSHI"], obligation=asked(), by=planning.by, on=TODAY)


def test_moving_a_step_pushes_what_follows_into_other_calendars_and_tells_the_institutions():
    planning = a_planning()
    joined(planning)
    across = step("Mbledhja e përbashkët", "25.07.2018", after_number=3, after_component="1", after_days=2)
    joined(planning, "MD", [across])
    moved = PlanCalendar.objects.get(node=planning.nodes["AKSHI"]).steps.all()[0]

    push = push_of(moved, day("16.07.2018"), on=TODAY)
    moving = move_step(
        step=moved,
        ends_on=day("16.07.2018"),
        reason="komiteti u shty",
        seen=moved.calendar.revision,
        by=planning.by,
        on=TODAY,
    )

    assert [f"{shift.after:%d.%m}" for shift in push.followers] == ["23.07", "30.07", "01.08"]
    assert [name for name, _recipient in push.told] == ["AKSHI", "MD"]
    assert [(one.step.pk, one.after) for one in moving.shifts] == [(one.step.pk, one.after) for one in push.shifts]
    assert dues(planning) == ["16.07", "23.07", "30.07", "01.08"]
    assert moving.told.moved == 4
    assert moving.told.mails == Outbox.objects.count() == 2
    assert Extension.objects.count() == 4
    assert Event.objects.get(what="calendar.moved").data["pushed"] == 3


def test_an_earlier_day_brings_the_chain_forward_and_explains_no_extension_any_more():
    planning = a_planning()
    calendar = joined(planning)
    first = calendar.steps.all()[0]
    for ends in ("16.07.2018", "10.07.2018"):
        seen = PlanCalendar.objects.get(pk=calendar.pk).revision
        move_step(step=_fresh(first), ends_on=day(ends), reason="u ndryshua", seen=seen, by=planning.by, on=TODAY)

    assert dues(planning) == ["10.07", "17.07", "24.07"]
    assert how_due_was_counted(Obligation.objects.get(pk=first.obligation_id)) is None


def _fresh(row: CalendarStep) -> CalendarStep:
    return CalendarStep.objects.get(pk=row.pk)


@pytest.mark.parametrize("ends", ["14.07.2018", "15.10.2018", "24.09.2018", "09.07.2018"])
def test_a_step_is_not_moved_to_where_it_or_what_follows_may_not_stand(ends):
    planning = a_planning()
    first = joined(planning).steps.all()[0]

    with pytest.raises(DomainError):
        move_step(step=first, ends_on=day(ends), reason="x", seen=first.calendar.revision, by=planning.by, on=TODAY)

    assert dues(planning) == ["09.07", "16.07", "23.07"]


def test_a_step_is_not_moved_unseen_without_a_reason_or_after_it_is_done():
    planning = a_planning()
    first = joined(planning).steps.all()[0]
    seen = first.calendar.revision
    call = {"step": first, "ends_on": day("10.07.2018"), "by": planning.by, "on": TODAY}

    with pytest.raises(Stale):
        move_step(reason="x", seen=seen - 1, **call)
    with pytest.raises(DomainError):
        move_step(reason=" ", seen=seen, **call)
    withdraw(obligation=first.obligation, reason="Nuk duhet.", by=planning.by, on=TODAY)
    with pytest.raises(DomainError):
        move_step(reason="x", seen=seen, **call)


def test_a_step_that_is_only_proposed_moves_in_its_own_row():
    planning = a_planning()
    calendar = planning.sends("MD", [step("Takimi", "09.07.2018", starts_on=day("05.07.2018")), *SOUND[1:]])
    first = calendar.steps.all()[0]

    move_step(step=first, ends_on=day("10.07.2018"), reason="x", seen=calendar.revision, by=planning.by, on=TODAY)

    assert [f"{one.ends_on:%d.%m}" for one in calendar.steps.all()] == ["10.07", "17.07", "24.07"]
    assert calendar.steps.all()[0].starts_on == day("06.07.2018")
    assert not Outbox.objects.exists()


def a_holiday(planning: Planning, on: datetime.date):
    office = planning.plan.office
    return declare_holiday(
        office=office, on_day=on, name_sq="Ditë zie", name_en="Day of mourning", by=administrator(office), on=TODAY
    )


def test_a_new_holiday_moves_the_step_on_it_and_what_is_counted_over_it_and_says_so():
    planning = a_planning()
    joined(planning)
    joined(planning, "MD", [step("Tryeza", "12.07.2018"), step("Raporti", "25.07.2018")])

    told = a_holiday(planning, day("12.07.2018"))

    assert dues(planning) == ["09.07", "17.07", "24.07", "13.07", "25.07"]
    assert [(one.step.title_sq, f"{one.after:%d.%m}") for one in told.shifts] == [
        ("Tryeza", "13.07"),
        ("Konsultimi", "17.07"),
        ("Validimi", "24.07"),
    ]
    assert (told.told.moved, told.told.mails) == (3, 2)
    assert Event.objects.get(what="calendar.recounted").data["pushed"] == 3
    office = planning.plan.office
    back = cancel_holiday(office=office, holiday=Holiday.objects.get(), by=administrator(office), on=TODAY)
    assert dues(planning) == ["09.07", "16.07", "23.07", "13.07", "25.07"]
    assert len(back.shifts) == 2


def test_a_holiday_counts_a_linked_term_once_and_pushes_what_follows_it():
    planning = a_planning()
    standing = asked(
        office=planning.plan.office,
        institution=planning.leads["AKSHI"],
        ask_sq="Takimi i parë",
        term_days=10,
        on=day("25.06.2018"),
    )
    joined(planning)
    assert dues(planning)[0] == "09.07"

    told = a_holiday(planning, day("06.07.2018"))

    standing.refresh_from_db()
    assert standing.due_on == day("10.07.2018")
    assert dues(planning) == ["10.07", "17.07", "24.07"]
    assert len(told.shifts) == 3
    assert (told.told.moved, told.told.mails) == (3, 1)


def test_an_answered_step_stays_where_it_is_when_a_holiday_comes():
    planning = a_planning()
    calendar = joined(planning)
    second = calendar.steps.all()[1].obligation
    take_answer(
        obligations=[second],
        given=Given(received_on=TODAY),
        summary="u bë",
        channel=Channel.PAPER,
        by=planning.by,
        on=TODAY,
    )

    told = a_holiday(planning, day("12.07.2018"))

    assert dues(planning) == ["09.07", "16.07", "23.07"]
    assert told.shifts == []
    return_answer(obligation=second, reason="mungon", by=planning.by, on=TODAY)


def test_the_joint_calendar_says_who_returned_who_is_late_and_who_was_refused():
    planning = a_planning(("AKSHI", "MD", "MFE", "DZHM"))
    joined(planning)
    planning.sends("MD", SOUND)
    refused = planning.sends("DZHM", [step("Validimi", "15.10.2018", StepKind.VALIDATION)])
    return_calendar(calendar=refused, by=planning.by, on=TODAY)

    joint = joint_calendar(planning.plan, on=TODAY)

    assert [part.state for part in joint.parts] == [
        CalendarState.JOINED,
        CalendarState.RECEIVED,
        CalendarState.EXPECTED,
        CalendarState.REFUSED,
    ]
    assert [part.node.code for part in joint.late] == ["3", "4"]
    assert [one.fault for one in joint.parts[3].refusals] == [Fault.ADOPTION]
    assert joint.parts[1].refusals == []


def test_joining_takes_as_many_queries_for_three_steps_as_for_six():
    counts = set()
    for count in (3, 6):
        planning = a_planning()
        calendar = planning.sends("MD", [step(f"Hapi {one}", "16.07.2018") for one in range(count)])
        with CaptureQueriesContext(connection) as captured:
            join_calendar(calendar=calendar, by=planning.by, on=TODAY)
        counts.add(len([one for one in captured if "SAVEPOINT" not in one["sql"]]))
        assert dues(planning) == ["16.07"] * count
        events = list(Event.objects.filter(what="obligation.asked").order_by("pk"))[-count:]
        assert [one.data["ask"] for one in events] == [f"Hapi {one}" for one in range(count)]
    assert len(counts) == 1


def test_the_joint_calendar_takes_as_many_queries_for_one_component_as_for_four(django_assert_num_queries):
    small, big = a_planning(), a_planning(("A", "B", "C", "D"))
    small.sends("MD", SOUND)
    for lead in big.leads:
        joined(big, lead, [step(f"{one.title_sq} {lead}", f"{one.ends_on:%d.%m.%Y}") for one in SOUND])

    for planning in (small, big):
        with django_assert_num_queries(8):
            joint_calendar(planning.plan, on=TODAY)


def test_a_body_that_is_taken_does_not_block_joining():
    planning, body = a_planning(), BodyFactory()
    joined(planning, "AKSHI", [step("Takimi", "16.07.2018", body_id=body.pk)])

    joined(planning, "MD", [step("Takimi", "16.07.2018", body_id=body.pk)])

    remarks = [one.fault for part in joint_calendar(planning.plan, on=ASKED_ON).parts for one in part.remarks]
    assert remarks == [Fault.SAME_BODY, Fault.SAME_BODY]
