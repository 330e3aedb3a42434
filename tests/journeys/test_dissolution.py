"""A coordinating institution is dissolved without a successor; one is named later: nothing open is lost, nothing that
was done changes its name.
"""

import datetime

import pytest

from sekretariat.domain.continuity.queries.orphans import duties_without_holder
from sekretariat.domain.continuity.services import name_successor, reorganise
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.letters.queries import board
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from tests.domain.letters.making import asks, sent
from tests.factories import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    officer,
)

ASKED_ON = datetime.date(2017, 6, 1)
ANSWERED_ON = datetime.date(2017, 6, 12)
DISSOLVED_ON = datetime.date(2017, 9, 13)
NAMED_ON = datetime.date(2018, 5, 14)
REPORTS = 17

pytestmark = pytest.mark.django_db


def answered(obligation: Obligation, by) -> Answer:
    return reply(
        obligation=obligation,
        content=FreeAnswer(),
        given=Given(received_on=ANSWERED_ON, text="Raporti i tremujorit të parë"),
        channel=Channel.PAPER,
        by=by,
        on=ANSWERED_ON,
    )


def test_dissolving_a_coordinating_ministry_shows_its_open_duties_at_once_and_a_successor_takes_them(client_of):
    office, network = OfficeFactory(), BodyFactory(name_sq="Rrjeti i koordinatorëve")
    ministry = InstitutionFactory(name_sq="Ministria e Shtetit për Inovacionin", short_name="MSHIAP", email="z@m.al")
    finance = InstitutionFactory(name_sq="Ministria e Financave", short_name="MF", email="zyra@mf.al")
    coordinator, person = PersonFactory(signs_in=True), PersonFactory(signs_in=True)
    MandateFactory(person=coordinator, institution=ministry, body=network)
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    by = officer(office, person)
    first = sent(office, to=[ministry], on=ASKED_ON, body=network, number="")
    told = answered(Obligation.objects.get(), by)
    for place in range(REPORTS):
        sent(
            office,
            to=[ministry],
            on=ASKED_ON,
            body=network,
            subject=f"Angazhimi {place}",
            demands=[_demand(f"Raportoni për angazhimin {place}")],
        )
    assert not duties_without_holder(by, on=DISSOLVED_ON).exists()

    # The act that dissolves it names no successor.
    act = ActFactory(number="504", year=2017, on=datetime.date(2017, 9, 13))
    reorganise(institution=ministry, change=Change.DISSOLVED, successor=None, act=act, by=by, on=DISSOLVED_ON)

    # At once: all that is open, with what to do; the people of the institution have no rights any more.
    assert duties_without_holder(by, on=DISSOLVED_ON).count() == REPORTS
    assert not Mandate.objects.giving_rights(on=DISSOLVED_ON).filter(institution=ministry).exists()
    page = client_of(person).get("/continuity/orphans/").content.decode()
    assert page.count("MSHIAP") >= REPORTS
    assert f"/continuity/institutions/{ministry.pk}/successor/" in page
    assert client_of(coordinator).get(f"/duties/{Obligation.objects.first().pk}/").status_code == 404
    assert "pa mbulim" in client_of(person).get("/").content.decode()

    # Months later somebody takes over.
    response = client_of(person).post(
        f"/continuity/institutions/{ministry.pk}/successor/",
        {"successor": "Ministria e Financave", "on": f"{NAMED_ON:%d.%m.%Y}"},
    )

    assert response.url == f"/institutions/{finance.pk}/"
    assert not duties_without_holder(by, on=NAMED_ON).exists()
    assert Obligation.objects.still_owed().filter(institution=finance).count() == REPORTS
    # What was answered before keeps the name it was answered under, and so does the letter that asked.
    told.refresh_from_db()
    assert told.institution == ministry
    [row] = board(first, actor=by, on=NAMED_ON).rows
    assert (row.addressee.institution, row.obligation.institution, row.owed_now_by) == (ministry, ministry, None)
    letter = Obligation.objects.still_owed().first().addressees.get().letter
    page = client_of(person).get(f"/letters/{letter.pk}/").content.decode()
    assert "MSHIAP" in page
    assert "tani: Ministria e Financave" in page
    history = client_of(person).get(f"/institutions/{ministry.pk}/").content.decode()
    assert "Ministria e Financave" in history
    assert "504/2017" in history


def _demand(words: str) -> DemandOf:
    return DemandOf(demand=asks(ask_sq=words))


def test_naming_a_successor_twice_is_refused():
    office, ministry = OfficeFactory(), InstitutionFactory()
    by = officer(office)
    reorganise(institution=ministry, change=Change.DISSOLVED, successor=None, act=None, by=by, on=DISSOLVED_ON)
    name_successor(institution=ministry, successor=InstitutionFactory(), act=None, by=by, on=NAMED_ON)

    assert ministry.successions.get().successor is not None
