"""One change of a plan in words: what it is of, as it was and as it is."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..enums import CommitmentState, Currency, FundingSource, OpenValue, Outcome, PartyRole, PlanPart
from ..models import (
    Alignment,
    Commitment,
    CostLine,
    Indicator,
    Measure,
    MeasureParty,
    Milestone,
    Node,
    Plan,
    PlanEntry,
    Validation,
)
from ..queries import Change
from .figures import decision_in_words
from .measures import alignment_in_words
from .wording import ByLanguage, Wording, number

Part = Mapping[str, Any]
TABLES: Mapping[PlanPart, tuple[type[models.Model], ...]] = {
    PlanPart.PLAN: (Plan,),
    PlanPart.NODE: (Node,),
    PlanPart.MEASURE: (Measure, PlanEntry),
    PlanPart.PARTY: (MeasureParty,),
    PlanPart.COMMITMENT: (Commitment,),
    PlanPart.MILESTONE: (Milestone,),
    PlanPart.INDICATOR: (Indicator,),
    PlanPart.COST: (CostLine,),
    PlanPart.ALIGNMENT: (Alignment,),
    PlanPart.VALIDATION: (Validation,),
}
# Columns that no form calls by a name of their own.
LABELS: Mapping[str, str | Promise] = {
    "parent": _("under"),
    "institution": _("institution"),
    "place": _("place"),
    "value": _("target"),
    "joined": _("joined by"),
    "donor": _("donor"),
}


def field_in_words(change: Change, words: Wording) -> ByLanguage:
    """ "deadline"; of a part "Costs 2019, state budget: amount". Empty where the whole part came or went."""
    label = words.said(_label(change))
    if change.part in (PlanPart.PLAN, PlanPart.NODE, PlanPart.MEASURE) or change.inside is None:
        return {language: capfirst(text) for language, text in label.items()}
    if change.part == PlanPart.TARGET:
        name = words.text(change.inside, "name")
        return words.said("%(name)s, %(year)s", name=name, year=(change.new or change.old)["year"])
    part = part_in_words(change.part, change.inside, words)
    return words.said("%(part)s: %(label)s", part=part, label=label)


def _label(change: Change) -> str | Promise:
    field = _column(change)
    if change.field in LABELS or field is None:
        return LABELS.get(change.field, change.field)
    return field.verbose_name


def _column(change: Change) -> "models.Field[Any, Any] | None":
    for table in TABLES.get(change.part, ()):
        try:
            field = table._meta.get_field(change.field)
        except FieldDoesNotExist:
            continue
        return field if isinstance(field, models.Field) else None
    return None


def value_in_words(change: Change, value: Any, words: Wording) -> ByLanguage:
    """A value as it was or is; a part that came or went is told whole."""
    if value is None or value in ("", []):
        return words.same("—")
    if change.part == PlanPart.TARGET:
        return words.same(number(value["value"]))
    if not change.field:
        return part_in_words(change.part, value, words)
    if isinstance(value, list):
        return words.joined([words.choice(OpenValue, one) for one in value], "; ")
    return _row_in_words(value, words) if isinstance(value, Mapping) else _plain_in_words(_column(change), value, words)


def _row_in_words(row: Part, words: Wording) -> ByLanguage:
    if "precision" in row:
        return words.day(row["on"], row["precision"])
    if "title_sq" in row:
        return words.said("%(code)s %(title)s", code=row["code"], title=words.text(row, "title"))
    return (
        words.said("%(label)s %(title)s", label=row["label"], title=words.named(row))
        if "label" in row
        else words.label(row)
    )


def _plain_in_words(field: "models.Field[Any, Any] | None", value: Any, words: Wording) -> ByLanguage:
    if isinstance(value, bool):
        return words.said(_("yes") if value else _("no"))
    if field is not None and field.choices:
        return words.said(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return words.day(value)
    return words.same(number(value) if isinstance(field, models.DecimalField) else str(value))


def part_in_words(part: PlanPart, row: Part, words: Wording) -> ByLanguage:
    """The whole of a part in one line, by which it is told from its likes."""
    return PARTS.get(part, _titled)(row, words)


def _titled(row: Part, words: Wording) -> ByLanguage:
    return words.said("%(code)s %(title)s", code=row.get("code", ""), title=words.text(row, "title"))


def _party(row: Part, words: Wording) -> ByLanguage:
    name = words.label(row["institution"])
    if row["body"]:
        name = words.said(_("%(name)s, through %(body)s"), name=name, body=words.label(row["body"]))
    return words.said("%(name)s (%(role)s)", name=name, role=words.choice(PartyRole, row["role"]))


def _commitment(row: Part, words: Wording) -> ByLanguage:
    state = words.choice(CommitmentState, row["state"])
    return words.said("%(name)s: %(state)s", name=words.label(row["institution"]), state=state)


def _indicator(row: Part, words: Wording) -> ByLanguage:
    return words.text(row, "name")


def _target(row: Part, words: Wording) -> ByLanguage:
    return words.same(f"{row['year']}: {number(row['value'])}")


def _cost(row: Part, words: Wording) -> ByLanguage:
    source = words.choice(FundingSource, row["source"]) if row["source"] else words.said(_("without a source"))
    return words.said(
        "%(year)s, %(source)s, %(amount)s %(currency)s",
        year=row["year"],
        source=source,
        amount=number(row["amount"]),
        currency=words.choice(Currency, row["currency"]),
    )


def _validation(row: Part, words: Wording) -> ByLanguage:
    decision = decision_in_words(words.text(row, "body"), row["number"], row["decided_on"], words)
    return words.said("%(outcome)s: %(decision)s", outcome=words.choice(Outcome, row["outcome"]), decision=decision)


def _ranking(row: Part, words: Wording) -> ByLanguage:
    return words.said(
        _("criteria sheet %(version)s of %(day)s"), version=row["version"], day=words.day(row["closed_on"])
    )


PARTS: Mapping[PlanPart, Callable[[Part, Wording], ByLanguage]] = {
    PlanPart.PARTY: _party,
    PlanPart.COMMITMENT: _commitment,
    PlanPart.INDICATOR: _indicator,
    PlanPart.TARGET: _target,
    PlanPart.COST: _cost,
    PlanPart.ALIGNMENT: alignment_in_words,
    PlanPart.VALIDATION: _validation,
    PlanPart.RANKING: _ranking,
}
