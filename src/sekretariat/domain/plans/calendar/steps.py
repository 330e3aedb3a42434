"""A step as a component's lead says it, before it is a row."""

import datetime
from dataclasses import dataclass

from sekretariat.ground.words.enums import Precision

from ..enums import StepKind


@dataclass(frozen=True, kw_only=True)
class StepSaid:
    """`after_number` is the row of the step it follows; with `after_component` a row of that component's calendar."""

    title_sq: str
    kind: StepKind
    ends_on: datetime.date
    title_en: str = ""
    starts_on: datetime.date | None = None
    precision: Precision = Precision.DAY
    body_id: int | None = None
    after_number: int | None = None
    after_component: str = ""
    after_days: int | None = None
