"""Reading the correspondence: a letter's board, a register's gaps and doubles."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from sekretariat.domain.obligations.enums import Standing
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted, standings, with_parts
from sekretariat.domain.obligations.rules import Stands
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.ground.actors import Actor
from sekretariat.ground.days.counting import Count

from .enums import AddresseeRole, LetterState
from .models import Addressee, Letter, Matter, Register

DONE = (Standing.ANSWERED, Standing.ACCEPTED)


def with_parts_of_letter(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with all that their page and their rules read."""
    return letters.select_related(
        "office__unit", "office__registers_at", "office__letter_template", "matter__register", "sender", "body",
        "follows", "scan", "drafter", "assigned_to",
    ).prefetch_related(
        Prefetch("addressees", Addressee.objects.select_related("institution").order_by("institution__sort_key")),
        "demands__addressee__institution",
        "enclosures__file",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One addressee and one thing it was asked; `obligation` is None for information only or before sending."""

    addressee: Addressee
    obligation: Obligation | None
    stands: Stands | None
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, kw_only=True)
class Board:
    """Who has answered a letter, as it stood at the end of a day."""

    rows: Sequence[BoardRow]
    on: datetime.date
    counted: Count | None  # how the deadline was counted, where all rows share it

    @property
    def asked(self) -> int:
        """Rows that count: what was withdrawn does not."""
        return sum(1 for row in self.rows if row.stands and row.stands.standing != Standing.WITHDRAWN)

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.stands and row.stands.standing in DONE)

    @property
    def late(self) -> int:
        return sum(1 for row in self.rows if row.stands and row.stands.is_late)

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def due_on(self) -> datetime.date | None:
        """The deadline all rows share, or None where they differ."""
        dues = {row.obligation.due_on for row in self.rows if row.obligation}
        return dues.pop() if len(dues) == 1 else None


def board(letter: Letter, *, actor: Actor, on: datetime.date) -> Board:
    """The rows of the letter the actor may see: the office all of them, an institution its own."""
    addressees = (
        Addressee.objects.visible_to(actor)
        .filter(letter=letter)
        .select_related("institution")
        .prefetch_related(Prefetch("obligations", with_parts(Obligation.objects.order_by("pk"))))
        .order_by("role", "institution__sort_key", "pk")
    )
    found = list(addressees)
    obligations = [o for addressee in found for o in addressee.obligations.all()]
    stands = standings(obligations, on=on)
    rows = [
        BoardRow(
            addressee=addressee,
            obligation=obligation,
            stands=stands[obligation.pk] if obligation else None,
            answers=[a for a in obligation.answers.all() if a.received_on <= on] if obligation else (),
        )
        for addressee in sorted(found, key=lambda a: a.role == AddresseeRole.FOR_INFORMATION)
        for obligation in _or_none(addressee.obligations.all())
    ]
    counted = how_due_was_counted(obligations[0]) if obligations else None
    shared = counted is not None and {o.due_on for o in obligations} == {counted.due}
    return Board(rows=rows, on=on, counted=counted if shared else None)


def _or_none(obligations: Iterable[Obligation]) -> list[Obligation | None]:
    """An addressee of whom nothing is asked has a row too."""
    return [*obligations] or [None]


@dataclass(frozen=True, kw_only=True)
class RegisterReport:
    """What is wrong with the numbers of a register. A paper book holds others' letters too: no gaps are told."""

    register: Register
    letters: int
    gaps: Sequence[int]
    doubles: Sequence[str]


def report_of(register: Register) -> RegisterReport:
    """Gaps (in a register kept here) and doubles of a year's numbers: three queries."""
    letters = Letter.objects.filter(matter__register=register)
    numbers = set(Matter.objects.filter(register=register).values_list("number", flat=True))
    gaps: list[int] = []
    if register.mode == RegisterMode.KEPT_HERE:
        gaps = [n for n in range(1, register.next_number) if n not in numbers]
    repeated = letters.filter(repeat__gt=0) | letters.filter(matter__repeat__gt=0)
    return RegisterReport(
        register=register,
        letters=letters.count(),
        gaps=gaps,
        doubles=sorted({letter.number_label for letter in repeated.select_related("matter")}),
    )


def registers_of(institution_id: int) -> QuerySet[Register]:
    return Register.objects.filter(institution=institution_id).order_by("-year")


def later_documents(letter: Letter) -> QuerySet[Letter]:
    """The other documents of the letter's matter, in the order of their numbers."""
    if letter.matter_id is None:
        return Letter.objects.none()
    documents = Letter.objects.filter(matter=letter.matter_id).exclude(pk=letter.pk)
    return documents.select_related("sender").order_by("fraction", "repeat")


def letters_asking(obligation: Obligation) -> QuerySet[Letter]:
    """The sent letters that ask for it, first one first, with the files that went out with them."""
    letters = Letter.objects.filter(addressees__obligations=obligation, state=LetterState.SENT)
    return letters.select_related("office", "scan").prefetch_related("enclosures__file").order_by("on", "pk")
