"""Keeping bodies: what they are, the acts they stand on, and their seats."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.rules import possible_from
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from .models import Body, LegalBasis, Seat
from .queries import secretariats_of
from .rules import can_edit_body


def _refuse_unless_keeper(body: Body, *, by: Actor, on: datetime.date) -> None:
    if not can_edit_body(by, secretariats_of(body, on=on)):
        raise NotAllowed(_("Only the body's technical secretariat keeps it."))


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
    if not by.may_anywhere(Permission.BODIES_EDIT):
        raise NotAllowed(_("Only the officers of a secretariat enter bodies."))
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
    _index(body)
    return body


@transaction.atomic
def edit_body(*, body: Body, seen: int, by: Actor, on: datetime.date, **changes: object) -> Body:
    """Correct the body's names, kind, subject or place in the tree, or note from when to when it is there."""
    _refuse_unless_keeper(body, by=by, on=on)
    body = claim(body, seen=seen)
    parent = changes.get("parent")
    if isinstance(parent, Body) and parent.pk in body.descendants(include_self=True).values_list("pk", flat=True):
        raise DomainError(_("A body does not stand under itself, or under one of its own groups."), field="parent")
    before = {name: getattr(body, name) for name in changes}
    for name, value in changes.items():
        setattr(body, name, value)
    check(body)
    body.save()
    record(
        "body.edited",
        by=by,
        target=body,
        on=on,
        before={name: _said(value) for name, value in before.items() if value != changes[name]},
        after={name: _said(changes[name]) for name, value in before.items() if value != changes[name]},
    )
    _index(body)
    return body


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _index(body: Body) -> None:
    search.put(
        kind="body",
        key=str(body.pk),
        title=body.name_sq,
        text=f"{body.name_en} {body.short_name} {body.subject_sq} {body.subject_en}",
        scopes=[scopes.SIGNED_IN],
    )


@transaction.atomic
def base_body_on_act(*, body: Body, act: Act, article: str = "", by: Actor, on: datetime.date) -> LegalBasis:
    """Note the act, and perhaps the article, that the body stands on."""
    _refuse_unless_keeper(body, by=by, on=on)
    basis = LegalBasis(body=body, act=act, article=article)
    check(basis)
    basis.save()
    record("body.based", by=by, target=body, on=on, act=str(act), article=article)
    return basis


@transaction.atomic
def remove_basis(*, basis: LegalBasis, by: Actor, on: datetime.date) -> None:
    """Take back a basis that was entered by mistake. The history keeps it."""
    _refuse_unless_keeper(basis.body, by=by, on=on)
    record("body.basis_removed", by=by, target=basis.body, on=on, act=str(basis.act), article=basis.article)
    basis.delete()


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
    side: str = "",
    by: Actor,
    on: datetime.date,
) -> Seat:
    """Give a function of an institution a place in the body. Without `valid_from` it begins by the act's date."""
    _refuse_unless_keeper(body, by=by, on=on)
    seat = Seat(
        body=body,
        role=role,
        institution=institution,
        function_sq=function_sq,
        function_en=function_en,
        valid_from=valid_from,
        act=act,
        side=side,
    )
    check(seat)
    seat.save()
    record("seat.added", by=by, target=body, on=on, institution_id=institution.pk, role=role, seat=seat.pk)
    return seat


@transaction.atomic
def end_seat(
    *, seat: Seat, last_day: datetime.date | None = None, act: Act | None = None, by: Actor, on: datetime.date
) -> Seat:
    """End a seat: with its last day, or by the date of an act; with both the day counts and the act is its ground."""
    _refuse_unless_keeper(seat.body, by=by, on=on)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("body", "act").get(pk=seat.pk)
    if last_day is None and act is None:
        raise DomainError(_("Say the last day, or the act that ends the seat."), field="last_day")
    if seat.valid_to is not None or seat.ended_by_id is not None:
        raise DomainError(_("The end of this seat is entered already."))
    if act is not None and last_day is None:
        _refuse_end_before_beginning(seat, act)
    seat.valid_to, seat.ended_by = last_day, act
    check(seat)
    seat.save(update_fields=["valid_to", "ended_by"])
    record(
        "seat.ended",
        by=by,
        target=seat.body,
        on=on,
        institution_id=seat.institution_id,
        role=seat.role,
        seat=seat.pk,
        act=str(act) if act else "",
        day=last_day.isoformat() if last_day else "",
    )
    return seat


def _refuse_end_before_beginning(seat: Seat, act: Act) -> None:
    begins = seat.valid_from or (possible_from(seat.act).first if seat.act else None)
    if begins and possible_from(act).last <= begins:
        raise DomainError(_("%(act)s is older than the beginning of the seat.") % {"act": act}, field="act")
