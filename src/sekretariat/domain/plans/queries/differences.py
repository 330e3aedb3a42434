"""What differs between two snapshots of a plan: two editions, or an edition and today. Pure over the two contents.

Parts are matched by their key, then by what they say: a cost line that was entered anew and says the same is no change.
Institutions, bodies and acts are compared by their key: one that was renamed changes no plan.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ..enums import ChangeKind, Goal, PlanPart

Row = Mapping[str, Any]
Identity = Callable[[Row], object]

# Keys, what follows from other fields, and parts that are compared by themselves.
NOT_FIELDS = {
    "id", "entry", "component", "parties", "commitments", "milestones", "indicators", "costs", "alignments",
    "validations", "targets", "lek", "due_precision",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Place:
    """Whose the change is: the plan, a node or a measure, as both editions call it, the newer one first."""

    part: PlanPart
    key: int
    code: str
    title_sq: str
    title_en: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. `field` is empty where a part was added or taken out; then `old` or `new` is the part itself.

    `inside` is the part of the place that it is in: the indicator of a target, say.
    """

    place: Place
    part: PlanPart
    kind: ChangeKind
    field: str = ""
    old: Any = None
    new: Any = None
    inside: Row | None = None
    is_worse: bool = False  # a target that asks for less, or that is gone

    @property
    def target_key(self) -> tuple[int, int] | None:
        """Of a target: its indicator and year."""
        if self.part != PlanPart.TARGET or self.inside is None:
            return None
        return self.inside["id"], (self.old or self.new)["year"]


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """One step by which a target was changed between the two, and the decision behind it if there was one."""

    old: Decimal | None
    new: Decimal | None
    number: str = ""
    decided_by: str = ""
    decided_on: Any = None
    is_decided: bool = False


def differences(old: Row, new: Row) -> list[Change]:
    """Every change that leads from the one content to the other, in the order of the plan."""
    found = _fields(_place_of_plan(new["plan"]), PlanPart.PLAN, old["plan"], new["plan"])
    found += _tree(PlanPart.NODE, old["nodes"], new["nodes"])
    found += _tree(PlanPart.MEASURE, old["measures"], new["measures"])
    nodes = [{node["id"]: node for node in content["nodes"]} for content in (old, new)]
    return [_with_nodes(change, *nodes) for change in found] + _ranks(old, new)


def is_worse(old: Decimal | None, new: Decimal | None, *, goal: str) -> bool:
    """Whether the new target asks for less than the old one. A target that is gone asks for nothing."""
    if old is None:
        return False
    if new is None:
        return True
    return new > old if goal == Goal.DOWN else new < old


def decision_behind(change: Change, steps: Sequence[Lowered], *, goal: str) -> Lowered | None:
    """The decision by which a target was made worse; none where any step of it was taken without one.

    The steps are those between the two contents, in their order; they must lead to what stands now.
    """
    now = Decimal(change.new["value"]) if change.new else None
    if not steps or steps[-1].new != now:
        return None
    worse = [step for step in steps if is_worse(step.old, step.new, goal=goal)]
    return worse[-1] if worse and all(step.is_decided for step in worse) else None


def _place_of_plan(plan: Row) -> Place:
    return Place(part=PlanPart.PLAN, key=plan["id"], code="", title_sq=plan["name_sq"], title_en=plan["name_en"])


def _place(part: PlanPart, row: Row) -> Place:
    return Place(part=part, key=row["id"], code=row["code"], title_sq=row["title_sq"], title_en=row["title_en"])


def _with_nodes(change: Change, before: Mapping[int, Row], now: Mapping[int, Row]) -> Change:
    """Where something was moved from and to, as each of the two contents calls it."""
    if change.kind != ChangeKind.MOVED:
        return change
    return replace(change, old=before.get(change.old), new=now.get(change.new))


