"""The demonstration tells the first seed: its letters word for word, its leads, its one dated step."""

import datetime

import pytest

from sekretariat.config.demonstration.build import build
from sekretariat.config.reference import fill_in
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import board
from sekretariat.domain.mandates.queries import network_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Channel, system_actor
from sekretariat.ground.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration():
    fill_in(by=system_actor(Channel.COMMAND), on=datetime.date(2018, 5, 1))
    build()


def test_the_demonstration_tells_the_seed(demonstration):
    assert [(letter.number_label, letter.on, letter.subject) for letter in Letter.objects.order_by("on")] == [
        (
            "2470",
            datetime.date(2018, 5, 21),
            "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur",
        ),
        (
            "2783",
            datetime.date(2018, 6, 11),
            "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për "
            "Qeverisje të Hapur për Koordinatorët",
        ),
        (
            "3004",
            datetime.date(2018, 6, 22),
            "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për "
            "Qeverisje të Hapur për udhëheqësit e komponentëve/Lead Component",
        ),
    ]

    calendars = Obligation.objects.filter(due_on=datetime.date(2018, 7, 3)).order_by("pk")
    assert {(o.institution.short_name, o.ask_sq) for o in calendars} == {
        ("MFE", "Dërgoni kalendarin e komponentit 1"),
        ("AKSHI", "Dërgoni kalendarin e komponentit 2"),
        ("DZHM", "Dërgoni kalendarin e komponentit 3"),
        ("MD", "Dërgoni kalendarin e komponentit 4"),
    }

    asked = Letter.objects.get(number=2470)
    everyone = system_actor()
    for day in (datetime.date(2018, 5, 31), datetime.date(2018, 6, 5)):
        seen = board(asked, actor=everyone, on=day)
        missing = sorted(row.addressee.institution.label for row in seen.rows if not row.answers)
        assert (seen.asked, seen.answered, missing) == (17, 14, ["ADISA", "AMVV", "APP"])
    assert {Channel.LINK, Channel.PAGE, Channel.EMAIL, Channel.GRID} <= {
        event.data["channel"] for event in Event.objects.filter(what="answer.taken")
    }

    finance = network_of(asked.body, on=datetime.date(2018, 6, 1)).filter(institution__short_name="MFE")
    assert [mandate.paper for mandate in finance] == ["9214 prot, 28.05.2018"] * 2


def test_invented_people_are_marked_as_examples(demonstration):
    names = {mandate.person.name for mandate in network_of(Letter.objects.first().body, on=datetime.date(2018, 6, 10))}

    assert names
    assert all("(shembull)" in name for name in names)
