"""A plan as a tree: its nodes in the order of their codes, who leads each, and the figures of what stands below."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Prefetch

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution

from ..enums import Joined, PartyRole
from ..models import Node, NodeParty, Plan
from .figures import Figures


@dataclass(frozen=True, kw_only=True)
class Through:
    """A leading institution with the bodies through which it leads.

    Each comes with how it is joined to the one before it; the first body, and the first institution, with nothing.
    """

    institution: Institution
    joined: Joined | None
    bodies: list[tuple[Joined | None, Body]] = field(default_factory=list)


def leads_through(parties: Iterable[NodeParty]) -> list[Through]:
    """The leads in the order in which they were entered, rows of one institution that follow one another as one."""
    said: list[Through] = []
    for party in parties:
        if party.role != PartyRole.LEAD:
            continue
        joined = Joined(party.joined)
        if not said or said[-1].institution.pk != party.institution_id:
            said.append(Through(institution=party.institution, joined=joined if said else None))
        if party.body:
            said[-1].bodies.append((joined if said[-1].bodies else None, party.body))
    return said


@dataclass(frozen=True, kw_only=True)
class NodeLine:
    """A node in the tree. `own` are the figures of the measures under it alone, `figures` with all that is below."""

    node: Node
    depth: int
    leads: list[Through]
    own: Figures
    figures: Figures


def nodes_of(plan: Plan) -> list[Node]:
    """The nodes of the plan with their parties, in the order of their codes: two queries."""
    parties = NodeParty.objects.select_related("institution", "body", "representative__person").order_by("pk")
    nodes = Node.objects.filter(plan=plan).order_by("code_key", "pk")
    return list(nodes.prefetch_related(Prefetch("parties", parties)))


def components_of(plan: Plan) -> list[Node]:
    """The nodes at the top alone, without their parties: one query."""
    return list(Node.objects.filter(plan=plan, parent=None).order_by("code_key", "pk"))


def tree_lines(nodes: Iterable[Node], figures: dict[int, Figures]) -> list[NodeLine]:
    """Each node after the one it stands under; `nodes` come in the order of their codes, figures by key of the node."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)
    return [line for node in below[None] for line in _lines(node, 0, below, figures)]


def _lines(
    node: Node, depth: int, below: dict[int | None, list[Node]], figures: dict[int, Figures]
) -> Iterator[NodeLine]:
    under = [line for child in below[node.pk] for line in _lines(child, depth + 1, below, figures)]
    own = figures.get(node.pk, Figures())
    yield NodeLine(
        node=node,
        depth=depth,
        leads=leads_through(node.parties.all()),
        own=own,
        figures=sum((line.figures for line in under if line.depth == depth + 1), own),
    )
    yield from under


def keys_below(nodes: Iterable[Node], top: Node) -> frozenset[int]:
    """The keys of the node and of everything under it."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for node in nodes:
        children[node.parent_id].append(node.pk)
    found, waiting = set(), [top.pk]
    while waiting:
        key = waiting.pop()
        found.add(key)
        waiting += children[key]
    return frozenset(found)
