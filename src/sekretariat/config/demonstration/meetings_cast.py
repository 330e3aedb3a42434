"""The meetings of the demonstration.

The workshop of 25.06.2018 is the first seed, word for word: place, day, who directed it, steps, conclusions, appraisal
and list of papers. Its agenda, hours and who came are not in the seed: examples. The decisions of the OGP committee of
30.11.2022 and the Consultative Council's meeting of 18.02.2025 are facts of the domain; the rest is an example.
"""

import datetime

from sekretariat.domain.meetings.enums import ItemKind, PaperKind, StatementKind, Verb

from .cast import EXAMPLE

S, K = StatementKind, ItemKind
WORKSHOP_PLANNED_ON = datetime.date(2018, 6, 18)
WORKSHOP_ON = datetime.date(2018, 6, 25)
NEXT_ON = datetime.date(2018, 7, 16)
NEXT_PLANNED_ON = datetime.date(2018, 7, 9)
CIRCULATED_ON = datetime.date(2018, 6, 29)

LED_BY = "DPSM"  # the directorate of the seed, with the unit, department and office above it
WORKSHOP = {
    "title_sq": "Workshopi me Grupin e Koordinatorëve të OGP-së",
    "title_en": "Workshop with the group of OGP coordinators",
    "place_sq": "COD – Qendra për Hapje dhe Dialog, Zyra e Kryeministrit",
    "place_en": "COD – Centre for Openness and Dialogue, Prime Minister's Office",
    "begins_at": datetime.time(10),
    "ends_at": datetime.time(13),
}
# Kind, title in both languages, minutes, and whether it is about the OGP plan.
AGENDA = (
    (
        K.DISCUSSION,
        "Hapja dhe mekanizmi institucional i procesit",
        "Opening and the mechanism",
        30,
        False,
    ),
    (K.DISCUSSION, "Hapat e ndërmarrë deri tani", "Steps taken so far", 20, False),
    (K.PRESENTATION, "Drejtimi i katër komponentëve", "Leadership of the four components", 50, True),
    (K.CALENDARS, "Hapat imediatë dhe kalendari i punës", "Immediate steps and the work calendar", 60, True),
    (K.DISCUSSION, "Vlerësimi i workshopit", "Appraisal of the workshop", 20, False),
)
# Place in the agenda, kind, text, numbers of the letters it cites.
STATEMENTS = (
    (
        1,
        S.NOTED,
        "Workshopi i organizuar nga Drejtoria e Politikave dhe Sistemit për Mirëqeverisje, DZHM, në kuadër të "
        "Partneritetit për Qeverisje të Hapur u fokusua në hapat që do të ndiqen për mbarëvajtjen e këtij procesi dhe "
        "hartimit të Planit të Veprimit 2018-2020, si edhe lidhjen me Grupet e Menaxhimit të Integruar të Politikave.",
        (),
    ),
    (
        1,
        S.NOTED,
        "Në hapjen e workshopit u vlerësua angazhimi i institucioneve në këtë proces, i cili do të koordinohet në "
        "nivel operacional nga DZHM në rolin e sekretariatit teknik për Grupin e Menaxhimit të Integruar të "
        "Politikave për Mirëqeverisjen dhe Administrimin Publik. Ky mekanizëm ofron një qasje të integruar për "
        "koordinimin, menaxhimin, zbatimin dhe monitorimin e arritjeve të zhvillimit të qëndrueshëm të politikave të "
        "mirëqeverisjes dhe përbën një platformë të qëndrueshme edhe për zhvillimin e procesit të OGP.",
        (),
    ),
    (
        2,
        S.STEP_TAKEN,
        "Është dërguar shkresë zyrtare institucioneve për caktimin e koordinatoreve me qëllim krijimin e rrjetit të "
        "koordinatoreve kombëtarë për OGP.",
        ("2470",),
    ),
    (
        2,
        S.STEP_TAKEN,
        "Është dërguar shkresë zyrtare me paketën metodologjike për hartimin e Planit të Veprimit 2018-2020 (PV)",
        ("2783", "3004"),
    ),
    (
        2,
        S.STEP_TAKEN,
        "Workshopi i organizuar ka për qëllim qartësimin e mekanizmit institucional të këtij procesi si edhe "
        "metodologjinë e hartimit të PV III 2018-2020.",
        (),
    ),
    (
        4,
        S.NEXT_STEP,
        "Fillimi i inicimit të procesit për hartimin e Planit në përputhje me kuadrin metodologjik;",
        (),
    ),
    (
        4,
        S.WORKING_RULE,
        "Përdorimi i mekanizmave ekzistues për hartimin e PV dhe raportimit të zbatimit të tij me qëllim shmangien e "
        "proceseve të dyfishta (në përputhje sipas referimeve të mësipërme për çdo komponent)",
        (),
    ),
    (
        4,
        S.QUALITY_CONDITION,
        "Përcaktimi i masave të planifikuara në përputhje me SKZHI II, strategjitë sektoriale, të kostuara dhe të "
        "angazhuara në afat-shkurtër për të qene sa më konkrete dhe të matshme (PV 2018-2020).",
        (),
    ),
    (
        4,
        S.CRITERION,
        "Kriteret e përcaktimit, prioritizimit të masave lidhen me a) rëndësinë strategjike b) përputhshmërinë me "
        "SKZHI II, strategjitë sektoriale dhe c) maturitetin (masa të kostuara dhe të financuara);",
        (),
    ),
    (
        4,
        S.NEXT_STEP,
        "Koordinimi i kalendarit të veprimeve (Shtojca V) nga të gjitha institucionet me qëllim hartimin e PV, në "
        "përputhje me kuadrin metodologjik.",
        (),
    ),
    (
        5,
        S.APPRAISAL,
        "Përfaqësuesit e institucioneve të pranishëm në workshop vlerësuan mënyrën e organizimit të procesit dhe "
        "veçanërisht shfrytëzimin e strukturës së GMIP-së për Mirëqeverisjen dhe Administrimin Publik dhe Grupeve të "
        "saj Tematike për konsultimin dhe validimin e të dhënave që do të paraqiten në këtë kuadër.",
        (),
    ),
)
CALENDARS_POINT = "Dërgimi i Kalendarit për çdo komponent në përputhje me kuadrin metodologjik"
# Kind, title in both languages.
PAPERS = (
    (PaperKind.AGENDA, "Agjenda", "Agenda"),
    (PaperKind.FRAMEWORK, "Kuadri Metodologjik", "Methodological framework"),
    (PaperKind.PRESENTATION, "Prezantimi i procesit të OGP-së", "Presentation of the OGP process"),
    (PaperKind.ATTENDANCE_LIST, "Listë-prezenca e pjesëmarrjes", "Attendance list"),
)

