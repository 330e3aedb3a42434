"""What happened with the OGP plan after its measures were entered: four calendars, the three criteria, a request for
commitments; and an edition of the anticorruption strategy, after which two targets changed, one of them quietly.

The four leads and their one day, 03.07.2018, are the seed's. Steps, weights, decisions and changes are examples.
"""

import datetime
from decimal import Decimal

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.plans.calendar import StepSaid, Window
from sekretariat.domain.plans.enums import PlanLetterPurpose, StepKind
from sekretariat.domain.plans.models import Indicator, Plan, PlanCalendar, PlanEntry
from sekretariat.domain.plans.services import (
    Asking,
    Assessment,
    Decision,
    EditionDecision,
    Weights,
    assess,
    close_sheet,
    draft_asking,
    join_calendar,
    make_edition,
    make_sheet,
    return_calendar,
    set_frame,
    set_targets,
)
from sekretariat.domain.replying.contents import CalendarSent
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Actor, Channel

from . import cast
from . import plans_cast as said
from .cast import EXAMPLE
from .doing import acting, day

K = StepKind
# From when to when the secretariat's frame has each kind of step.
FRAME = (
    (K.PREPARATION, "2018-06-25", "2018-07-13"),
    (K.DRAFTING, "2018-07-09", "2018-08-10"),
    (K.CONSULTATION, "2018-08-13", "2018-08-31"),
    (K.VALIDATION, "2018-09-03", "2018-09-14"),
    (K.ADOPTION, "2018-09-17", "2018-09-28"),
    (K.PUBLICATION, "2018-10-01", "2018-10-12"),
)
# Lead -> the day its calendar came, and its steps: kind, title, last day, body, (row it follows, working days after).
CALENDARS = {
    "AKSHI": (
        "2018-07-02",
        (
            (K.PREPARATION, "Mbledhja e propozimeve të institucioneve", "2018-07-12", "", None),
            (K.DRAFTING, "Hartimi i masave të komponentit 2", "2018-08-03", "", None),
            (K.CONSULTATION, "Konsultimi në GT E-Gov dhe me publikun", "2018-08-24", "GT E-Gov", None),
            (K.VALIDATION, "Validimi në GT E-Gov", "2018-09-07", "GT E-Gov", (3, 10)),
        ),
    ),
    "MD": (
        "2018-07-03",
        (
            (K.PREPARATION, "Takimi me kontaktet e institucioneve", "2018-07-10", "", None),
            (K.DRAFTING, "Hartimi i masave të komponentit 4", "2018-08-08", "", None),
            (K.CONSULTATION, "Konsultimi me shoqërinë civile", "2018-08-29", "", None),
            (K.VALIDATION, "Validimi në GT Antikorrupsioni", "2018-09-12", "GT Antikorrupsioni", (3, 10)),
        ),
    ),
    "DZHM": (
        "2018-07-03",
        (
            (K.DRAFTING, "Hartimi i masave të komponentit 3", "2018-08-09", "", None),
            (K.CONSULTATION, "Konsultimi publik i masave", "2018-08-30", "", None),
            (K.VALIDATION, "Validimi në GT Politikbërja", "2018-10-15", "GT Politikbërja", None),
        ),
    ),
}
# Code -> strategic weight from 0 to 5.
WEIGHTS = {
    "1.1.1": 4, "1.1.2": 5, "1.1.3": 3, "2.1.1": 4, "2.1.2": 5, "2.1.3": 3, "3.1.1": 4,
    "3.1.2": 3, "3.1.3": 2, "4.1.1": 5, "4.2.1": 3, "4.3.1": 4, "4.4.1": 2, "4.5.1": 4,
}  # fmt: skip


