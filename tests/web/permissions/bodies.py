"""The mechanisms: public facts for whoever has signed in, kept by the technical secretariat of each."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
KEEPERS = "302 403 403 403 403 403 200 200 200"
OWN_SECRETARIAT = "302 403 403 403 403 403 200 200 403"
OWN_SECRETARIAT_DONE = "302 403 403 403 403 403 302 302 403"


def a_body(world) -> dict:
    return {"pk": world.body.pk}


def a_seat(world) -> dict:
    return {"pk": world.body.pk, "seat_pk": world.seat.pk}


def a_basis(world) -> dict:
    return {"pk": world.body.pk, "basis_pk": world.basis.pk}


ROWS = [
    row("bodies:list", "GET", no_arguments, SIGNED_IN),
    row("bodies:detail", "GET", a_body, SIGNED_IN),
    row("bodies:members", "GET", a_body, SIGNED_IN),
    row("bodies:competence", "GET", a_body, SIGNED_IN),
    row("bodies:new", "GET", no_arguments, KEEPERS),
    row("bodies:new", "POST", no_arguments, KEEPERS),
    row("bodies:edit", "GET", a_body, OWN_SECRETARIAT),
    row("bodies:edit", "POST", a_body, OWN_SECRETARIAT),
    row("bodies:base", "GET", a_body, OWN_SECRETARIAT),
    row("bodies:base", "POST", a_body, OWN_SECRETARIAT),
    row("bodies:remove_base", "POST", a_basis, OWN_SECRETARIAT_DONE),
    row("bodies:new_seat", "GET", a_body, OWN_SECRETARIAT),
    row("bodies:new_seat", "POST", a_body, OWN_SECRETARIAT),
    row("bodies:end_seat", "GET", a_seat, OWN_SECRETARIAT),
    row("bodies:end_seat", "POST", a_seat, OWN_SECRETARIAT),
]
