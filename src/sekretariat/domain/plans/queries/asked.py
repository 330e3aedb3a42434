"""For which plan, component and measures an institution answers when it is asked: by letter, office and body."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.words import fold

from ..enums import EntryState, PartyRole, PlanState
from ..models import Measure, Node, NodeParty, Plan, PlanCalendar, PlanEntry, PlanLetter, PlanQuerySet


def plans_asked_by(obligation: Obligation) -> PlanQuerySet:
    """The plans being prepared that are meant: those of the letter that asks, else those of its office and body."""
    plans = Plan.objects.filter(office=obligation.office_id, state=PlanState.DRAFTING)
    of_letter = PlanLetter.objects.filter(letter__in=_letter_keys(obligation)).values("plan")
    if of_letter.exists():
        return plans.filter(pk__in=of_letter)
    if obligation.body_id is None:
        return plans
    return plans.filter(Q(body=obligation.body_id) | Q(network=obligation.body_id))


def _letter_keys(obligation: Obligation) -> list[int]:
    sources = (source.source.partition(":") for source in obligation.sources.all())
    return [int(key) for kind, _sign, key in sources if kind == "letter" and key.isdecimal()]


def components_for(obligation: Obligation) -> list[Node]:
    """The components whose calendar this duty may ask for: those that its institution leads and nobody else sends.

    Where the words of the duty name one of them by its code ("komponentit 3"), that one alone.
    """
    linked = Node.objects.filter(calendars__obligation=obligation).select_related("plan")
    if found := list(linked):
        return found
    others = PlanCalendar.objects.filter(node=OuterRef("pk"), obligation__isnull=False)
    led = NodeParty.objects.filter(node=OuterRef("pk"), role=PartyRole.LEAD, institution=obligation.institution_id)
    nodes = Node.objects.filter(Exists(led), ~Exists(others), parent=None, plan__in=plans_asked_by(obligation))
    return _named_in_words(obligation, list(nodes.select_related("plan").order_by("plan", "code_key", "pk")))


def _named_in_words(obligation: Obligation, nodes: list[Node]) -> list[Node]:
    words = fold(f"{obligation.ask_sq} {obligation.ask_en}")
    named = [
        node
        for node in nodes
        if re.search(rf"\b(?:komponent\w*|component)\s+{re.escape(fold(node.code))}(?!\w)", words)
    ]
    return named or nodes


def standing_calendars(plan: Plan, nodes: Sequence[Node], linked: Mapping[int, PlanCalendar]) -> dict[int, Obligation]:
    """The standing duties to send a calendar, by the component they are for; nodes come with their parties.

    A duty that was linked to its component is that one's; another goes to the component its words name, or to the only
    one that its institution leads. Two queries.
    """
    found = {key: calendar.obligation for key, calendar in linked.items() if calendar.obligation}
    taken = {obligation.pk for obligation in found.values()}
    bodies = Q(body=None) | Q(body__in=plan.body_ids) | Q(sources__source__in=_letters_of(plan))
    asked = Obligation.objects.filter(bodies, kind=ObligationKind.SEND_CALENDAR, office=plan.office_id)
    asked = asked.exclude(state=ObligationState.WITHDRAWN).select_related("institution").distinct().order_by("pk")
    for obligation in asked:
        free = [node for node in nodes if node.pk not in found and obligation.institution_id in _lead_ids(node)]
        meant = _named_in_words(obligation, free)
        if obligation.pk not in taken and len(meant) == 1:
            found[meant[0].pk] = obligation
    return found


def _letters_of(plan: Plan) -> list[str]:
    return [f"letter:{key}" for key in plan.plan_letters.values_list("letter", flat=True)]


def _lead_ids(node: Node) -> Iterable[int]:
    return {party.institution_id for party in node.parties.all() if party.role == PartyRole.LEAD}


def measures_to_confirm(obligation: Obligation) -> list[Measure]:
    """The measures that the institution leads in the plans that are meant, in the order of the plan, each once.

    Each has `codes`: what it is called in those plans.
    """
    entries = (
        PlanEntry.objects.filter(
            plan__in=plans_asked_by(obligation),
            measure__parties__role=PartyRole.LEAD,
            measure__parties__institution=obligation.institution_id,
        )
        .exclude(state=EntryState.LEFT_OUT)
        .select_related("measure", "plan")
        .in_order()
    )
    measures: dict[int, Measure] = {}
    for entry in entries:
        measure = measures.setdefault(entry.measure_id, entry.measure)
        label = f"{entry.plan.label} {entry.code}".strip()
        measure.codes = [*getattr(measure, "codes", []), label]  # type: ignore[attr-defined]
    return list(measures.values())
