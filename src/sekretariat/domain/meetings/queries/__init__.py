"""Reads over several tables of meetings."""

from .table import Table as Table
from .table import name_of as name_of
from .table import standing_duties as standing_duties
from .table import table_of as table_of
