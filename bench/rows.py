"""The rows of `generate.py`, written in bulk. What services would compute is computed here in the same way."""

import contextlib
import datetime
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from tests.factories.rows import PASSWORD

from bench.vocabulary import text, title
from sekretariat.accounts.models import User
from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import (
    CalendarState,
    Currency,
    FundingSource,
    IndicatorLevel,
    NodeKind,
    PartyRole,
    PlanKind,
    PlanState,
    StepKind,
)
from sekretariat.domain.plans.models import (
    CalendarStep,
    CostLine,
    Indicator,
    Measure,
    MeasureParty,
    Milestone,
    Node,
    NodeParty,
    Plan,
    PlanCalendar,
    PlanEntry,
    Target,
    code_key,
    in_lek,
)
from sekretariat.domain.plans.services._indexing import index_measures, index_plan
from sekretariat.ground.actors import Role
from sekretariat.ground.words import fold, sort_key
from sekretariat.ground.words.enums import Precision

INSTITUTIONS, OFFICES, PEOPLE = 40, 4, 60
COMPONENTS, OBJECTIVES = 5, 5
LINES_A_YEAR, YEARS = 5, (2018, 2019, 2020)
RATE = Decimal("123.4500")
SOURCES = [*FundingSource.values, ""]
EMAIL = "person{}@bench.example"
ONE = Decimal(1)


@dataclass
class Written:
    plans: int = 0
    measures: int = 0
    cost_lines: int = 0
    indexing: float = 0  # seconds

    def __str__(self) -> str:
        return f"{self.plans} plans, {self.measures} measures, {self.cost_lines} cost lines"


@dataclass
class Cast:
    """Who is there: the first institutions are the secretariats."""

    offices: list[Office] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    network: Body | None = None


def holds_plans() -> bool:
    return Plan.objects.exists()


