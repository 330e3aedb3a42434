"""The three letters of the first seed: numbers, dates and subjects word for word (its notes 1 and 2).

Texts, terms other than the calendars' day, and signatory are ours, and marked as examples.
"""

import datetime

from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.services import Demand

from .cast import EXAMPLE

COORDINATORS_ON = datetime.date(2018, 5, 21)
PACKAGE_ON = datetime.date(2018, 6, 11)
LEADS_ON = datetime.date(2018, 6, 22)
CALENDARS_DUE_ON = datetime.date(2018, 7, 3)

SIGNATORY = f"Drejtori i Departamentit {EXAMPLE}"
SIGNATORY_POST = "Departamenti i Zhvillimit dhe Mirëqeverisjes"

COORDINATORS = {
    "subject": "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur",
    "text": (
        "Në kuadër të hartimit të Planit të Veprimit 2018-2020 të Partneritetit për Qeverisje të Hapur po krijohet "
        "rrjeti i koordinatorëve kombëtarë.\n"
        "Adresuesit dhe teksti i kësaj shkrese janë shembull: fara jep numrin, datën dhe lëndën."
    ),
}
PACKAGE = {
    "subject": (
        "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për Qeverisje "
        "të Hapur për Koordinatorët"
    ),
    "text": (
        "Ju përcjellim paketën metodologjike, e cila përbëhet nga 5 shtojca.\n"
        "Adresuesit dhe teksti i kësaj shkrese janë shembull: fara jep numrin, datën dhe lëndën."
    ),
}
# What the five annexes are about is the seed's own list of them.
ANNEXES = (
    "Shtojca 1: mënyra e operimit dhe hartimi",
    "Shtojca 2: roli i përfaqësuesit të 4 komponentëve kryesorë",
    "Shtojca 3: kuadri institucional",
    "Shtojca 4: masat prioritare të parashikuara në Plan-Veprim",
    "Shtojca 5: kalendari i punës së grupit koordinator",
)
LEADS = {
    "subject": (
        "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për Qeverisje "
        "të Hapur për udhëheqësit e komponentëve/Lead Component"
    ),
    "text": (
        "Ju përcjellim paketën metodologjike për udhëheqësit e komponentëve.\n"
        "Teksti i kësaj shkrese është shembull: fara jep numrin, datën, lëndën dhe afatin e kalendarëve."
    ),
}

# Component -> (lead, through which bodies), as the workshop settled it.
COMPONENT_LEADS = {
    1: ("MFE", ["KMFP"]),
    2: ("AKSHI", ["GT E-Gov"]),
    3: ("DZHM", ["GT Politikbërja"]),
    4: ("MD", ["GT Antikorrupsioni", "KN Antikorrupsion"]),
}

NAME_COORDINATOR = Demand(
    kind=ObligationKind.NAME_COORDINATOR,
    ask_sq="Caktoni koordinatorin dhe zëvendësin për Partneritetin për Qeverisje të Hapur",
    ask_en="Name the coordinator and the deputy for the Open Government Partnership",
    term_days=10,
)
ACKNOWLEDGE = Demand(
    kind=ObligationKind.ACKNOWLEDGE,
    ask_sq="Konfirmoni marrjen e paketës metodologjike",
    ask_en="Acknowledge receipt of the methodology package",
    term_days=5,
)


def calendar_demands(institutions: dict[str, object]) -> list[DemandOf]:
    """One calendar per component lead, all due on the day the notes give."""
    return [
        DemandOf(
            institution=institutions[lead],  # type: ignore[arg-type]
            demand=Demand(
                kind=ObligationKind.SEND_CALENDAR,
                ask_sq=f"Dërgoni kalendarin e komponentit {number}",
                ask_en=f"Send the calendar of component {number}",
                due_on=CALENDARS_DUE_ON,
            ),
        )
        for number, (lead, _bodies) in COMPONENT_LEADS.items()
    ]
