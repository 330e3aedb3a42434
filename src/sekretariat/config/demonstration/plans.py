"""Four plans through the services: the OGP plan that is being prepared, and three adopted strategies that share
measures with it. What stands in several plans is entered once and linked.
"""

from decimal import Decimal

from django.utils import translation

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import AlignmentKind, Joined, PartyRole, PlanKind
from sekretariat.domain.plans.models import Measure, Node, Plan, PlanEntry
from sekretariat.domain.plans.services import (
    AlignmentOf,
    CostOf,
    MilestoneOf,
    NodePartyOf,
    PartyOf,
    add_indicator,
    add_measure,
    add_node,
    add_plan,
    adopt_plan,
    link_measure,
    set_alignments,
    set_cost_lines,
    set_milestones,
    set_node_parties,
    set_parties,
)
from sekretariat.ground.actors import Actor, Channel, system_actor
from sekretariat.ground.words import parse_date

from . import cast, letters
from . import plans_cast as said
from .cast import EXAMPLE
from .doing import acting
from .planning import plan_on
from .plans_cast import MeasureOf, NodeOf, PlanOf

ON = said.ENTERED_ON


def build_plans() -> None:
    """Build the plans, in an installation that holds both offices."""
    with translation.override("sq"):
        offices = {office.unit.short_name: office for office in Office.objects.select_related("unit")}
        for plan in (said.NSDI, said.ANTICORRUPTION, said.OGP):
            _enter_plan(plan, offices["DZHM"])
        _enter_plan(said.DECENTRALISATION, offices["AMVV"])
        _name_leads()
        strategies = [measure for measure in said.MEASURES if measure.plan != said.OGP.short_name]
        for measure in strategies:
            _enter_measure(measure)
            _claim(measure, into_ogp=False)
        _adopt(said.NSDI, said.ANTICORRUPTION, said.DECENTRALISATION)
        for measure in said.MEASURES:
            if measure not in strategies:
                _enter_measure(measure)
                _claim(measure, into_ogp=False)
            _claim(measure, into_ogp=True)
        plan_on()


def _by(plan: PlanOf | Plan) -> Actor:
    """The officer of the OGP plan; what was there before, and AMVV's, is entered by the set-up."""
    if plan.kind == PlanKind.OGP:
        return acting(cast.OFFICER, on=ON)
    return system_actor(Channel.COMMAND)


def _enter_plan(plan: PlanOf, office: Office) -> None:
    row = add_plan(
        office=office,
        kind=plan.kind,
        name_sq=plan.sq,
        name_en=plan.en,
        short_name=plan.short_name,
        year_from=plan.years[0],
        year_to=plan.years[1],
        body=Body.objects.get(short_name=plan.body) if plan.body else None,
        network=Body.objects.get(short_name=plan.network) if plan.network else None,
        adoption_on=plan.adopted or said.ADOPTION_ON,
        euro_rate=said.EURO_RATE,
        note_sq=plan.note_sq,
        note_en=plan.note_en,
        by=_by(plan),
        on=said.STRATEGIES_ENTERED_ON if plan.adopted else ON,
    )
    _enter_nodes(row, plan.nodes, parent=None)


def _enter_nodes(plan: Plan, nodes: tuple[NodeOf, ...], *, parent: Node | None) -> None:
    for node in nodes:
        row = add_node(
            plan=plan,
            kind=node.kind,
            code=node.code,
            title_sq=node.sq,
            title_en=node.en,
            reference=node.reference,
            open_values=[str(value) for value in node.values],
            parent=parent,
            by=_by(plan),
            on=ON,
        )
        _enter_nodes(plan, node.under, parent=row)


def _name_leads() -> None:
    """Who leads the four components through which bodies, as the workshop settled it; and who supports them."""
    institutions = {row.short_name: row for row in Institution.objects.exclude(short_name="")}
    bodies = {row.short_name: row for row in Body.objects.exclude(short_name="")}
    components = Node.objects.filter(plan__short_name=said.OGP.short_name, parent=None)
    supports = {node.code: node.supports for node in said.OGP.nodes}
    for node in components:
        lead, through = letters.COMPONENT_LEADS[int(node.code)]
        leads = [
            NodePartyOf(
                institution=institutions[lead],
                body=bodies[body],
                joined=Joined.AND_OR if place else Joined.AND,
            )
            for place, body in enumerate(through)
        ]
        helping = [
            NodePartyOf(institution=institutions[name], role=PartyRole.CONTRIBUTING) for name in supports[node.code]
        ]
        set_node_parties(node=node, parties=[*leads, *helping], by=acting(cast.OFFICER, on=ON), on=ON)


