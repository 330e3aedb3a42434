"""English pages of an Albanian office: the words change, dates and numbers stay as on the letters."""

from ..sq.formats import *  # noqa: F403 - the module is its names
