"""Decisions, open matters, programme and rules: decisions and programme show each reader what they see of meetings."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
# Its officers alone.
KEPT = "302 403 403 403 403 403 200 403 404"
KEPT_DONE = "302 403 403 403 403 403 302 403 404"
# The rules of a body are read by everybody and kept as the body is: by its secretariat, its administrator too.
RULES_KEPT = "302 403 403 403 403 403 200 200 403"
RULES_DONE = "302 403 403 403 403 403 302 302 403"


def a_meeting(world) -> dict:
    return {"pk": world.meeting.pk}


def an_item(world) -> dict:
    return {"pk": world.meeting.pk, "item_pk": world.item.pk}


def a_decision(world) -> dict:
    return {"pk": world.meeting.pk, "decision_pk": world.decision.pk}


def a_body(world) -> dict:
    return {"body_pk": world.body.pk}


def a_rule(world) -> dict:
    return {"body_pk": world.body.pk, "rule_pk": world.rule.pk}


ROWS = [
    row("meetings:decisions", "GET", no_arguments, SIGNED_IN),
    row("meetings:programme", "GET", no_arguments, SIGNED_IN),
    row("meetings:programme_file", "GET", no_arguments, SIGNED_IN),
    row("meetings:open_matters", "GET", a_meeting, KEPT),
    row("meetings:add_matters", "POST", a_meeting, KEPT),
    row("meetings:decide", "GET", an_item, KEPT),
    row("meetings:decide", "POST", an_item, KEPT),
    row("meetings:edit_decision", "GET", a_decision, KEPT),
    row("meetings:edit_decision", "POST", a_decision, KEPT),
    row("meetings:remove_decision", "POST", a_decision, KEPT_DONE),
    row("meetings:rules", "GET", a_body, SIGNED_IN),
    row("meetings:edit_rule", "GET", a_body, RULES_KEPT),
    row("meetings:edit_rule", "POST", a_body, RULES_KEPT),
    row("meetings:remove_rule", "POST", a_rule, RULES_DONE),
]