def _node(plan: str, code: str) -> Node:
    return Node.objects.select_related("plan__office").get(plan__short_name=plan, code=code)


def _enter_measure(measure: MeasureOf) -> None:
    """The measure with its parts, in its first plan; others claim it after."""
    node = _node(measure.plan, measure.node)
    due = parse_date(measure.due, today=ON) if measure.due else None
    entry = add_measure(
        plan=node.plan,
        node=node,
        code=measure.code,
        title_sq=f"{measure.sq} {EXAMPLE}",
        title_en=f"{measure.en} {EXAMPLE}",
        leads=list(Institution.objects.filter(short_name__in=measure.leads)),
        due_on=due.on if due else None,
        is_without_cost=measure.is_without_cost,
        **({"due_precision": due.precision} if due else {}),
        by=_by(node.plan),
        on=ON,
    )
    _enter_parts(measure, entry)


def _claim(measure: MeasureOf, *, into_ogp: bool) -> None:
    """Let the OGP plan, or the strategies, claim the measure too, under their own codes."""
    row = Measure.objects.get(title_sq=f"{measure.sq} {EXAMPLE}")
    for plan, code, label in measure.places:
        if (plan == said.OGP.short_name) == into_ogp:
            place = _node(plan, code)
            link_measure(plan=place.plan, node=place, measure=row, code=label, by=_by(place.plan), on=ON)


def _enter_parts(measure: MeasureOf, entry: PlanEntry) -> None:
    row, plan = entry.measure, entry.plan
    by = {short_name: role for role, names in _roles(measure) for short_name in names}
    institutions = Institution.objects.filter(short_name__in=by)
    parties = [PartyOf(institution=one, role=by[one.short_name]) for one in institutions]
    set_parties(measure=row, parties=parties, by=_by(plan), on=ON)
    lines = [
        CostOf(
            year=cost.year,
            amount=Decimal(cost.euro or cost.amount),
            source=cost.source or "",
            currency="EUR" if cost.euro else "ALL",
            rate=said.EURO_RATE if cost.euro else Decimal(1),
            is_secured=cost.is_secured and cost.source is not None,
        )
        for cost in measure.costs
    ]
    set_cost_lines(measure=row, lines=lines, by=_by(plan), on=ON)
    for passport in measure.indicators:
        add_indicator(
            measure=row,
            name_sq=f"{passport.sq} {EXAMPLE}",
            name_en=f"{passport.en} {EXAMPLE}",
            unit_sq=passport.unit_sq,
            unit_en=passport.unit_en,
            baseline=None if passport.baseline is None else Decimal(passport.baseline),
            baseline_year=None if passport.baseline is None else 2017,
            targets={year: Decimal(value) for year, value in passport.targets.items()},
            by=_by(plan),
            on=ON,
        )
    steps = [(sq, en, parse_date(due, today=ON)) for sq, en, due in measure.milestones]
    milestones = [
        MilestoneOf(title_sq=sq, title_en=en, due_on=due.on, due_precision=due.precision) for sq, en, due in steps
    ]
    set_milestones(measure=row, milestones=milestones, by=_by(plan), on=ON)
    alignments = [AlignmentOf(kind=AlignmentKind.NODE, node=_node(plan, code)) for plan, code in measure.serves]
    if measure.sdg:
        alignments.append(AlignmentOf(kind=AlignmentKind.SDG, sdg=measure.sdg))
    set_alignments(measure=row, alignments=alignments, by=_by(plan), on=ON)


def _roles(measure: MeasureOf) -> list[tuple[str, tuple[str, ...]]]:
    return [(PartyRole.LEAD, measure.leads), (PartyRole.CONTRIBUTING, measure.supports)]


def _adopt(*plans: PlanOf) -> None:
    for plan in plans:
        assert plan.adopted is not None
        row = Plan.objects.get(short_name=plan.short_name)
        adopt_plan(plan=row, adoption_on=plan.adopted, by=system_actor(Channel.COMMAND), on=said.STRATEGIES_ENTERED_ON)