# Of the OGP committee on 30.11.2022 (its published decisions): verb, Albanian, English.
COMMITTEE_ON = datetime.date(2022, 11, 30)
COMMITTEE_DECISIONS = (
    (Verb.APPROVED, "Raporti i vetëvlerësimit 2020-2022.", "The self-assessment report 2020–2022."),
    (Verb.APPROVED, "Rregullorja e brendshme e komitetit.", "The internal regulation of the committee."),
    (
        Verb.AGREED,
        "Afati për caktimin e bashkëkryetarit nga shoqëria civile.",
        "The deadline for naming the co-chair of civil society.",
    ),
    (Verb.PRESENTED, "Metodologjia e bashkëhartimit.", "The methodology of co-design."),
    (Verb.AGREED, "Afatet për dërgimin e ideve.", "The deadlines for sending ideas."),
)

# The two meetings of the Consultative Council that the sources date; which number they had is not told.
COUNCIL_ON = datetime.date(2025, 2, 18)
COUNCIL_AGENDA = (
    (
        "Ndryshimi i vendimit për koordinimin qendror-vendor të integrimit evropian",
        "Amending the decision on central–local coordination of EU integration",
    ),
    ("Vendimi 1/2024 për Komitetin e Rajoneve", "Decision 1/2024 on the Committee of the Regions"),
    ("Rregullorja e brendshme dhe komisionet ad hoc", "Internal regulation and ad hoc commissions"),
    ("Strategjia e turizmit", "Tourism strategy"),
    ("Zonat e aeroporteve", "Airport areas"),
)
ANNUAL_PLAN = f"Plani i Akteve 2025 {EXAMPLE}"
