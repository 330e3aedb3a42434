"""Measures that may be the same: who is shown which, and how well titles are told apart."""

import csv
from pathlib import Path

import pytest

from sekretariat.domain.plans.queries import (
    STRONG,
    as_found,
    likeness,
    measures_found,
    similar_measures,
    weights,
)
from sekretariat.domain.plans.services import add_measure, adopt_plan
from tests.factories import InstitutionFactory, NodeFactory, OfficeFactory, PlanFactory, coordinator, officer

from .test_services import DAY

PAIRS = Path(__file__).parents[4] / "shared" / "corpora" / "title_pairs.csv"

pytestmark = pytest.mark.django_db

TITLE = "Krijimi i regjistrit elektronik të pronarëve përfitues"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def plan(office):
    return PlanFactory(office=office)


def entered(plan, title: str, **details):
    node = plan.nodes.first() or NodeFactory(plan=plan, code="1")
    by = officer(plan.office)
    return add_measure(plan=plan, node=node, code="1.1", title_sq=title, by=by, on=DAY, **details).measure


def test_a_similar_measure_of_another_plan_is_shown_with_its_plan_its_code_and_why(office, plan):
    other = PlanFactory(office=office)
    measure = entered(other, TITLE)
    entered(other, "Trajnimi i mësuesve të shkollave")

    [one] = similar_measures("Regjistri elektronik i pronareve perfitues", plan=plan, actor=officer(office))

    assert one.measure == measure
    assert [(entry.plan, entry.code) for entry in one.entries] == [(other, "1.1")]
    assert one.common == ("regjistrit", "elektronik", "pronarëve", "përfitues")
    assert one.is_strong
    assert not one.stands_here


def test_one_that_the_reader_may_not_see_is_not_shown(office, plan):
    foreign = PlanFactory()
    entered(foreign, TITLE)
    assert similar_measures(TITLE, plan=plan, actor=officer(office)) == []

    adopt_plan(plan=foreign, adoption_on=DAY, by=officer(foreign.office), on=DAY)
    assert len(similar_measures(TITLE, plan=plan, actor=officer(office))) == 1


def test_a_coordinator_is_shown_what_the_institution_takes_part_in(office, plan):
    lead = InstitutionFactory()
    measure = entered(plan, TITLE, leads=[lead])
    entered(plan, TITLE)

    [one] = similar_measures(TITLE, plan=plan, actor=coordinator(lead))

    assert (one.measure, one.stands_here) == (measure, True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ndërtimi i rrugës në fshatin Mejë", "Ndërtimi i rrugës në fshatin Lipovec"),
        ("Digjitalizimi i arkivit, faza I", "Digjitalizimi i arkivit, faza II"),
        ("Raporti i vitit 2018", "Raporti i vitit 2019"),
        ("Trajnimet e muajve janar dhe shkurt", "Trajnimet e muajve tetor dhe nëntor"),
    ],
)
def test_another_place_number_phase_or_month_is_another_measure(first, second):
    weight = weights([first, second])

    assert likeness(first, second, weight).score < STRONG


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Përmirësimi i portalit", "PERMIRESIMIN E PORTALEVE"),
        ("Digjitalizimi i kartelave të pasurive", "Digjitalizim i kartelave të pasurive të paluajtshme"),
        ("Furnizimi me paisje stomatologjike", "Furnizim me paisje stomatogjike"),
        ("Komponenti II: qeverisje e hapur", "Qeverisje e hapur, komponenti II"),
    ],
)
def test_spelling_endings_and_what_one_merely_adds_leave_it_the_same(first, second):
    weight = weights([first, second])

    assert likeness(first, second, weight).score >= STRONG


@pytest.mark.parametrize("title", ["", "i e të në", "!?", "\0", "a" * 500, "2019"])
def test_any_text_may_be_asked(office, plan, title):
    entered(plan, TITLE)

    assert similar_measures(title, plan=plan, actor=officer(office)) == []


def test_measures_are_looked_for_by_words_and_by_code(office, plan):
    measure = entered(plan, TITLE)
    by = officer(office)

    for text in ("pronar", "1.1"):
        assert [one.measure for one in measures_found(text, plan=plan, actor=by)] == [measure]
    assert measures_found("pronar", plan=plan, actor=officer(OfficeFactory())) == []
    assert as_found([measure], plan=PlanFactory(), actor=by)[0].stands_here is False


def test_hand_labelled_pairs_are_told_apart_as_the_note_says():
    if not PAIRS.exists():
        pytest.skip("the corpora stand beside the repository and are not here")
    with PAIRS.open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    weight = weights(row[name] for row in pairs for name in ("title_a", "title_b"))

    same = {row["id"] for row in pairs if row["label"] == "same"}
    said = {row["id"] for row in pairs if likeness(row["title_a"], row["title_b"], weight).score >= STRONG}
    precision, recall = len(same & said) / len(said), len(same & said) / len(same)

    print(f"{len(pairs)} pairs at {STRONG}: precision {precision:.2f}, recall {recall:.2f}")
    assert len(pairs) == 120
    assert precision >= 0.88
    assert recall >= 0.83
