"""Setting up bodies: their basis and their seats."""

import datetime

from django.db import transaction

from sekretariat.domain.acts.models import Act
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import check
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from .models import Body, LegalBasis, Seat


@transaction.atomic
def add_body(
    *,
    kind: str,
    name_sq: str,
    name_en: str = "",
    short_name: str = "",
    subject_sq: str = "",
    subject_en: str = "",
    parent: Body | None = None,
    valid_from: datetime.date | None = None,
    by: Actor,
    on: datetime.date,
) -> Body:
    body = Body(
        kind=kind,
        name_sq=name_sq,
        name_en=name_en,
        short_name=short_name,
        subject_sq=subject_sq,
        subject_en=subject_en,
        parent=parent,
        valid_from=valid_from,
    )
    check(body)
    body.save()
    record("body.added", by=by, target=body, on=on, name=name_sq)
    search.put(
        kind="body",
        key=str(body.pk),
        title=body.name_sq,
        text=f"{body.name_en} {body.short_name} {body.subject_sq} {body.subject_en}",
        scopes=[scopes.SIGNED_IN],
    )
    return body


@transaction.atomic
def base_body_on_act(*, body: Body, act: Act, article: str = "", by: Actor, on: datetime.date) -> LegalBasis:
    basis = LegalBasis(body=body, act=act, article=article)
    check(basis)
    basis.save()
    record("body.based", by=by, target=body, on=on, act=str(act), article=article)
    return basis


@transaction.atomic
def add_seat(
    *,
    body: Body,
    role: str,
    institution: Institution,
    function_sq: str = "",
    function_en: str = "",
    valid_from: datetime.date | None = None,
    act: Act | None = None,
    by: Actor,
    on: datetime.date,
) -> Seat:
    """Give a function of an institution a place in the body."""
    seat = Seat(
        body=body,
        role=role,
        institution=institution,
        function_sq=function_sq,
        function_en=function_en,
        valid_from=valid_from,
        act=act,
    )
    check(seat)
    seat.save()
    record("seat.added", by=by, target=body, on=on, institution_id=institution.pk, role=role, seat=seat.pk)
    return seat
