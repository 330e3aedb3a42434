"""Lists of leaders and staff, pasted or sent as a file."""

from .files import FileRows, rows_of_file
from .listing import (
    COLUMNS,
    DirectoryRefused,
    ListedRow,
    Problem,
    check_rows,
    read_directory,
    take_directory,
    take_rows,
)

__all__ = [
    "COLUMNS",
    "DirectoryRefused",
    "FileRows",
    "ListedRow",
    "Problem",
    "check_rows",
    "read_directory",
    "rows_of_file",
    "take_directory",
    "take_rows",
]
