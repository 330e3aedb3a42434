"""A plan as plain data, whole and always written the same: what editions freeze and documents are made from.

Numbers are texts, days are ISO; institutions, bodies and acts stand with their key and their words. The same number of
queries, however many measures there are.
"""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils.translation import override

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution

from ..models import (
    Alignment,
    Commitment,
    CostLine,
    CriteriaSheet,
    Indicator,
    MeasureParty,
    Milestone,
    Node,
    NodeParty,
    Plan,
    PlanEntry,
    Score,
    Target,
    Validation,
)

FORMAT = "sekretariat-plan/1"
Snapshot = dict[str, Any]

PLAN_FIELDS = (
    "kind", "name_sq", "name_en", "short_name", "year_from", "year_to", "state", "adoption_on", "places", "euro_rate",
    "note_sq", "note_en",
)  # fmt: skip
NODE_FIELDS = (
    "kind", "code", "reference", "title_sq", "title_en", "description_sq", "description_en", "open_values",
)  # fmt: skip
MEASURE_FIELDS = (
    "kind", "title_sq", "title_en", "problem_sq", "problem_en", "description_sq", "description_en", "result_sq",
    "result_en", "starts_on", "due_on", "due_precision", "is_without_cost",
)  # fmt: skip
INDICATOR_FIELDS = (
    "code", "name_sq", "name_en", "level", "definition_sq", "definition_en", "unit_sq", "unit_en", "formula", "goal",
    "data_source_sq", "data_source_en", "frequency", "disaggregation", "baseline", "baseline_year", "remarks",
)  # fmt: skip
SHEET_FIELDS = (
    "version", "weight_strategic", "weight_conformity", "weight_maturity", "strategic_max", "conformity_nsdi",
    "conformity_sector", "maturity_costed", "maturity_funded", "made_on", "closed_on",
)  # fmt: skip


def canonical_bytes(content: Mapping[str, Any]) -> bytes:
    """The one way in which the content is written; the fingerprint is over these bytes."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical_bytes(content)).hexdigest()


def snapshot(plan: Plan) -> Snapshot:
    """All of the plan as it stands in the database now."""
    plan = Plan.objects.select_related(
        "office__unit", "office__registers_at", "body", "network", "previous", "act"
    ).get(pk=plan.pk)
    indicators = _indicators(plan)
    return {
        "format": FORMAT,
        "plan": _plan(plan),
        "nodes": _nodes(plan, indicators),
        "measures": _measures(plan, indicators),
        "ranking": _ranking(plan),
    }


def _value(value: Any) -> Any:
    """As JSON holds it: a number of the database as the shortest text that says it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, datetime.date) else value


def _values(row: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    return {name: _value(row[name]) for name in fields}


def _columns(row: Model, fields: Iterable[str]) -> dict[str, Any]:
    return {name: _value(getattr(row, name)) for name in fields}


def _named(row: Institution | Body | Plan | None) -> dict[str, Any] | None:
    """A row by its key and its words. Its label is its short name, where it has one."""
    if row is None:
        return None
    return {"id": row.pk, "sq": row.name_sq, "en": row.name_en, "short": row.short_name}


def _act(row: Act | None) -> dict[str, Any] | None:
    if row is None:
        return None
    on = _value(row.on)
    return {"id": row.pk, "label": _cited(row), "on": on, "sq": row.title_sq, "en": row.title_en}


def _cited(row: Act) -> str:
    """In Albanian and whatever the reader's language: a frozen content does not depend on who made it."""
    with override("sq"):
        return str(row)


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.pk,
        **_columns(plan, PLAN_FIELDS),
        "office": _named(plan.office.unit),
        "institution": _named(plan.office.registers_at),
        "place": plan.office.place,
        "body": _named(plan.body),
        "network": _named(plan.network),
        "previous": _named(plan.previous),
        "act": _act(plan.act),
    }


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _party(party: NodeParty | MeasureParty) -> dict[str, Any]:
    # Not the representative: a person's name can be erased, what is frozen cannot.
    said = {"role": party.role, "institution": _named(party.institution), "body": _named(party.body)}
    return said | ({"joined": party.joined} if isinstance(party, NodeParty) else {})