def plan_on() -> None:
    """Go on with what `build_plans` entered."""
    plan = Plan.objects.get(short_name=said.OGP.short_name)
    _send_calendars(plan)
    _rank(plan)
    draft_asking(
        plan=plan,
        asking=Asking(
            purpose=PlanLetterPurpose.COMMITMENT,
            institutions=list(Institution.objects.filter(short_name__in=["MFE", "AKSHI"])),
            term_days=5,
        ),
        by=_officer("2018-07-05"),
        on=day("2018-07-05"),
    )
    _freeze(Plan.objects.get(short_name=said.ANTICORRUPTION.short_name))


def _officer(on: str) -> Actor:
    return acting(cast.OFFICER, on=day(on))


def _send_calendars(plan: Plan) -> None:
    """The finance ministry's does not come; the department's own ends after the adoption and is returned."""
    windows = [Window(kind=kind, starts_on=day(first), ends_on=day(last)) for kind, first, last in FRAME]
    set_frame(plan=plan, windows=windows, seen=0, by=_officer("2018-06-27"), on=day("2018-06-27"))
    bodies = {body.short_name: body.pk for body in Body.objects.exclude(short_name="")}
    for lead, (received, steps) in CALENDARS.items():
        reply(
            obligation=Obligation.objects.get(kind=ObligationKind.SEND_CALENDAR, institution__short_name=lead),
            content=CalendarSent(steps=[_step(*step, bodies=bodies) for step in steps]),
            given=Given(received_on=day(received), text=f"Kalendari i komponentit {EXAMPLE}"),
            channel=Channel.PAPER,
            by=_officer(received),
            on=day(received),
        )
    received = PlanCalendar.objects.filter(plan=plan).exclude(node=None)
    join_calendar(calendar=received.get(node__code="2"), by=_officer("2018-07-04"), on=day("2018-07-04"))
    return_calendar(calendar=received.get(node__code="3"), by=_officer("2018-07-04"), on=day("2018-07-04"))


def _step(
    kind: StepKind, title: str, last: str, body: str, follows: tuple[int, int] | None, *, bodies: dict[str, int]
) -> StepSaid:
    row, days = follows or (None, None)
    return StepSaid(
        kind=kind,
        title_sq=f"{title} {EXAMPLE}",
        ends_on=day(last),
        body_id=bodies[body] if body else None,
        after_number=row,
        after_days=days,
    )


def _rank(plan: Plan) -> None:
    on = "2018-06-29"
    sheet = make_sheet(plan=plan, weights=Weights(), by=_officer(on), on=day(on))
    entries = PlanEntry.objects.filter(plan=plan)
    reason = f"Vlerësim i workshopit {EXAMPLE}"
    assessments = [Assessment(entry=entry, points=WEIGHTS[entry.code], reason=reason) for entry in entries]
    assess(sheet=sheet, assessments=assessments, by=_officer(on), on=day(on))
    close_sheet(sheet=sheet, by=_officer(on), on=day(on))


def _freeze(plan: Plan) -> None:
    """The strategy as it was adopted; after it one target is lowered by a decision, another without one."""
    on = "2018-06-28"
    make_edition(
        plan=plan,
        title_sq=f"Strategjia siç u miratua {EXAMPLE}",
        title_en=f"The strategy as adopted {EXAMPLE}",
        decision=EditionDecision(
            body_sq="Këshilli i Ministrave", body_en="Council of Ministers", decided_on=datetime.date(2015, 3, 20)
        ),
        by=_officer(on),
        on=day(on),
    )
    decision = Decision(decided_by=f"KN Antikorrupsion {EXAMPLE}", number="3", on=datetime.date(2018, 7, 6))
    _lower("Institucione të kontrolluara", {2018: 20, 2019: 60, 2020: 70}, decision)
    _lower("Bashki me plan integriteti", {2019: 6, 2020: 15}, Decision())


def _lower(name: str, targets: dict[int, int], decision: Decision) -> None:
    set_targets(
        indicator=Indicator.objects.get(name_sq=f"{name} {EXAMPLE}"),
        targets={year: Decimal(value) for year, value in targets.items()},
        decision=decision,
        by=_officer("2018-07-09"),
        on=day("2018-07-09"),
    )
