"""Histories: of rows one sees, in the office where one may read them."""

from sekretariat.domain.mandates.models import Mandate

from . import no_arguments, row

ANY_OFFICE = "302 403 403 403 403 403 200 200 200"
OWN_OFFICE = "302 403 403 403 403 403 200 200 404"
OWN_OFFICER = "302 403 403 403 403 403 200 404 404"  # the administrator does not follow duties
NOBODY = "302 403 403 403 403 403 404 404 404"


def of(kind: str, key):
    return lambda world: {"type": kind, "key": key(world)}


ROWS = [
    row("trail:row", "GET", of("letter", lambda w: w.sent.pk), OWN_OFFICE),
    row("trail:row", "GET", of("office", lambda w: w.office.pk), OWN_OFFICE),
    row("trail:row", "GET", of("obligation", lambda w: w.open_obligation.pk), OWN_OFFICER),
    row("trail:row", "GET", of("answer", lambda w: w.answered.answers.get().pk), OWN_OFFICER),
    row("trail:row", "GET", of("body", lambda w: w.body.pk), ANY_OFFICE),
    row("trail:row", "GET", of("institution", lambda w: w.addressed.pk), ANY_OFFICE),
    row("trail:row", "GET", of("person", lambda w: w.people["head"].pk), ANY_OFFICE),
    row("trail:row", "GET", of("mandate", lambda w: Mandate.objects.get(person=w.people["head"]).pk), ANY_OFFICE),
    row("trail:row", "GET", of("user", lambda w: w.people["head"].user_id), NOBODY),
    row("trail:day", "GET", no_arguments, ANY_OFFICE),
    row("trail:person", "GET", lambda w: {"key": w.people["officer"].pk}, ANY_OFFICE),
    row("trail:person", "GET", lambda w: {"key": 10**9}, NOBODY),
]
