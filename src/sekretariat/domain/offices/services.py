"""Setting up an office and changing its settings; the holidays its terms count over."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.days import services as days
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import NotAllowed, check
from sekretariat.ground.files.models import File

from .models import Office
from .rules import can_edit_office


@transaction.atomic
def open_office(
    *,
    unit: Institution,
    registers_at: Institution,
    register_mode: str,
    sender_name: str,
    sender_email: str,
    by: Actor,
    on: datetime.date,
) -> Office:
    """A unit begins to work here as a technical secretariat."""
    office = Office(
        unit=unit,
        registers_at=registers_at,
        register_mode=register_mode,
        sender_name=sender_name,
        sender_email=sender_email,
    )
    check(office)
    office.save(force_insert=True)
    record("office.opened", by=by, target=office, on=on, institution_id=unit.pk, name=sender_name)
    return office


@transaction.atomic
def edit_office(*, office: Office, seen: int, by: Actor, on: datetime.date, **changes: object) -> Office:
    """Change the office's settings. A new register mode holds for registers opened from then on."""
    _refuse_unless_administrator(by, office)
    office = claim(office, seen=seen)
    before = {name: str(getattr(office, name)) for name in changes}
    for name, value in changes.items():
        setattr(office, name, value)
    check(office)
    office.save()
    after = {name: str(getattr(office, name)) for name in changes}
    record(
        "office.edited",
        by=by,
        target=office,
        on=on,
        institution_id=office.pk,
        before={name: value for name, value in before.items() if value != after[name]},
        after={name: value for name, value in after.items() if value != before[name]},
    )
    return office


@transaction.atomic
def set_letter_template(*, office: Office, template: File | None, by: Actor, on: datetime.date) -> Office:
    """Use the office's own Word template for its letters; None goes back to the one that comes along."""
    _refuse_unless_administrator(by, office)
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    office.letter_template = template
    office.save(update_fields=["letter_template"])
    record(
        "office.template_set",
        by=by,
        target=office,
        on=on,
        institution_id=office.pk,
        sha256=template.sha256 if template else "",
    )
    return office


@transaction.atomic
def declare_holiday(
    *, office: Office, on_day: datetime.date, name_sq: str, name_en: str, by: Actor, on: datetime.date
) -> Holiday:
    """Make a day a holiday. The table is one for the whole installation; the terms that run are not counted here."""
    _refuse_unless_administrator(by, office)
    holiday = days.declare_holiday(on_day=on_day, name_sq=name_sq, name_en=name_en)
    record("holiday.declared", by=by, target=holiday, on=on, institution_id=office.pk, day=str(on_day), name=name_sq)
    return holiday


@transaction.atomic
def cancel_holiday(*, office: Office, holiday: Holiday, by: Actor, on: datetime.date) -> Holiday:
    """Make a holiday a working day again. The row stays, so that no upgrade brings it back."""
    _refuse_unless_administrator(by, office)
    holiday = days.cancel_holiday(holiday=holiday)
    record(
        "holiday.cancelled",
        by=by,
        target=holiday,
        on=on,
        institution_id=office.pk,
        day=str(holiday.on),
        name=holiday.name_sq,
    )
    return holiday


def _refuse_unless_administrator(by: Actor, office: Office) -> None:
    if not can_edit_office(by, office):
        raise NotAllowed(_("Only the office's administrator changes its settings."))
