"""What differs between two states of a plan: exactly what was changed."""

import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import ChangeKind, Goal, PlanPart
from sekretariat.domain.plans.queries import Lowered, differences
from sekretariat.domain.plans.queries.differences import decision_behind, is_worse

KINDS = ChangeKind


def a_measure(key: int, node: int = 1) -> dict:
    indicator = {
        "id": key * 10,
        "name_sq": f"Treguesi {key}",
        "goal": "up",
        "baseline": None,
        "targets": [{"year": 2019, "value": "60"}, {"year": 2020, "value": "80"}],
    }
    return {
        "id": key,
        "entry": key + 100,
        "node": node,
        "code": f"{node}.{key}",
        "state": "proposed",
        "title_sq": f"Masa {key}",
        "title_en": "",
        "due_on": "2019-12-31",
        "due_precision": "day",
        "parties": [{"role": "lead", "institution": {"id": key, "sq": "A", "en": "", "short": "A"}, "body": None}],
        "commitments": [],
        "milestones": [{"id": key * 10, "title_sq": "Hapi", "title_en": "", "due_on": None, "due_precision": "day"}],
        "indicators": [indicator],
        "costs": [
            {"id": key * 10, "year": 2019, "source": "", "programme": "", "amount": "100", "currency": "ALL",
             "rate": "1", "lek": "100", "is_secured": False, "donor": None}
        ],
        "alignments": [],
        "validations": [],
    }  # fmt: skip


def a_node(key: int) -> dict:
    return {
        "id": key, "parent": None, "component": key, "code": str(key), "title_sq": f"Komponenti {key}", "title_en": "",
        "parties": [], "indicators": [],
    }  # fmt: skip


def a_content(measures: int = 4) -> dict:
    return {
        "plan": {"id": 1, "name_sq": "Plani", "name_en": "", "year_to": 2020, "body": None},
        "nodes": [a_node(1), a_node(2)],
        "measures": [a_measure(key) for key in range(1, measures + 1)],
        "ranking": None,
    }


def told(old: dict, new: dict) -> list[tuple]:
    return [(one.place.key, one.part, one.kind, one.field) for one in differences(old, new)]


# Each takes a measure and returns what is to be told of it.
def retitle(measure):
    measure["title_sq"] += " e re"
    return (measure["id"], PlanPart.MEASURE, KINDS.CHANGED, "title_sq")


def recode(measure):
    measure["code"] += ".9"
    return (measure["id"], PlanPart.MEASURE, KINDS.CHANGED, "code")


def move(measure):
    measure["node"] = 2
    return (measure["id"], PlanPart.MEASURE, KINDS.MOVED, "node")


def postpone(measure):
    measure["milestones"][0]["due_on"] = "2020-01-31"
    return (measure["id"], PlanPart.MILESTONE, KINDS.CHANGED, "due_on")


def lower(measure):
    measure["indicators"][0]["targets"][-1]["value"] = "50"
    return (measure["id"], PlanPart.TARGET, KINDS.CHANGED, "value")


def drop_target(measure):
    del measure["indicators"][0]["targets"][0]
    return (measure["id"], PlanPart.TARGET, KINDS.REMOVED, "")


def secure(measure):
    measure["costs"][0]["is_secured"] = True
    return (measure["id"], PlanPart.COST, KINDS.CHANGED, "is_secured")


def pay_twice(measure):
    measure["costs"].append(measure["costs"][0] | {"id": measure["id"] * 10 + 1, "year": 2021})
    return (measure["id"], PlanPart.COST, KINDS.ADDED, "")


def hand_over(measure):
    measure["parties"] = [measure["parties"][0] | {"institution": {"id": 99, "sq": "B", "en": "", "short": "B"}}]
    return [
        (measure["id"], PlanPart.PARTY, KINDS.ADDED, ""),
        (measure["id"], PlanPart.PARTY, KINDS.REMOVED, ""),
    ]


CHANGES = (retitle, recode, move, postpone, lower, drop_target, secure, pay_twice, hand_over)