def analyse() -> None:
    """What PostgreSQL does by itself some time after so many rows came."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def write(*, plans: int, measures: int, seed: int, today: datetime.date) -> Written:
    written = Written()
    with transaction.atomic():
        cast = _cast(today)
    for place in range(plans):
        # Each plan by itself, so that a plan is the same at every scale.
        with transaction.atomic():
            _plan(place, measures, cast, random.Random(f"{seed}/{place}"), written)  # noqa: S311
    return written


@contextlib.contextmanager
def everything_in_one_plan(office_id: int) -> Iterator[Plan]:
    """A matrix that claims every measure there is, as long as it is needed: one measure, one more plan."""
    with transaction.atomic():
        plan = Plan(
            kind=PlanKind.MATRIX, name_sq="Matrica e të gjitha masave", short_name="Matrica",
            year_from=YEARS[0], year_to=YEARS[-1], office_id=office_id,
        )  # fmt: skip
        plan.save()
        node = Node(plan=plan, kind=NodeKind.COMPONENT, code="1", title_sq="Të gjitha")
        node.save()
        PlanEntry.objects.bulk_create(
            PlanEntry(plan=plan, node=node, component=node, measure_id=key, code=code, code_key=code_key(code))
            for key, code in _all_measures()
        )
    try:
        yield plan
    finally:
        with transaction.atomic():
            PlanEntry.objects.filter(plan=plan).delete()
            node.delete()
            plan.delete()


def _all_measures() -> Iterator[tuple[int, str]]:
    for at, key in enumerate(Measure.objects.order_by("pk").values_list("pk", flat=True)):
        yield key, f"1.{at + 1}"


def _cast(today: datetime.date) -> Cast:
    cast = Cast()
    for place in range(INSTITUTIONS):
        kind = InstitutionKind.AGENCY if place < OFFICES else InstitutionKind.MINISTRY
        name = f"Agjencia e sekretariatit {place + 1}" if place < OFFICES else f"Ministria e fushës {place + 1}"
        institution = Institution(
            kind=kind, name_sq=name, name_en=f"Institution {place + 1}", short_name=f"I{place + 1}"
        )
        institution.save()
        cast.institutions.append(institution)
        if place < OFFICES:
            cast.offices.append(_office(institution))
    cast.network = Body(kind=BodyKind.NETWORK, name_sq="Rrjeti i koordinatorëve", short_name="Rrjeti")
    cast.network.save()
    Seat.objects.bulk_create(
        [Seat(body=cast.network, role=SeatRole.MEMBER, institution=one) for one in cast.institutions[OFFICES:]]
    )
    _people(cast, today)
    return cast


def _office(unit: Institution) -> Office:
    office = Office(
        unit=unit,
        registers_at=unit,
        register_mode=RegisterMode.KEPT_HERE,
        sender_name=unit.name_sq,
        sender_email=f"office{unit.pk}@bench.example",
    )
    office.save()
    return office


def _people(cast: Cast, today: datetime.date) -> None:
    """Two officers of each office first, then coordinators of the institutions in turn; all with one password."""
    password = make_password(PASSWORD)
    users = User.objects.bulk_create([User(email=EMAIL.format(n), password=password) for n in range(PEOPLE)])
    people = [Person(name=f"Personi {n}", email=user.email, user=user) for n, user in enumerate(users)]
    for person in people:
        person.set_keys()
    people = Person.objects.bulk_create(people)
    offices, others = cast.institutions[:OFFICES], cast.institutions[OFFICES:]
    Mandate.objects.bulk_create(
        Mandate(
            person=person,
            role=Role.OFFICER if place < 2 * OFFICES else Role.COORDINATOR,
            institution=offices[place % OFFICES] if place < 2 * OFFICES else others[place % len(others)],
            body=None if place < 2 * OFFICES else cast.network,
            valid_from=today,
            basis=Basis.SET_UP,
        )
        for place, person in enumerate(people)
    )


def _plan(place: int, measures: int, cast: Cast, chance: random.Random, written: Written) -> None:
    plan = Plan(
        kind=PlanKind.OGP if place % 2 else PlanKind.STRATEGY,
        name_sq=f"Plani i veprimit {place + 1}",
        name_en=f"Action plan {place + 1}",
        short_name=f"PV{place + 1}",
        year_from=YEARS[0],
        year_to=YEARS[-1],
        office=cast.offices[place % OFFICES],
        network=cast.network,
        state=PlanState.DRAFTING if place // OFFICES % 4 == 3 else PlanState.ADOPTED,
        adoption_on=datetime.date(2018, 9, 28),
        euro_rate=RATE,
    )
    plan.save()
    components = [_node(plan, str(at + 1), NodeKind.COMPONENT, chance) for at in range(COMPONENTS)]
    objectives = [
        _node(plan, f"{over.code}.{at + 1}", NodeKind.SPECIFIC_OBJECTIVE, chance, over=over)
        for over in components
        for at in range(OBJECTIVES)
    ]
    leaders = cast.institutions[OFFICES:]
    NodeParty.objects.bulk_create(
        NodeParty(node=node, institution=chance.choice(leaders), body=cast.network) for node in components
    )
    rows = _measures(plan, measures, leaders, chance, written)
    _enter(plan, objectives, rows)
    _calendars(plan, components, leaders, chance)
    written.plans += 1
    written.measures += len(rows)
    began = time.monotonic()
    index_plan(plan)
    index_measures(rows)
    written.indexing += time.monotonic() - began


def _node(plan: Plan, code: str, kind: NodeKind, chance: random.Random, over: Node | None = None) -> Node:
    title_sq, title_en = title(chance)
    node = Node(plan=plan, parent=over, kind=kind, code=code, title_sq=title_sq, title_en=title_en)
    node.save()
    return node


def _measure(plan: Plan, chance: random.Random) -> Measure:
    title_sq, title_en = title(chance)
    starts_on = datetime.date(2018, 10, 1) + datetime.timedelta(days=chance.randrange(500))
    return Measure(
        office=plan.office,
        title_sq=title_sq,
        title_en=title_en,
        problem_sq=text(chance, 1),
        description_sq=text(chance, 3),
        result_sq=text(chance, 1),
        starts_on=starts_on,
        due_on=starts_on + datetime.timedelta(days=chance.randrange(30, 320)),
        due_precision=chance.choice([Precision.DAY, Precision.DAY, Precision.MONTH, Precision.QUARTER]),
        sort_key=sort_key(title_sq)[:200],
        folded=fold(f"{title_sq} {title_en}")[:1100],
    )


def _enter(plan: Plan, objectives: list[Node], rows: list[Measure]) -> None:
    share = -(-len(rows) // len(objectives))
    PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            node=(node := objectives[place // share]),
            component_id=node.component_key,
            measure=measure,
            code=(code := f"{node.code}.{place % share + 1}"),
            code_key=code_key(code),
        )
        for place, measure in enumerate(rows)
    )


def _measures(
    plan: Plan, count: int, leaders: list[Institution], chance: random.Random, written: Written
) -> list[Measure]:
    """With who takes part, milestones, an indicator and its targets, cost lines and the sums that are kept of them."""
    measures = [_measure(plan, chance) for _ in range(count)]
    lines: list[CostLine] = []
    for measure in measures:
        of_measure = list(_cost_lines(measure, chance))
        measure.cost = sum((line.lek for line in of_measure), Decimal(0))
        measure.funded = sum((line.lek for line in of_measure if line.is_secured), Decimal(0))
        lines += of_measure
    measures = Measure.objects.bulk_create(measures)
    CostLine.objects.bulk_create(lines, batch_size=2_000)
    MeasureParty.objects.bulk_create(party for measure in measures for party in _parties(measure, leaders, chance))
    Milestone.objects.bulk_create(step for measure in measures for step in _milestones(measure, chance))
    indicators = Indicator.objects.bulk_create(_indicator(measure, chance) for measure in measures)
    Target.objects.bulk_create(
        Target(indicator=indicator, year=year, value=Decimal(chance.randrange(20, 100)))
        for indicator in indicators
        for year in YEARS
    )
    written.cost_lines += len(lines)
    return measures


def _parties(measure: Measure, leaders: list[Institution], chance: random.Random) -> list[MeasureParty]:
    lead, contributing = chance.sample(leaders, 2)
    return [
        MeasureParty(measure=measure, institution=lead, role=PartyRole.LEAD),
        MeasureParty(measure=measure, institution=contributing, role=PartyRole.CONTRIBUTING),
    ]


def _milestones(measure: Measure, chance: random.Random) -> Iterator[Milestone]:
    for step in ("Hapi i parë", "Hapi i dytë"):
        on = measure.due_on - datetime.timedelta(days=chance.randrange(1, 30))
        yield Milestone(measure=measure, title_sq=f"{step}: {text(chance, 1)}"[:300], due_on=on)


def _indicator(measure: Measure, chance: random.Random) -> Indicator:
    return Indicator(
        measure=measure,
        name_sq=f"Përqindja e zbatimit: {measure.title_sq}"[:300],
        level=IndicatorLevel.OUTPUT,
        unit_sq="%",
        baseline=Decimal(chance.randrange(20)),
        baseline_year=2017,
    )


def _cost_lines(measure: Measure, chance: random.Random) -> Iterator[CostLine]:
    for year in YEARS:
        for _ in range(LINES_A_YEAR):
            source = chance.choice(SOURCES)
            is_euro = source == FundingSource.DONOR
            amount, rate = Decimal(chance.randrange(1_000, 5_000_000)), RATE if is_euro else ONE
            yield CostLine(
                measure=measure,
                year=year,
                source=source,
                amount=amount,
                currency=Currency.EUR if is_euro else Currency.ALL,
                rate=rate,
                lek=in_lek(amount, rate),
                is_secured=bool(source) and chance.random() < 0.6,
            )


def _calendars(plan: Plan, components: Iterable[Node], leaders: list[Institution], chance: random.Random) -> None:
    """The secretariat's frame and one calendar for each component, as they came."""
    came = datetime.date(2018, 7, 3)
    calendars = [PlanCalendar(plan=plan, state=CalendarState.JOINED, received_on=came)]
    calendars += [
        PlanCalendar(plan=plan, node=node, state=CalendarState.RECEIVED, received_on=came) for node in components
    ]
    steps = []
    for calendar in PlanCalendar.objects.bulk_create(calendars):
        begins = datetime.date(2018, 5, 21)
        for at, kind in enumerate(StepKind.values):
            ends = begins + datetime.timedelta(days=chance.randrange(7, 28))
            steps.append(
                CalendarStep(
                    calendar=calendar,
                    position=at,
                    kind=kind,
                    title_sq=f"Hapi {at + 1}",
                    institution=chance.choice(leaders),
                    starts_on=begins,
                    ends_on=ends,
                )
            )
            begins = ends
    CalendarStep.objects.bulk_create(steps)
