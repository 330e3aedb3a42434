"""How a duty stands on a day, and that lists and rows agree about it."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.obligations.enums import ObligationState, Shown, Standing
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted, shown, standings, tally
from sekretariat.domain.obligations.rules import stands_on
from sekretariat.ground.words.enums import Precision
from tests.factories import InstitutionFactory, ObligationFactory, OfficeFactory

from .making import asked, day

DUE = day("04.06.2018")  # a Monday


def stands(on: str, **fields: object):
    obligation = ObligationFactory.build(**{"due_on": DUE} | fields)
    return stands_on(obligation, on=day(on), holidays=(), long_overdue_days=10)


@pytest.mark.parametrize(
    ("on", "standing", "days_late"),
    [
        ("21.05.2018", Standing.NOT_DUE, -10),
        ("30.05.2018", Standing.NOT_DUE, -3),
        ("31.05.2018", Standing.DUE_SOON, -2),  # day 8: Friday and Monday are left
        ("03.06.2018", Standing.DUE_SOON, -1),
        ("04.06.2018", Standing.DUE_SOON, 0),
        ("05.06.2018", Standing.OVERDUE, 1),  # day 11
        ("09.06.2018", Standing.OVERDUE, 4),  # a Saturday adds no working day
        ("18.06.2018", Standing.OVERDUE, 10),
        ("19.06.2018", Standing.LONG_OVERDUE, 11),
    ],
)
def test_an_open_duty_stands_by_working_days_around_its_deadline(on, standing, days_late):
    found = stands(on)

    assert (found.standing, found.days_late) == (standing, days_late)
    assert found.is_late == (standing in (Standing.OVERDUE, Standing.LONG_OVERDUE))


def test_holidays_do_not_make_it_later():
    obligation = ObligationFactory.build(due_on=day("27.11.2018"))

    found = stands_on(
        obligation, on=day("30.11.2018"), holidays={day("28.11.2018"), day("29.11.2018")}, long_overdue_days=10
    )

    assert found.days_late == 1


def test_a_quarter_is_late_only_after_it_ends():
    quarter = {"due_on": day("30.09.2019"), "due_precision": Precision.QUARTER}

    assert stands("30.09.2019", **quarter).standing == Standing.DUE_SOON
    assert stands("01.10.2019", **quarter).standing == Standing.OVERDUE


def test_without_a_deadline_it_is_never_late():
    assert stands("01.01.2030", due_on=None).standing == Standing.NO_DEADLINE


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        (ObligationState.ANSWERED, Standing.NOT_DUE, Standing.ANSWERED),
        (ObligationState.ACCEPTED, Standing.NOT_DUE, Standing.ACCEPTED),
        (ObligationState.WITHDRAWN, Standing.NOT_DUE, Standing.WITHDRAWN),
    ],
)
def test_as_of_an_earlier_day_what_came_later_does_not_count(state, before, after):
    came = {"state": state, "answered_on": day("28.05.2018"), "decided_on": day("28.05.2018")}

    assert stands("27.05.2018", **came).standing == before
    assert stands("28.05.2018", **came).standing == after


def test_a_returned_duty_is_owed_again_by_the_same_deadline():
    returned = {
        "state": ObligationState.RETURNED,
        "answered_on": day("28.05.2018"),
        "decided_on": day("30.05.2018"),
        "decision_reason": "Mungon zëvendësi.",
    }

    assert stands("31.05.2018", **returned).standing == Standing.DUE_SOON
    assert stands("05.06.2018", **returned).standing == Standing.OVERDUE


@pytest.mark.django_db
def test_the_count_behind_a_deadline_explains_itself():
    counted = how_due_was_counted(asked())

    assert counted.explain("sq") == "10 ditë pune nga 21.05.2018, 0 festa → 04.06.2018"


@pytest.mark.django_db
def test_a_deadline_given_as_a_day_has_no_count_behind_it():
    assert how_due_was_counted(asked(term_days=None, due_on=DUE)) is None


PART_OF = {
    Standing.ANSWERED: Shown.ANSWERED,
    Standing.ACCEPTED: Shown.ACCEPTED,
    Standing.WITHDRAWN: Shown.WITHDRAWN,
}
DAYS = st.dates(datetime.date(2018, 5, 14), datetime.date(2018, 7, 15))


@st.composite
def rows(draw) -> dict[str, object]:
    """Fields of an obligation in any state the constraints allow."""
    state = draw(st.sampled_from(ObligationState.values))
    needs_answer = state in (ObligationState.ANSWERED, ObligationState.ACCEPTED)
    needs_reason = state in (ObligationState.RETURNED, ObligationState.WITHDRAWN)
    return {
        "state": state,
        "issued_on": draw(DAYS),
        "due_on": draw(st.none() | DAYS),
        "answered_on": draw(DAYS if needs_answer else st.none() | DAYS),
        "decided_on": draw(DAYS if needs_reason else st.none() | DAYS),
        "decision_reason": "arsyeja" if needs_reason else "",
    }


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(rows(), min_size=1, max_size=8), on=DAYS)
def test_every_row_stands_in_the_part_of_the_list_that_its_standing_says(fields, on):
    Obligation.objects.all().delete()
    office, institution = OfficeFactory(), InstitutionFactory()
    for one in fields:
        ObligationFactory(office=office, institution=institution, **one)
    asked_by_then = [o for o in Obligation.objects.select_related("office") if o.issued_on <= on]
    stood = standings(asked_by_then, on=on)

    parts = {part: set(shown(Obligation.objects.all(), part, on=on)) for part in Shown}

    for obligation in asked_by_then:
        mine = {part for part in Shown if obligation in parts[part]} - {Shown.ALL, Shown.LATE, Shown.THIS_WEEK}
        assert mine == {PART_OF.get(stood[obligation.pk].standing, Shown.OWED)}
        assert (obligation in parts[Shown.LATE]) == stood[obligation.pk].is_late
    assert parts[Shown.ALL] == set(asked_by_then)
    assert tally(Obligation.objects.all(), on=on) == {part: len(found) for part, found in parts.items()}


@pytest.mark.django_db
def test_this_week_ends_on_sunday():
    thursday = day("31.05.2018")
    for due in ("30.05.2018", "31.05.2018", "03.06.2018", "04.06.2018"):
        ObligationFactory(due_on=day(due))

    found = shown(Obligation.objects.all(), Shown.THIS_WEEK, on=thursday)

    assert sorted(o.due_on for o in found) == [day("31.05.2018"), day("03.06.2018")]


@pytest.mark.django_db
def test_standings_take_one_query_whatever_the_number(django_assert_num_queries):
    ObligationFactory.create_batch(3)
    found = list(Obligation.objects.select_related("office"))

    with django_assert_num_queries(1):
        standings(found, on=DUE)
