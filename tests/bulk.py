"""Many rows at once, for lists at their real size. Straight into the tables: no service, no audit event."""

import datetime

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.enums import AddresseeRole, Direction, LetterState
from sekretariat.domain.letters.models import Addressee, Letter, Matter, Register
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation, ObligationSource
from sekretariat.domain.offices.models import Office
from sekretariat.ground.words import fold, sort_key

FIRST_DAY = datetime.date(2018, 1, 2)
SUBJECTS = (
    "Çështje të përgjithshme",
    "Raportimi i tremujorit",
    "Shqyrtimi i kalendarit",
    "Ndihmë",
    "Xhirimi i të dhënave",
)


def many_letters(office: Office, institutions: list[Institution], count: int, *, body: Body | None = None) -> None:
    """`count` sent letters with one addressee each, and an obligation for each fourth of an addressee's letters."""
    register, _ = Register.objects.get_or_create(
        institution=office.registers_at, year=FIRST_DAY.year, defaults={"mode": office.register_mode}
    )
    first = register.next_number
    days = [FIRST_DAY + datetime.timedelta(days=place % 300) for place in range(count)]
    subjects = [f"{SUBJECTS[place % len(SUBJECTS)]} {place}" for place in range(count)]
    matters = Matter.objects.bulk_create(
        [
            Matter(register=register, number=first + place, office=office, subject=subjects[place], opened_on=on)
            for place, on in enumerate(days)
        ]
    )
    letters = Letter.objects.bulk_create(
        [
            Letter(
                office=office,
                direction=Direction.OUTGOING,
                state=LetterState.SENT,
                matter=matter,
                number=matter.number,
                fraction=0,
                on=matter.opened_on,
                sent_on=matter.opened_on,
                subject=matter.subject,
                sort_key=sort_key(matter.subject),
                folded=fold(matter.subject),
                body=body,
            )
            for matter in matters
        ]
    )
    Addressee.objects.bulk_create(
        [
            Addressee(letter=letter, institution=institutions[place % len(institutions)], role=AddresseeRole.TO)
            for place, letter in enumerate(letters)
        ]
    )
    register.next_number = first + count
    register.save()


def many_obligations(office: Office, institutions: list[Institution], count: int, *, body: Body | None = None) -> None:
    """`count` obligations over the institutions, every third answered."""
    obligations = Obligation.objects.bulk_create(
        [
            Obligation(
                kind=ObligationKind.FREE_ANSWER,
                ask_sq=f"Detyra {place}",
                institution=institutions[place % len(institutions)],
                office=office,
                body=body,
                issued_on=FIRST_DAY,
                clock_starts_on=FIRST_DAY,
                term_days=10,
                due_on=FIRST_DAY + datetime.timedelta(days=14 + place % 400),
                state=ObligationState.OPEN if place % 3 else ObligationState.ANSWERED,
                answered_on=None if place % 3 else FIRST_DAY,
            )
            for place in range(count)
        ]
    )
    ObligationSource.objects.bulk_create(
        [
            ObligationSource(
                obligation=obligation, source="letter:1", subject="Provë", citation="1 prot, 02.01.2018", on=FIRST_DAY
            )
            for obligation in obligations
        ]
    )
