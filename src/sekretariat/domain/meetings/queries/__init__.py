"""Reads of meetings."""

from .record import Part as Part
from .record import Record as Record
from .record import record_of as record_of
from .table import Table as Table
from .table import name_of as name_of
from .table import standing_duties as standing_duties
from .table import table_of as table_of
