"""The second office's people and papers. The second seed says what AMVV is and does; it names no person, no letter and
no member: those are marked as examples. The four sub-groups, the meeting of 16.11.2022, the co-chairs and the
associations are facts of the domain (their pages: rdpa.al, qeverisjavendore.gov.al).
"""

import datetime

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.services import Demand

from .cast import EXAMPLE, Example

SET_UP_ON = datetime.date(2022, 9, 1)
MEMBERS_ASKED_ON = datetime.date(2022, 10, 17)
FIRST_MEETING_ON = datetime.date(2022, 11, 16)
OPINIONS_ASKED_ON = datetime.date(2023, 2, 6)

ADMINISTRATOR = Example("Gjergj Marku", "administrator@amvv.example")
OFFICER = Example("Elira Dodaj", "zyrtar@amvv.example", "069 20 00 022")
CLERK = Example("Bora Nika", "protokoll@amvv.example")
MUNICIPAL = Example("Klea Rama", "koordinator@bashkia-shkoder.example", "069 20 00 061")

SIGNATORY = f"Drejtori ekzekutiv {EXAMPLE}"

# Of the first meeting's pages: the working group proposed four sub-groups.
SUB_GROUPS = [
    ("GNPIE 22/1", "Nëngrupi për politikat dhe kuadrin ligjor", "Sub-group on policy and legal framework"),
    (
        "GNPIE 22/2",
        "Nëngrupi për kuadrin institucional dhe kapacitetet administrative",
        "Sub-group on institutional framework and administrative capacity",
    ),
    (
        "GNPIE 22/3",
        "Nëngrupi për programimin, monitorimin dhe vlerësimin",
        "Sub-group on programming, monitoring and evaluation",
    ),
    (
        "GNPIE 22/4",
        "Nëngrupi për menaxhimin financiar, auditimin dhe kontrollin",
        "Sub-group on financial management, audit and control",
    ),
]

# The chair is of the first meeting's pages; who is responsible and who contributes is an example.
SEATS_OF_CHAPTER_22 = [
    (SeatRole.CHAIR, "MB", "Zëvendësministër i Brendshëm", "Deputy Minister of Interior"),
    (SeatRole.RESPONSIBLE, "MB", f"Drejtoria e Integrimit Evropian {EXAMPLE}", f"EU Integration Directorate {EXAMPLE}"),
    (SeatRole.CONTRIBUTING, "MFE", EXAMPLE, EXAMPLE),
    (SeatRole.CONTRIBUTING, "SASPAC", EXAMPLE, EXAMPLE),
    (SeatRole.CONTRIBUTING, "MEPJ", EXAMPLE, EXAMPLE),
    (SeatRole.CONTRIBUTING, "MIE", EXAMPLE, EXAMPLE),
    (SeatRole.CONTRIBUTING, "INSTAT", EXAMPLE, EXAMPLE),
]

# Short name, Albanian, English. The two associations of municipalities and that of the regional councils.
ASSOCIATIONS = [
    ("AAM", "Shoqata e Bashkive të Shqipërisë", "Association of Albanian Municipalities"),
    ("ALAA", "Shoqata për Autonomi Vendore", "Association for Local Autonomy"),
    ("SHKQ", "Shoqata e Këshillave të Qarqeve", "Association of Regional Councils"),
]
MINISTER_OF_STATE = ("MSHPV", "Ministri i Shtetit për Pushtetin Vendor", "Minister of State for Local Government")
# VKM 227/2024 puts AMVV under the Minister of State. Its title is not in our sources.
MOVED_BY = {"number": "227", "year": 2024, "title_sq": f"Titulli nuk jepet nga burimi {EXAMPLE}"}
MOVED_ON = datetime.date(2024, 4, 9)

MEMBERS = {
    "subject": f"Për caktimin e përfaqësuesit në Grupin Ndërinstitucional të Punës për Kapitullin 22 {EXAMPLE}",
    "text": (
        "Në mbështetje të VKM-së nr. 749, datë 19.12.2018 dhe të VKM-së nr. 422, datë 6.5.2020, të ndryshuar, "
        "ju lutemi të caktoni përfaqësuesin tuaj në grupin ndërinstitucional të punës dhe zëvendësin e tij.\n"
        "Kjo shkresë është shembull: fara jep aktet dhe rolin e AMVV-së, jo shkresat e saj."
    ),
}
NAME_MEMBER = Demand(
    kind=ObligationKind.NAME_COORDINATOR,
    ask_sq="Caktoni përfaqësuesin dhe zëvendësin në GNPIE për Kapitullin 22",
    ask_en="Name the representative and the deputy in the working group for Chapter 22",
    term_days=10,
)
MEMBERS_OF = ["MB", "MFE", "SASPAC", "MEPJ", "MIE", "INSTAT"]
NAMED = {
    "MB": (Example("Ardian Hysa", "kapitulli22@mb.example"), "2022-10-24"),
    "MFE": (Example("Dorina Çami", "kapitulli22@mfe.example"), "2022-10-26"),
    "SASPAC": (Example("Redi Gjoni", "kapitulli22@saspac.example"), "2022-10-27"),
    "MEPJ": (Example("Zana Lika", "kapitulli22@mepj.example"), "2022-11-02"),
}

OPINIONS = {
    "subject": f"Për mendim mbi projektstrategjinë e decentralizimit në kuadër të Këshillit Konsultativ {EXAMPLE}",
    "text": (
        "Në mbështetje të ligjit nr. 139/2015 “Për vetëqeverisjen vendore” dhe të VKM-së nr. 910, datë 21.12.2016, ju "
        "dërgojmë për mendim projektstrategjinë.\n"
        "Kjo shkresë, afati i saj dhe përgjigjet janë shembull."
    ),
}
GIVE_OPINION = DemandOf(
    demand=Demand(
        kind=ObligationKind.FREE_ANSWER,
        ask_sq="Dërgoni mendimin për projektstrategjinë e decentralizimit",
        ask_en="Send the opinion on the draft decentralisation strategy",
        term_days=20,
    )
)
OPINIONS_RECEIVED = 38  # of 61: as in the acceptance scenario of the consultation
OPINIONS_RECEIVED_ON = datetime.date(2023, 3, 1)
