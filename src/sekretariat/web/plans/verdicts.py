"""A row of every page on which a body's word on a measure is typed: what it lacks, and what the body said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from sekretariat.domain.plans.enums import EntryState, Outcome
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.queries import EntryGate

from .validationforms import VerdictForm


@dataclass(frozen=True, kw_only=True)
class VerdictLine:
    """An entry with what it lacks in words, and what is typed of it."""

    one: EntryGate
    lacks: list[str]
    form: VerdictForm

    @property
    def entry(self) -> PlanEntry:
        return self.one.entry


def all_complete(typed: QueryDict, lines: Sequence[VerdictLine]) -> QueryDict:
    """What was typed so far, with every complete measure that says nothing yet as validated."""
    data = typed.copy()
    for line in lines:
        name = line.form.add_prefix("outcome")
        if line.one.is_complete and not data.get(name) and line.entry.state != EntryState.VALIDATED:
            data[name] = Outcome.VALIDATED
    return data
