"""Mandates: begun and ended, by letter, by act or by set-up; from them come all rights."""

from .beginning import begin_mandate, end_mandate, replace_in_role
from .inviting import invite
from .naming import Named, appoint, begin_by_letter, person_named
from .offices import FirstAdministrator, NewUnit, give_office_role, set_up_office
from .posts import HoldersRefused, NewHolder, Paper, appoint_to_post, change_holders, end_post

__all__ = [
    "FirstAdministrator",
    "HoldersRefused",
    "Named",
    "NewHolder",
    "NewUnit",
    "Paper",
    "appoint",
    "appoint_to_post",
    "begin_by_letter",
    "begin_mandate",
    "change_holders",
    "end_mandate",
    "end_post",
    "give_office_role",
    "invite",
    "person_named",
    "replace_in_role",
    "set_up_office",
]
