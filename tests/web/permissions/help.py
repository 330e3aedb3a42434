"""The manual is open to all."""

from . import no_arguments, row

ALL = "200 200 200 200 200 200 200 200 200"

ROWS = [
    row("help:own", "GET", no_arguments, ALL),
    row("help:manual", "GET", lambda world: {"name": "officer"}, ALL),
    row("help:manual", "GET", lambda world: {"name": "clerk"}, ALL),
    row("help:manual", "GET", lambda world: {"name": "administrator"}, ALL),
    row("help:manual", "GET", lambda world: {"name": "coordinator"}, ALL),
]
