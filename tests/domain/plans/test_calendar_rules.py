"""What is wrong with a calendar, in sentences; and what moves when a step does. Pure."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.plans.calendar import (
    Fault,
    Followed,
    Frame,
    Held,
    Placed,
    Step,
    Window,
    circle_in,
    next_working_day,
    pushed,
    remarks_on,
)
from sekretariat.domain.plans.enums import StepKind
from sekretariat.ground.days import is_working_day, working_days_after
from sekretariat.ground.words.enums import Precision

from .making import day

ADOPTION = day("28.09.2018")
DAYS = st.dates(min_value=datetime.date(2018, 1, 1), max_value=datetime.date(2019, 12, 31))


def a_step(ends: str = "16.07.2018", number: int = 1, **said: object) -> Step:
    return Step(**{"number": number, "title": "Takimi", "kind": StepKind.CONSULTATION, "ends_on": day(ends)} | said)


def faults(*steps: Step, **frame: object) -> list[Fault]:
    return [remark.fault for remark in remarks_on(steps, Frame(**frame))]


def test_the_sentence_names_the_step_its_day_and_the_reason():
    step = a_step("15.10.2018", 4, title="Validimi në GT Antikorrupsioni", kind=StepKind.VALIDATION)

    with override("sq"):
        (remark,) = remarks_on([step], Frame(adoption_on=ADOPTION))

    assert remark.sentence == (
        "Hapi 4 “Validimi në GT Antikorrupsioni” mbaron më 15.10.2018, pas ditës së miratimit, 28.09.2018."
    )
    assert (remark.number, remark.is_refusal) == (4, True)


@given(ends_on=DAYS, kind=st.sampled_from([kind for kind in StepKind if kind != StepKind.PUBLICATION]))
def test_a_step_is_refused_for_the_adoption_just_where_it_ends_after_it(ends_on, kind):
    found = remarks_on([Step(number=1, title="x", kind=kind, ends_on=ends_on)], Frame(adoption_on=ADOPTION))

    assert (Fault.ADOPTION in {remark.fault for remark in found}) == (ends_on > ADOPTION)


def test_publication_comes_after_the_adoption_and_no_day_of_adoption_refuses_nothing():
    assert faults(a_step("15.10.2018", kind=StepKind.PUBLICATION), adoption_on=ADOPTION) == []
    assert faults(a_step("15.10.2018")) == []


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("02.07.2018", "20.07.2018", []),
        (None, "02.07.2018", []),
        (None, "23.07.2018", [Fault.WINDOW]),
        ("29.06.2018", "20.07.2018", [Fault.WINDOW]),
        (None, "29.06.2018", [Fault.WINDOW]),
    ],
)
def test_a_step_lies_inside_the_window_of_its_kind(starts, ends, expected):
    window = Window(kind=StepKind.CONSULTATION, starts_on=day("02.07.2018"), ends_on=day("20.07.2018"))
    step = a_step(ends, starts_on=day(starts) if starts else None)

    assert faults(step, windows=[window]) == expected
    assert faults(a_step("23.07.2018", kind=StepKind.DRAFTING), windows=[window]) == []


def test_a_step_does_not_end_before_the_one_it_follows():
    followed = Followed(name="Hartimi", ends_on=day("17.07.2018"))

    assert faults(a_step("16.07.2018", after=followed)) == [Fault.ORDER]
    assert faults(a_step("17.07.2018", after=followed)) == []


def test_a_weekend_or_a_holiday_is_refused_with_the_next_working_day():
    holidays = {day("21.08.2018"): "Kurban Bajrami"}
    steps = [a_step("18.08.2018", 1), a_step("21.08.2018", 2, title="Tjetër")]

    with override("en"):
        weekend, holiday = remarks_on(steps, Frame(holidays=holidays))

    assert "a weekend; the next working day is 20.08.2018" in weekend.sentence
    assert "a holiday (Kurban Bajrami); the next working day is 22.08.2018" in holiday.sentence
    assert weekend.is_refusal
    assert faults(a_step("30.09.2018", precision=Precision.QUARTER)) == []  # a Sunday, but a quarter was said


def test_the_same_step_twice_is_refused_once():
    assert faults(a_step(number=1), a_step(number=2, title="TAKIMI")) == [Fault.TWICE]


def test_a_body_that_meets_for_two_components_on_one_day_is_only_remarked():
    held = [Held(body_id=7, on=day("16.07.2018"), component="komponent 2")]

    (remark,) = remarks_on([a_step(body_id=7, body="GT Drejtësia")], Frame(held=held))

    assert (remark.fault, remark.is_refusal) == (Fault.SAME_BODY, False)
    assert "GT Drejtësia" in remark.sentence
    assert faults(a_step("17.07.2018", body_id=7), held=held) == faults(a_step(), held=held) == []


def placed(key: int, ends: str, after: int | None = None, days: int | None = None, **more: object) -> Placed:
    return Placed(key=key, ends_on=day(ends), after=after, after_days=days, **more)


CHAIN = [placed(1, "02.07.2018"), placed(2, "09.07.2018", 1, 5), placed(3, "16.07.2018", 2, 5)]


def test_what_is_counted_after_a_step_moves_with_it_through_the_whole_chain():
    moved = pushed(CHAIN, moved={1: day("09.07.2018")}, before=(), now=())

    assert moved == {1: day("09.07.2018"), 2: day("16.07.2018"), 3: day("23.07.2018")}


def test_what_is_done_or_set_by_hand_stays_and_holds_back_what_follows():
    done = [CHAIN[0], placed(2, "09.07.2018", 1, 5, stays=True), CHAIN[2]]
    by_hand = [CHAIN[0], placed(2, "10.07.2018", 1, 5), CHAIN[2]]

    assert pushed(done, moved={1: day("09.07.2018")}, before=(), now=()) == {1: day("09.07.2018")}
    assert pushed(by_hand, moved={1: day("09.07.2018")}, before=(), now=()) == {1: day("09.07.2018")}


def test_a_new_holiday_moves_the_step_that_stands_on_it_and_the_counts_that_run_over_it():
    steps = [*CHAIN, placed(4, "05.07.2018"), placed(5, "20.07.2018")]

    moved = pushed(steps, moved={}, before=(), now={day("05.07.2018")})

    assert moved == {2: day("10.07.2018"), 3: day("17.07.2018"), 4: day("06.07.2018")}


def test_a_holiday_taken_back_brings_counted_steps_forward_again():
    steps = [placed(1, "02.07.2018"), placed(2, "10.07.2018", 1, 5)]

    assert pushed(steps, moved={}, before={day("05.07.2018")}, now=()) == {2: day("09.07.2018")}


@given(
    start=DAYS,
    target=DAYS,
    days=st.lists(st.integers(min_value=1, max_value=30), min_size=1, max_size=6),
    holidays=st.sets(DAYS, max_size=40),
)
def test_moving_in_working_days_never_lands_on_a_free_day(start, target, days, holidays):
    steps = [Placed(key=0, ends_on=start)]
    for key, count in enumerate(days, start=1):
        end = working_days_after(steps[-1].ends_on, count, holidays=holidays).due
        steps.append(Placed(key=key, ends_on=end, after=key - 1, after_days=count))

    moved = pushed(steps, moved={0: target}, before=holidays, now=holidays)

    ends = [moved.get(step.key, step.ends_on) for step in steps]
    assert all(is_working_day(end, holidays=holidays) for end in ends[1:])
    for before, after, count in zip(ends, ends[1:], days, strict=False):
        assert working_days_after(before, count, holidays=holidays).due == after


@given(
    ends=st.lists(DAYS.filter(lambda on: on.weekday() < 5), min_size=1, max_size=8),
    holiday=DAYS.filter(lambda on: on.weekday() < 5),
)
def test_a_new_holiday_leaves_no_step_on_it_and_moves_no_other_single_step(ends, holiday):
    steps = [Placed(key=key, ends_on=end) for key, end in enumerate(ends)]

    moved = pushed(steps, moved={}, before=(), now={holiday})

    assert moved == {
        key: next_working_day(holiday, holidays={holiday}) for key, end in enumerate(ends) if end == holiday
    }


def test_a_circle_is_found_and_ends_the_counting():
    circle = [placed(1, "02.07.2018", 2, 5), placed(2, "09.07.2018", 1, 5)]

    assert circle_in({1: 2, 2: 1}) in (1, 2)
    assert circle_in({3: 2, 2: 1}) is None
    assert pushed(circle, moved={1: day("03.07.2018")}, before=(), now=())[1] == day("03.07.2018")
