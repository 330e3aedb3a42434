"""From when an act binds, how its ELI is built and read, and who may keep acts. Pure."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.words import fold

from .enums import ActType, Effect, EliFault, Verdict
from .models import Act, Amendment

# The words of the address, as far as they are known. An address is not guessed for the other types.
ELI_WORDS = {
    ActType.LAW: "ligj",
    ActType.DCM: "vendim",
    ActType.DECISION: "vendim",
    ActType.ORDER: "urdher",
    ActType.DECREE: "dekret",
}
_ELI = re.compile(
    r"https://(?:www\.)?qbz\.gov\.al/eli/(?P<word>[a-z-]+)/(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})"
    r"/(?P<number>[^/]+)(?:/(?P<ending>.*))?",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|base|cons(-[0-9]{4}-[0-9]{2}-[0-9]{2})?", re.IGNORECASE
)

# Who issues acts of a type, where it is always the same.
USUAL_ISSUERS = {
    ActType.LAW: "Kuvendi",
    ActType.DCM: "Këshilli i Ministrave",
    ActType.NORMATIVE_ACT: "Këshilli i Ministrave",
}


@dataclass(frozen=True, kw_only=True)
class Span:
    """An unknown day lies in it; a known one is both its ends."""

    first: datetime.date
    last: datetime.date


def possible_from(act: Act) -> Span:
    """The day from which the act binds: known, or some day of the act's year while its date is not confirmed."""
    known = act.in_force_from or (act.on if act.is_confirmed else None)
    if known:
        return Span(first=known, last=known)
    return Span(first=datetime.date(act.year, 1, 1), last=datetime.date(act.year, 12, 31))


def has_begun(act: Act, on: datetime.date) -> Verdict:
    """Whether the act binds by the day. `models.begun_on` says the same in SQL."""
    span = possible_from(act)
    if span.last <= on:
        return Verdict.YES
    return Verdict.NO if on < span.first else Verdict.CANNOT_BE_SAID


class BegunByAct(Protocol):
    """What begins on a day, or by an act: a seat, a subordination."""

    @property
    def valid_from(self) -> datetime.date | None: ...
    @property
    def act(self) -> Act | None: ...


class BoundByActs(BegunByAct, Protocol):
    """What also ends on a day, or by an act."""

    @property
    def valid_to(self) -> datetime.date | None: ...
    @property
    def ended_by(self) -> Act | None: ...


def begun(row: BegunByAct, on: datetime.date) -> Verdict:
    """Whether it has begun by the day. A day of its own wins over the act's; without either it always stood."""
    if row.valid_from is not None:
        return Verdict.YES if row.valid_from <= on else Verdict.NO
    return has_begun(row.act, on) if row.act else Verdict.YES


def ended(row: BoundByActs, on: datetime.date) -> Verdict:
    """Whether it has ended by the day: its last day is past, or the act that ends it binds."""
    if row.valid_to is not None:
        return Verdict.YES if row.valid_to < on else Verdict.NO
    return has_begun(row.ended_by, on) if row.ended_by else Verdict.NO


def stands(row: BoundByActs, on: datetime.date) -> Verdict:
    """Whether it stands on the day: it has begun and has not ended."""
    has_started, has_stopped = begun(row, on), ended(row, on)
    if has_started == Verdict.NO or has_stopped == Verdict.YES:
        return Verdict.NO
    if has_started == Verdict.YES and has_stopped == Verdict.NO:
        return Verdict.YES
    return Verdict.CANNOT_BE_SAID


def doubtful_act(row: BoundByActs, on: datetime.date) -> Act | None:
    """The act whose date would have to be confirmed before it can be said whether it stands on the day."""
    if stands(row, on) != Verdict.CANNOT_BE_SAID:
        return None
    return row.act if begun(row, on) == Verdict.CANNOT_BE_SAID else row.ended_by


