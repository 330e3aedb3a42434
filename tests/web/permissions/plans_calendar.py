"""Calendars of plans and the timeline: adopted for whoever has signed in, prepared for those who take part."""

from . import row


def a_plan(world) -> dict:
    return {"pk": world.plan.pk}


def an_adopted_plan(world) -> dict:
    return {"pk": world.adopted_plan.pk}


TAKES_PART = "302 404 404 200 200 200 200 200 404"
KEEPER = "302 404 404 403 403 403 200 403 404"
KEEPER_DONE = "302 404 404 403 403 403 302 403 404"
ANYBODY = "302 200 200 200 200 200 200 200 200"


def a_calendar(world) -> dict:
    return {"pk": world.step.calendar_id}


def a_step(world) -> dict:
    return {"pk": world.step.pk}


ROWS = [
    row("plans:calendar", "GET", a_plan, TAKES_PART),
    row("plans:calendar", "GET", an_adopted_plan, ANYBODY),
    row("plans:calendar_month", "GET", a_plan, TAKES_PART),
    row("plans:timeline", "GET", a_plan, TAKES_PART),
    row("plans:timeline", "GET", an_adopted_plan, ANYBODY),
    row("plans:frame", "GET", a_plan, KEEPER),
    row("plans:frame", "POST", a_plan, KEEPER),
    row("plans:expect_calendar", "POST", a_plan, KEEPER_DONE),
    row("plans:join_calendar", "POST", a_calendar, KEEPER_DONE),
    row("plans:return_calendar", "GET", a_calendar, KEEPER),
    row("plans:return_calendar", "POST", a_calendar, KEEPER),
    row("plans:move_step", "GET", a_step, KEEPER),
    row("plans:move_step", "POST", a_step, KEEPER),
]
