"""The plans of the demonstration: what the sources say stands as they say it, what they do not is marked."""

import datetime

import pytest

from sekretariat.config.demonstration.amvv import build_amvv
from sekretariat.config.demonstration.build import build
from sekretariat.config.demonstration.plans import build_plans
from sekretariat.config.reference import fill_in
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import CalendarStep, CriteriaSheet, Measure, Node, Plan, PlanEntry, TargetChange
from sekretariat.domain.plans.queries import verify_sheet
from sekretariat.domain.plans.services import recount_totals
from sekretariat.ground.actors import Channel, system_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration():
    fill_in(by=system_actor(Channel.COMMAND), on=datetime.date(2018, 5, 1))
    build()
    build_amvv()
    build_plans()


def test_the_demonstration_holds_the_plan_of_the_seed_and_what_shares_measures_with_it(demonstration):
    plan = Plan.objects.get(short_name="PV PQH 2018-2020")
    components = Node.objects.filter(plan=plan, parent=None).order_by("code_key")
    assert [(node.code, node.reference) for node in components] == [
        ("1", "AL0061"), ("2", "AL0062"), ("3", "AL0063"), ("4", "AL0064"),
    ]  # fmt: skip
    leads = {
        node.code: [
            (party.institution.short_name, party.body.short_name, party.joined)
            for party in node.parties.filter(role="lead")
        ]
        for node in components
    }
    assert leads == {
        "1": [("MFE", "KMFP", "and")],
        "2": [("AKSHI", "GT E-Gov", "and")],
        "3": [("DZHM", "GT Politikbërja", "and")],
        "4": [("MD", "GT Antikorrupsioni", "and"), ("MD", "KN Antikorrupsion", "and_or")],
    }

    assert not Measure.objects.exclude(title_sq__endswith="(shembull)").exists()
    assert recount_totals(mend=False) == []
    shared = Measure.objects.get(title_sq__startswith="Plane integriteti")
    codes = {(entry.plan.short_name, entry.code) for entry in shared.entries.select_related("plan")}
    assert codes == {
        ("Strategjia Antikorrupsion", "A.9"), ("PV PQH 2018-2020", "4.5.1"), ("SNDQV 2015-2020", "4.2"),
    }  # fmt: skip
    assert PlanEntry.objects.filter(plan=plan).count() == 14

    duties = Obligation.objects.filter(kind=ObligationKind.SEND_CALENDAR).select_related("institution")
    assert {(duty.institution.short_name, str(duty.due_on), duty.state) for duty in duties} == {
        ("MFE", "2018-07-03", "open"),
        ("AKSHI", "2018-07-03", "accepted"),
        ("DZHM", "2018-07-03", "returned"),
        ("MD", "2018-07-03", "answered"),
    }
    assert "28.09.2018" in duties.get(state="returned").decision_reason
    assert CalendarStep.objects.filter(calendar__node__code="2", obligation__isnull=False).count() == 4
    assert verify_sheet(CriteriaSheet.objects.get(plan=plan)) == []
    assert {change.is_decided for change in TargetChange.objects.all()} == {True, False}