def is_in_force(act: Act, on: datetime.date, ended_by: Iterable[Amendment] = ()) -> Verdict:
    """Whether the act is in force on the day; `ended_by` are the amendments that replace or repeal it."""
    if act.in_force_to is not None and act.in_force_to < on:
        return Verdict.NO
    begins = has_begun(act, on)
    ends = [takes_effect(one, on) for one in ended_by if one.effect != Effect.AMENDS]
    if begins == Verdict.NO or Verdict.YES in ends:
        return Verdict.NO
    return Verdict.CANNOT_BE_SAID if Verdict.CANNOT_BE_SAID in (begins, *ends) else Verdict.YES


def takes_effect(amendment: Amendment, on: datetime.date) -> Verdict:
    """Whether the amendment binds by the day: from its own day, or from that of the amending act."""
    if amendment.on:
        return Verdict.YES if amendment.on <= on else Verdict.NO
    return has_begun(amendment.act, on)


def build_eli(*, type: str, on: datetime.date | None, number: str) -> str:  # noqa: A002  the field's standard word
    """The address that the act has by its type, date and number; empty where one of them is not known."""
    word = ELI_WORDS.get(ActType(type))
    if not word or not on or not re.fullmatch(r"[0-9]+", number):
        return ""
    return f"https://qbz.gov.al/eli/{word}/{on:%Y/%m/%d}/{number}"


def normal_eli(text: str) -> str:
    """The public address: without blanks, with https. What stands after the host stays as it was written."""
    return re.sub(r"^http://", "https://", text.strip(), flags=re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Eli:
    """What an ELI says of its act. `on` is None where the address has an impossible date."""

    word: str
    number: str
    year: int
    on: datetime.date | None
    ending: str


def read_eli(text: str) -> Eli | None:
    """The parts of an ELI of the Official Publications Centre, or None where it is none."""
    said = _ELI.fullmatch(normal_eli(text))
    if not said:
        return None
    try:
        on = datetime.date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        on = None
    return Eli(
        word=said["word"].lower(), number=said["number"], year=int(said["year"]), on=on, ending=said["ending"] or ""
    )


def elis_in(text: str) -> list[str]:
    """The addresses of the Official Publications Centre in a text, each once, without the signs after it."""
    found = (said.rstrip(".,;:)”\"'") for said in re.findall(r"https?://(?:www\.)?qbz\.gov\.al/eli/[^\s<>“”\"]+", text))
    return list(dict.fromkeys(map(normal_eli, found)))


def eli_faults(eli: str, *, type: str, on: datetime.date | None, number: str, year: int) -> list[EliFault]:  # noqa: A002
    """What in the ELI does not fit the act."""
    if not eli:
        return []
    said = read_eli(eli)
    if said is None:
        return [EliFault.NO_ELI]
    word = ELI_WORDS.get(ActType(type))
    found = {
        EliFault.OTHER_TYPE: word is not None and said.word != word,
        EliFault.OTHER_DATE: on is not None and said.on != on,
        EliFault.OTHER_YEAR: on is None and said.year != year,
        EliFault.OTHER_NUMBER: said.number.lower() != number.lower(),
        EliFault.ODD_ENDING: bool(said.ending) and not _ENDING.fullmatch(said.ending),
    }
    return [fault for fault, is_so in found.items() if is_so]


def faults_of(act: Act) -> list[EliFault]:
    """What is odd about the ELI with which the act is entered."""
    return eli_faults(act.eli, type=act.type, on=act.on, number=act.number, year=act.year)


def eli_of(act: Act) -> str:
    """Where the text of the act stands: its ELI as entered, else the one that its type, date and number make."""
    return act.eli or build_eli(type=act.type, on=act.on, number=act.number)


def effect_said(title: str) -> Effect:
    """What an act does to the one its title names: "Për shfuqizimin e …" repeals."""
    return Effect.REPEALS if "shfuqiz" in fold(title) else Effect.AMENDS


def can_keep_acts(actor: Actor) -> bool:
    """Acts are public and belong to no office: whoever keeps bodies keeps them."""
    return actor.may_anywhere(Permission.BODIES_EDIT)
