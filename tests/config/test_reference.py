"""Reference data: complete, in order, and the same however often it is filled in."""

import datetime

import pytest

from sekretariat.config.reference import fill_in, table
from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.enums import InstitutionKind, TerritoryKind
from sekretariat.domain.institutions.models import Institution, Territory
from sekretariat.ground.actors import Channel, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.models import Holiday

ON = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def fill():
    return fill_in(by=system_actor(Channel.COMMAND), on=ON)


def test_twelve_counties_and_sixty_one_municipalities_each_with_its_institution():
    fill()

    assert Territory.objects.filter(kind=TerritoryKind.COUNTY).count() == 12
    assert Territory.objects.filter(kind=TerritoryKind.MUNICIPALITY).count() == 61
    assert Institution.objects.filter(kind=InstitutionKind.COUNTY, territory__kind=TerritoryKind.COUNTY).count() == 12
    assert (
        Institution.objects.filter(
            kind=InstitutionKind.MUNICIPALITY, territory__part_of__kind=TerritoryKind.COUNTY
        ).count()
        == 61
    )


def test_filling_in_twice_adds_nothing():
    fill()
    models = (Territory, Institution, Act, Amendment, Body, Seat, Holiday, Event)
    before = [model.objects.count() for model in models]

    again = fill()

    assert [model.objects.count() for model in models] == before
    assert set(vars(again).values()) == {0}


def test_what_was_corrected_stays_corrected():
    fill()
    ministry = Institution.objects.get(short_name="MFE")
    ministry.name_sq = "Ministria e Financave"
    ministry.save()

    fill()

    ministry.refresh_from_db()
    assert ministry.name_sq == "Ministria e Financave"
    assert Institution.objects.filter(short_name="MFE").count() == 1


def test_the_municipalities_stand_in_the_albanian_order():
    fill()

    names = Territory.objects.filter(kind=TerritoryKind.MUNICIPALITY).order_by("sort_key")
    ordered = list(names.values_list("name_sq", flat=True))

    assert ordered.index("Skrapar") < ordered.index("Shijak") < ordered.index("Shkodër") < ordered.index("Tepelenë")
    assert ordered.index("Delvinë") < ordered.index("Divjakë") < ordered.index("Dropull")
    assert (ordered[0], ordered[-1]) == ("Belsh", "Vorë")


def test_the_bodies_the_seeds_name_have_their_secretariats():
    fill()

    seats = Seat.objects.filter(role=SeatRole.SECRETARIAT)
    assert set(seats.values_list("body__short_name", "institution__short_name")) >= {
        ("GMIP MAP", "DZHM"),
        ("GT Decentralizimi", "AMVV"),
        ("KK", "AMVV"),
        ("GNPIE 22", "AMVV"),
    }
    assert Body.objects.get(short_name="GT E-Gov").parent == Body.objects.get(short_name="GMIP MAP")


def test_an_act_of_which_only_the_year_is_known_has_no_day():
    fill()

    act = Act.objects.get(number="746", year=2021)
    assert (act.on, act.is_confirmed) == (None, False)


@pytest.mark.parametrize("name", ["institutions", "territories", "acts", "amendments", "bodies"])
def test_no_table_has_a_line_with_missing_cells(name):
    rows = list(table(name))

    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
