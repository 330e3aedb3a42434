"""Links, the mails that carry them, reminders, letters to those who are late and to their superiors, contacts, calendar
addresses, and the directory of those who may be written to.
"""

from .asking import mail_asked
from .contacting import note_contact
from .escalating import draft_due_escalations, draft_escalations
from .extending import extend
from .feeding import close_feed, open_feed, renew_feed
from .grouping import GroupText, send_group_mail, send_test_mail
from .links import carry_links, make_link, withdraw_links
from .listing import note_directory
from .mailing import mail_letter
from .moving import Told, tell_moved
from .reminder_letters import draft_reminder
from .reminding import remind, send_reminders

__all__ = [
    "GroupText",
    "Told",
    "carry_links",
    "close_feed",
    "draft_due_escalations",
    "draft_escalations",
    "draft_reminder",
    "extend",
    "mail_asked",
    "mail_letter",
    "make_link",
    "note_contact",
    "note_directory",
    "open_feed",
    "remind",
    "renew_feed",
    "send_group_mail",
    "send_reminders",
    "send_test_mail",
    "tell_moved",
    "withdraw_links",
]
