"""Reads of meetings."""

from .record import Part as Part
from .record import Record as Record
from .record import record_of as record_of
