"""What the office did about those who had not answered letter 2470: examples, on the days around its deadline."""

import datetime
from collections.abc import Callable

from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.services import extend, note_contact, send_reminders
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.words.enums import Precision

from .cast import EXAMPLE

REMINDED_ON = [datetime.date(2018, 5, 30), datetime.date(2018, 6, 4), datetime.date(2018, 6, 5)]
CALLED_ON = datetime.date(2018, 6, 6)


def follow_up(
    office: Office, *, promises: Obligation, asks_for_time: Obligation, officer: Callable[[datetime.date], Actor]
) -> None:
    """Reminders go out as the office has set; one institution is telephoned, another is given a week more."""
    for on in REMINDED_ON:
        send_reminders(office=office, on=on)
    note_contact(
        office=office,
        institution=promises.institution,
        obligation=promises,
        way=ContactWay.PHONE,
        text=f"Emri pritet nga titullari {EXAMPLE}",
        promised_on=datetime.date(2018, 6, 8),
        by=officer(CALLED_ON),
        on=CALLED_ON,
    )
    extend(
        obligation=asks_for_time,
        new_due_on=datetime.date(2018, 6, 11),
        new_precision=Precision.DAY,
        reason=f"Titullari u emërua më 04.06.2018 {EXAMPLE}",
        by=officer(CALLED_ON),
        on=CALLED_ON,
    )
