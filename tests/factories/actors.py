"""Actors as values, each with a person behind it."""

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Capacity, Channel, Role

from .rows import PersonFactory


def actor(
    role: Role,
    institution: Institution | Office,
    *,
    body: Body | None = None,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
) -> Actor:
    """Somebody acting in one role for the institution (or office), perhaps only in a body."""
    person = person or PersonFactory()
    return Actor(
        person_id=person.pk,
        name=person.name,
        channel=channel,
        capacities=(
            Capacity(
                role=role,
                institution_id=institution.pk,
                body_ids=frozenset({body.pk}) if body else frozenset(),
            ),
        ),
    )


def officer(office: Office, person: Person | None = None) -> Actor:
    return actor(Role.OFFICER, office, person=person)


def clerk(office: Office, person: Person | None = None) -> Actor:
    return actor(Role.CLERK, office, person=person)


def administrator(office: Office, person: Person | None = None) -> Actor:
    return actor(Role.ADMINISTRATOR, office, person=person)


def coordinator(institution: Institution, body: Body | None = None, person: Person | None = None) -> Actor:
    return actor(Role.COORDINATOR, institution, body=body, person=person)
