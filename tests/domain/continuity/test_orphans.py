"""What has no holder is found at once; what has one is not."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.continuity.queries.orphans import (
    bodies_without_secretariat,
    duties_without_holder,
    empty_seats,
    letters_of_those_who_left,
    orphans,
)
from sekretariat.domain.letters.services import assign, close_matter
from sekretariat.ground.actors import Role
from tests.domain.letters.making import drafted, received
from tests.domain.obligations.making import asked
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    clerk,
    coordinator,
    officer,
)

ON = datetime.date(2018, 9, 1)
GONE = {"valid_to": datetime.date(2018, 8, 31), "email": "zyra@mfe.al"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def body(office):
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    return body


def found(office):
    return set(duties_without_holder(officer(office), on=ON))


def test_a_duty_of_an_institution_that_ended_is_without_a_holder_from_the_next_day(office):
    duty = asked(office=office, institution=InstitutionFactory(**GONE))

    assert found(office) == {duty}
    assert not duties_without_holder(officer(office), on=GONE["valid_to"]).exists()


@pytest.mark.parametrize(
    ("mandate", "mailbox", "is_found"),
    [
        (None, "", True),
        (None, "zyra@mfe.al", False),
        ({}, "", False),
        ({"role": Role.STAFF}, "", True),
        ({"role": Role.HEAD}, "", False),
        ({"is_stopped": True, "valid_to": ON}, "", True),
        ({"person__email": ""}, "", True),
    ],
    ids=str,
)
def test_a_duty_of_whom_nobody_can_be_written_to_is_without_a_holder(office, mandate, mailbox, is_found):
    institution = InstitutionFactory(email=mailbox)
    if mandate is not None:
        MandateFactory(institution=institution, **mandate)
    asked(office=office, institution=institution)

    assert bool(found(office)) == is_found


def test_a_coordinator_in_another_body_does_not_answer(office):
    institution, body = InstitutionFactory(), BodyFactory()
    MandateFactory(institution=institution, body=BodyFactory())
    duty = asked(office=office, institution=institution, body=body)

    assert found(office) == {duty}
    MandateFactory(institution=institution, body=body)
    assert found(office) == set()


def test_another_offices_duties_are_not_told(office):
    asked(institution=InstitutionFactory(**GONE))

    assert found(office) == set()


def test_seats_without_institution_or_person_in_the_bodies_one_serves(office, body):
    gone, vacant, held = InstitutionFactory(**GONE), InstitutionFactory(), InstitutionFactory()
    seats = [SeatFactory(body=body, institution=one) for one in (gone, vacant, held)]
    for seat in (seats[0], seats[2]):
        MandateFactory(institution=seat.institution, seat=seat, role=Role.MEMBER)
    SeatFactory(institution=vacant)  # of a body that another office serves

    empty = empty_seats(officer(office), on=ON)

    assert {(row.seat, row.is_gone) for row in empty} == {(seats[0], True), (seats[1], False)}


def test_bodies_that_no_secretariat_serves_neither_them_nor_one_above(office, body):
    served_above = BodyFactory(parent=body)
    alone = BodyFactory()
    once = BodyFactory()
    SeatFactory(body=once, role=SeatRole.SECRETARIAT, institution=InstitutionFactory(**GONE))
    BodyFactory(valid_to=datetime.date(2018, 1, 1))

    found = bodies_without_secretariat(on=ON)

    assert set(found) == {alone, once}
    assert served_above not in found


def test_open_letters_of_who_left_the_office_are_found(office):
    left, stays = PersonFactory(), PersonFactory()
    MandateFactory(person=stays, role=Role.OFFICER, institution=office.unit)
    mine, closed, theirs = received(office), received(office), received(office)
    for letter, person in ((mine, left), (closed, left), (theirs, stays)):
        assign(letter=letter, instruction="", assigned_to=person, by=clerk(office), on=ON)
    close_matter(letter=closed, by=clerk(office), on=ON)
    draft = drafted(office)

    assert set(letters_of_those_who_left(officer(office), on=ON)) == {mine, draft}


def test_who_follows_nothing_finds_nothing(office):
    institution = InstitutionFactory(**GONE)
    asked(office=office, institution=institution)

    all_of_it = orphans(coordinator(institution), on=ON)

    assert (list(all_of_it.duties), all_of_it.seats, all_of_it.letters) == ([], [], [])


def test_the_queries_do_not_grow(office, body):
    counts = []
    for _round in range(2):
        for _one in range(2):
            asked(office=office, institution=InstitutionFactory(**GONE))
            SeatFactory(body=body)
            BodyFactory()
            drafted(office)
        with CaptureQueriesContext(connection) as captured:
            shown = orphans(officer(office, PersonFactory()), on=ON)
            list(shown.duties)
        counts.append(len(captured))

    assert counts[0] == counts[1]
