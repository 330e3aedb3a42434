"""A pasted list laid over the grid: by the institution's name, whatever else is odd about it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.replying.importers import GRID_COLUMNS, read_pasted
from tests.factories import InstitutionFactory, ObligationFactory


def duty(pk: int, short_name: str, name: str = "", kind: str = ObligationKind.NAME_COORDINATOR):
    institution = InstitutionFactory.build(pk=pk * 10, short_name=short_name, name_sq=name or f"Institucioni {pk}")
    return ObligationFactory.build(pk=pk, kind=kind, institution=institution, office=None)


MFE = duty(1, "MFE", "Ministria e Financave dhe Ekonomisë")
MK = duty(2, "MK", "Ministria e Kulturës")


def test_every_kind_of_duty_has_its_columns():
    assert set(GRID_COLUMNS) == set(ObligationKind)


def test_lines_find_their_rows_by_short_name_or_name_in_any_writing():
    pasted = read_pasted(
        "MINISTRIA E KULTURES\t28.05.2018\tShpresa Vata\tshpresa@mk.gov.al\nmfe\t29.05.2018\tMira Kola\n",
        owed=[MFE, MK],
    )

    assert pasted.cells == {
        2: {
            "received_on": "28.05.2018",
            "coordinator_name": "Shpresa Vata",
            "coordinator_email": "shpresa@mk.gov.al",
        },
        1: {"received_on": "29.05.2018", "coordinator_name": "Mira Kola"},
    }
    assert pasted.problems == []


def test_a_heading_is_passed_over():
    pasted = read_pasted("Institucioni\tMarrë më\nMFE\t29.05.2018", owed=[MFE])

    assert (list(pasted.cells), pasted.problems) == ([1], [])


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("MFE\t28.05.2018\nMD\t28.05.2018", 2, "MD"),  # not among those who owe
        ("MFE\t28.05.2018\nMFE\t29.05.2018", 2, "MFE"),  # stands twice
        ("MFE\t28.05.2018\n\t29.05.2018", 2, ""),  # no institution
        ("MFE\t28.05.2018\nMK" + "\tx" * 8, 2, "MK"),  # a cell too many
    ],
)
def test_a_line_that_does_not_fit_is_told_and_the_others_are_laid(text, line, name):
    pasted = read_pasted(text, owed=[MFE, MK])

    assert pasted.cells == {1: {"received_on": "28.05.2018"}}
    [problem] = pasted.problems
    assert f"{line}" in problem
    assert f"“{name}”" in problem


def test_empty_cells_at_the_end_of_a_line_are_not_too_many():
    pasted = read_pasted("MFE\t28.05.2018" + "\t" * 12, owed=[MFE])

    assert pasted.problems == []


def test_an_institution_that_owes_twice_takes_two_lines_in_the_order_of_its_duties():
    first = duty(1, "MFE", kind=ObligationKind.ACKNOWLEDGE)
    second = ObligationFactory.build(pk=3, kind=ObligationKind.FREE_ANSWER, institution=first.institution, office=None)

    pasted = read_pasted("MFE\t28.05.2018\t12 prot\nMFE\t29.05.2018\tKalendari", owed=[first, second])

    assert pasted.cells == {
        1: {"received_on": "28.05.2018", "letter_number": "12 prot"},
        3: {"received_on": "29.05.2018", "text": "Kalendari"},
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400) | st.lists(st.text(max_size=20), max_size=30).map("\t".join))
def test_whatever_is_pasted_is_laid_or_told(text):
    pasted = read_pasted(text, owed=[MFE, MK])

    for pk, cells in pasted.cells.items():
        assert pk in {1, 2}
        assert set(cells) <= set(GRID_COLUMNS[ObligationKind.NAME_COORDINATOR])
