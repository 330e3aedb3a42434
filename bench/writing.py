"""Work as an office does it, written through the services, and the questions that tell whether all of it is whole.

Used by `kill9.py`, and by the tests that back up while somebody writes.
"""

import datetime
import hashlib
import io
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from django.db import connection, transaction
from django.db.models import Count, Max
from tests.factories import InstitutionFactory, OfficeFactory, PersonFactory, officer

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.enums import NUMBERED, Direction, LetterState
from sekretariat.domain.letters.models import Letter, Register
from sekretariat.domain.letters.queries import report_of
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
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Demand, Given
from sekretariat.domain.offices.models import Office
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.files import store
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from sekretariat.ground.search.models import Entry

ON = datetime.date(2018, 5, 21)
Ack = dict[str, object]


def found_office() -> None:
    """What the writers need: an office with a register kept here, an officer, institutions to write to."""
    OfficeFactory()
    PersonFactory()
    InstitutionFactory.create_batch(5)


def work(seed: int) -> Iterator[Ack]:
    """Work for ever; each acknowledgement comes after its transaction is committed, as a page's answer does."""
    chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
    office, person = Office.objects.get(), Person.objects.get()
    institutions = list(Institution.objects.exclude(pk=office.pk).order_by("pk"))

    def by() -> Actor:
        return officer(office, person)

    for turn in itertools.count():
        yield from _letter(office, chance.sample(institutions, 2), f"Shkresa {seed}.{turn}", by)
        yield _incoming(office, institutions[turn % 5], chance, by)
        if duty := Obligation.objects.filter(state=ObligationState.OPEN).order_by("?").first():
            yield _answer(duty, chance, by)


def _letter(office: Office, to: list[Institution], subject: str, by: Callable[[], Actor]) -> Iterator[Ack]:
    # In other words each time: what is asked again in the same ones is linked to the duty that stands.
    demand = Demand(kind=ObligationKind.FREE_ANSWER, ask_sq=f"Kthejini përgjigje: {subject}", term_days=10)
    draft = Draft(subject=subject, to=to, signatory="Drejtori", demands=[DemandOf(demand=demand)])
    letter = draft_letter(office=office, draft=draft, by=by(), on=ON)
    yield _of_letter(letter)
    letter = sign_letter(letter=letter, by=by(), on=ON)
    yield _of_letter(letter)
    letter = register_letter(letter=letter, by=by(), on=ON)
    yield _of_letter(letter)
    yield _of_letter(send_letter(letter=letter, by=by(), on=ON))


def _of_letter(letter: Letter) -> Ack:
    return {"letter": letter.pk, "state": letter.state, "number": letter.number}


def _upload(chance: random.Random, by: Actor) -> tuple[File, str]:
    data = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%" + chance.randbytes(chance.randint(100, 60_000)).hex().encode()
    data += b"\n%%EOF\n"
    return take_upload(stream=io.BytesIO(data), name="përgjigje.pdf", by=by, on=ON), hashlib.sha256(data).hexdigest()


def _incoming(office: Office, sender: Institution, chance: random.Random, by: Callable[[], Actor]) -> Ack:
    acting = by()
    with transaction.atomic():
        scan, sha256 = _upload(chance, acting)
        incoming = Incoming(sender=sender, subject="Përgjigje", received_on=ON, scan=scan)
        letter = register_incoming(office=office, incoming=incoming, by=acting, on=ON)
    return _of_letter(letter) | {"sha256": sha256}


def _answer(duty: Obligation, chance: random.Random, by: Callable[[], Actor]) -> Ack:
    acting = by()
    with transaction.atomic():
        file, sha256 = _upload(chance, acting)
        given = Given(received_on=ON, text="Ja kalendari", files=[file])
        answer = reply(obligation=duty, content=FreeAnswer(), given=given, channel=Channel.PAPER, by=acting, on=ON)
    return {"answer": answer.pk, "obligation": duty.pk, "sha256": sha256}


# --- is it whole ----------------------------------------------------------------------------------------------------

WAY = {
    LetterState.DRAFT: ["letter.drafted"],
    LetterState.SIGNED: ["letter.drafted", "letter.signed"],
    LetterState.REGISTERED: ["letter.drafted", "letter.signed", "letter.registered"],
    LetterState.SENT: ["letter.drafted", "letter.signed", "letter.registered", "letter.sent"],
}
ORDER = list(WAY)


def lost(acks: list[Ack]) -> list[str]:
    """What was acknowledged and is not there, or not as far as it was said."""
    letters = Letter.objects.in_bulk({ack["letter"] for ack in acks if "letter" in ack})
    answers = Answer.objects.in_bulk({ack["answer"] for ack in acks if "answer" in ack})
    missing = []
    for ack in acks:
        if "sha256" in ack and not store.verify(str(ack["sha256"])):
            missing.append(f"the upload of {ack}")
        if "letter" in ack:
            letter = letters.get(ack["letter"])
            if letter is None or ORDER.index(letter.state) < ORDER.index(ack["state"]):  # type: ignore[arg-type]
                missing.append(f"the letter of {ack}")
            elif ack["number"] is not None and letter.number != ack["number"]:
                missing.append(f"the number of {ack}")
        elif ack["answer"] not in answers:
            missing.append(f"the answer of {ack}")
    return missing


