"""Links, the mails that carry them, calendar addresses, and the directory of those who may be written to."""

from .feeding import close_feed, open_feed, renew_feed
from .links import carry_links, make_link, withdraw_links
from .listing import note_directory
from .mailing import mail_letter

__all__ = [
    "carry_links",
    "close_feed",
    "mail_letter",
    "make_link",
    "note_directory",
    "open_feed",
    "renew_feed",
    "withdraw_links",
]
