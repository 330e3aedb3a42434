"""Letter 2470 sent to institutions that can be written to, and the days around its deadline, 04.06.2018."""

import datetime

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given, take_answer
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Channel
from tests.domain.letters.making import asks, sent
from tests.factories import BodyFactory, InstitutionFactory, OfficeFactory, officer

SUBJECT = "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur"
ASK = "Caktoni koordinatorin"
DUE = datetime.date(2018, 6, 4)
THREE_BEFORE = datetime.date(2018, 5, 30)
ONE_AFTER = datetime.date(2018, 6, 5)
FIVE_AFTER = datetime.date(2018, 6, 11)


def institutions(*names: str) -> list[Institution]:
    return [
        InstitutionFactory(short_name=name, name_sq=f"Institucioni {name}", email=f"zyra@{name.lower()}.example")
        for name in names
    ]


def letter_2470(*names: str, office: Office | None = None, **fields: object) -> Letter:
    """Asks each of the named institutions for a coordinator within ten working days of 21.05.2018."""
    office = office or OfficeFactory(paper_book=True)
    demand = asks(kind=ObligationKind.NAME_COORDINATOR, ask_sq=ASK)
    values = {"subject": SUBJECT, "demands": [DemandOf(demand=demand)], "body": BodyFactory()}
    return sent(office, number="2470", **{"to": institutions(*names)} | values | fields)


def duty_of(letter: Letter, name: str) -> Obligation:
    return Obligation.objects.get(sources__source=f"letter:{letter.pk}", institution__short_name=name)


def answer(duty: Obligation, *, on: datetime.date = THREE_BEFORE) -> None:
    given = Given(received_on=on, text="Ja koordinatori")
    by = officer(duty.office)
    take_answer(obligations=[duty], given=given, summary="x", channel=Channel.PAPER, by=by, on=on)
