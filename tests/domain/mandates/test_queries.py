"""Who acts by which mandates, who answers for whom, and who holds which seat."""

import datetime

import pytest

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.followup.queries import recipients_by_body, recipients_of
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.queries import (
    actor_of_user,
    network_of,
    people_of,
    places_of,
    with_what_they_hold,
)
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.ground.actors import ANONYMOUS, Actor, Channel, Permission, Role, system_actor
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
)

DAY = datetime.date(2018, 5, 21)
YESTERDAY = DAY - datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def actor_of(person: Person, on: datetime.date = DAY) -> Actor:
    return actor_of_user(person.user, language="sq", channel=Channel.PAGE, on=on)


@pytest.fixture
def person() -> Person:
    return PersonFactory(signs_in=True)


def test_a_mandate_in_a_body_reaches_the_groups_under_it_and_no_other(person):
    top = BodyFactory()
    middle = BodyFactory(parent=top)
    bottom, beside = BodyFactory(parent=middle), BodyFactory(parent=top)
    mandate = MandateFactory(person=person, role=Role.COORDINATOR, body=middle)

    [capacity] = actor_of(person).capacities

    assert capacity.body_ids == {middle.pk, bottom.pk}
    may = actor_of(person).may
    allowed = [
        body
        for body in (top, middle, bottom, beside)
        if may(Permission.OBLIGATIONS_ANSWER, institution_id=mandate.institution_id, body_id=body.pk)
    ]
    assert allowed == [middle, bottom]


@pytest.mark.parametrize("count", [1, 3])
def test_an_actor_is_made_in_three_queries_whatever_the_mandates(person, count, django_assert_num_queries):
    for _ in range(count):
        MandateFactory(person=person, body=BodyFactory(parent=BodyFactory()))

    with django_assert_num_queries(3):
        actor = actor_of(person)

    assert len(actor.capacities) == count


def test_without_a_body_to_expand_two_queries_are_enough(person, django_assert_num_queries):
    MandateFactory.create_batch(3, person=person, role=Role.HEAD)

    with django_assert_num_queries(2):
        actor_of(person)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "counts"),
    [
        (DAY, None, True),
        (YESTERDAY, DAY, True),
        (YESTERDAY, YESTERDAY, False),
        (DAY + datetime.timedelta(days=1), None, False),
    ],
)
def test_a_mandate_gives_rights_on_its_days(person, valid_from, valid_to, counts):
    MandateFactory(person=person, valid_from=valid_from, valid_to=valid_to)

    assert bool(actor_of(person).capacities) is counts


def test_an_ended_mandate_stops_rights_at_once_and_stays_in_the_history(person):
    today = datetime.date.today()
    mandate = MandateFactory(person=person)

    end_mandate(mandate=mandate, reason="U largua", by=system_actor(), on=today)

    assert actor_of(person, on=today).capacities == ()
    assert list(people_of([mandate.institution_id], on=today)) == [mandate]
    assert list(people_of([mandate.institution_id], on=today + datetime.timedelta(days=1))) == []


def test_a_sign_in_without_a_person_or_blocked_acts_as_nobody(person):
    assert actor_of_user(UserFactory(), language="sq", channel=Channel.PAGE, on=DAY) == ANONYMOUS
    person.user.is_active = False
    assert actor_of(person) == ANONYMOUS


def test_the_network_is_told_by_institution_with_the_coordinator_first():
    body = BodyFactory()
    shijak, skrapar = (InstitutionFactory(name_sq=f"Bashkia {name}") for name in ("Shijak", "Skrapar"))
    for institution, role in (
        (shijak, Role.DEPUTY),
        (shijak, Role.COORDINATOR),
        (skrapar, Role.FOCAL_POINT),
        (skrapar, Role.HEAD),
    ):
        MandateFactory(institution=institution, role=role, body=body)
    MandateFactory(institution=shijak, body=BodyFactory())

    assert [(m.institution, m.role) for m in network_of(body, on=DAY)] == [
        (skrapar, Role.FOCAL_POINT),
        (shijak, Role.COORDINATOR),
        (shijak, Role.DEPUTY),
    ]


def test_seats_show_their_holders_of_the_day_and_the_vacant_ones(django_assert_num_queries):
    body = BodyFactory()
    secretariat = SeatFactory(body=body, role=SeatRole.SECRETARIAT)
    vacant = SeatFactory(body=body, role=SeatRole.CHAIR)
    held = SeatFactory(body=body)
    now = MandateFactory(role=Role.MEMBER, seat=held, institution=held.institution)
    MandateFactory(role=Role.MEMBER, seat=vacant, institution=vacant.institution, valid_to=YESTERDAY)

    with django_assert_num_queries(2):
        places = places_of(body, on=DAY)

    assert [(place.seat, list(place.holders), place.is_vacant) for place in places] == [
        (vacant, [], True),
        (secretariat, [], False),
        (held, [now], False),
    ]


def test_persons_carry_what_they_hold_on_the_day(django_assert_num_queries):
    ana, ben = PersonFactory(name="Ana"), PersonFactory(name="Ben")
    mandates = MandateFactory.create_batch(2, person=ben)
    MandateFactory(person=ben, valid_to=YESTERDAY)

    with django_assert_num_queries(2):
        people = list(with_what_they_hold(Person.objects.all(), on=DAY))

    assert [(person, person.held) for person in people] == [(ana, []), (ben, mandates)]


def test_the_chain_goes_from_the_coordinator_to_the_official_mailbox():
    institution, body = InstitutionFactory(email="zyra@shembull.al"), BodyFactory()
    for role in (Role.HEAD, Role.DEPUTY, Role.COORDINATOR, Role.STAFF, Role.FOCAL_POINT):
        MandateFactory(
            institution=institution,
            role=role,
            body=body if role in (Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT) else None,
            person=PersonFactory(email=f"{role}@shembull.al"),
        )
    MandateFactory(institution=institution, body=BodyFactory(), person=PersonFactory(email="tjeter@shembull.al"))
    MandateFactory(institution=institution, role=Role.HEAD, person=PersonFactory(email=""))

    def first_words(body_id: int | None) -> list[str]:
        return [r.email.partition("@")[0] for r in recipients_of(institution, body_id=body_id, on=DAY)]

    assert first_words(body.pk) == ["coordinator", "deputy", "focal_point", "head", "zyra"]
    assert first_words(None) == ["head", "zyra"]


def test_the_chains_of_an_institution_take_one_query(django_assert_num_queries):
    institution = InstitutionFactory(email="zyra@shembull.al")
    bodies = [BodyFactory(name_sq=name) for name in ("Rrjeti B", "Rrjeti A")]
    for body in bodies:
        MandateFactory(institution=institution, body=body)

    with django_assert_num_queries(1):
        chains = recipients_by_body(institution, on=DAY)

    assert [body and body.name_sq for body, _chain in chains] == [None, "Rrjeti A", "Rrjeti B"]
    for body, chain in chains:
        assert chain == recipients_of(institution, body_id=body and body.pk, on=DAY)


def test_office_roles_are_for_the_office_alone(person):
    office = OfficeFactory()
    MandateFactory(person=person, role=Role.ADMINISTRATOR, institution=office.unit)
    actor = actor_of(person)

    assert actor.works_in_office
    assert actor.may(Permission.OFFICE_EDIT, institution_id=office.pk)
    assert not actor.may(Permission.OFFICE_EDIT, institution_id=OfficeFactory().pk)
