"""How a body keeps its rules on a day: kept until, to be kept by, broken since."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.meetings.enums import MeetingState, RuleKind, RuleStanding
from sekretariat.domain.meetings.models import BodyRule
from sekretariat.domain.meetings.queries.keeping import rules_of, rules_to_warn_of
from sekretariat.domain.meetings.rules.keeping import months_after, working_days_before
from sekretariat.domain.meetings.services import RuleSaid, remove_rule, set_rule
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    ActFactory,
    BodyDecisionFactory,
    BodyFactory,
    BodyRuleFactory,
    MeetingFactory,
    OfficeFactory,
    SeatFactory,
    clerk,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def forum(office):
    """The multi-stakeholder forum of the open government partnership."""
    body = BodyFactory(short_name="Forumi OGP")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit, valid_from=day("01.01.2018"))
    return body


def rule_of(body, kind, **values) -> BodyRule:
    return BodyRuleFactory(body=body, kind=kind, **{"share_of": None, "share_in": None, **values})


def meets(office, body, on, state="held", **values):
    called = {} if state == "planned" else {"called_on": day("01.01.2018")}
    return MeetingFactory(office=office, body=body, on=day(on), state=state, **{**called, **values})


def standing(body, on):
    [one] = rules_of(body, on=day(on))
    return one


@pytest.mark.parametrize(
    ("on", "found", "since"),
    [
        ("01.03.2018", RuleStanding.KEPT, None),
        ("28.07.2018", RuleStanding.KEPT, None),
        ("29.07.2018", RuleStanding.TO_KEEP, None),
        ("28.08.2018", RuleStanding.TO_KEEP, None),
        ("29.08.2018", RuleStanding.BROKEN, day("29.08.2018")),
    ],
)
def test_the_forum_meets_at_least_every_six_months(office, forum, on, found, since):
    rule_of(forum, RuleKind.MEETS_EVERY, months=6)
    for held in ("15.01.2018", "28.02.2018"):
        meets(office, forum, held)
    meets(office, forum, "01.06.2018", state="cancelled", cancelled_because="Pa kuorum")

    one = standing(forum, on)

    assert (one.keep_by, one.standing, one.broken_since) == (day("28.08.2018"), found, since)


def test_a_meeting_on_the_way_in_time_is_enough_not_to_be_warned(office, forum):
    rule_of(forum, RuleKind.MEETS_EVERY, months=6)
    meets(office, forum, "28.02.2018")
    late = meets(office, forum, "30.09.2018", state="planned", precision="month")

    assert standing(forum, "20.08.2018").standing == RuleStanding.TO_KEEP
    assert standing(forum, "20.08.2018").meeting == late
    early = meets(office, forum, "27.08.2018", state="called")
    assert (standing(forum, "20.08.2018").standing, standing(forum, "20.08.2018").meeting) == (RuleStanding.KEPT, early)


def test_before_its_first_meeting_nothing_is_said(office, forum):
    rule_of(forum, RuleKind.MEETS_EVERY, months=6)
    meets(office, forum, "28.02.2018", state="planned")

    assert standing(forum, "20.08.2018").standing == RuleStanding.UNKNOWN


@pytest.mark.parametrize(
    ("state", "called_on", "on", "found"),
    [
        ("planned", None, "01.06.2018", RuleStanding.TO_KEEP),
        ("planned", None, "18.06.2018", RuleStanding.TO_KEEP),
        ("planned", None, "19.06.2018", RuleStanding.BROKEN),
        ("called", "18.06.2018", "20.06.2018", RuleStanding.KEPT),
        ("called", "19.06.2018", "20.06.2018", RuleStanding.BROKEN),
    ],
)
def test_the_invitation_goes_out_so_many_working_days_before(office, forum, state, called_on, on, found):
    """Five working days before Monday 25.06.2018: the weekend does not count."""
    rule_of(forum, RuleKind.NOTICE, days=5)
    meets(office, forum, "25.06.2018", state=state, called_on=day(called_on) if called_on else None)

    one = standing(forum, on)

    assert (one.keep_by, one.standing) == (day("18.06.2018"), found)
    assert (one.broken_since == day("19.06.2018")) == (found == RuleStanding.BROKEN)


def test_the_annual_plan_is_decided_within_the_year(office, forum):
    rule = rule_of(forum, RuleKind.ANNUAL_PLAN)
    meeting = meets(office, forum, "10.03.2018")

    assert standing(forum, "01.05.2018").standing == RuleStanding.KEPT
    assert (standing(forum, "10.12.2018").standing, standing(forum, "10.12.2018").keep_by) == (
        RuleStanding.TO_KEEP,
        day("31.12.2018"),
    )
    assert standing(forum, "10.01.2019").broken_since == day("01.01.2019")
    BodyDecisionFactory(meeting=meeting, keeps_rule=rule, year=2018)
    assert standing(forum, "10.12.2018").standing == RuleStanding.KEPT
    assert standing(forum, "10.01.2019").standing == RuleStanding.KEPT


def test_the_quorum_is_that_of_the_last_meeting_at_which_it_was_counted(office, forum):
    rule_of(forum, RuleKind.QUORUM, share_of=1, share_in=2)
    assert standing(forum, "01.07.2018").standing == RuleStanding.UNKNOWN
    meets(office, forum, "01.03.2018", quorum_met=False)
    assert standing(forum, "01.07.2018").broken_since == day("01.03.2018")
    meets(office, forum, "01.06.2018", quorum_met=True)
    assert standing(forum, "01.07.2018").standing == RuleStanding.KEPT


def test_months_end_with_the_last_day_there_is():
    assert months_after(day("31.08.2018"), 6) == day("28.02.2019")
    assert months_after(day("15.07.2018"), 6) == day("15.01.2019")


def test_holidays_do_not_count_as_working_days():
    assert working_days_before(day("20.06.2018"), 2, holidays={day("19.06.2018")}) == day("15.06.2018")


@pytest.mark.parametrize("count", [1, 3])
def test_warnings_are_those_of_the_served_bodies_in_four_queries(office, count):
    for number in range(count):
        body = BodyFactory()
        SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit, valid_from=day("01.01.2018"))
        rule_of(body, RuleKind.MEETS_EVERY, months=number + 1)
        meets(office, body, "01.03.2018")
    other = BodyFactory()
    rule_of(other, RuleKind.MEETS_EVERY, months=1)
    meets(OfficeFactory(), other, "01.03.2018")

    by = officer(office)

    with CaptureQueriesContext(connection) as captured:
        warned = rules_to_warn_of(by, on=day("01.10.2018"))

    assert [one.broken_since for one in warned] == [day(f"02.0{4 + number}.2018") for number in range(count)]
    assert len(captured) == 4
    assert rules_to_warn_of(coordinator(office.unit), on=day("01.10.2018")) == []


def test_a_rule_is_entered_with_its_reference_and_corrected(office, forum):
    act = ActFactory(number="749", year=2018)
    said = RuleSaid(kind=RuleKind.MEETS_EVERY, months=6, days=3, act=act, reference="pika 4")

    rule = set_rule(body=forum, said=said, by=officer(office), on=day("01.03.2018"))
    again = set_rule(body=forum, said=RuleSaid(kind="meets_every", months=3), by=officer(office), on=day("02.03.2018"))

    assert (rule.months, rule.days, rule.act, rule.reference) == (6, None, act, "pika 4")
    assert (again.pk, BodyRule.objects.get().months) == (rule.pk, 3)
    assert Event.objects.filter(what="body.rule_set").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (RuleSaid(kind="meets_every"), "months"),
        (RuleSaid(kind="notice", months=3), "days"),
        (RuleSaid(kind="quorum", share_of=1), "share_in"),
        (RuleSaid(kind="often"), "kind"),
        (RuleSaid(kind="quorum", share_of=3, share_in=2), None),
    ],
)
def test_a_rule_without_its_figure_is_refused(office, forum, said, field):
    with pytest.raises(DomainError) as refused:
        set_rule(body=forum, said=said, by=officer(office), on=day("01.03.2018"))

    assert refused.value.field == field
    assert not BodyRule.objects.exists()


def test_only_the_bodys_secretariat_keeps_its_rules_and_one_that_was_kept_stays(office, forum):
    rule = rule_of(forum, RuleKind.ANNUAL_PLAN)
    for other in (clerk(office), officer(OfficeFactory())):
        with pytest.raises(NotAllowed):
            remove_rule(rule=rule, by=other, on=day("01.03.2018"))
    decision = BodyDecisionFactory(meeting=meets(office, forum, "10.03.2018"), keeps_rule=rule)

    with pytest.raises(DomainError, match="it stays"):
        remove_rule(rule=rule, by=officer(office), on=day("01.04.2018"))
    decision.delete()
    remove_rule(rule=rule, by=officer(office), on=day("01.04.2018"))

    assert not BodyRule.objects.exists()


def test_cancelled_meetings_keep_nothing(office, forum):
    rule_of(forum, RuleKind.MEETS_EVERY, months=6)
    meets(office, forum, "28.02.2018", state=MeetingState.CANCELLED, cancelled_because="Pa kuorum")

    assert standing(forum, "20.08.2018").standing == RuleStanding.UNKNOWN
