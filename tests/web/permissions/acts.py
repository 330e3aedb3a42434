"""Acts are public facts, kept by whoever keeps bodies."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
KEEPERS = "302 403 403 403 403 403 200 200 200"
KEEPERS_DONE = "302 403 403 403 403 403 302 302 302"


def an_act(world) -> dict:
    return {"pk": world.act.pk}


def a_change(world) -> dict:
    return {"pk": world.amendment.act_id, "amended_pk": world.amendment.amended_id}


ROWS = [
    row("acts:list", "GET", no_arguments, SIGNED_IN),
    row("acts:detail", "GET", an_act, SIGNED_IN),
    row("acts:new", "GET", no_arguments, KEEPERS),
    row("acts:new", "POST", no_arguments, KEEPERS),
    row("acts:edit", "GET", an_act, KEEPERS),
    row("acts:edit", "POST", an_act, KEEPERS),
    row("acts:confirm", "GET", an_act, KEEPERS),
    row("acts:confirm", "POST", an_act, KEEPERS),
    row("acts:amend", "GET", an_act, KEEPERS),
    row("acts:amend", "POST", an_act, KEEPERS),
    row("acts:affected", "GET", a_change, SIGNED_IN),
    row("acts:remove_amendment", "POST", a_change, KEEPERS_DONE),
    # Looking through a text writes nothing: whoever has signed in may.
    row("acts:find", "GET", no_arguments, SIGNED_IN),
    row("acts:find", "POST", no_arguments, SIGNED_IN),
]
