"""The directory: read by the people of an office, kept by its officers and administrators."""

from . import no_arguments, row

OFFICE = "302 403 403 403 403 200 200 200 200"
KEEPERS = "302 403 403 403 403 403 200 200 200"

ROWS = [
    row("directory:list", "GET", no_arguments, OFFICE),
    row("directory:missing", "GET", no_arguments, OFFICE),
    row("directory:paste", "GET", no_arguments, KEEPERS),
    row("directory:paste", "POST", no_arguments, KEEPERS),
]
