"""Links, the mails that carry them, reminders, letters to those who are late and to their superiors, contacts, and the
directory of those who may be written to.
"""

from .contacting import note_contact
from .escalating import draft_due_escalations, draft_escalations
from .extending import extend
from .links import make_link, withdraw_links
from .listing import note_directory
from .mailing import mail_letter
from .moving import Told, cancel_holiday, declare_holiday
from .reminder_letters import draft_reminder
from .reminding import remind, send_reminders

__all__ = [
    "Told",
    "cancel_holiday",
    "declare_holiday",
    "draft_due_escalations",
    "draft_escalations",
    "draft_reminder",
    "extend",
    "mail_letter",
    "make_link",
    "note_contact",
    "note_directory",
    "remind",
    "send_reminders",
    "withdraw_links",
]
