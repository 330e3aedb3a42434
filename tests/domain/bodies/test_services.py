"""Keeping bodies: by whom, and what is refused."""

import datetime

import pytest

from sekretariat.domain.bodies.enums import BodyKind, SeatRole, Side
from sekretariat.domain.bodies.models import LegalBasis, Seat
from sekretariat.domain.bodies.queries import secretariats_of
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.domain.bodies.services import (
    add_body,
    add_seat,
    base_body_on_act,
    edit_body,
    end_seat,
    remove_basis,
)
from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from tests.factories import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    OfficeFactory,
    SeatFactory,
    administrator,
    clerk,
    coordinator,
    officer,
)

DAY = datetime.date(2021, 6, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def served(office):
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    return body


def may(actor, body) -> bool:
    return can_edit_body(actor, secretariats_of(body, on=DAY))


def test_the_secretariat_of_the_day_keeps_the_body_and_no_other_office(office, served):
    other = OfficeFactory()

    assert [may(who(office), served) for who in (officer, administrator, clerk)] == [True, True, False]
    assert not may(officer(other), served)
    assert not may(coordinator(office.unit), served)


def test_a_body_without_a_secretariat_is_kept_by_any_office(office):
    body = BodyFactory()
    SeatFactory(
        body=body, role=SeatRole.SECRETARIAT, institution=office.unit, valid_to=DAY - datetime.timedelta(days=1)
    )

    assert may(officer(OfficeFactory()), body)
    assert not may(clerk(office), body)


def test_every_service_of_a_body_refuses_another_office(served):
    stranger = officer(OfficeFactory())
    seat, basis = SeatFactory(body=served), LegalBasis.objects.create(body=served, act=ActFactory())

    with pytest.raises(NotAllowed):
        edit_body(body=served, seen=0, name_sq="Tjetër", by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        base_body_on_act(body=served, act=ActFactory(), by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        remove_basis(basis=basis, by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        add_seat(body=served, role=SeatRole.MEMBER, institution=InstitutionFactory(), by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        end_seat(seat=seat, last_day=DAY, by=stranger, on=DAY)
    with pytest.raises(NotAllowed):
        add_body(kind=BodyKind.COUNCIL, name_sq="Këshill", by=coordinator(InstitutionFactory()), on=DAY)


def test_a_correction_is_kept_with_what_stood_before(office, served):
    before = served.name_sq

    edit_body(body=served, seen=0, name_sq="Komiteti i ri", short_name="KR", by=officer(office), on=DAY)

    served.refresh_from_db()
    assert (served.name_sq, served.folded, served.revision) == ("Komiteti i ri", "komiteti i ri kr", 1)
    event = Event.objects.get(what="body.edited")
    assert (event.data["before"], event.data["after"]["name_sq"]) == (
        {"name_sq": before, "short_name": ""},
        "Komiteti i ri",
    )


def test_a_stale_correction_is_refused(office, served):
    edit_body(body=served, seen=0, name_sq="Një", by=officer(office), on=DAY)

    with pytest.raises(Stale):
        edit_body(body=served, seen=0, name_sq="Dy", by=officer(office), on=DAY)


def test_a_body_does_not_stand_under_its_own_group(office, served):
    group = BodyFactory(parent=served)

    for parent in (served, group):
        with pytest.raises(DomainError) as refused:
            edit_body(body=served, seen=0, parent=parent, by=officer(office), on=DAY)
        assert refused.value.field == "parent"


def test_a_seat_of_a_side_begins_by_the_date_of_its_act(office, served):
    act = ActFactory(year=2020, on=None)

    seat = add_seat(
        body=served,
        role=SeatRole.CO_CHAIR,
        institution=InstitutionFactory(),
        function_sq="Ministër",
        side=Side.CENTRAL,
        act=act,
        by=officer(office),
        on=DAY,
    )

    assert (seat.side, seat.valid_from, seat.act) == (Side.CENTRAL, None, act)


def test_a_seat_ends_with_a_day_or_by_an_act_and_once(office, served):
    first, second = SeatFactory.create_batch(2, body=served)
    act = ActFactory(year=2021, on=None)

    end_seat(seat=first, last_day=DAY, by=officer(office), on=DAY)
    end_seat(seat=second, act=act, by=officer(office), on=DAY)

    assert list(Seat.objects.filter(ended_by=act)) == [second]
    assert Seat.objects.get(pk=first.pk).valid_to == DAY
    with pytest.raises(DomainError):
        end_seat(seat=first, last_day=DAY, by=officer(office), on=DAY)
    with pytest.raises(DomainError) as refused:
        end_seat(seat=SeatFactory(body=served), by=officer(office), on=DAY)
    assert refused.value.field == "last_day"


def test_a_seat_is_not_ended_by_an_act_older_than_its_beginning(office, served):
    seat = SeatFactory(body=served, act=ActFactory(year=2021, on=None))

    with pytest.raises(DomainError) as refused:
        end_seat(seat=seat, act=ActFactory(year=2020, on=None), by=officer(office), on=DAY)

    assert refused.value.field == "act"


def test_a_seat_ended_by_an_act_leaves_room_for_the_same_one_anew(office, served):
    seat = SeatFactory(body=served)
    end_seat(seat=seat, act=ActFactory(year=2021, on=None), by=officer(office), on=DAY)

    again = add_seat(body=served, role=seat.role, institution=seat.institution, by=system_actor(), on=DAY)

    assert again.pk != seat.pk


def test_a_basis_entered_by_mistake_is_taken_back(office, served):
    basis = base_body_on_act(body=served, act=ActFactory(), article="neni 3", by=officer(office), on=DAY)

    remove_basis(basis=basis, by=officer(office), on=DAY)

    assert not served.bases.exists()
    assert Event.objects.filter(what="body.basis_removed", target_key=str(served.pk)).count() == 1
