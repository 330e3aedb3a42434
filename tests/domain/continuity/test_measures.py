"""What an institution leads in plans passes to its successor; without one it is without a holder at once."""

import datetime

import pytest

from sekretariat.domain.continuity.queries.orphans import orphans
from sekretariat.domain.continuity.services import name_successor, reorganise
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.plans.enums import EntryState, PartyRole
from sekretariat.ground.audit.models import Event
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeasurePartyFactory,
    NodePartyFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    clerk,
    officer,
)

ON = datetime.date(2018, 9, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def plan(office):
    return PlanFactory(office=office)


@pytest.fixture
def old():
    return InstitutionFactory(email="zyra@vjeter.al")


@pytest.fixture
def heir():
    return InstitutionFactory()


def led(plan, lead, **fields):
    entry = PlanEntryFactory(plan=plan, **fields)
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    return entry


def without_holder(office, on=ON):
    return [party.measure for party in orphans(officer(office), on=on).measures]


def test_what_a_dissolved_institution_led_is_without_a_holder_until_a_successor_is_named(office, plan, old, heir):
    entry = led(plan, old)

    reorganise(institution=old, change=Change.DISSOLVED, successor=None, act=None, by=officer(office), on=ON)
    at_once = without_holder(office)
    name_successor(institution=old, successor=heir, act=None, by=officer(office), on=ON)

    assert at_once == [entry.measure]
    assert without_holder(office) == []
    assert entry.measure.parties.get().institution == heir
    assert Event.objects.filter(what="measure.passed_on").count() == 1


def test_a_merged_institutions_component_is_led_by_the_other_through_the_same_body(office, plan, old, heir):
    node = led(plan, old).node
    body = BodyFactory()
    NodePartyFactory(node=node, institution=old, body=body, representative=MandateFactory(institution=old))

    reorganise(institution=old, change=Change.MERGED, successor=heir, act=None, by=officer(office), on=ON)

    party = node.parties.get()
    assert (party.institution, party.body, party.representative) == (heir, body, None)


@pytest.mark.parametrize(
    ("before", "role"), [("contributing", PartyRole.LEAD), ("lead", PartyRole.LEAD)], ids=["helped", "led too"]
)
def test_an_heir_that_takes_part_already_stands_once(office, plan, old, heir, before, role):
    entry = led(plan, old)
    MeasurePartyFactory(measure=entry.measure, institution=heir, role=before)

    reorganise(institution=old, change=Change.MERGED, successor=heir, act=None, by=officer(office), on=ON)

    assert [(party.institution, party.role) for party in entry.measure.parties.all()] == [(heir, role)]


def test_what_is_closed_or_left_out_keeps_the_old_name(office, plan, old, heir):
    closed = led(PlanFactory(office=office, state="closed"), old)
    left_out = led(plan, old, state=EntryState.LEFT_OUT)

    reorganise(institution=old, change=Change.MERGED, successor=heir, act=None, by=officer(office), on=ON)

    for entry in (closed, left_out):
        assert entry.measure.parties.get().institution == old


def test_another_offices_measures_pass_on_and_are_not_told(office, old):
    led(PlanFactory(), old)

    reorganise(institution=old, change=Change.DISSOLVED, successor=None, act=None, by=officer(office), on=ON)

    assert without_holder(office) == []


def test_a_clerk_is_told_of_none(office, plan):
    led(plan, InstitutionFactory(valid_to=datetime.date(2018, 8, 1)))

    assert not orphans(clerk(office), on=ON).measures.exists()
