"""Rows of a calendar as people write them, typed or pasted."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import StepKind
from sekretariat.domain.plans.importers import COLUMNS, cells_of, pasted_cells, read_steps
from sekretariat.domain.plans.queries import Known
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.words.enums import Precision
from tests.factories import BodyFactory

from .making import a_planning, day, step

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2018, 6, 25)
KNOWN = {("2", 3): Known(key=7, name="Mbledhja", ends_on=day("20.07.2018"))}


def read(*rows: dict[str, str]):
    return read_steps(rows, known=KNOWN, today=TODAY)


def problems(*rows: dict[str, str]) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in read(*rows).problems]


def test_days_are_read_as_people_write_them():
    body = BodyFactory(short_name="GT Drejtësia")

    steps = read(
        {"title": "Takimi", "kind": "Përgatitja", "starts": "9 korrik", "ends": "15.7.2018", "body": "gt drejtesia"},
        {"title": "Hartimi", "kind": "drafting", "starts": "korrik 2018", "ends": "T3 2018"},
    ).steps

    assert steps[0].kind == StepKind.PREPARATION
    assert (steps[0].starts_on, steps[0].ends_on, steps[0].body_id) == (day("09.07.2018"), day("15.07.2018"), body.pk)
    assert (steps[1].starts_on, steps[1].ends_on) == (day("01.07.2018"), day("30.09.2018"))
    assert (steps[1].kind, steps[1].precision) == (StepKind.DRAFTING, Precision.QUARTER)


def test_a_row_is_counted_after_another_over_holidays_whatever_their_order():
    Holiday.objects.create(on=day("12.07.2018"), name_sq="Festë", name_en="x", source="office")

    steps = read(
        {"title": "C", "after": "hapi 2", "days": "5"},
        {"title": "B", "after": "3", "days": "5"},
        {"title": "A", "ends": "02.07.2018"},
        {"title": "D", "after": "K2/3", "days": "2"},
        {"title": "E", "after": "3", "ends": "06.07.2018"},
    ).steps

    assert [f"{one.ends_on:%d.%m}" for one in steps] == ["17.07", "09.07", "02.07", "24.07", "06.07"]
    assert (steps[3].after_component, steps[3].after_number) == ("2", 3)
    assert steps[4].after_days == 4


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"ends": "02.07.2018"}, "title"),
        ({"title": "x" * 301, "ends": "02.07.2018"}, "title"),
        ({"title": "A"}, "ends"),
        ({"title": "A", "ends": "nesër"}, "ends"),
        ({"title": "A", "ends": "31.06.2018"}, "ends"),
        ({"title": "A", "starts": "03.07.2018", "ends": "02.07.2018"}, "ends"),
        ({"title": "A", "starts": "?", "ends": "02.07.2018"}, "starts"),
        ({"title": "A", "ends": "02.07.2018", "kind": "festë"}, "kind"),
        ({"title": "A", "ends": "02.07.2018", "body": "Askund"}, "body"),
        ({"title": "A", "ends": "02.07.2018", "after": "1"}, "after"),
        ({"title": "A", "ends": "02.07.2018", "after": "9"}, "after"),
        ({"title": "A", "ends": "02.07.2018", "after": "2/9"}, "after"),
        ({"title": "A", "ends": "02.07.2018", "days": "5"}, "after"),
        ({"title": "A", "ends": "02.07.2018", "after": "2/3", "days": "0"}, "days"),
        ({"title": "A", "ends": "02.07.2018", "after": "2/3", "days": "pak"}, "days"),
        ({"title": "A", "ends": "25.07.2018", "after": "2/3", "days": "2"}, "ends"),
    ],
)
def test_what_is_not_understood_is_told_at_its_row_and_column(row, column):
    assert problems(row) == [(1, column)]
    assert problems({"title": "Para", "ends": "01.07.2018"}, row | {"after": row.get("after", "").replace("1", "2")})[
        -1
    ] == (2, column)


def test_rows_in_a_circle_are_told_and_not_counted():
    assert (
        problems({"title": "A", "after": "2", "days": "1"}, {"title": "B", "after": "1", "days": "1"})[0][1] == "after"
    )


def test_a_pasted_list_loses_its_heading_and_keeps_its_columns():
    rows = pasted_cells("Hapi\tLloji\tFillon\tMbaron\nTakimi\tPërgatitja\t\t09.07.2018\t\t\t\n\nHartimi\t\t\tT3 2018")

    assert [(row["title"], row["ends"]) for row in rows] == [("Takimi", "09.07.2018"), ("Hartimi", "T3 2018")]


def test_what_was_sent_is_written_in_the_form_again_and_read_the_same():
    planning = a_planning()
    body = BodyFactory(short_name="GT")
    said = [
        step("Takimi", "09.07.2018", StepKind.PREPARATION, starts_on=day("05.07.2018"), body_id=body.pk),
        step("Konsultimi", "16.07.2018", after_number=1, after_days=5),
        step("Raporti", "30.09.2018", precision=Precision.QUARTER),
    ]
    steps = planning.sends("MD", said).steps.select_related("body", "obligation", "after__calendar__node")

    cells = cells_of(steps, language="sq")

    assert list(read_steps(cells, known={}, today=TODAY).steps) == said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({name: st.text(max_size=12) for name in COLUMNS}), max_size=4))
def test_whatever_is_written_is_read_or_told(rows):
    found = read_steps(rows, known=KNOWN, today=TODAY)

    assert bool(found.problems) or len(found.steps) == len(rows)
    assert all(1 <= one.row <= len(rows) and one.column in COLUMNS and one.sentence for one in found.problems)
