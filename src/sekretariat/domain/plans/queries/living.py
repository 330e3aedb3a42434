"""What is live: measures and components of plans that are not closed."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor, Permission

from ..enums import EntryState, PartyRole, PlanState
from ..models import MeasureParty, NodeParty, PlanEntry


def live_parties(institution: Institution) -> QuerySet[MeasureParty]:
    """Where the institution leads or takes part in a measure that some plan still holds."""
    entries = PlanEntry.objects.exclude(plan__state=PlanState.CLOSED).exclude(state=EntryState.LEFT_OUT)
    return MeasureParty.objects.filter(Exists(entries.filter(measure=OuterRef("measure"))), institution=institution)


def live_node_parties(institution: Institution) -> QuerySet[NodeParty]:
    """Where it leads or takes part in a component, goal or objective of a plan that is not closed."""
    return NodeParty.objects.exclude(node__plan__state=PlanState.CLOSED).filter(institution=institution)


def measures_of_the_gone(actor: Actor, *, on: datetime.date) -> QuerySet[MeasureParty]:
    """Live measures in the plans of the actor's offices whose lead exists no longer: a row for each such lead."""
    offices = actor.institutions(Permission.PLANS_EDIT)
    entries = PlanEntry.objects.exclude(plan__state=PlanState.CLOSED).exclude(state=EntryState.LEFT_OUT)
    held = Exists(entries.filter(measure=OuterRef("measure"), plan__office__in=offices))
    gone = MeasureParty.objects.filter(held, role=PartyRole.LEAD, institution__valid_to__lt=on)
    parts = gone.select_related("measure", "institution")
    return parts.order_by("institution__label_key", "measure__due_on", "measure__pk")
