"""The Monday page: for those who follow duties for an office."""

from . import no_arguments, row

ROWS = [
    row("monday:week", "GET", no_arguments, "302 403 403 403 403 200 200 403 200"),
]
