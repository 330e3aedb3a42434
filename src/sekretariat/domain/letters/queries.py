"""Reading the correspondence: a letter's board, a register's gaps and doubles."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import LegalBasis, Seat
from sekretariat.domain.bodies.queries import read_out
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.obligations.enums import OWED, SETTLED, Standing
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted, standings, with_parts
from sekretariat.domain.obligations.rules import Stands
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.days.counting import Count as DayCount
from sekretariat.ground.words import (
    LetterCitation,
    NotUnderstood,
    fold,
    parse_letter_numbers,
    parse_protocol_number,
)

from .enums import NUMBERED, AddresseeRole, Direction, LetterState
from .models import Addressee, CitedAct, Letter, LetterQuerySet, Matter, Register

DONE = (Standing.ANSWERED, Standing.ACCEPTED)


def with_parts_of_letter(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with all that their page and their rules read."""
    return letters.select_related(
        "office__unit", "office__registers_at", "office__letter_template", "matter__register", "sender", "body",
        "follows", "scan", "drafter", "assigned_to",
    ).prefetch_related(
        Prefetch("addressees", Addressee.objects.select_related("institution").order_by("institution__label_key")),
        "demands__addressee__institution",
        "enclosures__file",
    )  # fmt: skip


def matching(letters: QuerySet[Letter], text: str) -> QuerySet[Letter]:
    """Letters with this number, ours or the sender's, or with the words in their subject."""
    found = Q(folded__contains=fold(text)) | Q(foreign_number__startswith=text.strip())
    try:
        number, fraction = parse_protocol_number(text)
    except NotUnderstood:
        return letters.filter(found)
    return letters.filter(found | (Q(number=number, fraction=fraction) if fraction else Q(number=number)))


def in_hands_of(person: Person, *, office: Office) -> LetterQuerySet:
    """What lies with an officer: letters assigned to them whose matter is open, and drafts they began."""
    assigned = Q(assigned_to=person) & (Q(matter=None) | Q(matter__closed_on=None))
    begun = Q(drafter=person, state=LetterState.DRAFT)
    return Letter.objects.filter(assigned | begun, office=office)


def concerning(letters: QuerySet[Letter], institution: Institution) -> QuerySet[Letter]:
    """Letters from the institution or to it."""
    to_it = Addressee.objects.filter(institution=institution).values("letter")
    return letters.filter(Q(sender=institution) | Q(pk__in=to_it))


def cited(letters: QuerySet[Letter], text: str) -> list[Letter]:
    """The registered letters that a typed number or citation may mean: "2470", "2470/1 prot, 21.05.2018"."""
    found = letters.filter(state__in=NUMBERED)
    try:
        number, fraction = parse_protocol_number(text)
    except NotUnderstood:
        citations = parse_letter_numbers(text)
        if not citations:
            return []
        number, fraction = citations[0].number, citations[0].fraction
        if citations[0].on:
            found = found.filter(on=citations[0].on)
    return list(found.filter(number=number, fraction=fraction or 0).order_by("-on", "repeat", "pk"))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A pile of letters in numbers; `first_on` and `last_on` are None where none has a date."""

    total: int
    of_the_year: int
    drafts: int
    signed: int
    first_on: datetime.date | None
    last_on: datetime.date | None


def figures_of(letters: QuerySet[Letter], *, on: datetime.date) -> Figures:
    """How many letters, how many of them in the year of the day, how many still without a number: one query."""
    counts = letters.aggregate(
        total=Count("pk"),
        of_the_year=Count("pk", filter=Q(on__year=on.year)),
        drafts=Count("pk", filter=Q(state=LetterState.DRAFT)),
        signed=Count("pk", filter=Q(state=LetterState.SIGNED)),
        first_on=Min("on"),
        last_on=Max("on"),
    )
    return Figures(**counts)


@dataclass(frozen=True, kw_only=True)
class Replies:
    """Whom a letter addresses and what came back, as far as the actor sees it. `only` names a single addressee."""

    addressees: int = 0
    only: str = ""
    asked: int = 0
    answered: int = 0
    late: int = 0


def replies_to(letters: Iterable[Letter], *, actor: Actor, on: datetime.date) -> dict[int, Replies]:
    """The replies by the letter's key: one query for all of them. Without an addressee a letter has no entry."""
    open_or_settled = {"obligations__state__in": [*OWED, *SETTLED]}
    called = Coalesce(NullIf("institution__short_name", Value("")), "institution__name_sq")
    found = (
        Addressee.objects.visible_to(actor)
        .filter(letter__in=[letter.pk for letter in letters])
        .values("letter")
        .annotate(
            addressees=Count("pk", distinct=True),
            only=Min(called),
            asked=Count("obligations", filter=Q(**open_or_settled)),
            answered=Count("obligations", filter=Q(obligations__state__in=SETTLED)),
            late=Count("obligations", filter=Q(obligations__state__in=OWED, obligations__due_on__lt=on)),
        )
    )
    return {
        row["letter"]: Replies(
            addressees=row["addressees"],
            only=row["only"] if row["addressees"] == 1 else "",
            asked=row["asked"],
            answered=row["answered"],
            late=row["late"],
        )
        for row in found
    }


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One addressee and one thing it was asked; `obligation` is None for information only or before sending."""

    addressee: Addressee
    obligation: Obligation | None
    stands: Stands | None
    answers: Sequence[Answer] = ()

    @property
    def owed_now_by(self) -> Institution | None:
        """Who owes it in place of an addressee that exists no longer."""
        moved = self.obligation is not None and self.obligation.institution_id != self.addressee.institution_id
        return self.obligation.institution if self.obligation and moved else None


@dataclass(frozen=True, kw_only=True)
class Board:
    """Who has answered a letter, as it stood at the end of a day."""

    rows: Sequence[BoardRow]
    on: datetime.date
    counted: DayCount | None  # how the deadline was counted, where all rows share it

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
        """The deadline all rows share, but for those that were put off; None where they differ."""
        dues = {owed.due_on for owed in _as_asked(row.obligation for row in self.rows if row.obligation)}
        return dues.pop() if len(dues) == 1 else None


def board(letter: Letter, *, actor: Actor, on: datetime.date) -> Board:
    """The rows of the letter the actor may see: the office all of them, an institution its own."""
    addressees = (
        Addressee.objects.visible_to(actor)
        .filter(letter=letter)
        .select_related("institution")
        .prefetch_related(Prefetch("obligations", with_parts(Obligation.objects.order_by("pk"))))
        .order_by("role", "institution__label_key", "pk")
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
    return Board(rows=rows, on=on, counted=_shared_count(obligations))


def _shared_count(obligations: Sequence[Obligation]) -> DayCount | None:
    """How the deadline of all was counted, but for those that were put off; None where they differ."""
    asked = _as_asked(obligations)
    counted = how_due_was_counted(asked[0]) if asked else None
    if isinstance(counted, DayCount) and {owed.due_on for owed in asked} == {counted.due}:
        return counted
    return None


def _as_asked(obligations: Iterable[Obligation]) -> list[Obligation]:
    """Those whose deadline was never put off."""
    return [owed for owed in obligations if not owed.extensions.all()]


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


def modes_of(office: Office) -> set[str]:
    """How the office's letters may get their numbers: in the way of its registers, and of the next one to be opened."""
    return {office.register_mode, *registers_of(office.registers_at_id).values_list("mode", flat=True)}


