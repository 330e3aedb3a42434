"""Who sees, answers and decides: the rule of one row and the filter of many say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import answers_for, can_answer, can_decide, can_record, can_see
from sekretariat.ground.actors import Actor, Capacity, Role, system_actor
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    ObligationFactory,
    OfficeFactory,
    administrator,
    clerk,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_visible_to_agrees_with_the_rule_of_one_row(data):
    Obligation.objects.all().delete()
    units = [office.unit for office in OfficeFactory.create_batch(2)] + InstitutionFactory.create_batch(2)
    bodies = [*BodyFactory.create_batch(2), None]
    for _ in range(data.draw(st.integers(1, 5))):
        ObligationFactory(
            office=data.draw(st.sampled_from([units[0].office, units[1].office])),
            institution=data.draw(st.sampled_from(units)),
            body=data.draw(st.sampled_from(bodies)),
        )
    obligations = list(Obligation.objects.all())
    actor = data.draw(actors(units, [body.pk for body in bodies if body], [o.pk for o in obligations]))

    visible = set(Obligation.objects.visible_to(actor))
    mine = set(Obligation.objects.owed_by_actor(actor))

    assert visible == {o for o in obligations if can_see(actor, o)}
    if actor.only_obligation is None and not actor.is_system:
        assert mine == {o for o in obligations if answers_for(actor, o)}
        assert mine | set(Obligation.objects.owed_to_actor(actor)) == visible


@st.composite
def actors(draw, units, body_ids, obligation_ids) -> Actor:
    kind = draw(st.sampled_from(["person", "person", "person", "link", "system"]))
    if kind == "system":
        return system_actor()
    if kind == "link":
        return Actor(only_obligation=draw(st.sampled_from(obligation_ids)))
    capacities = st.builds(
        Capacity,
        role=st.sampled_from(Role),
        institution_id=st.sampled_from([unit.pk for unit in units]),
        body_ids=st.frozensets(st.sampled_from(body_ids), max_size=2),
    )
    return Actor(person_id=1, capacities=tuple(draw(st.lists(capacities, max_size=4))))


def test_an_institution_answers_only_while_it_is_owed():
    duty = ObligationFactory()
    mine = coordinator(duty.institution)

    assert can_answer(mine, duty)
    for state in (ObligationState.ANSWERED, ObligationState.ACCEPTED, ObligationState.WITHDRAWN):
        duty.state = state
        assert not can_answer(mine, duty)
        assert answers_for(mine, duty)


def test_a_coordinator_of_a_body_answers_for_that_body_alone():
    network, other = BodyFactory.create_batch(2)
    institution = InstitutionFactory()
    mine = coordinator(institution, body=network)

    assert can_answer(mine, ObligationFactory(institution=institution, body=network))
    assert not can_answer(mine, ObligationFactory(institution=institution, body=other))
    assert not can_answer(mine, ObligationFactory(institution=institution, body=None))


@pytest.mark.parametrize(
    ("role", "sees", "records", "decides"),
    [(officer, True, True, True), (clerk, True, False, False), (administrator, False, False, False)],
)
def test_the_office_sees_records_and_decides_by_role(role, sees, records, decides):
    duty = ObligationFactory()
    by = role(duty.office)

    assert (can_see(by, duty), can_record(by, duty), can_decide(by, duty)) == (sees, records, decides)
    assert not can_answer(by, duty)


def test_another_office_neither_sees_nor_decides():
    duty = ObligationFactory()
    by = officer(OfficeFactory())

    assert not any(rule(by, duty) for rule in (can_see, can_record, can_decide, can_answer))


def test_a_link_opens_its_own_duty_and_nothing_else():
    mine, other = ObligationFactory.create_batch(2)
    by = Actor(only_obligation=mine.pk)

    assert (can_see(by, mine), can_answer(by, mine)) == (True, True)
    assert (can_see(by, other), can_answer(by, other)) == (False, False)
    assert not can_record(by, mine)
    assert not can_decide(by, mine)


def test_nothing_is_recorded_or_decided_about_a_withdrawn_duty():
    duty = ObligationFactory.build(office=OfficeFactory(), state=ObligationState.WITHDRAWN)

    assert not can_record(officer(duty.office), duty)
    assert not can_decide(officer(duty.office), duty)