def half_written() -> list[str]:
    """Whatever stands in the database and is not whole."""
    return [*_letters(), *_duties(), *_answers(), *_files(), *_register(), *_trail(), *_index(), *_database()]


def _events(kind: str) -> dict[str, Counter[str]]:
    events: dict[str, Counter[str]] = defaultdict(Counter)
    for key, what in Event.objects.filter(target_type=kind).values_list("target_key", "what"):
        events[key][what] += 1
    return events


def _letters() -> Iterator[str]:
    events = _events("letter")
    for letter in Letter.objects.annotate(asked=Count("addressees__obligations")):
        incoming = letter.direction == Direction.INCOMING
        way = ["letter.received"] if incoming else WAY[LetterState(letter.state)]
        if events[str(letter.pk)] != Counter(way):
            yield f"letter {letter.pk} is {letter.state} with the events {dict(events[str(letter.pk)])}"
        if letter.asked != (2 if letter.state == LetterState.SENT else 0):
            yield f"letter {letter.pk} is {letter.state} and asks {letter.asked}"
        if (letter.state in NUMBERED) != (letter.number is not None):
            yield f"letter {letter.pk} is {letter.state} with the number {letter.number}"


def _duties() -> Iterator[str]:
    events = _events("obligation")
    for duty in Obligation.objects.annotate(
        given=Count("answers", distinct=True), asked=Count("sources", distinct=True)
    ):
        wanted = Counter({"obligation.asked": 1, "obligation.answered": duty.given})
        if duty.asked != 1 or events[str(duty.pk)] != +wanted:
            yield f"duty {duty.pk} has {duty.asked} sources and the events {dict(events[str(duty.pk)])}"
        if (duty.state == ObligationState.ANSWERED) != bool(duty.given):
            yield f"duty {duty.pk} is {duty.state} with {duty.given} answers"


def _answers() -> Iterator[str]:
    events = _events("answer")
    for answer in Answer.objects.annotate(
        duties=Count("obligations", distinct=True), held=Count("files", distinct=True)
    ):
        if (answer.duties, answer.held) != (1, 1) or events[str(answer.pk)] != Counter(["answer.taken"]):
            yield f"answer {answer.pk} settles {answer.duties} duties with {answer.held} files"


def _files() -> Iterator[str]:
    events = _events("file")
    for file in File.objects.all():
        if not store.verify(file.sha256):
            yield f"the content of file {file.pk} is not what its SHA-256 says"
        if events[str(file.pk)] != Counter(["file.taken"]):
            yield f"file {file.pk} has the events {dict(events[str(file.pk)])}"


def _register() -> Iterator[str]:
    for register in Register.objects.all():
        report = report_of(register)
        if report.gaps or report.doubles or register.next_number != report.letters + 1:
            yield f"the register of {register.year} has gaps {report.gaps} and doubles {report.doubles}"


def _trail() -> Iterator[str]:
    operations = Event.objects.values("operation").annotate(events=Count("id"), last=Max("position"))
    heads = set(Event.objects.filter(position=0).values_list("operation", flat=True))
    for row in operations:
        if row["operation"] not in heads or row["events"] != row["last"] + 1:
            yield f"the operation {row['operation']} has no head, or a hole: {row}"


def _index() -> Iterator[str]:
    keys = set(Entry.objects.filter(kind="letter").values_list("key", flat=True))
    if absent := {str(key) for key in Letter.objects.values_list("pk", flat=True)} ^ keys:
        yield f"letters and what is found differ in {sorted(absent)}"
    with connection.cursor() as cursor:
        written = "ground_entry_index" if connection.vendor == "sqlite" else "ground_entry WHERE vector <> ''"
        cursor.execute(f"SELECT count(*) FROM {written}")  # noqa: S608
        if (found := cursor.fetchone()[0]) != Entry.objects.count():
            yield f"the index has {found} rows for {Entry.objects.count()} entries"


def _database() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check in ("integrity_check", "foreign_key_check"):
                answers = [row for row in cursor.execute(f"PRAGMA {check}").fetchall() if row[0] != "ok"]
                yield from (f"{check}: {answer}" for answer in answers)


def figures() -> str:
    answered = Answer.objects.count()
    return (
        f"{Letter.objects.count()} letters ({Letter.objects.exclude(number=None).count()} with a number), "
        f"{Obligation.objects.count()} duties, {answered} answers, {File.objects.count()} uploads, "
        f"{Event.objects.count()} events in {Event.objects.values('operation').distinct().count()} operations"
    )
