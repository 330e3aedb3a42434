"""Entering institutions and territories, and correcting them."""

import datetime

from django.db import transaction

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import check
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..models import Institution, Territory
from ._editing import refuse_unless_editor


@transaction.atomic
def add_territory(
    *, kind: str, name_sq: str, part_of: Territory | None = None, code: str = "", by: Actor, on: datetime.date
) -> Territory:
    territory = Territory(kind=kind, name_sq=name_sq, part_of=part_of, code=code)
    check(territory)
    territory.save()
    record("territory.added", by=by, target=territory, on=on, name=name_sq)
    return territory


@transaction.atomic
def add_institution(
    *,
    kind: str,
    name_sq: str,
    name_en: str = "",
    short_name: str = "",
    part_of: Institution | None = None,
    territory: Territory | None = None,
    email: str = "",
    address: str = "",
    valid_from: datetime.date | None = None,
    by: Actor,
    on: datetime.date,
) -> Institution:
    refuse_unless_editor(by)
    institution = Institution(
        kind=kind,
        name_sq=name_sq,
        name_en=name_en,
        short_name=short_name,
        part_of=part_of,
        territory=territory,
        email=email,
        address=address,
        valid_from=valid_from,
    )
    _save(institution)
    record("institution.added", by=by, target=institution, on=on, institution_id=institution.pk, name=name_sq)
    return institution


@transaction.atomic
def edit_institution(
    *, institution: Institution, seen: int, by: Actor, on: datetime.date, **changes: object
) -> Institution:
    """Correct name, short name, e-mail or address. A renaming by act is a succession, not a correction."""
    refuse_unless_editor(by)
    institution = claim(institution, seen=seen)
    before = {name: getattr(institution, name) for name in changes}
    for name, value in changes.items():
        setattr(institution, name, value)
    _save(institution)
    record(
        "institution.edited",
        by=by,
        target=institution,
        on=on,
        institution_id=institution.pk,
        before={name: str(value) for name, value in before.items() if value != changes[name]},
        after={name: str(changes[name]) for name, value in before.items() if value != changes[name]},
    )
    return institution


def _save(institution: Institution) -> None:
    check(institution)
    institution.save()
    search.put(
        kind="institution",
        key=str(institution.pk),
        title=institution.name_sq,
        text=f"{institution.name_en} {institution.short_name}",
        scopes=[scopes.SIGNED_IN],
    )
