"""The plans of the demonstration.

Facts: the four components of the OGP plan 2018-2020 with their leads and bodies (the first seed), the commitments
AL0061-AL0064 with leads, supporters, goals and values (opengovpartnership.org), the four goals of the decentralisation
strategy 2015-2020 (its first phase and the monitoring report of 2017). No source gives measures, indicators or costs:
those are ours, and marked as examples; so are the day of adoption and the goals of the NSDI II and of the
anticorruption strategy.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from sekretariat.domain.plans.enums import FundingSource, NodeKind, OpenValue, PlanKind

from .cast import EXAMPLE

ENTERED_ON = datetime.date(2018, 6, 26)
STRATEGIES_ENTERED_ON = datetime.date(2018, 6, 1)
ADOPTION_ON = datetime.date(2018, 9, 28)


@dataclass(frozen=True, kw_only=True)
class NodeOf:
    """A node with what stands under it; `supports` are short names of contributing institutions."""

    code: str
    kind: NodeKind
    sq: str
    en: str
    reference: str = ""
    values: tuple[OpenValue, ...] = ()
    supports: tuple[str, ...] = ()
    under: tuple["NodeOf", ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanOf:
    """`adopted`: the day of adoption, or nothing for a plan that is being prepared."""

    short_name: str
    kind: PlanKind
    sq: str
    en: str
    years: tuple[int, int]
    note_sq: str
    note_en: str
    nodes: tuple[NodeOf, ...]
    body: str = ""
    network: str = ""
    adopted: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """In lekë; without a source it is costed and not financed."""

    year: int
    amount: int
    source: FundingSource | None = None
    is_secured: bool = True
    euro: int = 0


@dataclass(frozen=True, kw_only=True)
class Passport:
    """An indicator; without a baseline it is "not set"."""

    sq: str
    en: str
    unit_sq: str
    unit_en: str
    targets: dict[int, int]
    baseline: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureOf:
    """A measure: `places` are (plan, node, code) beside the first, `serves` (plan, node) goals it is in accord with."""

    plan: str
    node: str
    code: str
    sq: str
    en: str
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    due: str = ""
    costs: tuple[Cost, ...] = ()
    indicators: tuple[Passport, ...] = ()
    milestones: tuple[tuple[str, str, str], ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()
    serves: tuple[tuple[str, str], ...] = ()
    sdg: str = ""
    is_without_cost: bool = False


C, G = NodeKind.COMPONENT, NodeKind.POLICY_GOAL
BUDGET, DONOR, OWN = FundingSource.STATE_BUDGET, FundingSource.DONOR, FundingSource.OWN_REVENUE
EURO_RATE = Decimal("126.0000")  # an example: the rate of the middle of 2018, rounded

OGP = PlanOf(
    short_name="PV PQH 2018-2020",
    kind=PlanKind.OGP,
    sq="Plani i Veprimit 2018-2020 i Partneritetit për Qeverisje të Hapur",
    en="Open Government Partnership Action Plan 2018-2020",
    years=(2018, 2020),
    note_sq=(
        "Katër komponentët, drejtuesit dhe organet janë të workshopit të datës 25.06.2018; angazhimet AL0061–AL0064 "
        "janë të opengovpartnership.org. Masat, treguesit, kostot dhe dita e miratimit janë shembull."
    ),
    note_en=(
        "The four components, leads and bodies are those of the workshop of 25.06.2018; the commitments AL0061–AL0064 "
        "are those of opengovpartnership.org. Measures, indicators, costs and the day of adoption are examples."
    ),
    body="GMIP MAP",
    network="Rrjeti OGP",
    nodes=(
        NodeOf(
            code="1", kind=C, reference="AL0061", values=(OpenValue.ACCESS,),
            sq="Transparenca e raportimit qeveritar", en="Transparency of Government Reporting",
            supports=("KM", "MEPJ", "APP", "KPP", "KLSH", "INSTAT"),
            under=(
                NodeOf(
                    code="1.1", kind=G,
                    sq="Sistem i menaxhimit të financave publike me transparencë, llogaridhënie dhe disiplinë fiskale",
                    en="A public finance management system with transparency, accountability and fiscal discipline",
                ),
            ),
        ),
        NodeOf(
            code="2", kind=C, reference="AL0062", values=(OpenValue.ACCESS, OpenValue.TECHNOLOGY),
            sq="Qeverisja elektronike", en="e-Government",
            under=(
                NodeOf(
                    code="2.1", kind=G, sq="Qeverisje elektronike dhe shërbime ndërvepruese",
                    en="E-governance and interactive services",
                ),
            ),
        ),
        NodeOf(
            code="3", kind=C, reference="AL0063", values=(OpenValue.ACCESS, OpenValue.PARTICIPATION),
            sq="Rregullim më i mirë", en="Better Regulation", supports=("MFE", "AKSHI", "ASPA", "MEPJ"),
            under=(
                NodeOf(
                    code="3.1", kind=G,
                    sq="Politikëbërje transparente dhe gjithëpërfshirëse, e përafruar me acquis",
                    en="Transparent, inclusive policy-making aligned with the acquis",
                ),
            ),
        ),
        NodeOf(
            code="4", kind=C, reference="AL0064",
            values=(OpenValue.ACCESS, OpenValue.ACCOUNTABILITY, OpenValue.TECHNOLOGY),
            sq="Komunitete të sigurta", en="Safe Communities", supports=("ILDKPKI",),
            under=(
                NodeOf(
                    code="4.1", kind=G, sq="Kontrolli i institucioneve nga task-forca antikorrupsion",
                    en="Control of institutions by the anticorruption task force",
                ),
                NodeOf(
                    code="4.2", kind=G,
                    sq="Transparenca e koordinatorit kombëtar për strategjinë antikorrupsion",
                    en="Transparency of the national coordinator on the anticorruption strategy",
                ),
                NodeOf(
                    code="4.3", kind=G, sq="Përdorimi i mekanizmave të raportimit nga qytetarët",
                    en="Citizens' use of reporting mechanisms",
                ),
                NodeOf(code="4.4", kind=G, sq="Trajtimi i denoncimeve", en="Handling of denunciations"),
                NodeOf(code="4.5", kind=G, sq="Mekanizmat e parandalimit", en="Prevention mechanisms"),
            ),
        ),
    ),
)  # fmt: skip
NSDI = PlanOf(
    short_name="SKZHI II",
    kind=PlanKind.NSDI,
    sq="Strategjia Kombëtare për Zhvillim dhe Integrim 2015-2020 (SKZHI II)",
    en="National Strategy for Development and Integration 2015-2020 (NSDI II)",
    years=(2015, 2020),
    note_sq="Qëllimet dhe dita e miratimit janë shembull: burimet tona e përmendin strategjinë pa to.",
    note_en="The goals and the day of adoption are examples: our sources name the strategy without them.",
    adopted=datetime.date(2016, 5, 11),
    nodes=(
        NodeOf(code="I", kind=G, sq=f"Qeverisje e mirë, demokraci dhe shtet i së drejtës {EXAMPLE}",
               en=f"Good governance, democracy and the rule of law {EXAMPLE}"),
        NodeOf(code="II", kind=G, sq=f"Financa publike të qëndrueshme {EXAMPLE}",
               en=f"Sound public finance {EXAMPLE}"),
    ),
)  # fmt: skip
ANTICORRUPTION = PlanOf(
    short_name="Strategjia Antikorrupsion",
    kind=PlanKind.STRATEGY,
    sq="Strategjia Ndërsektoriale kundër Korrupsionit",
    en="Cross-sector Strategy against Corruption",
    years=(2015, 2020),
    body="KN Antikorrupsion",
    note_sq="Vitet, qëllimet dhe dita e miratimit janë shembull: fara e përmend strategjinë pa to.",
    note_en="Years, goals and the day of adoption are examples: the seed names the strategy without them.",
    adopted=datetime.date(2015, 3, 20),
    nodes=(
        NodeOf(code="A", kind=G, sq=f"Parandalimi {EXAMPLE}", en=f"Prevention {EXAMPLE}"),
        NodeOf(code="B", kind=G, sq=f"Ndëshkimi {EXAMPLE}", en=f"Punishment {EXAMPLE}"),
        NodeOf(code="C", kind=G, sq=f"Ndërgjegjësimi {EXAMPLE}", en=f"Awareness {EXAMPLE}"),
    ),
)
DECENTRALISATION = PlanOf(
    short_name="SNDQV 2015-2020",
    kind=PlanKind.STRATEGY,
    sq="Strategjia Ndërsektoriale për Decentralizimin dhe Qeverisjen Vendore 2015-2020",
    en="Cross-sector Strategy for Decentralisation and Local Governance 2015-2020",
    years=(2015, 2020),
    body="GT Decentralizimi",
    note_sq="Miratuar më 29.7.2015; masat dhe shifrat janë shembull.",
    note_en="Adopted on 29.7.2015; measures and figures are examples.",
    adopted=datetime.date(2015, 7, 29),
    nodes=(
        NodeOf(
            code="1", kind=G, sq="Efiçenca e strukturave të qeverisjes vendore", en="Efficiency of local structures"
        ),
        NodeOf(code="2", kind=G, sq="Financat vendore dhe autonomia fiskale", en="Local finance and fiscal autonomy"),
        NodeOf(code="3", kind=G, sq="Zhvillimi i qëndrueshëm vendor", en="Sustainable local development"),
        NodeOf(code="4", kind=G, sq="Qeverisja e mirë", en="Good governance"),
    ),
)

_P, _N, _A, _D = OGP.short_name, NSDI.short_name, ANTICORRUPTION.short_name, DECENTRALISATION.short_name


def _count(sq: str, en: str, targets: dict[int, int], baseline: int | None = None) -> Passport:
    return Passport(sq=sq, en=en, unit_sq="numër", unit_en="number", targets=targets, baseline=baseline)


def _share(sq: str, en: str, targets: dict[int, int], baseline: int | None = None) -> Passport:
    return Passport(sq=sq, en=en, unit_sq="%", unit_en="%", targets=targets, baseline=baseline)


# In the order of the plan. The first that stands in several plans is entered in the first of them and linked.
MEASURES = (
    MeasureOf(
        plan=_P, node="1.1", code="1.1.1", sq="Botimi i buxhetit për qytetarin", en="Publishing the citizens' budget",
        leads=("MFE",), supports=("INSTAT",), due="T4 2018", serves=((_N, "II"),), sdg="16.6",
        costs=(Cost(year=2018, amount=600_000, source=BUDGET), Cost(year=2019, amount=600_000, source=BUDGET)),
        indicators=(_count("Buxhete për qytetarin të botuara", "Citizens' budgets published", {2018: 1, 2019: 2}, 0),),
        milestones=(("Struktura e botimit", "Structure of the publication", "30.09.2018"),
                    ("Botimi në faqen e ministrisë", "Published on the ministry's site", "T4 2018")),
    ),
    MeasureOf(
        plan=_P, node="1.1", code="1.1.2", sq="Shpenzimet e thesarit si të dhëna të hapura",
        en="Treasury spending as open data", leads=("MFE",), supports=("AKSHI",), due="30.06.2019",
        serves=((_N, "II"),), sdg="16.6",
        costs=(Cost(year=2018, amount=1_200_000, source=BUDGET), Cost(year=2019, amount=4_500_000)),
        indicators=(_share("Institucione që botojnë shpenzimet çdo muaj", "Institutions publishing spending monthly",
                           {2019: 80, 2020: 100}, 35),),
    ),
    MeasureOf(
        plan=_P, node="1.1", code="1.1.3", sq="Botimi i planeve dhe kontratave të prokurimit",
        en="Publishing procurement plans and contracts", leads=("APP",), supports=("KPP", "KLSH"), due="2019",
        costs=(Cost(year=2019, amount=0, euro=20_000, source=DONOR, is_secured=False),),
        indicators=(_share("Kontrata të botuara brenda 30 ditëve", "Contracts published within 30 days", {2019: 90}),),
    ),
    MeasureOf(
        plan=_P, node="2.1", code="2.1.1", sq="Shërbime të reja ndërvepruese në e-Albania",
        en="New interactive services on e-Albania", leads=("AKSHI",), supports=("ADISA",), due="T2 2020",
        serves=((_N, "I"),), sdg="16.10",
        costs=(Cost(year=2018, amount=12_000_000, source=BUDGET), Cost(year=2019, amount=18_000_000, source=BUDGET),
               Cost(year=2020, amount=9_000_000, source=BUDGET, is_secured=False)),
        indicators=(_count("Shërbime ndërvepruese në portal", "Interactive services on the portal",
                           {2018: 560, 2019: 620, 2020: 700}, 530),),
        milestones=(("Lista e shërbimeve miratohet", "List of services approved", "T4 2018"),),
    ),
    MeasureOf(
        plan=_D, node="1", code="1.4", sq="Ngritja e zyrave me një ndalesë (OSSH) në bashki",
        en="Setting up one-stop shops in municipalities", leads=("AMVV",), supports=("ADISA", "AKSHI"), due="2020",
        places=((_P, "2.1", "2.1.2"), (_N, "I", "I.12")), serves=((_D, "1"),), sdg="16.6",
        costs=(Cost(year=2018, amount=15_000_000, source=DONOR), Cost(year=2019, amount=22_000_000, source=DONOR),
               Cost(year=2020, amount=10_000_000, source=OWN, is_secured=False)),
        indicators=(_count("Bashki me zyrë me një ndalesë në punë", "Municipalities with a one-stop shop at work",
                           {2018: 10, 2019: 27, 2020: 49}, 3),),
    ),
    MeasureOf(
        plan=_P, node="2.1", code="2.1.3", sq="Portali i të dhënave të hapura", en="Open data portal",
        leads=("AKSHI",), supports=("INSTAT",), due="31.12.2019", sdg="16.10",
        costs=(Cost(year=2019, amount=6_000_000, source=BUDGET),),
        indicators=(_count("Grupe të dhënash të botuara", "Data sets published", {2019: 100, 2020: 200}, 20),),
    ),
    MeasureOf(
        plan=_P, node="3.1", code="3.1.1", sq="Raport konsultimi publik për çdo projektakt",
        en="A public consultation report for each draft act", leads=("DZHM",), supports=("MEPJ",), due="T1 2019",
        serves=((_N, "I"),), sdg="16.7", is_without_cost=True,
        indicators=(_share("Projektakte me raport konsultimi", "Draft acts with a consultation report",
                           {2019: 60, 2020: 80}, 10),),
    ),
    MeasureOf(
        plan=_P, node="3.1", code="3.1.2", sq="Vlerësimi i ndikimit për projektligjet",
        en="Impact assessment of draft laws", leads=("DZHM",), supports=("MFE",), due="2020", serves=((_N, "I"),),
        costs=(Cost(year=2019, amount=3_000_000, source=DONOR), Cost(year=2020, amount=3_000_000)),
        indicators=(_share("Projektligje me vlerësim ndikimi", "Draft laws with impact assessment", {2020: 100}),),
    ),
    MeasureOf(
        plan=_P, node="3.1", code="3.1.3", sq="Trajnimi i nëpunësve për konsultimin publik",
        en="Training of civil servants in public consultation", leads=("ASPA",), due="T3 2019",
        costs=(Cost(year=2019, amount=1_800_000, source=BUDGET),),
    ),
    MeasureOf(
        plan=_A, node="A", code="A.3", sq="Kontrolle të task-forcës antikorrupsion në institucione",
        en="Controls of institutions by the anticorruption task force", leads=("MD",), supports=("ILDKPKI", "MB"),
        due="T4 2020", places=((_P, "4.1", "4.1.1"), (_N, "I", "I.7")), sdg="16.5",
        costs=(Cost(year=2018, amount=2_000_000, source=BUDGET), Cost(year=2019, amount=4_000_000, source=BUDGET),
               Cost(year=2020, amount=4_000_000, source=BUDGET)),
        indicators=(_count("Institucione të kontrolluara", "Institutions controlled",
                           {2018: 20, 2019: 60, 2020: 80}, 12),),
    ),
    MeasureOf(
        plan=_P, node="4.2", code="4.2.1", sq="Botimi i raporteve të koordinatorit kombëtar antikorrupsion",
        en="Publishing the reports of the national anticorruption coordinator", leads=("MD",), due="T4 2018",
        places=((_A, "C", "C.1"),), sdg="16.5", is_without_cost=True,
        indicators=(_count("Raporte të botuara në vit", "Reports published a year", {2018: 2, 2019: 4, 2020: 4}, 1),),
    ),
    MeasureOf(
        plan=_P, node="4.3", code="4.3.1", sq="Njësitë e sinjalizimit në institucione",
        en="Whistle-blowing units in institutions", leads=("ILDKPKI",), supports=("MD",), due="2019",
        costs=(Cost(year=2018, amount=1_500_000, source=BUDGET, is_secured=False),),
        indicators=(_count("Njësi sinjalizimi në punë", "Whistle-blowing units at work", {2019: 160}),),
    ),
    MeasureOf(
        plan=_P, node="4.4", code="4.4.1", sq="Afate dhe përgjigje për çdo denoncim", due="",
        en="Terms and an answer for each denunciation",
    ),
    MeasureOf(
        plan=_A, node="A", code="A.9", sq="Plane integriteti në bashki", en="Integrity plans in municipalities",
        leads=("MD",), supports=("AMVV", "MB"), due="T4 2020", places=((_P, "4.5", "4.5.1"), (_D, "4", "4.2")),
        serves=((_N, "I"),), sdg="16.5",
        costs=(Cost(year=2019, amount=2_500_000, source=DONOR), Cost(year=2020, amount=2_500_000)),
        indicators=(_count("Bashki me plan integriteti", "Municipalities with an integrity plan",
                           {2019: 6, 2020: 20}, 0),),
    ),
)  # fmt: skip