def last_signature(office: Office) -> tuple[str, str]:
    """Who signed the office's last letter, and as what: most often the next one too."""
    signed = Letter.objects.filter(office=office, direction=Direction.OUTGOING).exclude(signatory="")
    last = signed.order_by("-pk").values_list("signatory", "signatory_post").first()
    return last or ("", "")


def later_documents(letter: Letter) -> QuerySet[Letter]:
    """The other documents of the letter's matter, in the order of their numbers."""
    if letter.matter_id is None:
        return Letter.objects.none()
    documents = Letter.objects.filter(matter=letter.matter_id).exclude(pk=letter.pk)
    return documents.select_related("sender").order_by("fraction", "repeat")


def drafts_following(letter: Letter) -> QuerySet[Letter]:
    """The letters that follow it and have no number yet, the newest first, with whom they address."""
    drafts = letter.followed_by.exclude(state__in=NUMBERED).order_by("-pk")
    return drafts.prefetch_related("addressees__institution")


def letters_asking(obligation: Obligation) -> QuerySet[Letter]:
    """The sent letters that ask for it, first one first, with the files that went out with them."""
    letters = Letter.objects.filter(addressees__obligations=obligation, state=LetterState.SENT)
    return letters.select_related("office", "scan").prefetch_related("enclosures__file").order_by("on", "pk")


def letters_named(letters: QuerySet[Letter], citations: Sequence[LetterCitation]) -> list[list[Letter]]:
    """For each citation the registered letters it may mean, the newest first: one query for all of them."""
    numbers = {one.number for one in citations}
    if not numbers:
        return []
    found: dict[tuple[int | None, int | None], list[Letter]] = defaultdict(list)
    for letter in letters.filter(state__in=NUMBERED, number__in=numbers).order_by("-on", "repeat", "pk"):
        found[letter.number, letter.fraction].append(letter)
    return [
        [letter for letter in found[one.number, one.fraction or 0] if one.on in (None, letter.on)] for one in citations
    ]


def letters_citing(act: Act) -> LetterQuerySet:
    """Letters whose subject or text cites the act, drafts too."""
    cited = CitedAct.objects.filter(type=act.type, number=act.number, year=act.year)
    return Letter.objects.filter(pk__in=cited.values("letter"))


def acts_cited_by(letter: Letter) -> list[tuple[CitedAct, Act | None]]:
    """What the letter cites, each with the act if it is entered: two queries."""
    cited = list(letter.cited_acts.all())
    if not cited:
        return []
    known = Q()
    for one in cited:
        known |= Q(type=one.type, number=one.number, year=one.year)
    acts = {(act.type, act.number, act.year): act for act in Act.objects.filter(known).order_by("-pk")}
    return [(one, acts.get((one.type, one.number, one.year))) for one in cited]


@dataclass(frozen=True, kw_only=True)
class CitesOfAct:
    """What stands on an act or names it: to be looked through when the act is changed."""

    bases: Sequence[LegalBasis]
    seats: Sequence[Seat]
    letters: QuerySet[Letter]


def cites_of(act: Act, *, actor: Actor, on: datetime.date) -> CitesOfAct:
    """Bodies based on the act, seats by it that stand on the day or may stand, and the actor's letters that cite it."""
    seats = Seat.objects.filter(act=act).possible(on=on).select_related("body")
    return CitesOfAct(
        bases=list(LegalBasis.objects.filter(act=act).select_related("body").order_by("body__sort_key", "pk")),
        seats=read_out(seats),
        letters=letters_citing(act).visible_to(actor).select_related("sender").order_by("-on", "-number", "-pk"),
    )
