"""Whether a seat stands on a day: yes, no, or it cannot be said."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import LegalBasis, Seat
from sekretariat.domain.bodies.queries import competence, possible_seats_on
from sekretariat.domain.bodies.rules import stands_on
from tests.factories import ActFactory, BodyFactory, InstitutionFactory, SeatFactory

DAY = datetime.date(2021, 6, 1)
YES, NO, CANNOT = Verdict.YES, Verdict.NO, Verdict.CANNOT_BE_SAID

pytestmark = pytest.mark.django_db

days = st.dates(datetime.date(2019, 12, 29), datetime.date(2022, 1, 3))


def dated(on: datetime.date):
    return ActFactory(year=on.year, on=on, is_confirmed=True)


def of_year(year: int):
    return ActFactory(year=year, on=None)


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (datetime.date(2020, 12, 31), NO),
        (datetime.date(2021, 1, 1), CANNOT),
        (DAY, CANNOT),
        (datetime.date(2021, 12, 31), YES),
    ],
)
def test_a_seat_by_an_act_without_a_confirmed_date_begins_on_some_day_of_its_year(on, verdict):
    assert stands_on(SeatFactory(act=of_year(2021)), on) == verdict


def test_a_day_of_its_own_wins_over_the_act():
    seat = SeatFactory(act=of_year(2021), valid_from=DAY)

    assert stands_on(seat, DAY) == YES
    assert stands_on(seat, DAY - datetime.timedelta(days=1)) == NO


@pytest.mark.parametrize(
    ("on", "verdict"), [(datetime.date(2020, 12, 31), YES), (DAY, CANNOT), (datetime.date(2022, 1, 1), NO)]
)
def test_a_seat_ends_with_the_act_that_ends_it(on, verdict):
    assert stands_on(SeatFactory(ended_by=of_year(2021)), on) == verdict


def test_on_the_day_of_the_ending_act_the_seat_is_gone():
    seat = SeatFactory(ended_by=dated(DAY))

    assert stands_on(seat, DAY - datetime.timedelta(days=1)) == YES
    assert stands_on(seat, DAY) == NO


def test_a_last_day_of_its_own_wins_over_the_ending_act():
    assert stands_on(SeatFactory(ended_by=of_year(2021), valid_to=DAY), DAY) == YES


def test_a_seat_that_may_have_begun_and_may_have_ended_cannot_be_said():
    assert stands_on(SeatFactory(act=of_year(2021), ended_by=of_year(2021)), DAY) == CANNOT


acts = st.none() | st.fixed_dictionaries(
    {"on": days, "is_confirmed": st.booleans(), "in_force_from": st.none() | days, "has_day": st.booleans()}
)


def make_act(said):
    if said is None:
        return None
    has_day = said["has_day"] or said["is_confirmed"]
    return ActFactory(
        year=said["on"].year,
        on=said["on"] if has_day else None,
        is_confirmed=said["is_confirmed"],
        in_force_from=said["in_force_from"],
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(begins=st.none() | days, lasts=st.none() | st.integers(0, 400), act=acts, ended_by=acts, on=days)
def test_the_rule_of_one_seat_and_the_query_over_many_say_the_same(begins, lasts, act, ended_by, on):
    valid_to = None if lasts is None else (begins or datetime.date(2020, 1, 1)) + datetime.timedelta(days=lasts)
    seat = SeatFactory(valid_from=begins, valid_to=valid_to, act=make_act(act), ended_by=make_act(ended_by))

    mine = Seat.objects.filter(pk=seat.pk)
    found = [mine.in_force(on=on).exists(), mine.uncertain(on=on).exists(), mine.possible(on=on).exists()]

    verdict = stands_on(seat, on)
    assert found == [verdict == YES, verdict == CANNOT, verdict != NO]


def test_seats_in_doubt_stand_after_those_that_are_certain():
    body = BodyFactory()
    doubtful = SeatFactory(body=body, role=SeatRole.CHAIR, act=of_year(2021))
    certain = SeatFactory(body=body)
    SeatFactory(body=body, act=of_year(2022))

    assert possible_seats_on(body, on=DAY) == [certain, doubtful]


# Who was competent


def test_two_secretariats_of_which_one_is_in_doubt_are_told_apart():
    body = BodyFactory()
    first = SeatFactory(body=body, role=SeatRole.SECRETARIAT)
    second = SeatFactory(body=body, role=SeatRole.SECRETARIAT, act=of_year(2021))

    answer = competence(body, on=DAY)

    assert (answer.verdict, answer.certain, answer.doubtful) == (YES, [first], [second])


def test_a_secretariat_that_moves_by_an_unconfirmed_act_is_in_doubt_on_both_sides():
    body, act = BodyFactory(), of_year(2021)
    old = SeatFactory(body=body, role=SeatRole.SECRETARIAT, ended_by=act)
    new = SeatFactory(body=body, role=SeatRole.SECRETARIAT, act=act)

    answer = competence(body, on=DAY)

    assert (answer.verdict, set(answer.doubtful), answer.doubts) == (CANNOT, {old, new}, [act])


def test_a_seat_without_a_beginning_is_not_older_than_the_act_its_body_stands_on():
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT)
    basis = of_year(2021)
    LegalBasis.objects.create(body=body, act=basis)

    assert competence(body, on=datetime.date(2020, 6, 1)).verdict == NO
    in_doubt = competence(body, on=DAY)
    assert (in_doubt.verdict, in_doubt.doubts) == (CANNOT, [basis])
    assert competence(body, on=datetime.date(2022, 3, 1)).verdict == YES


def test_another_role_is_answered_in_the_same_way():
    body = BodyFactory()
    seat = SeatFactory(body=body, role=SeatRole.RESPONSIBLE)

    assert competence(body, role=SeatRole.RESPONSIBLE, on=DAY).institutions == [seat.institution]
    assert competence(body, on=DAY).institutions == []


@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_takes_the_same_queries_for_one_seat_and_for_three(count, django_assert_num_queries):
    body = BodyFactory()
    for _ in range(count):
        LegalBasis.objects.create(body=body, act=of_year(2018))
        SeatFactory(body=body, role=SeatRole.MEMBER, institution=InstitutionFactory(), act=of_year(2019))

    with django_assert_num_queries(4):
        answer = competence(body, role=SeatRole.MEMBER, on=DAY)
        assert [str(link.act.issuer) for link in answer.chain]

    assert (len(answer.certain), len(answer.chain)) == (count, 2 * count)