@given(
    st.sets(st.tuples(st.integers(1, 6), st.sampled_from(range(len(CHANGES)))), max_size=12),
    st.sets(st.integers(1, 6), max_size=3),
    st.sets(st.integers(7, 9), max_size=3),
)
def test_two_contents_differ_exactly_by_the_changes_made(changed, taken_out, added):
    old = a_content(6)
    new = copy.deepcopy(old)
    expected = []
    for measure in new["measures"]:
        if measure["id"] not in taken_out:
            for place in sorted(place for key, place in changed if key == measure["id"]):
                said = CHANGES[place](measure)
                expected += said if isinstance(said, list) else [said]
    new["measures"] = [one for one in new["measures"] if one["id"] not in taken_out]
    new["measures"] += [a_measure(key) for key in sorted(added)]
    expected += [(key, PlanPart.MEASURE, KINDS.REMOVED, "") for key in taken_out]
    expected += [(key, PlanPart.MEASURE, KINDS.ADDED, "") for key in added]

    assert sorted(told(old, new)) == sorted(expected)
    assert len(told(new, old)) == len(expected)


def test_what_did_not_change_is_not_told():
    assert told(a_content(), a_content()) == []


def test_a_cost_line_that_was_entered_anew_and_says_the_same_is_no_change():
    old, new = a_content(1), a_content(1)
    new["measures"][0]["costs"][0]["id"] = 777

    assert told(old, new) == []


def test_an_institution_that_was_renamed_changes_no_plan():
    old, new = a_content(1), a_content(1)
    new["measures"][0]["parties"][0]["institution"]["sq"] = "Ministria e re"

    assert told(old, new) == []


def test_a_measure_that_moved_is_told_with_the_names_of_both_places():
    old, new = a_content(1), a_content(1)
    move(new["measures"][0])

    [change] = differences(old, new)

    assert (change.old["title_sq"], change.new["title_sq"]) == ("Komponenti 1", "Komponenti 2")


def test_a_deadline_that_only_becomes_less_exact_is_one_change():
    old, new = a_content(1), a_content(1)
    new["measures"][0]["due_precision"] = "quarter"

    [change] = differences(old, new)

    assert (change.field, change.new) == ("due_on", {"on": "2019-12-31", "precision": "quarter"})


def test_a_changed_plan_a_renamed_node_and_another_ranking_are_told():
    old, new = a_content(1), a_content(1)
    new["plan"]["year_to"] = 2022
    new["nodes"][0]["title_sq"] = "Tjetër"
    new["ranking"] = {"version": 1, "closed_on": "2018-06-25", "scores": []}

    assert told(old, new) == [
        (1, PlanPart.PLAN, KINDS.CHANGED, "year_to"),
        (1, PlanPart.NODE, KINDS.CHANGED, "title_sq"),
        (1, PlanPart.RANKING, KINDS.ADDED, ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "goal", "worse"),
    [
        (80, 60, Goal.UP, True),
        (60, 80, Goal.UP, False),
        (80, 60, Goal.DOWN, False),
        (60, 80, Goal.DOWN, True),
        (80, None, Goal.UP, True),
        (80, None, Goal.DOWN, True),
        (None, 10, Goal.UP, False),
    ],
)
def test_a_target_is_worse_by_the_way_that_is_good(old, new, goal, worse):
    as_number = [None if value is None else Decimal(value) for value in (old, new)]

    assert is_worse(*as_number, goal=goal) is worse


def step(old, new, *, decided: bool) -> Lowered:
    return Lowered(old=Decimal(old), new=Decimal(new), is_decided=decided, number="12" if decided else "")


@pytest.mark.parametrize(
    ("steps", "is_decided"),
    [
        ([step(80, 50, decided=True)], True),
        ([step(80, 50, decided=False)], False),
        ([step(80, 70, decided=False), step(70, 50, decided=True)], False),
        ([step(80, 70, decided=True), step(70, 75, decided=False), step(75, 50, decided=True)], True),
        ([step(80, 70, decided=True)], False),  # the last step leads elsewhere
        ([], False),
    ],
)
def test_a_lowered_target_is_decided_when_every_step_down_was(steps, is_decided):
    old, new = a_content(1), a_content(1)
    lower(new["measures"][0])
    [change] = differences(old, new)

    assert change.is_worse
    assert (decision_behind(change, steps, goal=Goal.UP) is not None) is is_decided
