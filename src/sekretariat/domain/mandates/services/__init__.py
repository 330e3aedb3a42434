"""Mandates: begun and ended, by letter, by act or by set-up; from them come all rights."""

from .beginning import begin_mandate, end_mandate, replace_in_role
from .inviting import invite
from .naming import Named, appoint, begin_by_letter
from .offices import FirstAdministrator, NewUnit, give_office_role, set_up_office

__all__ = [
    "FirstAdministrator",
    "Named",
    "NewUnit",
    "appoint",
    "begin_by_letter",
    "begin_mandate",
    "end_mandate",
    "give_office_role",
    "invite",
    "replace_in_role",
    "set_up_office",
]
