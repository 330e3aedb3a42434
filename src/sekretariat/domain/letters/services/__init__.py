"""Writing, numbering and sending letters."""

from ._indexing import index_letter
from .drafting import DemandOf, Draft, draft_letter, edit_letter, enclose, remove_enclosure
from .handling import assign, attach_scan, close_matter, note_receipt, send_letter, sign_letter
from .passing_on import pass_on_letters
from .registering import Incoming, open_register, register_incoming, register_letter

__all__ = [
    "DemandOf",
    "Draft",
    "Incoming",
    "assign",
    "attach_scan",
    "close_matter",
    "draft_letter",
    "edit_letter",
    "enclose",
    "index_letter",
    "note_receipt",
    "open_register",
    "pass_on_letters",
    "register_incoming",
    "register_letter",
    "remove_enclosure",
    "send_letter",
    "sign_letter",
]
