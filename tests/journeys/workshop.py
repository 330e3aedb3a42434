"""The workshop of 25 June 2018 as rows: letters, bodies, leads, duties, papers, and what was typed at the table."""

import datetime
import io

from sekretariat.domain.bodies.enums import BodyKind
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    draft_letter,
    enclose,
    register_letter,
    send_letter,
    sign_letter,
)
from sekretariat.domain.meetings.enums import ItemKind, MeetingKind, PaperKind, StatementKind
from sekretariat.domain.meetings.models import ActionPoint, ActionPointObligation, Meeting, MeetingPaper
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand
from sekretariat.domain.plans.enums import Joined
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.services import expect_calendar
from sekretariat.ground.files.services import take_upload
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MeetingPaperFactory,
    NodeFactory,
    NodePartyFactory,
    OfficeFactory,
    PlanFactory,
    StatementFactory,
    SubordinationFactory,
    officer,
)

ON = datetime.date(2018, 6, 25)
CALENDARS_DUE = datetime.date(2018, 7, 3)
WHOLE_PACKAGE = (
    "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për Qeverisje të "
    "Hapur për "
)
ANNEXES = (
    "Shtojca 1: hartimi",
    "Shtojca 2: roli i përfaqësuesit të 4 komponentëve kryesorë (4 lead components)",
    "Shtojca 3: kuadri institucional",
    "Shtojca 4: masat prioritare të parashikuara në Plan-Veprim",
    "Shtojca 5: kalendari i punës së grupit koordinator",
)
# What the secretary types: the discussion itself. Nothing of it stands in other rows.
OPENING = (
    "Workshopi i organizuar nga Drejtoria e Politikave dhe Sistemit për Mirëqeverisje, DZHM, në kuadër të "
    "Partneritetit për Qeverisje të Hapur u fokusua në hapat që do të ndiqen për mbarëvajtjen e këtij procesi dhe "
    "hartimit të Planit të Veprimit 2018-2020, si edhe lidhjen me Grupet e Menaxhimit të Integruar të Politikave.",
    "Në hapjen e workshopit u vlerësua angazhimi i institucioneve në këtë proces, i cili do të koordinohet në nivel "
    "operacional nga DZHM në rolin e sekretariatit teknik për Grupin e Menaxhimit të Integruar të Politikave për "
    "Mirëqeverisjen dhe Administrimin Publik. Ky mekanizëm ofron një qasje të integruar për koordinimin, menaxhimin, "
    "zbatimin dhe monitorimin e arritjeve të zhvillimit të qëndrueshëm të politikave të mirëqeverisjes dhe përbën një "
    "platformë të qëndrueshme edhe për zhvillimin e procesit të OGP.",
)
STEPS = (
    "Është dërguar shkresë zyrtare institucioneve për caktimin e koordinatoreve me qëllim krijimin e rrjetit të "
    "koordinatoreve kombëtarë për OGP.",
    "Është dërguar shkresë zyrtare me paketën metodologjike për hartimin e Planit të Veprimit 2018-2020 (PV)",
    "Workshopi i organizuar ka për qëllim qartësimin e mekanizmit institucional të këtij procesi si edhe metodologjinë "
    "e hartimit të PV III 2018-2020.",
)
CONCLUSIONS = (
    (
        StatementKind.NEXT_STEP,
        "Fillimi i inicimit të procesit për hartimin e Planit në përputhje me kuadrin metodologjik;",
    ),
    (
        StatementKind.WORKING_RULE,
        "Përdorimi i mekanizmave ekzistues për hartimin e PV dhe raportimit të zbatimit të tij me qëllim shmangien e "
        "proceseve të dyfishta (në përputhje sipas referimeve të mësipërme për çdo komponent)",
    ),
    (
        StatementKind.QUALITY_CONDITION,
        "Përcaktimi i masave të planifikuara në përputhje me SKZHI II, strategjitë sektoriale, të kostuara dhe të "
        "angazhuara në afat-shkurtër për të qene sa më konkrete dhe të matshme (PV 2018-2020).",
    ),
    (
        StatementKind.CRITERION,
        "Kriteret e përcaktimit, prioritizimit të masave lidhen me a) rëndësinë strategjike b) përputhshmërinë me "
        "SKZHI II, strategjitë sektoriale dhe c) maturitetin (masa të kostuara dhe të financuara);",
    ),
    (
        StatementKind.NEXT_STEP,
        "Koordinimi i kalendarit të veprimeve (Shtojca V) nga të gjitha institucionet me qëllim hartimin e PV, në "
        "përputhje me kuadrin metodologjik.",
    ),
)
CALENDARS = "Dërgimi i Kalendarit për çdo komponent në përputhje me kuadrin metodologjik"
APPRAISAL = (
    "Përfaqësuesit e institucioneve të pranishëm në workshop vlerësuan mënyrën e organizimit të procesit dhe "
    "veçanërisht shfrytëzimin e strukturës së GMIP-së për Mirëqeverisjen dhe Administrimin Publik dhe Grupeve të "
    "saj Tematike për konsultimin dhe validimin e të dhënave që do të paraqiten në këtë kuadër."
)


