"""All tables of the ground floor, so that Django finds them; each lives in its own room."""

from .audit.models import Event as Event
from .audit.models import Name as Name
from .audit.models import Seal as Seal
