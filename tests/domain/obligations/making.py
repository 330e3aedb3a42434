"""Obligations asked by the service, as a letter would ask them."""

import datetime

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand, Source, ask
from tests.factories import InstitutionFactory, OfficeFactory, officer

ON = datetime.date(2018, 5, 21)
SOURCE = Source(key="letter:1", subject="Për një provë", citation="2470 prot, 21.05.2018", on=ON)


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


def asked(*, on: datetime.date = ON, office=None, institution=None, body=None, **demand: object) -> Obligation:
    """One duty, by default a free answer within ten working days of 21.05.2018."""
    values = {"kind": ObligationKind.FREE_ANSWER, "ask_sq": "Dërgoni kalendarin", "term_days": 10} | demand
    office = office or OfficeFactory()
    return ask(
        demand=Demand(**values),
        institution=institution or InstitutionFactory(),
        office=office,
        body=body,
        source=SOURCE,
        by=officer(office),
        on=on,
    )