class Secretariat:
    """What stands before the workshop: the secretariat, its letters, the plan with its four leads."""

    plan: Plan

    def __init__(self) -> None:
        self._institutions()
        self._bodies()
        self._plan()
        self._letters()

    def _institutions(self) -> None:
        top = InstitutionFactory(
            kind=InstitutionKind.PM_OFFICE, name_sq="Kryeministria", name_en="Prime Minister's Office", short_name="KM"
        )
        self.department = InstitutionFactory(
            kind=InstitutionKind.UNIT,
            name_sq="Departamenti i Zhvillimit dhe Mirëqeverisjes",
            name_en="Department of Development and Good Governance",
            short_name="DZHM",
            part_of=top,
        )
        SubordinationFactory(institution=self.department, superior=top)
        unit = InstitutionFactory(
            kind=InstitutionKind.UNIT,
            name_sq="Njësia e Politikave dhe Mirëqeverisjes",
            short_name="NJPM",
            part_of=self.department,
        )
        self.directorate = InstitutionFactory(
            kind=InstitutionKind.UNIT,
            name_sq="Drejtoria e Politikave dhe Sistemit për Mirëqeverisje",
            short_name="DPSM",
            part_of=unit,
        )
        self.office = OfficeFactory(unit=self.department, registers_at=top, paper_book=True)
        self.by = officer(self.office)
        self.finance = InstitutionFactory(name_sq="Ministria e Financave dhe Ekonomisë", short_name="MFE")
        self.justice = InstitutionFactory(name_sq="Ministria e Drejtësisë", short_name="MD")
        self.agency = InstitutionFactory(
            kind=InstitutionKind.AGENCY, name_sq="Agjencia Kombëtare e Shoqërisë së Informacionit", short_name="AKSHI"
        )

    def _bodies(self) -> None:
        self.ipmg: Body = BodyFactory(
            kind=BodyKind.IPMG,
            name_sq="Grupi i Menaxhimit të Integruar të Politikave për Mirëqeverisjen dhe Administrimin Publik",
            short_name="GMIP MAP",
        )
        self.network: Body = BodyFactory(
            kind=BodyKind.NETWORK,
            name_sq="Rrjeti i koordinatorëve kombëtarë për OGP",
            short_name="Rrjeti OGP",
            subject_sq="Partneriteti për Qeverisjen e Hapur (OGP)",
            parent=self.ipmg,
        )

    def _group(self, name: str) -> Body:
        return BodyFactory(kind=BodyKind.THEMATIC_GROUP, name_sq=name, parent=self.ipmg)

    def _committee(self, name: str) -> Body:
        return BodyFactory(kind=BodyKind.COMMITTEE, name_sq=name)

    def _plan(self) -> None:
        self.plan = PlanFactory(
            office=self.office,
            body=self.ipmg,
            network=self.network,
            short_name="PV PQH 2018-2020",
            adoption_on=datetime.date(2018, 9, 28),
        )
        committee = self._committee
        through: list[tuple[Institution, list[Body]]] = [
            (self.finance, [committee("Komiteti i Menaxhimit të Financave Publike")]),
            (self.agency, [self._group("Grupi Tematik E-Gov dhe Shërbimi Publik")]),
            (self.department, [self._group("Grupi Tematik i Politikbërjes")]),
            (
                self.justice,
                [
                    self._group("Grupi Tematik i Antikorrupsionit"),
                    committee("Komiteti Ndërinstitucional për Strategjinë Antikorrupsion"),
                ],
            ),
        ]
        self.components = []
        for number, (lead, bodies) in enumerate(through, 1):
            node = NodeFactory(plan=self.plan, code=str(number))
            self.components.append((node, lead))
            for place, body in enumerate(bodies):
                joined = Joined.AND_OR if place else Joined.AND
                NodePartyFactory(node=node, institution=lead, body=body, joined=joined)

    def _letters(self) -> None:
        addressed = [self.finance, self.agency, self.justice]
        self.first = self._sent(
            "2470 prot",
            datetime.date(2018, 5, 21),
            "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur",
            addressed,
            [DemandOf(demand=Demand(kind=ObligationKind.NAME_COORDINATOR, ask_sq="Caktoni koordinatorin"))],
        )
        self.package = self._sent(
            "2783prot", datetime.date(2018, 6, 11), WHOLE_PACKAGE + "Koordinatorët", addressed, [], encloses=ANNEXES
        )
        demands = [
            DemandOf(
                demand=Demand(
                    kind=ObligationKind.SEND_CALENDAR,
                    ask_sq=f"Dërgoni kalendarin e komponentit {node.code}",
                    due_on=CALENDARS_DUE,
                ),
                institution=lead,
            )
            for node, lead in self.components
        ]
        self.to_leads = self._sent(
            "3004prot",
            datetime.date(2018, 6, 22),
            WHOLE_PACKAGE + "udhëheqësit e komponentëve/Lead Component",
            [lead for _node, lead in self.components],
            demands,
            encloses=ANNEXES,
        )
        for node, lead in self.components:
            duty = Obligation.objects.get(institution=lead, kind=ObligationKind.SEND_CALENDAR)
            expect_calendar(node=node, obligation=duty, by=self.by, on=self.to_leads.on)

    def _sent(
        self,
        number: str,
        on: datetime.date,
        subject: str,
        to: list[Institution],
        demands: list[DemandOf],
        encloses: tuple[str, ...] = (),
    ) -> Letter:
        draft = Draft(subject=subject, to=to, body=self.network, signatory="Drejtori", demands=demands)
        letter = draft_letter(office=self.office, draft=draft, by=self.by, on=on)
        for title in encloses:
            stream = io.BytesIO(b"%PDF-1.4\n%%EOF\n")
            file = take_upload(stream=stream, name=f"{title.split(':')[0]}.pdf", by=self.by, on=on)
            enclose(letter=letter, file=file, title=title, by=self.by, on=on)
        sign_letter(letter=letter, by=self.by, on=on)
        register_letter(letter=letter, number_text=number, by=self.by, on=on)
        return send_letter(letter=letter, by=self.by, on=on)


