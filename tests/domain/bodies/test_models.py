"""What the database refuses of bodies and seats."""

import datetime

import pytest
from django.db import IntegrityError

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, LegalBasis
from sekretariat.ground.actors import ANONYMOUS, Actor
from tests.factories import ActFactory, BodyFactory, SeatFactory

DAY = datetime.date(2018, 5, 21)
BEFORE = DAY - datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_two_bodies_in_force_do_not_share_a_name():
    BodyFactory(name_sq="Komiteti")

    with pytest.raises(IntegrityError):
        BodyFactory(name_sq="Komiteti")


def test_a_body_that_ended_leaves_its_name_to_the_next():
    BodyFactory(name_sq="Komiteti", valid_to=BEFORE)

    assert BodyFactory(name_sq="Komiteti") in Body.objects.in_force(on=DAY)


@pytest.mark.parametrize("factory", [BodyFactory, SeatFactory])
def test_an_interval_does_not_end_before_it_begins(factory):
    with pytest.raises(IntegrityError):
        factory(valid_from=DAY, valid_to=BEFORE)


def test_a_seat_in_force_stands_once():
    seat = SeatFactory(function_sq="Zëvendësministër")

    with pytest.raises(IntegrityError):
        SeatFactory(body=seat.body, institution=seat.institution, role=seat.role, function_sq="Zëvendësministër")


@pytest.mark.parametrize("other", [{"function_sq": "Drejtor"}, {"role": SeatRole.CHAIR}])
def test_an_institution_may_have_several_seats_of_other_function_or_role(other):
    seat = SeatFactory(function_sq="Zëvendësministër")

    SeatFactory(
        **{"body": seat.body, "institution": seat.institution, "role": seat.role, "function_sq": seat.function_sq}
        | other
    )

    assert seat.body.seats.count() == 2


def test_a_basis_stands_once_for_each_act_and_article():
    body, act = BodyFactory(), ActFactory()
    LegalBasis.objects.create(body=body, act=act, article="neni 12")

    with pytest.raises(IntegrityError):
        LegalBasis.objects.create(body=body, act=act, article="neni 12")


def test_bodies_are_seen_by_whoever_signed_in_or_holds_a_link():
    BodyFactory()

    assert not Body.objects.visible_to(ANONYMOUS).exists()
    assert Body.objects.visible_to(Actor(person_id=1)).exists()
    assert Body.objects.visible_to(Actor(only_obligation=1)).exists()
