"""The mechanisms: public facts for whoever has signed in."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"

ROWS = [
    row("bodies:list", "GET", no_arguments, SIGNED_IN),
    row("bodies:detail", "GET", lambda world: {"pk": world.body.pk}, SIGNED_IN),
]
