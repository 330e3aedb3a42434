"""Writing, numbering and sending letters."""

from .drafting import DemandOf, Draft, draft_letter, edit_letter, enclose, remove_enclosure
from .handling import assign, attach_scan, close_matter, note_receipt, send_letter, sign_letter
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
    "note_receipt",
    "open_register",
    "register_incoming",
    "register_letter",
    "remove_enclosure",
    "send_letter",
    "sign_letter",
]
