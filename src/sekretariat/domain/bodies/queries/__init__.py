"""The tree of bodies, who sits in one on a day, and who was competent for it."""

from .competence import ChainLink, Competence, Why, competence
from .tree import (
    BodyRow,
    bodies_served_by,
    body_with_sub_bodies,
    possible_seats_on,
    read_out,
    seats_on,
    secretariat_seats,
    secretariats_of,
    secretariats_of_each,
    tree_of,
)

__all__ = [
    "BodyRow",
    "ChainLink",
    "Competence",
    "Why",
    "bodies_served_by",
    "body_with_sub_bodies",
    "competence",
    "possible_seats_on",
    "read_out",
    "seats_on",
    "secretariat_seats",
    "secretariats_of",
    "secretariats_of_each",
    "tree_of",
]
