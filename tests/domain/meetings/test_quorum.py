"""How many must be there, and how many are."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.bodies.enums import Side
from sekretariat.domain.meetings.enums import THERE, Presence
from sekretariat.domain.meetings.models import Attendance, BodyRule
from sekretariat.domain.meetings.rules import count_quorum, quorum_in_words
from sekretariat.domain.meetings.rules.quorum import needed_of

HALF = BodyRule(kind="quorum", share_of=1, share_in=2, is_more_than=True)


def places(there: int, absent: int, *, side: str = "", seat: int = 1) -> list[Attendance]:
    return [
        Attendance(
            seat_id=seat + number,
            is_member=True,
            side=side,
            presence=Presence.PRESENT if number < there else Presence.ABSENT,
        )
        for number in range(there + absent)
    ]


def test_more_than_half_of_twenty_seats_is_eleven_and_said_so():
    met, unmet = count_quorum(places(12, 8), HALF), count_quorum(places(10, 10), HALF)

    assert (met.met, unmet.met) == (True, False)
    with override("en"):
        assert quorum_in_words(met) == "12 of 20 seats; 11 were needed"
    with override("sq"):
        assert quorum_in_words(met) == "12 nga 20 vende; duheshin 11"


def test_at_least_half_is_met_by_half():
    rule = BodyRule(kind="quorum", share_of=1, share_in=2, is_more_than=False)

    assert count_quorum(places(10, 10), rule).met is True
    assert count_quorum(places(9, 10), rule).met is False


def test_a_vacant_seat_counts_as_a_seat_and_a_substitute_as_there():
    vacant = Attendance(seat_id=90, is_member=True, institution_name="Ministria")
    represented = Attendance(seat_id=91, is_member=True, presence=Presence.REPRESENTED)

    [count] = count_quorum([vacant, represented], HALF).sides

    assert (count.seats, count.there, count.needed) == (2, 1, 2)


def test_who_does_not_belong_to_the_body_does_not_count():
    guests = [Attendance(name="Mysafiri", presence=Presence.PRESENT, is_member=False) for _ in range(5)]

    assert count_quorum([*guests, *places(1, 2)], HALF).met is False


def test_a_seat_that_two_hold_is_one_and_so_are_the_coordinators_of_one_institution():
    two_of_a_seat = [Attendance(seat_id=5, is_member=True, presence=presence) for presence in ("absent", "present")]
    network = [
        Attendance(institution_id=7, mandate_id=number, is_member=True, presence=presence)
        for number, presence in ((1, "present"), (2, "absent"))
    ]

    assert [(c.seats, c.there) for c in count_quorum(two_of_a_seat, HALF).sides] == [(1, 1)]
    assert [(c.seats, c.there) for c in count_quorum(network, HALF).sides] == [(1, 1)]


def test_each_side_of_a_body_of_parity_is_counted_by_itself():
    rule = BodyRule(kind="quorum", share_of=1, share_in=2, by_side=True)
    central, local = places(8, 0, side=Side.CENTRAL), places(3, 5, side=Side.LOCAL, seat=100)

    quorum = count_quorum([*central, *local], rule)

    assert quorum.met is False
    assert {one.side: (one.there, one.seats, one.needed) for one in quorum.sides} == {
        "central": (8, 8, 5),
        "local": (3, 8, 5),
    }
    with override("en"):
        assert quorum_in_words(quorum) == (
            "Central government: 8 of 8 seats; 5 were needed. Local self-government: 3 of 8 seats; 5 were needed"
        )


def test_a_side_of_which_nobody_is_on_the_list_is_not_met():
    rule = BodyRule(kind="quorum", share_of=1, share_in=2, by_side=True)

    assert count_quorum(places(8, 0, side=Side.CENTRAL), rule).met is False


def test_without_a_rule_nothing_is_met_or_unmet():
    quorum = count_quorum(places(3, 0), None)

    assert quorum.met is None
    with override("en"):
        assert quorum_in_words(quorum) == "No quorum is set for the body."


def test_without_a_place_that_counts_nothing_can_be_said():
    assert count_quorum([], HALF).met is None


shares = st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda share: share[0] <= share[1])
a_place = st.builds(
    Attendance,
    seat_id=st.integers(1, 30),
    is_member=st.booleans(),
    side=st.sampled_from(["", *Side.values]),
    presence=st.sampled_from(["", *Presence.values]),
)


@given(seats=st.integers(1, 500), share=shares, is_more_than=st.booleans())
def test_the_needed_number_is_the_least_that_makes_the_share(seats, share, is_more_than):
    share_of, share_in = share
    rule = BodyRule(share_of=share_of, share_in=share_in, is_more_than=is_more_than)
    strictly = is_more_than and share_of < share_in

    def makes_it(count: int) -> bool:
        ours, wanted = count * share_in, seats * share_of
        return ours > wanted if strictly else ours >= wanted

    needed = needed_of(seats, rule)

    assert 1 <= needed <= seats
    assert makes_it(needed)
    assert needed == 1 or not makes_it(needed - 1)


@given(places=st.lists(a_place, max_size=40), share=shares, by_side=st.booleans())
def test_who_comes_further_never_undoes_a_quorum(places, share, by_side):
    rule = BodyRule(share_of=share[0], share_in=share[1], by_side=by_side)
    before = count_quorum(places, rule)
    assert all(0 <= side.there <= side.seats for side in before.sides)
    assert sum(side.seats for side in before.sides) >= len({p.seat_id for p in places if p.is_member})

    for place in places:
        if place.presence not in THERE:
            place.presence = Presence.PRESENT
            break

    assert not before.met or count_quorum(places, rule).met


@pytest.mark.parametrize("share", [(1, 1), (3, 3)])
def test_the_whole_body_can_be_there(share):
    rule = BodyRule(share_of=share[0], share_in=share[1], is_more_than=True)

    assert count_quorum(places(5, 0), rule).met is True
