"""Duties to name a coordinator, what is answered to them, and mails as they come."""

import datetime
from email.message import EmailMessage

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import CoordinatorsNamed, PersonNamed
from tests.domain.obligations.making import asked, day

RECEIVED_ON = day("28.05.2018")


def asked_for_coordinator(**fields: object) -> Obligation:
    return asked(**{"kind": ObligationKind.NAME_COORDINATOR, "ask_sq": "Caktoni koordinatorin"} | fields)


def named(name: str = "Mira Kola", email: str = "mira@financa.al", deputy: PersonNamed | None = None):
    return CoordinatorsNamed(coordinator=PersonNamed(name=name, email=email), deputy=deputy)


def given(on: datetime.date = RECEIVED_ON, **fields: object) -> Given:
    return Given(received_on=on, **fields)


def mail(text: str, *, date: str = "Tue, 29 May 2018 10:00:00 +0200", subject: str = "Përgjigje") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Zyra e protokollit <protokoll@financa.al>"
    message["To"] = "dzhm@kryeministria.al"
    message["Subject"] = subject
    message["Date"] = date
    message.set_content(text)
    return message
