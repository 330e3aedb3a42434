"""Reminders by mail: before, on and after the deadline, each once, with a personal link."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.obligations.enums import OWED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, system_actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError
from sekretariat.ground.mail import fillers

from ..models import Reminder
from ..queries import DueReminder, Recipient, recipients_of, reminders_due
from ._writing import asked_by_letter, due_of, write
from .links import make_link

logger = logging.getLogger("sekretariat.followup")


def send_reminders(*, office: Office, on: datetime.date) -> int:
    """Write to all who are to be reminded on the day. Returns the number of mails.

    Run twice, or by two at once, it writes once: what was sent is known by its row, which the database allows once for
    each duty, stage and deadline, and which is written with its mail or not at all. What a stopped server missed by
    more than five working days is not sent (`rules.reminder_due`), so an installation that wakes up after a year, or a
    demonstration of 2018, floods nobody.
    """
    together: dict[tuple[int, str], list[DueReminder]] = defaultdict(list)
    recipients: dict[tuple[int, str], Recipient] = {}
    for call in reminders_due(office, on=on):
        owed = call.obligation
        for recipient in recipients_of(owed.institution, body_id=owed.body_id, on=on)[:1]:
            key = (owed.institution_id, recipient.email)
            together[key].append(call)
            recipients[key] = recipient
    sent = 0
    for key, calls in together.items():
        try:
            sent += remind(calls=calls, recipient=recipients[key], by=system_actor(), on=on)
        except DomainError:
            # An address no server takes is one institution's; the others are still reminded.
            logger.exception("The institution %s could not be reminded.", key[0])
    return sent


@transaction.atomic
def remind(*, calls: Sequence[DueReminder], recipient: Recipient, by: Actor, on: datetime.date) -> bool:
    """One mail for what one recipient owes to one office, less what was answered, moved or reminded meanwhile."""
    keys = [call.obligation.pk for call in calls]
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("office", "institution")
    locked = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
    fresh = []
    for call in calls:
        row = locked[call.obligation.pk]
        if row.state not in OWED or row.due_on != call.obligation.due_on:
            continue
        _reminder, is_new = Reminder.objects.get_or_create(
            obligation=row,
            stage=call.stage,
            due_on=row.due_on,
            defaults={"on": on, "email": recipient.email, "mandate": recipient.mandate},
        )
        if is_new:
            fresh.append(DueReminder(obligation=row, stage=call.stage, days_late=call.days_late))
    if fresh:
        _write(fresh, recipient, by=by, on=on)
    return bool(fresh)


def _write(calls: Sequence[DueReminder], recipient: Recipient, *, by: Actor, on: datetime.date) -> None:
    owed = calls[0].obligation
    marks, lines = [], []
    with override("sq"):
        for call in calls:
            row = call.obligation
            record(
                "obligation.reminded",
                by=by,
                target=row,
                on=on,
                institution_id=row.institution_id,
                stage=call.stage,
                due=str(row.due_on),
            )
            link = make_link(obligation=row, recipient=recipient, by=by, on=on)
            marks.append(fillers.mark("link", link.pk))
            lines.append(f"— {asked_by_letter(row)}: {_how_late(call)}.\n{marks[-1]}")
        write(
            office=owed.office,
            recipient=recipient,
            subject=_("Reminder: %(what)s, deadline %(day)s") % {"what": owed.ask_sq[:150], "day": due_of(owed)},
            lines=[
                _("%(office)s reminds you of what is asked of %(institution)s:")
                % {"office": owed.office.sender_name, "institution": owed.institution.name_sq},
                *lines,
                _("The links are yours alone and open without a password. You can also answer by an ordinary letter."),
                _("If the answer is on its way already, there is nothing more for you to do."),
            ],
            marks=marks,
            about=owed if len(calls) == 1 else owed.institution,
            by=by,
        )


def _how_late(call: DueReminder) -> str:
    due = {"day": due_of(call.obligation)}
    if call.days_late > 0:
        late = ngettext(
            "the deadline was %(day)s, late by %(count)s working day",
            "the deadline was %(day)s, late by %(count)s working days",
            call.days_late,
        )
        return late % (due | {"count": call.days_late})
    if call.days_late == 0:
        return _("the deadline is %(day)s, today is the last working day") % due
    left = ngettext(
        "the deadline is %(day)s, %(count)s working day is left",
        "the deadline is %(day)s, %(count)s working days are left",
        -call.days_late,
    )
    return left % (due | {"count": -call.days_late})
