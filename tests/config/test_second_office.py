"""The demonstration's second office tells the second seed: AMVV, Chapter 22, the Consultative Council."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import transaction

from sekretariat.config.demonstration import amvv_cast
from sekretariat.config.demonstration.amvv import build_amvv
from sekretariat.config.reference import fill_in
from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.bodies.enums import SeatRole, Side
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.bodies.queries import competence
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.queries import superior_of
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import report_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Channel, system_actor

# Built once for all tests of the file, which only read it: so they run on one worker.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("second_office")]


@pytest.fixture(scope="module")
def amvv(django_db_setup, django_db_blocker) -> Iterator[Office]:
    with django_db_blocker.unblock(), transaction.atomic():
        fill_in(by=system_actor(Channel.COMMAND), on=datetime.date(2018, 5, 1))
        build_amvv()
        yield Office.objects.get(unit__short_name="AMVV")
        transaction.set_rollback(True)


def test_the_second_office_works_with_a_register_kept_here_and_a_template_of_its_own(amvv):
    letters = list(Letter.objects.filter(office=amvv).order_by("pk"))

    assert [(letter.number_label, letter.on) for letter in letters] == [
        ("1", amvv_cast.MEMBERS_ASKED_ON),
        ("1", amvv_cast.OPINIONS_ASKED_ON),
    ]
    assert [report_of(letter.matter.register).gaps for letter in letters] == [[], []]
    assert amvv.letter_template is not None


def test_chapter_22_has_its_chair_its_institutions_and_four_sub_groups(amvv):
    body = Body.objects.get(short_name="GNPIE 22")

    roles = Seat.objects.filter(body=body).values_list("role", flat=True)
    assert {SeatRole.CHAIR, SeatRole.RESPONSIBLE, SeatRole.CONTRIBUTING, SeatRole.SECRETARIAT} == set(roles)
    assert body.children.count() == 4
    days = {"01.06.2020": Verdict.NO, "01.06.2021": Verdict.CANNOT_BE_SAID, "01.03.2022": Verdict.YES}
    for day, verdict in days.items():
        on = datetime.datetime.strptime(day, "%d.%m.%Y").date()
        assert competence(body, role=SeatRole.SECRETARIAT, on=on).verdict == verdict


def test_the_council_has_a_co_chair_of_each_side(amvv):
    seats = Seat.objects.filter(body__short_name="KK", role=SeatRole.CO_CHAIR)

    assert set(seats.values_list("side", flat=True)) == {Side.CENTRAL, Side.LOCAL}


@pytest.mark.parametrize(("day", "superior"), [("2022-10-01", "MB"), ("2024-04-08", "MB"), ("2024-04-09", "MSHPV")])
def test_the_agency_stands_under_its_superior_of_the_day(amvv, day, superior):
    found = superior_of(Institution.objects.get(short_name="AMVV"), on=datetime.date.fromisoformat(day))

    assert found.short_name == superior


def test_thirty_eight_of_the_sixty_one_municipalities_have_answered(amvv):
    asked = Obligation.objects.filter(office=amvv, body__short_name="KK")

    assert (asked.count(), asked.still_owed().count()) == (61, 61 - 38)
