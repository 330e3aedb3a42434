"""The calendar of a plan on its pages: who returned, what is refused and why, joining, moving, month, timeline."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import CalendarState, StepKind
from sekretariat.domain.plans.models import CalendarStep, PlanCalendar
from sekretariat.domain.plans.services import join_calendar, return_calendar
from sekretariat.ground.actors import Role
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.words.enums import Precision
from tests.domain.obligations.making import asked
from tests.domain.plans.making import Planning, a_planning, day, framed, step
from tests.factories import BodyFactory, InstitutionFactory, MeasureFactory, MeasurePartyFactory, PlanEntryFactory
from tests.web.html import faults_of
from tests.web.letters.conftest import english, person_in
from tests.web.queries import queries_of

__all__ = ["english"]
pytestmark = pytest.mark.django_db

STEPS = [
    step("Takimi i parë", "09.07.2018", StepKind.PREPARATION, starts_on=day("05.07.2018")),
    step("Konsultimi", "16.07.2018", after_number=1, after_days=5),
    step("Validimi", "23.07.2018", StepKind.VALIDATION, after_number=2, after_days=5),
]


@pytest.fixture
def planning() -> Planning:
    return a_planning(("AKSHI", "MD", "MFE", "DZHM"))


@pytest.fixture
def keeper(english, planning):
    return english(person_in(Role.OFFICER, planning.plan.office.unit))


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def calendar_url(planning: Planning) -> str:
    return reverse("plans:calendar", args=[planning.plan.pk])


def test_the_page_says_who_returned_who_is_late_and_why_one_goes_back(planning, keeper):
    framed(planning, (StepKind.CONSULTATION, "02.07.2018", "31.08.2018"))
    join_calendar(calendar=planning.sends("AKSHI", STEPS), by=planning.by, on=day("03.07.2018"))
    planning.sends("MD", STEPS)
    planning.sends("DZHM", [*STEPS, step("Validimi i fundit", "15.10.2018", StepKind.VALIDATION)])

    page = keeper.get(calendar_url(planning))

    said = text_of(page)
    assert "3 of 4 components have returned their calendars." in said
    assert "Late: MFE (3)." in said
    assert said.count("Step 4 “Validimi i fundit” ends on 15.10.2018, after the day of adoption, 28.09.2018.") == 2
    assert said.count("Return with these reasons") == 1
    assert said.count(">Join<") == 1
    assert 'role="img"' in said
    assert faults_of(page.content.decode()) == []


def test_a_lead_sees_the_calendars_and_decides_nothing(planning, english):
    planning.sends("MD", STEPS)
    lead = english(person_in(Role.COORDINATOR, planning.leads["MD"]))

    said = text_of(lead.get(calendar_url(planning)))

    assert "Konsultimi" in said
    assert "Return" not in said.replace("Returned", "")
    assert ">Join<" not in said


def test_joining_and_returning_from_the_page(planning, keeper):
    sound = planning.sends("AKSHI", STEPS)
    late = planning.sends("DZHM", [step("Validimi", "15.10.2018", StepKind.VALIDATION)])

    joined = keeper.post(reverse("plans:join_calendar", args=[sound.pk]), follow=True)
    refused = keeper.post(reverse("plans:join_calendar", args=[late.pk]), follow=True)
    page = keeper.get(reverse("plans:return_calendar", args=[late.pk]))
    returned = keeper.post(reverse("plans:return_calendar", args=[late.pk]), {"note": "Ndreqeni."}, follow=True)

    assert "Its steps are duties now: 3." in text_of(joined)
    assert "The calendar was not joined. Step 1" in text_of(refused)
    assert "The institution reads these reasons" in text_of(page)
    assert faults_of(page.content.decode()) == []
    assert "was returned with its reasons" in text_of(returned)
    duty = Obligation.objects.get(pk=planning.duties["DZHM"].pk)
    assert duty.state == ObligationState.RETURNED
    assert duty.decision_reason.startswith("Ndreqeni. Hapi 1")


def test_a_calendar_with_nothing_to_refuse_is_returned_with_a_word_only(planning, keeper):
    calendar = planning.sends("AKSHI", STEPS)

    page = keeper.post(reverse("plans:return_calendar", args=[calendar.pk]), {"note": ""})

    assert 'id="id_note_error"' in page.content.decode()
    assert PlanCalendar.objects.get().state == CalendarState.RECEIVED


def test_the_frame_is_set_and_a_fault_is_told_at_its_field(planning, keeper):
    address = reverse("plans:frame", args=[planning.plan.pk])
    values = {"revision": 0, "consultation_starts_on": "2.7.2018", "consultation_ends_on": "20.7.2018"}

    page = keeper.get(address)
    wrong = keeper.post(address, {"revision": 0, "consultation_starts_on": "2.7.2018", "drafting_ends_on": "?"})
    done = keeper.post(address, values, follow=True)
    stale = keeper.post(address, values)

    assert faults_of(page.content.decode()) == []
    assert 'value="28.09.2018"' in page.content.decode()  # the plan's day of adoption
    assert 'id="id_consultation_ends_on_error"' in wrong.content.decode()
    assert 'id="id_drafting_ends_on_error"' in wrong.content.decode()
    assert "The frame was set." in text_of(done)
    assert "changed this at" in text_of(stale)
    assert 'value="02.07.2018"' in stale.content.decode() or 'value="2.7.2018"' in stale.content.decode()


def test_moving_shows_what_is_pushed_before_anything_moves(planning, keeper):
    calendar = join_calendar(calendar=planning.sends("AKSHI", STEPS), by=planning.by, on=day("03.07.2018"))
    first = calendar.steps.all()[0]
    address = reverse("plans:move_step", args=[first.pk])
    values = {"revision": calendar.revision, "ends_on": "16.07.2018", "reason": "Komiteti u shty"}

    start = keeper.get(address)
    looked = keeper.post(address, values | {"look": "1"})
    assert Obligation.objects.get(pk=first.obligation_id).due_on == day("09.07.2018")
    moved = keeper.post(address, values | {"move": "1"}, follow=True)

    assert faults_of(start.content.decode()) == faults_of(looked.content.decode()) == []
    said = text_of(looked)
    assert "2 steps move with it" in said
    assert "akshi@shembull.al" in said
    assert "2 steps moved with it. 1 message tells of the new deadline." in text_of(moved)
    assert Obligation.objects.get(pk=first.obligation_id).due_on == day("16.07.2018")


def test_a_move_after_the_adoption_is_shown_as_refused_and_not_done(planning, keeper):
    calendar = join_calendar(calendar=planning.sends("AKSHI", STEPS), by=planning.by, on=day("03.07.2018"))
    first = calendar.steps.all()[0]
    values = {"revision": calendar.revision, "ends_on": "27.09.2018", "reason": "x"}

    page = keeper.post(reverse("plans:move_step", args=[first.pk]), values | {"move": "1"})
    behind = keeper.post(reverse("plans:move_step", args=[first.pk]), values | {"move": "1", "revision": 0})

    assert "It cannot move there" in text_of(page)
    assert "Move the steps and tell" not in text_of(page)
    assert "changed this at" in text_of(behind)


def test_the_month_shows_steps_holidays_and_the_adoption(planning, keeper):
    Holiday.objects.create(on=day("12.07.2018"), name_sq="Ditë zie", name_en="x", source="office")
    steps = [*STEPS, step("Raporti", "31.07.2018", precision=Precision.MONTH)]
    join_calendar(calendar=planning.sends("AKSHI", steps), by=planning.by, on=day("03.07.2018"))
    planning.sends("MD", STEPS[:1])
    address = reverse("plans:calendar_month", args=[planning.plan.pk])

    july, september = keeper.get(address + "?month=2018-07"), keeper.get(address + "?month=2018-09")

    said = text_of(july)
    assert "4 steps end in this month." in said
    assert "Holiday: Ditë zie" in said
    assert said.count("1: <span") == 5  # it begins, and it ends
    assert said.count("not joined yet") == 2
    assert "without a day" in said
    assert "<strong>Adoption</strong>" in text_of(september)
    assert faults_of(july.content.decode()) == []
    for odd in ("", "?month=2018-13", "?month=9999-01", "?month=abc"):
        assert keeper.get(address + odd).status_code == 200


def test_a_duty_whose_words_do_not_say_which_component_is_linked_by_the_officer(keeper, planning):
    other = asked(
        office=planning.plan.office, institution=InstitutionFactory(), kind="send_calendar", ask_sq="Dërgoni kalendarin"
    )
    Obligation.objects.filter(pk=planning.duties["MD"].pk).update(
        state=ObligationState.WITHDRAWN, decided_on=day("25.06.2018"), decision_reason="gabim"
    )

    page = keeper.get(calendar_url(planning))
    address = reverse("plans:expect_calendar", args=[planning.plan.pk])
    odd = keeper.post(address, {"node": "x"}, follow=True)
    done = keeper.post(address, {"node": planning.nodes["MD"].pk, "obligation": other.pk}, follow=True)

    assert "comes by the duty" in text_of(page)
    assert "Choose the component and the duty." in text_of(odd)
    assert "It is noted by which duty" in text_of(done)
    assert PlanCalendar.objects.get().obligation == other


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_page_is_whole_in_both_languages(client_of, planning, language):
    client = client_of(person_in(Role.OFFICER, planning.plan.office.unit))
    client.cookies["django_language"] = language
    calendar = planning.sends("AKSHI", STEPS)
    for name, key in (
        ("calendar", planning.plan.pk),
        ("calendar_month", planning.plan.pk),
        ("frame", planning.plan.pk),
        ("timeline", planning.plan.pk),
        ("return_calendar", calendar.pk),
        ("move_step", calendar.steps.all()[0].pk),
    ):
        page = client.get(reverse(f"plans:{name}", args=[key]))
        assert page.status_code == 200
        assert faults_of(page.content.decode()) == []


def test_the_calendar_takes_as_many_queries_for_one_step_as_for_many(english):
    few, many = a_planning(("A",)), a_planning(("B", "C", "D"))
    join_calendar(calendar=few.sends("A", STEPS[:1]), by=few.by, on=day("03.07.2018"))
    for lead in many.leads:
        steps = [step(f"{one.title_sq} {lead}", f"{one.ends_on:%d.%m.%Y}") for one in STEPS]
        join_calendar(calendar=many.sends(lead, steps), by=many.by, on=day("03.07.2018"))
    counts = set()
    for planning in (few, many):
        client = english(person_in(Role.OFFICER, planning.plan.office.unit))
        counts.add(queries_of(client, calendar_url(planning)))
        counts.add(queries_of(client, calendar_url(planning)))

    assert len(counts) == 1


def measures(planning: Planning, count: int) -> None:
    node = planning.nodes["AKSHI"]
    for number in range(count):
        measure = MeasureFactory(
            office=planning.plan.office,
            starts_on=datetime.date(2018, 10, 1) if number % 2 else None,
            due_on=datetime.date(2019, 9, 30) if number % 3 else None,
            due_precision=Precision.QUARTER,
        )
        MeasurePartyFactory(measure=measure, institution=planning.leads["AKSHI"])
        PlanEntryFactory(plan=planning.plan, node=node, measure=measure, code=f"1.{number}")


def test_the_timeline_draws_each_measure_with_the_quarter_as_such_at_a_constant_cost(english, planning):
    other = a_planning(("AKSHI",))
    measures(planning, 4)
    measures(other, 1)
    addresses = [reverse("plans:timeline", args=[one.plan.pk]) for one in (planning, other)]
    clients = [english(person_in(Role.OFFICER, one.plan.office.unit)) for one in (planning, other)]

    page = clients[0].get(addresses[0])

    said = text_of(page)
    assert "4 measures. 2 on this page have no deadline." in said
    assert said.count('class="loose"') == 2
    assert "Q3 2019" in said
    assert queries_of(clients[0], addresses[0]) == queries_of(clients[1], addresses[1])
    assert faults_of(page.content.decode()) == []


def test_a_lead_sees_in_the_timeline_what_is_its_own(english, planning):
    measures(planning, 2)
    PlanEntryFactory(plan=planning.plan, node=planning.nodes["MD"], measure__office=planning.plan.office)
    lead = english(person_in(Role.COORDINATOR, planning.leads["AKSHI"]))

    assert "2 measures." in text_of(lead.get(reverse("plans:timeline", args=[planning.plan.pk])))


def test_a_new_holiday_says_on_its_page_which_steps_moved(planning, english):
    join_calendar(calendar=planning.sends("AKSHI", STEPS), by=planning.by, on=day("03.07.2018"))
    client = english(person_in(Role.ADMINISTRATOR, planning.plan.office.unit))

    page = client.post(
        reverse("office:holidays"),
        {"on_day": "12.07.2018", "name_sq": "Ditë zie", "name_en": "Day of mourning"},
        follow=True,
    )

    said = text_of(page)
    assert "2 running deadlines moved." in said
    assert "“Konsultimi” 16.07.2018 → 17.07.2018; “Validimi” 23.07.2018 → 24.07.2018." in said


def test_a_returned_calendar_keeps_its_body_in_the_page_of_the_duty(planning, keeper):
    body = BodyFactory(short_name="GT")
    calendar = planning.sends("DZHM", [step("Validimi", "15.10.2018", StepKind.VALIDATION, body_id=body.pk)])
    return_calendar(calendar=calendar, by=planning.by, on=day("03.07.2018"))

    page = keeper.get(reverse("duties:record", args=[planning.duties["DZHM"].pk])).content.decode()

    assert 'value="15.10.2018"' in page
    assert 'value="GT"' in page
    assert "after the day of adoption" in page
    assert CalendarStep.objects.count() == 1
