"""A list of who was there, pasted: which place each row means, and what is wrong where."""

import pytest

from sekretariat.domain.meetings.importers.attendance import as_said, read_attendance
from sekretariat.domain.meetings.models import Attendance
from sekretariat.domain.meetings.queries.inviting import places_at
from sekretariat.domain.meetings.services import record_presence

from .making import DAY, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    council = a_council()
    council.called()
    return council


def read(council, *lines: str):
    return read_attendance("\n".join(lines), places=places_at(council.meeting))


def faults(rows) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for row in rows for problem in row.problems]


def test_who_is_listed_was_there_whatever_the_capitals_and_the_order_of_columns(council):
    rows = read(council, "Nr\tInstitucioni\tEmri\tPrania", "1\t\tANA\t", "2\t\tbën\tmungoi", "3\t\tcen\tme arsye")

    assert faults(rows) == []
    assert [(row.place.name, row.presence) for row in rows] == [
        ("Ana", "present"),
        ("Ben", "absent"),
        ("Cen", "excused"),
    ]


def test_without_headings_the_columns_are_name_institution_presence_substitute(council):
    ben = council.place_of("Ben")

    [row] = read(council, f"1.\tBen\t{ben.institution.short_name}\ti përfaqësuar\tZana Gega")

    assert (row.place, row.presence, row.substitute) == (ben, "represented", "Zana Gega")


def test_a_substitute_alone_says_that_the_place_was_represented(council):
    [row] = read(council, "Ben\t\t\tZana Gega")

    assert (row.presence, row.substitute) == ("represented", "Zana Gega")


def test_somebody_else_of_an_invited_institution_stood_in_for_who_was_invited(council):
    dea = council.place_of("Dea")
    vacant = next(place for place in council.places() if place.is_member and not place.name)

    rows = read(council, f"Zana Gega\t{dea.institution.name_sq}", f"Fatmir\t{vacant.institution_name}")

    assert [(row.place, row.presence, row.substitute) for row in rows] == [
        (dea, "represented", "Zana Gega"),
        (vacant, "represented", "Fatmir"),
    ]


def test_somebody_of_no_invited_institution_came_without_an_invitation(council):
    [row] = read(council, "Gent Hoxha\tUniversiteti i Tiranës")

    assert (row.place, row.presence, faults([row])) == (None, "present", [])


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        (["Ana\t\tndoshta"], "presence"),
        (["Ana\t\tpërfaqësuar"], "substitute"),
        (["\tMinistria e Panjohur"], "institution"),
        (["Gent Hoxha\tUniversiteti\tmungoi"], "presence"),
        (["Ana\t", "ana\t"], "name"),
        ([f"{'x' * 201}\tUniversiteti"], "name"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(council, lines, column):
    assert faults(read(council, *lines)) == [(len(lines), column)]


def test_a_mistyped_name_is_never_guessed(council):
    Attendance.objects.filter(name="Cen").update(name="Arjeta Kelmendi")

    rows = read(council, "Arjeta Kelmedi\tUniversiteti")

    assert faults(rows) == [(1, "name")]
    assert "Arjeta Kelmendi" in rows[0].problems[0].message


def test_namesakes_need_their_institution(council):
    Attendance.objects.filter(name="Ben").update(name="Ana")
    ana = council.meeting.attendances.filter(name="Ana").first()

    assert faults(read(council, "Ana")) == [(1, "institution")]
    [row] = read(council, f"Ana\t{ana.institution.name_sq}")
    assert row.place == ana


def test_an_institution_with_several_places_is_asked_which(council):
    cen = council.place_of("Cen")
    Attendance.objects.filter(name="Dea").update(institution=cen.institution)

    assert faults(read(council, f"Zana Gega\t{cen.institution.name_sq}")) == [(1, "name")]


def test_rows_are_counted_as_they_were_pasted(council):
    rows = read(council, "Emri\tPrania", "", "Ana\tpo", "Ben\tndoshta")

    assert faults(rows) == [(4, "presence")]


def test_what_was_read_is_recorded(council):
    rows = read(council, "Ana", "Ben\t\t\tZana Gega", "Gent Hoxha\tUniversiteti")
    said, came = as_said(rows)

    record_presence(meeting=council.meeting, said=said, came=came, by=council.by, on=DAY)

    present = council.meeting.attendances.exclude(presence="")
    assert set(present.values_list("name", "presence", "is_invited")) == {
        ("Ana", "present", True),
        ("Ben", "represented", True),
        ("Gent Hoxha", "present", False),
    }
