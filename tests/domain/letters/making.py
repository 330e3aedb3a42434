"""Letters in each of their states, made by the services as in the work."""

import datetime

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    Incoming,
    draft_letter,
    register_incoming,
    register_letter,
    send_letter,
    sign_letter,
)
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.services import Demand
from sekretariat.domain.offices.models import Office
from tests.factories import InstitutionFactory, officer

ON = datetime.date(2018, 5, 21)


def asks(**changes: object) -> Demand:
    values = {"kind": ObligationKind.FREE_ANSWER, "ask_sq": "Dërgoni kalendarin", "term_days": 10}
    return Demand(**values | changes)


def drafted(office: Office, *, to: list[Institution] | None = None, on: datetime.date = ON, **fields: object) -> Letter:
    values = {"subject": "Për një provë", "signatory": "Drejtori", "demands": [DemandOf(demand=asks())]}
    draft = Draft(**values | fields, to=[InstitutionFactory()] if to is None else to)
    return draft_letter(office=office, draft=draft, by=officer(office), on=on)


def signed(office: Office, *, on: datetime.date = ON, **fields: object) -> Letter:
    return sign_letter(letter=drafted(office, on=on, **fields), by=officer(office), on=on)


def registered(office: Office, *, number: str = "", on: datetime.date = ON, **fields: object) -> Letter:
    letter = signed(office, on=on, **fields)
    return register_letter(letter=letter, number_text=number, by=officer(office), on=on)


def sent(office: Office, *, number: str = "", on: datetime.date = ON, **fields: object) -> Letter:
    return send_letter(letter=registered(office, number=number, on=on, **fields), by=officer(office), on=on)


def received(
    office: Office, *, number: str = "", on: datetime.date = ON, follows: Letter | None = None, **fields: object
) -> Letter:
    incoming = Incoming(
        sender=InstitutionFactory(),
        subject="Përgjigje",
        received_on=on,
        number_text=number,
        follows=follows,
        **fields,
    )
    return register_incoming(office=office, incoming=incoming, by=officer(office), on=on)
