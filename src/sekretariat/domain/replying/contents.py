"""What an answer says, one shape per kind of obligation."""

from collections.abc import Sequence
from dataclasses import dataclass

from sekretariat.domain.consultations.services import RemarkSaid
from sekretariat.domain.plans.calendar import StepSaid
from sekretariat.domain.plans.services import CommitmentSaid


@dataclass(frozen=True, kw_only=True)
class PersonNamed:
    name: str
    email: str = ""
    phone: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class CoordinatorsNamed:
    """Who coordinates for the institution, and who stands in."""

    coordinator: PersonNamed
    deputy: PersonNamed | None = None


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """The letter was received."""


@dataclass(frozen=True, kw_only=True)
class FreeAnswer:
    """Words and files; both are in `Given`."""


@dataclass(frozen=True, kw_only=True)
class CalendarSent:
    """The steps of a component's calendar. Without any, what came is words and files: the steps are entered later.

    `node_id` names the component where the institution leads several.
    """

    steps: Sequence[StepSaid] = ()
    node_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentsSaid:
    """Yes or no to each measure; or `to_all`, one word for all of them. With neither, what came is words and files."""

    said: Sequence[CommitmentSaid] = ()
    to_all: bool | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RemarksGiven:
    """What is remarked, measure by measure or on all; or that there is nothing to remark (`none`).

    With neither, what came is words and files: where a round asked, they are its remark on all measures.
    """

    said: Sequence[RemarkSaid] = ()
    none: bool = False


Content = CoordinatorsNamed | Acknowledged | FreeAnswer | CalendarSent | CommitmentsSaid | RemarksGiven
