"""Entering acts."""

import datetime

from django.db import transaction

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import check

from .models import Act, Issuer


@transaction.atomic
def add_issuer(*, name_sq: str, name_en: str = "", by: Actor, on: datetime.date) -> Issuer:
    issuer = Issuer(name_sq=name_sq, name_en=name_en)
    check(issuer)
    issuer.save()
    record("issuer.added", by=by, target=issuer, on=on, name=name_sq)
    return issuer


@transaction.atomic
def add_act(
    *,
    type: str,  # noqa: A002  the field's standard word
    issuer: Issuer,
    number: str,
    year: int,
    title_sq: str,
    title_en: str = "",
    dated_on: datetime.date | None = None,
    is_confirmed: bool = False,
    eli: str = "",
    by: Actor,
    on: datetime.date,
) -> Act:
    """Enter an act; `dated_on` is empty where only its year is known."""
    act = Act(
        type=type,
        issuer=issuer,
        number=number,
        year=year,
        on=dated_on,
        is_confirmed=is_confirmed,
        title_sq=title_sq,
        title_en=title_en,
        eli=eli,
    )
    check(act)
    act.save()
    record("act.added", by=by, target=act, on=on, act=str(act))
    return act