class Workshop(Secretariat):
    """And the meeting with its papers, as rows."""

    meeting: Meeting

    def __init__(self) -> None:
        super().__init__()
        self._meeting()
        self._table()
        self._papers()

    def _meeting(self) -> None:
        self.meeting = MeetingFactory(
            office=self.office,
            body=self.network,
            kind=MeetingKind.WORKSHOP,
            on=ON,
            title_sq="Workshopi me Grupin e Koordinatorëve të OGP-së",
            title_en="Workshop with the group of OGP coordinators",
            place_sq="COD – Qendra për Hapje dhe Dialog, Zyra e Kryeministrit",
            led_by=self.directorate,
            held=True,
        )

    def _table(self) -> None:
        opening = AgendaItemFactory(meeting=self.meeting, position=1, title_sq="Hapja")
        process = AgendaItemFactory(
            meeting=self.meeting,
            position=2,
            kind=ItemKind.CALENDARS,
            title_sq="Procesi i hartimit dhe kalendarët e komponentëve",
            plan=self.plan,
        )
        for place, text in enumerate(OPENING):
            StatementFactory(meeting=self.meeting, item=opening, position=place, text_sq=text)
        cites = ([self.first], [self.package, self.to_leads], [])
        for place, (text, letters) in enumerate(zip(STEPS, cites, strict=True)):
            step = StatementFactory(
                meeting=self.meeting, item=process, position=place, kind=StatementKind.STEP_TAKEN, text_sq=text
            )
            step.letters.set(letters)
        said = [*CONCLUSIONS, (StatementKind.APPRAISAL, APPRAISAL)]
        for place, (kind, text) in enumerate(said, len(STEPS)):
            StatementFactory(meeting=self.meeting, item=process, position=place, kind=kind, text_sq=text)
        # The day is not typed a second time: it is that of the four duties, which stand already.
        self.calendars: ActionPoint = ActionPointFactory(meeting=self.meeting, item=process, text_sq=CALENDARS)
        for duty in Obligation.objects.filter(kind=ObligationKind.SEND_CALENDAR):
            ActionPointObligation.objects.create(action_point=self.calendars, obligation=duty, is_linked=True)

    def _papers(self) -> None:
        titles = (
            (PaperKind.AGENDA, "Agjenda"),
            (PaperKind.FRAMEWORK, "Kuadri Metodologjik"),
            (PaperKind.PRESENTATION, "Prezantimi i procesit të OGP-së"),
            (PaperKind.ATTENDANCE_LIST, "Listë-prezenca e pjesëmarrjes"),
        )
        for place, (kind, title) in enumerate(titles):
            MeetingPaperFactory(meeting=self.meeting, position=place, kind=kind, title_sq=title)
        for place, letter in enumerate((self.first, self.package, self.to_leads), len(titles)):
            MeetingPaper.objects.create(
                meeting=self.meeting,
                position=place,
                kind=PaperKind.LETTERS,
                title_sq=letter.subject[:300],
                letter=letter,
            )
