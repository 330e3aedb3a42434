"""Links, the mails that carry them, and the directory of those who may be written to."""

from .contacting import note_contact
from .grouping import GroupText, send_group_mail, send_test_mail
from .links import make_link, withdraw_links
from .listing import note_directory
from .mailing import mail_letter

__all__ = [
    "GroupText",
    "mail_letter",
    "make_link",
    "note_contact",
    "note_directory",
    "send_group_mail",
    "send_test_mail",
    "withdraw_links",
]
