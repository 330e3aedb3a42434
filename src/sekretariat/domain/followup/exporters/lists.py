"""Lists of the directory in Excel, with the headings by which they are read when they come back corrected."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.exporters import Document
from sekretariat.domain.mandates.models import Mandate
from sekretariat.officefiles import xlsx

from ..directory.columns import COLUMNS, EXAMPLE
from ..directory.gaps import Gap
from ..directory.naming import InstitutionNames
from ..directory.plan import ROLES

WIDTHS: Mapping[str, int] = {"institution": 38, "name": 28, "function": 34, "email": 32, "phone": 18, "code": 10}
ROLE, COUNTY, KIND = gettext_lazy("Role"), gettext_lazy("County"), gettext_lazy("Kind")
MISSING, MAILBOX = gettext_lazy("What is missing"), gettext_lazy("Official e-mail")


def directory_xlsx(persons: QuerySet[Person], *, on: datetime.date, created: datetime.datetime) -> Document:
    """The persons with what they hold on the day, a row for each function. Sent back as it is, it changes nothing.

    Who holds nothing today stands on a sheet of its own, which is not read.
    """
    names = InstitutionNames(on=on)
    held = (
        Mandate.objects.giving_rights(on=on)
        .filter(person__in=persons.order_by().values("pk"), institution__in=Institution.objects.in_force(on=on))
        .select_related("person", "post", "institution__part_of", "institution__territory__part_of")
        .order_by("institution__sort_key", "institution", "person__sort_key", "person", "pk")
    )
    mandates = _one_for_each_function(held)
    listed = {mandate.person_id for mandate in mandates}
    without = [_cells(person) for person in persons if person.pk not in listed]
    tables = [
        _table(_("Directory"), [_row(mandate, names) for mandate in mandates], further={ROLE: 16, COUNTY: 16}),
        *([_table(_("Without an institution"), without, leave_out=("institution", "function"))] if without else []),
    ]
    return _document(_("directory"), tables, on=on, created=created)


def _one_for_each_function(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Of what a person is in an institution: the functions, where there are any, else whatever comes first."""
    kept: dict[tuple[int, int], list[Mandate]] = {}
    for mandate in mandates:
        place = kept.setdefault((mandate.institution_id, mandate.person_id), [])
        if mandate.role in ROLES and place and place[0].role not in ROLES:
            place[:] = [mandate]
        elif not place or (mandate.role in ROLES and _function(mandate) not in map(_function, place)):
            place.append(mandate)
    return [mandate for place in kept.values() for mandate in place]


def _function(mandate: Mandate) -> str:
    return mandate.post.title_sq if mandate.post else ""


def _row(mandate: Mandate, names: InstitutionNames) -> list[str]:
    function = _function(mandate) if mandate.role in ROLES else ""
    name, *rest = _cells(mandate.person)
    institution = names.written(mandate.institution)
    return [institution, name, function, *rest, str(mandate.get_role_display()), _county(mandate.institution)]


def _cells(person: Person) -> list[str]:
    return [person.name, person.email, person.phone, str(person.pk)]


def _county(institution: Institution) -> str:
    territory = institution.territory
    return (territory.part_of or territory).name_sq if territory else ""


def empty_list_xlsx(*, on: datetime.date, created: datetime.datetime) -> Document:
    """The headings, and one row that shows how a list is filled in and is not read."""
    example = [
        "Bashkia Shkodër",
        _("Name Surname"),
        _("Mayor"),
        "emri@bashkia.example",
        "069 20 00 000",
        str(EXAMPLE),
    ]
    return _document(_("list-of-people"), [_table(_("Directory"), [example])], on=on, created=created)


def missing_xlsx(institutions: Iterable[Institution], *, on: datetime.date, created: datetime.datetime) -> Document:
    """Institutions `with_gaps`, each a row that waits for a name: filled in and sent back, it is read as a list."""
    names = InstitutionNames(on=on)
    rows = [
        [
            names.written(one),
            *[""] * (len(COLUMNS) - 1),
            str(one.get_kind_display()),
            _county(one),
            ", ".join(str(gap.label) for gap in Gap if getattr(one, gap.column)),
            one.email,
        ]
        for one in institutions
    ]
    further = {KIND: 18, COUNTY: 16, MISSING: 36, MAILBOX: 30}
    return _document(_("who-is-missing"), [_table(_("Who is missing"), rows, further=further)], on=on, created=created)


def _table(
    name: str,
    rows: Sequence[Sequence[str]],
    *,
    further: Mapping[Any, int] = {},
    leave_out: Sequence[str] = (),
) -> xlsx.Table:
    columns = {str(COLUMNS[key]): width for key, width in WIDTHS.items() if key not in leave_out}
    return xlsx.Table(name=name, columns=columns | {str(key): width for key, width in further.items()}, rows=rows)


def _document(name: str, tables: Sequence[xlsx.Table], *, on: datetime.date, created: datetime.datetime) -> Document:
    return Document(name=f"{name}-{on:%Y-%m-%d}.xlsx", body=xlsx.write(tables, created=created))
