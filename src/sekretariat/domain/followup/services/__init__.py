"""Links, the mails that carry them, and the directory of those who may be written to."""

from .links import carry_links, make_link, withdraw_links
from .listing import note_directory
from .mailing import mail_letter

__all__ = ["carry_links", "mail_letter", "make_link", "note_directory", "withdraw_links"]
