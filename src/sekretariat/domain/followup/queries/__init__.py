"""Who is written to, who stands behind a link or a calendar, whom to remind, what an office does on a Monday."""

from .feeds import Dated, bodies_of, duties_in, open_calendar
from .links import Mailing, Recipient, mailings_of, open_link, recipients_by_body, recipients_in, recipients_of
from .reminders import (
    DueReminder,
    Followed,
    day_of,
    escalations_due,
    first_letter,
    followed,
    not_escalated,
    reminders_due,
    reminders_seen,
    standing_reminder,
    to_remind_of,
)
from .week import DueDay, LateInstitution, Monday, monday

__all__ = [
    "Dated",
    "DueDay",
    "DueReminder",
    "Followed",
    "LateInstitution",
    "Mailing",
    "Monday",
    "Recipient",
    "bodies_of",
    "day_of",
    "duties_in",
    "escalations_due",
    "first_letter",
    "followed",
    "mailings_of",
    "monday",
    "not_escalated",
    "open_calendar",
    "open_link",
    "recipients_by_body",
    "recipients_in",
    "recipients_of",
    "reminders_due",
    "reminders_seen",
    "standing_reminder",
    "to_remind_of",
]
