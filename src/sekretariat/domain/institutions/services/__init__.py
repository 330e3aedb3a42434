"""Institutions, posts and persons: entered, corrected, ended. Nothing is deleted."""

from .keeping import add_institution, add_territory, edit_institution
from .persons import edit_person, note_person
from .posts import add_post, close_post, edit_post
from .subordinating import end_subordination, subordinate
from .succeeding import close_institution, end_institution, move_unit, set_successor

__all__ = [
    "add_institution",
    "add_post",
    "add_territory",
    "close_institution",
    "close_post",
    "edit_institution",
    "edit_person",
    "edit_post",
    "end_institution",
    "end_subordination",
    "move_unit",
    "note_person",
    "set_successor",
    "subordinate",
]
