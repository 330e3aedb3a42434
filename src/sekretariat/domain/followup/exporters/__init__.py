"""What goes out: calendars for those who owe, lists of the directory for Excel."""

from .calendars import calendar_of
from .lists import directory_xlsx, empty_list_xlsx, missing_xlsx

__all__ = ["calendar_of", "directory_xlsx", "empty_list_xlsx", "missing_xlsx"]
