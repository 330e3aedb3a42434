"""The three criteria in numbers, and who comes before whom."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.plans.models import CriteriaSheet
from sekretariat.domain.plans.rules import Accord, CostFact, Grounds, in_rank, score

amounts = st.decimals(min_value=0, max_value=10**13, places=2)
costs = st.builds(
    CostFact,
    year=st.integers(2018, 2020),
    lek=amounts,
    source=st.sampled_from(["", "donor", "state_budget"]),
    is_secured=st.booleans(),
)
accords = st.builds(
    Accord,
    plan_sq=st.just("SKZHI II"),
    plan_en=st.just("NSDI II"),
    is_nsdi=st.booleans(),
    is_entry=st.booleans(),
    code=st.just("3.2"),
)
grounds = st.builds(
    Grounds,
    points=st.none() | st.integers(0, 5),
    accords=st.lists(accords, max_size=3).map(tuple),
    is_without_cost=st.booleans(),
    costs=st.lists(costs, max_size=4).map(tuple),
    order=st.text("12.", max_size=4),
    is_ranked=st.booleans(),
)


@st.composite
def sheets(draw) -> CriteriaSheet:
    strategic = draw(st.integers(0, 100))
    conformity = draw(st.integers(0, 100 - strategic))
    nsdi, costed = draw(st.integers(0, 100)), draw(st.integers(0, 100))
    return CriteriaSheet(
        weight_strategic=strategic,
        weight_conformity=conformity,
        weight_maturity=100 - strategic - conformity,
        strategic_max=draw(st.integers(5, 9)),
        conformity_nsdi=nsdi,
        conformity_sector=100 - nsdi,
        maturity_costed=costed,
        maturity_funded=100 - costed,
    )


NSDI = Accord(plan_sq="SKZHI II", plan_en="NSDI II", is_nsdi=True, is_entry=False, code="3")
SECTOR = Accord(plan_sq="Antikorrupsioni", plan_en="Anticorruption", is_nsdi=False, is_entry=True, code="C.4")


def cost(lek: int, source: str = "", *, year: int = 2019) -> CostFact:
    return CostFact(year=year, lek=Decimal(lek), source=source, is_secured=bool(source))


def test_strategic_weight_is_the_share_of_the_highest():
    assert score(Grounds(points=4), CriteriaSheet()).strategic == Decimal("80.00")
    assert score(Grounds(points=2), CriteriaSheet(strategic_max=3)).strategic == Decimal("66.67")


def test_what_was_not_assessed_weighs_nothing():
    assert score(Grounds(points=None), CriteriaSheet()).strategic == 0


@pytest.mark.parametrize(
    ("accords", "expected"),
    [((), "0.00"), ((NSDI,), "60.00"), ((SECTOR,), "40.00"), ((NSDI, SECTOR), "100.00"), ((SECTOR, SECTOR), "40.00")],
)
def test_conformity_has_a_part_for_the_nsdi_and_one_for_sector_strategies(accords, expected):
    sheet = CriteriaSheet(conformity_nsdi=60, conformity_sector=40)

    assert score(Grounds(points=None, accords=accords), sheet).conformity == Decimal(expected)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ((), "0.00"),
        ((cost(0, "donor"),), "0.00"),
        ((cost(4_500_000),), "40.00"),
        ((cost(500_000), cost(500_000, "donor")), "70.00"),
        ((cost(2), cost(1, "donor")), "60.00"),
        ((cost(5, "donor"), cost(7, "loan", year=2020)), "100.00"),
    ],
)
def test_maturity_is_being_costed_and_the_secured_share_of_the_cost(costs, expected):
    assert score(Grounds(points=None, costs=costs), CriteriaSheet()).maturity == Decimal(expected)


def test_a_measure_that_needs_no_money_is_mature():
    assert score(Grounds(points=None, is_without_cost=True), CriteriaSheet()).maturity == Decimal("100.00")


def test_the_total_is_the_weighted_sum_with_four_places():
    grounds = Grounds(points=2, accords=(NSDI,), costs=(cost(2), cost(1, "donor")))

    scored = score(grounds, CriteriaSheet(strategic_max=3))

    assert (scored.strategic, scored.conformity, scored.maturity) == (
        Decimal("66.67"),
        Decimal("50.00"),
        Decimal("60.00"),
    )
    assert scored.total == Decimal("59.6680")


@given(grounds=grounds, sheet=sheets())
def test_only_money_that_is_secured_whole_makes_full_maturity(grounds, sheet):
    is_funded = grounds.is_without_cost or (grounds.cost > 0 and grounds.gap == 0)

    full = score(grounds, sheet).maturity == 100

    assert full == (is_funded or (grounds.cost > 0 and sheet.maturity_funded == 0))


@given(grounds=grounds, sheet=sheets())
def test_every_figure_lies_between_0_and_100(grounds, sheet):
    assert all(0 <= figure <= 100 for figure in vars(score(grounds, sheet)).values())


@given(grounds=grounds, sheet=sheets())
def test_what_is_stored_scores_the_same_when_it_is_read_again(grounds, sheet):
    again = Grounds.read(grounds.stored())

    assert again == grounds
    assert [str(figure) for figure in vars(score(again, sheet)).values()] == [
        str(figure) for figure in vars(score(grounds, sheet)).values()
    ]


@given(rows=st.lists(grounds, max_size=8), sheet=sheets(), order=st.randoms())
def test_ranks_do_not_hang_on_the_order_in_which_rows_come(rows, sheet, order):
    scored = [(key, score(one, sheet), one) for key, one in enumerate(rows)]
    shuffled = list(scored)
    order.shuffle(shuffled)

    ranked = in_rank(scored)

    assert in_rank(shuffled) == ranked
    totals = [scored[key][1].total for key in ranked]
    assert totals == sorted(totals, reverse=True)
    assert set(ranked) == {key for key, _, one in scored if one.is_ranked}


def test_among_equals_the_higher_strategic_weight_comes_first_then_maturity_then_the_place_in_the_plan():
    sheet = CriteriaSheet(weight_strategic=40, weight_conformity=20, weight_maturity=40)
    mature = Grounds(points=0, is_without_cost=True, order="1")
    strategic = Grounds(points=5, order="3")
    later = Grounds(points=5, order="4")
    rows = [(key, score(one, sheet), one) for key, one in enumerate((mature, later, strategic))]

    assert len({scored.total for _, scored, _ in rows}) == 1
    assert in_rank(rows) == [2, 1, 0]


def test_the_gap_stands_by_year():
    grounds = Grounds(points=None, costs=(cost(1_000_000, "donor", year=2018), cost(4_500_000)))

    assert grounds.gap_by_year == ((2019, Decimal(4_500_000)),)
    assert grounds.unsourced_by_year == grounds.gap_by_year
    assert (grounds.cost, grounds.funded, grounds.gap) == (5_500_000, 1_000_000, 4_500_000)
