"""Who sees a letter: what the table says of many and the rule says of one is the same."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.letters.models import Addressee, Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.letters.rules import can_see
from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Role, system_actor
from tests.factories import BodyFactory, InstitutionFactory, OfficeFactory

from .making import drafted, received, registered, sent, signed

pytestmark = pytest.mark.django_db

PLACES = range(4)  # two offices and two institutions
BODIES = [frozenset(), frozenset({0}), frozenset({0, 1})]


@pytest.fixture
def world():
    """Letters of two offices in every state, with and without a body, to two institutions."""
    offices, bodies = [OfficeFactory(), OfficeFactory()], BodyFactory.create_batch(2)
    institutions = InstitutionFactory.create_batch(2)
    for office in offices:
        for body in (None, *bodies):
            for make in (drafted, signed, registered, sent):
                make(office, to=institutions[:1], for_information=institutions[1:], body=body)
        sent(office, to=institutions[1:])
        received(office, follows=None)
    return [office.pk for office in offices] + [i.pk for i in institutions], [body.pk for body in bodies]


capacities = st.lists(st.tuples(st.sampled_from(Role), st.sampled_from(PLACES), st.sampled_from(BODIES)), max_size=3)


def acting(held, places, bodies) -> Actor:
    return Actor(
        person_id=1,
        capacities=tuple(
            Capacity(role=role, institution_id=places[place], body_ids=frozenset(bodies[b] for b in within))
            for role, place, within in held
        ),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(held=capacities)
def test_visible_letters_are_those_the_rule_lets_see(world, held):
    actor = acting(held, *world)
    letters = with_parts_of_letter(Letter.objects.all()).prefetch_related("addressees__obligations")

    assert set(Letter.objects.visible_to(actor)) == {letter for letter in letters if can_see(actor, letter)}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(held=capacities)
def test_who_sees_a_row_of_the_board_sees_its_letter(world, held):
    actor = acting(held, *world)

    rows = Addressee.objects.visible_to(actor).values_list("letter", flat=True)

    assert set(rows) <= set(Letter.objects.visible_to(actor).values_list("pk", flat=True))


def test_the_public_sees_no_letter_and_the_system_sees_all(world):
    assert not Letter.objects.visible_to(ANONYMOUS).exists()
    assert Letter.objects.visible_to(system_actor()).count() == Letter.objects.count()


def test_a_letter_is_seen_by_its_addressee_only_once_it_is_sent():
    office, institution = OfficeFactory(), InstitutionFactory()
    head = acting([(Role.HEAD, 0, frozenset())], [institution.pk], [])

    registered(office, to=[institution])
    letter = sent(office, to=[institution], on=datetime.date(2018, 5, 22))

    assert list(Letter.objects.visible_to(head)) == [letter]
