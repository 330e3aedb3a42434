"""What of the directory goes out as a spreadsheet."""

from .lists import directory_xlsx, empty_list_xlsx, missing_xlsx

__all__ = ["directory_xlsx", "empty_list_xlsx", "missing_xlsx"]
