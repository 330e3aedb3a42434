"""Changes that must lose nothing of what is open: of institutions, of holders, of persons."""

from .erasing import erase_person
from .handing_over import hand_over
from .reorganising import NewInstitution, name_successor, reorganise

__all__ = ["NewInstitution", "erase_person", "hand_over", "name_successor", "reorganise"]
