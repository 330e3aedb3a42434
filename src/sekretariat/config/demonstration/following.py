"""What the office did about those who had not answered: examples, on the days around the deadlines."""

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
GIVEN_MORE_TIME_ON = datetime.date(2018, 6, 18)


def follow_up(office: Office, *, promises: Obligation, officer: Callable[[datetime.date], Actor]) -> None:
    """Reminders go out as the office has set; one institution is telephoned."""
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


def give_more_time(asks_for_time: Obligation, *, officer: Callable[[datetime.date], Actor]) -> None:
    """A week more for one institution that has asked for it."""
    extend(
        obligation=asks_for_time,
        new_due_on=datetime.date(2018, 6, 26),
        new_precision=Precision.DAY,
        reason=f"Koordinatori u caktua më 15.06.2018 {EXAMPLE}",
        by=officer(GIVEN_MORE_TIME_ON),
        on=GIVEN_MORE_TIME_ON,
    )
