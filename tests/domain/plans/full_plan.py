"""A plan with something of everything in it."""

import datetime
from decimal import Decimal

from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import (
    AlignmentKind,
    EntryState,
    FundingSource,
    Joined,
    NodeKind,
    Outcome,
    PartyRole,
)
from sekretariat.domain.plans.models import (
    Alignment,
    CostLine,
    Indicator,
    Measure,
    MeasureParty,
    Milestone,
    NodeParty,
    Plan,
    PlanEntry,
    Score,
    Target,
    Validation,
)
from tests.factories import (
    ActFactory,
    BodyFactory,
    CriteriaSheetFactory,
    InstitutionFactory,
    NodeFactory,
    OfficeFactory,
    PlanFactory,
)

ON = datetime.date(2018, 9, 1)
TITLES = (
    ("Publikimi i raporteve të zbatimit të buxhetit në formate të hapura", "Budget reports published in open formats"),
    ("Portali i vetëm për shërbimet publike elektronike", "A single portal of public services"),
    (
        "Hartimi dhe miratimi i metodologjisë së përbashkët për konsultimin publik të projektakteve, me udhëzues për "
        "ministritë e linjës dhe njësitë e vetëqeverisjes vendore",
        "A common methodology of public consultation on draft acts, with guides for ministries and local government",
    ),
)


def a_full_plan(*, measures: int = 3, components: int = 1, office: Office | None = None, **values) -> Plan:
    """Measures spread over the components; each has parties, a milestone, an indicator, two costs and an alignment."""
    institutions = [
        InstitutionFactory(name_sq=f"{name} {components}", name_en=f"{english} {components}", short_name=short)
        for name, english, short in (
            ("Ministria e Financave dhe Ekonomisë", "Ministry of Finance and Economy", "MFE"),
            ("Agjencia Kombëtare e Shoqërisë së Informacionit", "National Agency for Information Society", "AKSHI"),
            ("Ministria e Drejtësisë", "Ministry of Justice", "MD"),
        )
    ]
    bodies = [
        BodyFactory(name_sq=f"GT Antikorrupsion {components}", short_name="GT Antikorrupsion"),
        BodyFactory(name_sq=f"Komiteti Ndërinstitucional {components}", short_name=""),
    ]
    plan = PlanFactory(office=office or OfficeFactory(), **values)
    other = NodeFactory(plan=PlanFactory(short_name="SKZHI II"), code="3.2")
    act = ActFactory(number="422", year=2020, on=None)
    for place in range(components):
        top = NodeFactory(
            plan=plan,
            code=str(place + 1),
            reference=f"AL00{61 + place}",
            title_sq="Transparenca e raportimit të qeverisë",
            title_en="Transparency of government reporting",
            description_sq="Ky komponent synon një sistem të hapur.\nMasat janë afatshkurtra, konkrete dhe të matshme.",
            description_en="This component aims at an open system.",
            open_values=["access", "participation"],
        )
        NodeParty.objects.create(node=top, institution=institutions[2], body=bodies[0])
        NodeParty.objects.create(node=top, institution=institutions[2], body=bodies[1], joined=Joined.AND_OR)
        NodeParty.objects.create(node=top, institution=institutions[0], role=PartyRole.CONTRIBUTING)
        under = NodeFactory(
            plan=plan, parent=top, kind=NodeKind.SPECIFIC_OBJECTIVE, code=f"{place + 1}.1", title_sq="Buxheti i hapur"
        )
        Target.objects.create(
            indicator=Indicator.objects.create(node=under, name_sq="Indeksi i buxhetit të hapur", unit_sq="pikë"),
            year=2020,
            value=Decimal(60),
        )
        mine = range(place, measures, components)
        _measures(plan, under, list(mine), institutions, other, act)
    return plan


def _measures(plan, node, places, institutions, other, act) -> None:
    made = Measure.objects.bulk_create(
        Measure(
            office=plan.office,
            title_sq=TITLES[place % 3][0],
            title_en=TITLES[place % 3][1],
            result_sq="Çdo raport është i hapur, i plotë dhe i lexueshëm nga makina.",
            result_en="Every report is open, complete and machine-readable.",
            due_on=datetime.date(2019, 9, 30),
            due_precision="quarter",
            cost=Decimal(3_500_000),
            funded=Decimal(1_250_000),
        )
        for place in places
    )
    entries = PlanEntry.objects.bulk_create(
        PlanEntry(
            plan=plan,
            node=node,
            component_id=node.component_id,
            measure=measure,
            code=f"{node.code}.{number}",
            code_key=f"{number:09}",
            state=EntryState.VALIDATED,
        )
        for number, measure in enumerate(made, 1)
    )
    source = FundingSource.STATE_BUDGET
    for number, measure in enumerate(made):
        MeasureParty.objects.create(measure=measure, institution=institutions[number % 3])
        MeasureParty.objects.create(
            measure=measure, institution=institutions[(number + 1) % 3], role=PartyRole.CONTRIBUTING
        )
        indicator = Indicator.objects.create(
            measure=measure,
            name_sq="Përqindja e raporteve të publikuara në kohë",
            name_en="Share of reports published in time",
            unit_sq="%",
            baseline=Decimal(40) if number % 2 else None,
            baseline_year=2017 if number % 2 else None,
        )
        Target.objects.bulk_create(
            Target(indicator=indicator, year=year, value=Decimal(value)) for year, value in ((2019, 60), (2020, 80))
        )
        Milestone.objects.create(
            measure=measure,
            title_sq="Miratimi i formatit",
            title_en="The format adopted",
            due_on=datetime.date(2019, 3, 31),
        )
        CostLine.objects.create(measure=measure, year=2019, source=source, amount=Decimal(1_250_000), is_secured=True)
        CostLine.objects.create(measure=measure, year=2020, amount=Decimal(2_250_000))
        Alignment.objects.create(measure=measure, kind=AlignmentKind.NODE, node=other)
        Alignment.objects.create(measure=measure, kind=AlignmentKind.SDG, sdg="16.6")
        Alignment.objects.create(measure=measure, kind=AlignmentKind.ARTICLE, act=act, article="neni 5")
    Validation.objects.bulk_create(
        Validation(
            entry=entry,
            outcome=Outcome.VALIDATED,
            body_sq="Grupi tematik Antikorrupsion",
            body_en="Thematic group Anticorruption",
            decided_on=ON,
            number="7",
        )
        for entry in entries
    )


def close_a_sheet(plan: Plan) -> None:
    """Every entry with a score, in the order of the plan."""
    sheet = CriteriaSheetFactory(plan=plan, closed_on=ON)
    Score.objects.bulk_create(
        Score(
            sheet=sheet,
            entry=entry,
            strategic_points=4,
            strategic_reason="I drejtpërdrejtë",
            strategic=Decimal(80),
            conformity=Decimal(100),
            maturity=Decimal(40),
            total=Decimal("74.0000"),
            rank=rank,
        )
        for rank, entry in enumerate(PlanEntry.objects.filter(plan=plan).in_order(), 1)
    )
