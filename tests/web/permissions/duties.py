"""Duties: what is owed, answering, recording on behalf, deciding."""

from . import no_arguments, row


def an_open_duty(world) -> dict:
    return {"pk": world.open_obligation.pk}


def an_answered_duty(world) -> dict:
    return {"pk": world.answered.pk}


def decision(word: str):
    return lambda world: {"pk": world.answered.pk, "decision": word}


def a_file(world) -> dict:
    return {"pk": world.answered.pk, "file_pk": world.file.pk}


def the_letter(world) -> dict:
    return {"pk": world.sent.pk}


HOME = "302 200 200 200 200 200 200 200 200"
OFFICER_AMONG_THOSE_WHO_SEE = "302 404 404 403 403 403 200 404 404"

ROWS = [
    row("duties:list", "GET", no_arguments, HOME),
    row("duties:mine", "GET", no_arguments, HOME),
    row("duties:detail", "GET", an_open_duty, "302 404 404 200 200 200 200 404 404"),
    row("duties:detail", "GET", an_answered_duty, "302 404 404 404 404 200 200 404 404"),
    row("duties:detail", "POST", an_open_duty, "302 404 404 200 200 403 403 404 404"),
    row("duties:record", "GET", an_open_duty, OFFICER_AMONG_THOSE_WHO_SEE),
    row("duties:record", "POST", an_open_duty, OFFICER_AMONG_THOSE_WHO_SEE),
    row("duties:withdraw_links", "POST", an_open_duty, "302 404 404 403 403 403 302 404 404"),
    row("duties:extend", "GET", an_open_duty, "302 403 403 403 403 403 200 403 404"),
    row("duties:extend", "POST", an_open_duty, "302 403 403 403 403 403 200 403 404"),
    row("duties:extend", "GET", an_answered_duty, "302 403 403 403 403 403 403 403 404"),
    row("duties:contact", "GET", an_open_duty, "302 403 403 403 403 200 200 403 404"),
    row("duties:contact", "POST", an_open_duty, "302 403 403 403 403 302 302 403 404", lambda world: {"way": "phone"}),
    row("duties:escalate", "POST", an_open_duty, "302 403 403 403 403 403 302 403 404"),
    row("duties:drop", "POST", an_open_duty, OFFICER_AMONG_THOSE_WHO_SEE),
    row("duties:decide", "GET", decision("accept"), "302 404 404 404 404 403 200 404 404"),
    row("duties:decide", "POST", decision("accept"), "302 404 404 404 404 403 302 404 404"),
    row("duties:decide", "POST", decision("return"), "302 404 404 404 404 403 200 404 404"),
    row("duties:decide", "POST", decision("withdraw"), "302 404 404 404 404 403 200 404 404"),
    row("duties:file", "GET", a_file, "302 404 404 404 404 200 200 404 404"),
    row("duties:grid", "GET", the_letter, "302 404 404 403 403 403 200 403 404"),
    row("duties:grid", "POST", the_letter, "302 404 404 403 403 403 200 403 404"),
]
