"""Who is written to, who stands behind a link or a calendar address, and what an office does on a Monday."""

from .feeds import Dated, bodies_of, duties_in, open_calendar
from .links import Mailing, Recipient, mailings_of, open_link, recipients_by_body, recipients_of
from .week import DueDay, LateInstitution, Monday, monday

__all__ = [
    "Dated",
    "DueDay",
    "LateInstitution",
    "Mailing",
    "Monday",
    "Recipient",
    "bodies_of",
    "duties_in",
    "mailings_of",
    "monday",
    "open_calendar",
    "open_link",
    "recipients_by_body",
    "recipients_of",
]
