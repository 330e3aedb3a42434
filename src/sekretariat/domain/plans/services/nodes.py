"""The tree of a plan, and who leads its nodes through which body."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, check

from ..enums import Joined, PartyRole
from ..models import Measure, Node, NodeParty, Plan, PlanEntry
from ._guards import refuse_foreign, refuse_unless_keeper
from ._indexing import index_measures
from .parts import RowRefused


@transaction.atomic
def add_node(
    *,
    plan: Plan,
    kind: str,
    code: str,
    title_sq: str,
    parent: Node | None = None,
    by: Actor,
    on: datetime.date,
    **details: object,
) -> Node:
    """Enter a component, goal or objective. `details` are its other columns."""
    refuse_unless_keeper(plan, by=by)
    if parent is not None:
        refuse_foreign(parent, plan)
    node = Node(plan=plan, kind=kind, code=code, title_sq=title_sq, parent=parent, **details)
    check(node)
    node.save()
    record("node.added", by=by, target=node, on=on, code=code, title=title_sq)
    return node


@transaction.atomic
def edit_node(*, node: Node, seen: int, by: Actor, on: datetime.date, **changes: object) -> Node:
    """Correct its words and code, or put it under another node of the plan."""
    refuse_unless_keeper(node.plan, by=by)
    node = claim(node, seen=seen)
    parent = changes.get("parent")
    if isinstance(parent, Node):
        refuse_foreign(parent, node.plan)
        if parent.pk in node.descendants_or_self_keys():
            raise DomainError(_("A goal does not stand under itself, or under what stands under it."), field="parent")
    before, after = changed(node, changes)
    check(node)
    node.save()
    record("node.edited", by=by, target=node, on=on, code=node.code, before=before, after=after)
    if "parent" in after:
        _keep_components(node)
    return node


def _keep_components(node: Node) -> None:
    """What stands under a moved node belongs to another component."""
    keys = node.descendants_or_self_keys()
    below = Node.objects.filter(pk__in=keys).exclude(pk=node.pk)
    below.update(component=node.component_key)
    PlanEntry.objects.filter(node__in=keys).update(component=node.component_key)


@transaction.atomic
def remove_node(*, node: Node, by: Actor, on: datetime.date) -> None:
    """Take out a node that was entered by mistake: nothing may stand under it."""
    refuse_unless_keeper(node.plan, by=by)
    if node.children.exists() or node.entries.exists() or node.alignments.exists() or node.calendars.exists():
        raise DomainError(_("Something stands under it or refers to it: move that first."))
    record("node.removed", by=by, target=node.plan, on=on, code=node.code, title=node.title_sq)
    node.delete()


@dataclass(frozen=True, kw_only=True)
class NodePartyOf:
    """Who leads or contributes, through which body, joined how to the row before; who represents the lead."""

    institution: Institution
    role: str = PartyRole.LEAD
    body: Body | None = None
    joined: str = Joined.AND
    representative: Mandate | None = None


@transaction.atomic
def set_node_parties(*, node: Node, parties: Sequence[NodePartyOf], by: Actor, on: datetime.date) -> None:
    """Say anew who leads the node and who contributes, in their order."""
    refuse_unless_keeper(node.plan, by=by)
    record(
        "node.parties_set",
        by=by,
        target=node,
        on=on,
        code=node.code,
        leads=", ".join(party.institution.label for party in parties if party.role == PartyRole.LEAD),
    )
    node.parties.all().delete()
    for place, one in enumerate(parties):
        try:
            _enter_party(node, one)
        except DomainError as error:
            raise RowRefused(error, place=place) from error
    if node.parent_id is None:
        index_measures(list(Measure.objects.filter(entries__component=node)))


def _enter_party(node: Node, one: NodePartyOf) -> None:
    _refuse_foreign_representative(one)
    party = NodeParty(
        node=node,
        role=one.role,
        institution=one.institution,
        body=one.body,
        joined=one.joined,
        representative=one.representative,
    )
    check(party)
    party.save()


def _refuse_foreign_representative(party: NodePartyOf) -> None:
    if party.representative is not None and party.representative.institution_id != party.institution.pk:
        raise DomainError(
            _("The representative holds a mandate of %(institution)s.") % {"institution": party.institution.label},
            field="representative",
        )
