"""Rounds of remarks: seen by their office and by those asked, answered and closed by its officers."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
OF_OFFICE = "302 404 404 404 404 200 200 200 404"
OFFICERS = "302 403 403 403 403 403 200 403 200"
KEPT = "302 403 403 403 403 403 200 403 404"


def a_round(world) -> dict:
    return {"pk": world.remarks_round.pk}


def a_remark(world) -> dict:
    return {"pk": world.remarks_round.pk, "remark_pk": world.remark.pk}


ROWS = [
    row("meetings:rounds", "GET", no_arguments, SIGNED_IN),
    row("meetings:new_round", "GET", no_arguments, OFFICERS),
    row("meetings:new_round", "POST", no_arguments, OFFICERS),
    row("meetings:round", "GET", a_round, OF_OFFICE),
    row("meetings:respond_remark", "GET", a_remark, KEPT),
    row("meetings:respond_remark", "POST", a_remark, KEPT),
    row("meetings:close_round", "POST", a_round, KEPT),
]
