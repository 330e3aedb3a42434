"""Reference data: what an installation knows from the first day. Read from the tables beside this file.

Sources: the two seeds; the lists of institutions, counties and municipalities of the domain facts (part e.6 checked
against public code tables, official spelling by law 115/2014). Filling in twice adds nothing and changes nothing:
what an office has corrected stays.
"""

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sekretariat.domain.acts.models import Act, Amendment, Issuer
from sekretariat.domain.acts.services import add_act, add_issuer, amend_act
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.services import add_body, add_seat, base_body_on_act
from sekretariat.domain.institutions.enums import InstitutionKind, TerritoryKind
from sekretariat.domain.institutions.models import Institution, Territory
from sekretariat.domain.institutions.services import add_institution, add_territory, subordinate
from sekretariat.ground.actors import Actor
from sekretariat.ground.days.services import fill_holidays

HERE = Path(__file__).parent
FIRST_YEAR_OF_HOLIDAYS = 2015


@dataclass(frozen=True, kw_only=True)
class Filled:
    """How many rows were added."""

    territories: int
    institutions: int
    superiors: int
    acts: int
    amendments: int
    bodies: int
    holidays: int


def table(name: str) -> Iterator[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t")


@transaction.atomic
def fill_in(*, by: Actor, on: datetime.date) -> Filled:
    """Add what is missing of the reference data."""
    return Filled(
        institutions=sum([_fill_institution(row, by=by, on=on) for row in table("institutions")]),
        territories=sum([_fill_county(row, by=by, on=on) for row in table("territories")]),
        superiors=sum([_fill_superior(row, by=by, on=on) for row in table("superiors")]),
        acts=sum([_fill_act(row, by=by, on=on) for row in table("acts")]),
        amendments=sum([_fill_amendment(row, by=by, on=on) for row in table("amendments")]),
        bodies=sum([_fill_body(row, by=by, on=on) for row in table("bodies")]),
        holidays=len(fill_holidays(years=range(FIRST_YEAR_OF_HOLIDAYS, on.year + 3))),
    )


def _fill_institution(row: dict[str, str], *, by: Actor, on: datetime.date) -> bool:
    if Institution.objects.filter(short_name=row["short_name"]).exists():
        return False
    part_of = Institution.objects.get(short_name=row["part_of"]) if row["part_of"] else None
    values = {name: row[name] for name in ("kind", "short_name", "name_sq", "name_en")}
    add_institution(**values, part_of=part_of, by=by, on=on)
    return True


def _fill_superior(row: dict[str, str], *, by: Actor, on: datetime.date) -> bool:
    """Under whom an institution stands, where nothing of it is entered yet."""
    institution = Institution.objects.get(short_name=row["institution"])
    if institution.superiors.exists():
        return False
    superior = Institution.objects.get(short_name=row["superior"])
    subordinate(institution=institution, superior=superior, by=by, on=on)
    return True


def _fill_county(row: dict[str, str], *, by: Actor, on: datetime.date) -> int:
    """A county with its council, and its municipalities with their town halls. Returns territories added."""
    county = Territory.objects.filter(kind=TerritoryKind.COUNTY, name_sq=row["county"]).first()
    added = 0
    if county is None:
        county = add_territory(kind=TerritoryKind.COUNTY, name_sq=row["county"], code=row["code"], by=by, on=on)
        add_institution(
            kind=InstitutionKind.COUNTY,
            name_sq=f"Këshilli i Qarkut {row['county']}",
            name_en=f"{row['county']} County Council",
            territory=county,
            by=by,
            on=on,
        )
        added += 1
    for name in row["municipalities"].split(", "):
        if Territory.objects.filter(kind=TerritoryKind.MUNICIPALITY, name_sq=name).exists():
            continue
        territory = add_territory(kind=TerritoryKind.MUNICIPALITY, name_sq=name, part_of=county, by=by, on=on)
        add_institution(
            kind=InstitutionKind.MUNICIPALITY,
            name_sq=f"Bashkia {name}",
            name_en=f"{name} Municipality",
            territory=territory,
            by=by,
            on=on,
        )
        added += 1
    return added


def _fill_act(row: dict[str, str], *, by: Actor, on: datetime.date) -> bool:
    if Act.objects.filter(type=row["type"], number=row["number"], year=row["year"]).exists():
        return False
    issuer = Issuer.objects.filter(name_sq=row["issuer"]).first()
    add_act(
        type=row["type"],
        issuer=issuer or add_issuer(name_sq=row["issuer"], name_en=row["issuer_en"], by=by, on=on),
        number=row["number"],
        year=int(row["year"]),
        dated_on=datetime.date.fromisoformat(row["on"]) if row["on"] else None,
        is_confirmed=row["confirmed"] == "yes",
        title_sq=row["title_sq"],
        title_en=row["title_en"],
        eli=row["eli"],
        by=by,
        on=on,
    )
    return True


def _fill_amendment(row: dict[str, str], *, by: Actor, on: datetime.date) -> bool:
    act, amended = _act(row["act"]), _act(row["amended"])
    if Amendment.objects.filter(act=act, amended=amended).exists():
        return False
    amend_act(act=act, amended=amended, effect=row["effect"], by=by, on=on)
    return True


def _fill_body(row: dict[str, str], *, by: Actor, on: datetime.date) -> bool:
    if Body.objects.filter(short_name=row["short_name"]).exists():
        return False
    parent = Body.objects.get(short_name=row["parent"]) if row["parent"] else None
    values = {name: row[name] for name in ("kind", "short_name", "name_sq", "name_en")}
    body = add_body(**values, parent=parent, by=by, on=on)
    if row["act"]:
        base_body_on_act(body=body, act=_act(row["act"]), by=by, on=on)
    if row["secretariat"]:
        secretariat = Institution.objects.get(short_name=row["secretariat"])
        act = _act(row["secretariat_by"]) if row["secretariat_by"] else None
        add_seat(body=body, role=SeatRole.SECRETARIAT, institution=secretariat, act=act, by=by, on=on)
    return True


def _act(cited: str) -> Act:
    """ "dcm 749/2018"."""
    kind, _, cited = cited.partition(" ")
    number, _, year = cited.partition("/")
    return Act.objects.get(type=kind, number=number, year=year)