def _nodes(plan: Plan, indicators: Mapping[tuple[str, int], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Depth first, each node before what stands under it, in the order of their codes."""
    rows = list(Node.objects.filter(plan=plan).order_by("code_key", "pk"))
    parties = _grouped(
        NodeParty.objects.filter(node__plan=plan).select_related("institution", "body").order_by("pk"), "node_id"
    )
    below = _grouped(rows, "parent_id")
    ordered: list[Node] = []
    waiting = list(reversed(below[None]))  # type: ignore[index]
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(below[node.pk]))
    return [
        {
            "id": node.pk,
            "parent": node.parent_id,
            "component": node.component_key,
            **_columns(node, NODE_FIELDS),
            "parties": [_party(party) for party in parties[node.pk]],
            "indicators": indicators.get(("node", node.pk), []),
        }
        for node in ordered
    ]


def _indicators(plan: Plan) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Those of the plan's nodes and of its measures, by what they belong to."""
    rows = Indicator.objects.filter(node__plan=plan).select_related("institution").order_by("pk")
    more = Indicator.objects.filter(measure__entries__plan=plan).select_related("institution").order_by("pk")
    of_node = Target.objects.filter(indicator__node__plan=plan)
    of_measure = Target.objects.filter(indicator__measure__entries__plan=plan)
    targets: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for target in (*of_node.order_by("year"), *of_measure.order_by("year")):
        targets[target.indicator_id].append({"year": target.year, "value": _value(target.value)})
    found: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in (*rows, *more):
        owner = ("node", row.node_id) if row.node_id else ("measure", row.measure_id)
        said = {"id": row.pk, **_columns(row, INDICATOR_FIELDS), "institution": _named(row.institution)}
        found[owner].append(said | {"targets": targets[row.pk]})  # type: ignore[index]
    return found


def _measures(plan: Plan, indicators: Mapping[tuple[str, int], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    entries = list(PlanEntry.objects.filter(plan=plan).select_related("measure").in_order())
    parts = {name: _grouped(rows, "measure_id") for name, rows in _parts_of_measures(plan).items()}
    validations = _grouped(Validation.objects.filter(entry__plan=plan).order_by("pk"), "entry_id")
    return [
        {
            "id": entry.measure_id,
            "entry": entry.pk,
            "node": entry.node_id,
            "code": entry.code,
            "state": entry.state,
            **_columns(entry.measure, MEASURE_FIELDS),
            "parties": [_party(party) for party in parts["parties"][entry.measure_id]],
            "commitments": [_commitment(row) for row in parts["commitments"][entry.measure_id]],
            "milestones": [_milestone(row) for row in parts["milestones"][entry.measure_id]],
            "indicators": indicators.get(("measure", entry.measure_id), []),
            "costs": [_cost(row) for row in parts["costs"][entry.measure_id]],
            "alignments": [_alignment(row) for row in parts["alignments"][entry.measure_id]],
            "validations": [_validation(row) for row in validations[entry.pk]],
        }
        for entry in entries
    ]


def _parts_of_measures(plan: Plan) -> dict[str, QuerySet[Any]]:
    """What hangs on the plan's measures, a query for each kind. A measure stands in a plan once: no row comes twice."""
    of_plan = {"measure__entries__plan": plan}
    return {
        "parties": MeasureParty.objects.filter(**of_plan).select_related("institution", "body").order_by("pk"),
        "commitments": Commitment.objects.filter(**of_plan).select_related("institution").order_by("pk"),
        "milestones": Milestone.objects.filter(**of_plan).order_by(F("due_on").asc(nulls_last=True), "pk"),
        "costs": CostLine.objects.filter(**of_plan).select_related("donor").order_by("year", "pk"),
        "alignments": Alignment.objects.filter(**of_plan).select_related("node__plan", "act").order_by("pk"),
    }


def _commitment(row: Commitment) -> dict[str, Any]:
    return {"institution": _named(row.institution), **_columns(row, ("state", "on", "reason"))}


def _milestone(row: Milestone) -> dict[str, Any]:
    return {"id": row.pk, **_columns(row, ("title_sq", "title_en", "due_on", "due_precision"))}


def _cost(row: CostLine) -> dict[str, Any]:
    fields = ("year", "source", "programme", "amount", "currency", "rate", "lek", "is_secured")
    return {"id": row.pk, **_columns(row, fields), "donor": _named(row.donor)}


def _alignment(row: Alignment) -> dict[str, Any]:
    node = row.node and {
        "id": row.node_id,
        "code": row.node.code,
        "sq": row.node.title_sq,
        "en": row.node.title_en,
        "plan": _named(row.node.plan),
    }
    return {"kind": row.kind, "node": node, "sdg": row.sdg, "act": _act(row.act), "article": row.article}


def _validation(row: Validation) -> dict[str, Any]:
    fields = ("outcome", "reason", "body_sq", "body_en", "decided_on", "number", "text")
    return {"id": row.pk, **_columns(row, fields)}


def _ranking(plan: Plan) -> dict[str, Any] | None:
    """The criteria sheet that was closed last, with its scores; none while no sheet is closed."""
    sheet = CriteriaSheet.objects.filter(plan=plan, closed_on__isnull=False).order_by("-version").first()
    if sheet is None:
        return None
    fields = ("strategic_points", "strategic_reason", "strategic", "conformity", "maturity", "total", "rank")
    scores = Score.objects.filter(sheet=sheet, entry__plan=plan).order_by(F("rank").asc(nulls_last=True), "pk")
    rows = scores.values("entry__measure_id", *fields)
    ranked = [{"measure": row["entry__measure_id"], **_values(row, fields)} for row in rows]
    return {**_columns(sheet, SHEET_FIELDS), "scores": ranked}
