"""Letters, and the books and matters they are numbered in."""

from .citing import CitedAct
from .letter import Addressee, AddresseeQuerySet, Enclosure, Letter, LetterDemand, LetterQuerySet
from .register import Matter, Register, number_label

__all__ = [
    "Addressee",
    "AddresseeQuerySet",
    "CitedAct",
    "Enclosure",
    "Letter",
    "LetterDemand",
    "LetterQuerySet",
    "Matter",
    "Register",
    "number_label",
]