def _tree(part: PlanPart, old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """Nodes or measures: those that stayed or came in the new order, then those that are gone."""
    before = {row["id"]: row for row in old}
    found: list[Change] = []
    for row in new:
        place = _place(part, row)
        if row["id"] in before:
            found += _inside(place, before[row["id"]], row)
        else:
            found.append(Change(place=place, part=part, kind=ChangeKind.ADDED, new=row))
    now = {row["id"] for row in new}
    gone = (row for row in old if row["id"] not in now)
    return found + [Change(place=_place(part, row), part=part, kind=ChangeKind.REMOVED, old=row) for row in gone]


def _inside(place: Place, old: Row, new: Row) -> list[Change]:
    found = _fields(place, place.part, old, new)
    for name, part, same in PARTS:
        if name in new:
            found += _parts(place, part, old[name], new[name], same=same)
    return found


def _parts(
    place: Place, part: PlanPart, old: Sequence[Row], new: Sequence[Row], *, same: Identity, inside: Row | None = None
) -> list[Change]:
    found: list[Change] = []
    for before, now in matched(old, new, same=same):
        if before is None or now is None:
            found.append(_came_or_went(place, part, before, now, inside))
        elif part == PlanPart.TARGET:
            found += _target(place, before, now, inside)
        else:
            found += _fields(place, part, before, now, inside=now)
            if part == PlanPart.INDICATOR:
                targets = (before["targets"], now["targets"])
                found += _parts(place, PlanPart.TARGET, *targets, same=lambda row: row["year"], inside=now)
    return found


def _came_or_went(place: Place, part: PlanPart, old: Row | None, new: Row | None, inside: Row | None) -> Change:
    kind = ChangeKind.REMOVED if new is None else ChangeKind.ADDED
    worse = part == PlanPart.TARGET and new is None
    return Change(place=place, part=part, kind=kind, old=old, new=new, inside=inside, is_worse=worse)


def _target(place: Place, old: Row, new: Row, inside: Row | None) -> list[Change]:
    before, now = Decimal(old["value"]), Decimal(new["value"])
    if before == now or inside is None:
        return []
    worse = is_worse(before, now, goal=inside["goal"])
    kind = ChangeKind.CHANGED
    return [
        Change(
            place=place, part=PlanPart.TARGET, kind=kind, field="value", old=old, new=new, inside=inside, is_worse=worse
        )
    ]


def _fields(place: Place, part: PlanPart, old: Row, new: Row, *, inside: Row | None = None) -> list[Change]:
    found = []
    for name in new:
        stood, stands = _value(old, name), _value(new, name)
        if name not in NOT_FIELDS and _bare(stood) != _bare(stands):
            moved = (name == "node" and part == PlanPart.MEASURE) or name == "parent"
            kind = ChangeKind.MOVED if moved else ChangeKind.CHANGED
            found.append(Change(place=place, part=part, kind=kind, field=name, old=stood, new=stands, inside=inside))
    return found


def _value(row: Row, name: str) -> Any:
    """What a field says; of a deadline the day and how exact it is."""
    if name == "due_on" and row.get(name):
        return {"on": row[name], "precision": row["due_precision"]}
    return row.get(name)


def _bare(value: Any) -> Any:
    """What of a value is compared: of a named row its key."""
    return value["id"] if isinstance(value, Mapping) and "id" in value else value


def matched(old: Sequence[Row], new: Sequence[Row], *, same: Identity) -> Iterable[tuple[Row | None, Row | None]]:
    """Pairs of what stood and what stands: by key where they have one, else by what they say; then those left over."""
    by_key = {row["id"]: row for row in old if "id" in row}
    pairs: list[tuple[Row | None, Row | None]] = [(by_key.pop(row.get("id"), None), row) for row in new]
    left = [row for row in old if "id" not in row or row["id"] in by_key]
    for place, (before, now) in enumerate(pairs):
        if before is None and now is not None:
            twin = next((row for row in left if same(row) == same(now)), None)
            if twin is not None:
                left.remove(twin)
                pairs[place] = (twin, now)
    return [*pairs, *((row, None) for row in left)]


def _key(value: Row | None) -> object:
    return value["id"] if value else None


def _party(row: Row) -> object:
    """A node may be led by one institution through two bodies; a measure has each institution once."""
    return (row["role"], _key(row["institution"]), _key(row["body"])) if "joined" in row else _key(row["institution"])


def _cost(row: Row) -> object:
    return row["year"], row["source"], _key(row["donor"]), row["programme"], row["currency"]


def _alignment(row: Row) -> object:
    return row["kind"], _key(row["node"]), row["sdg"], _key(row["act"]), row["article"]


PARTS: Sequence[tuple[str, PlanPart, Identity]] = (
    ("parties", PlanPart.PARTY, _party),
    ("commitments", PlanPart.COMMITMENT, lambda row: _key(row["institution"])),
    ("milestones", PlanPart.MILESTONE, lambda row: row["title_sq"]),
    ("indicators", PlanPart.INDICATOR, lambda row: row["name_sq"]),
    ("costs", PlanPart.COST, _cost),
    ("alignments", PlanPart.ALIGNMENT, _alignment),
    ("validations", PlanPart.VALIDATION, lambda row: row["id"]),
)


def _ranks(old: Row, new: Row) -> list[Change]:
    """The ranking is told as one change: another sheet was closed, or the scores on it differ."""
    if old["ranking"] == new["ranking"]:
        return []
    place = _place_of_plan(new["plan"])
    kind = ChangeKind.CHANGED if old["ranking"] and new["ranking"] else ChangeKind.ADDED
    kind = ChangeKind.REMOVED if new["ranking"] is None else kind
    return [Change(place=place, part=PlanPart.RANKING, kind=kind, old=old["ranking"], new=new["ranking"])]
