"""The meetings of both offices: the workshop of the first seed, the one after it, the OGP committee, the Consultative
Council and the first meeting of the working group for Chapter 22.
"""

import datetime
import uuid

from django.utils import timezone, translation

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.services import add_body, add_seat, edit_body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.enums import (
    ItemKind,
    MeetingKind,
    MinutesKind,
    PaperKind,
    Presence,
    RuleKind,
)
from sekretariat.domain.meetings.models import AgendaItem, Attendance, Meeting
from sekretariat.domain.meetings.services import (
    ActionPointSaid,
    DecisionSaid,
    ItemSaid,
    MeetingSaid,
    PaperSaid,
    PresenceSaid,
    RuleSaid,
    StatementSaid,
    add_item,
    add_paper,
    call_meeting,
    circulate_minutes,
    hold_meeting,
    plan_meeting,
    record_presence,
    send_invitations,
    set_rule,
    take_decision,
    write_action_point,
    write_statement,
)
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.models import Plan
from sekretariat.ground.actors import Actor
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.words.enums import Precision

from . import amvv_cast, cast, plans_cast
from . import meetings_cast as said
from .cast import EXAMPLE
from .doing import acting, example_paper


def build_meetings() -> None:
    """Go on with what `build`, `build_amvv` and `build_plans` entered."""
    with translation.override("sq"):
        workshop = _workshop()
        _meeting_after(workshop)
        _committee()
        _council()
        _chapter_22()


def _officer(on: datetime.date) -> Actor:
    return acting(cast.OFFICER, on=on)


def _agency(on: datetime.date) -> Actor:
    return acting(amvv_cast.OFFICER, on=on)


def _workshop() -> Meeting:
    on, meeting = said.WORKSHOP_ON, _plan_workshop()
    meeting = call_meeting(meeting=meeting, by=_officer(said.WORKSHOP_PLANNED_ON), on=said.WORKSHOP_PLANNED_ON)
    # Who came is an example: the seed says that representatives of the institutions were there.
    _come(meeting, absent=list(meeting.attendances.order_by("position", "pk")[2:4]), by=_officer(on))
    meeting = hold_meeting(meeting=meeting, by=_officer(on), on=on)
    items = list(meeting.items.order_by("position"))
    for place, kind, text, numbers in said.STATEMENTS:
        write_statement(
            meeting=meeting,
            said=StatementSaid(text_sq=text, kind=kind, item=items[place - 1], letters=_letters(*numbers)),
            token=uuid.uuid4(),
            by=_officer(on),
            on=on,
        )
    calendars = Obligation.objects.filter(kind=ObligationKind.SEND_CALENDAR, due_on=datetime.date(2018, 7, 3))
    write_action_point(
        meeting=meeting,
        said=ActionPointSaid(text_sq=said.CALENDARS_POINT, item=items[3], standing=list(calendars)),
        token=uuid.uuid4(),
        by=_officer(on),
        on=on,
    )
    circulate_minutes(
        minutes=meeting.record,
        remarks_until=said.CIRCULATED_ON + datetime.timedelta(days=7),
        by=_officer(said.CIRCULATED_ON),
        on=said.CIRCULATED_ON,
    )
    return meeting


def _plan_workshop() -> Meeting:
    on = said.WORKSHOP_PLANNED_ON
    office, body = Office.objects.get(unit__short_name="DZHM"), Body.objects.get(short_name="Rrjeti OGP")
    edit_body(
        body=body,
        seen=body.revision,
        subject_sq="Partneriteti për Qeverisjen e Hapur (OGP)",
        subject_en="Open Government Partnership (OGP)",
        by=_officer(on),
        on=on,
    )
    meeting = plan_meeting(
        office=office,
        body=Body.objects.get(pk=body.pk),
        said=MeetingSaid(
            kind=MeetingKind.WORKSHOP,
            on=said.WORKSHOP_ON,
            led_by=Institution.objects.get(short_name=said.LED_BY),
            **said.WORKSHOP,
        ),
        record_kind=MinutesKind.NOTES,
        by=_officer(on),
        on=on,
    )
    plan = Plan.objects.get(short_name=plans_cast.OGP.short_name)
    for kind, title_sq, title_en, minutes, has_plan in said.AGENDA:
        about = {"plan": plan} if has_plan else {}
        _item(meeting, ItemSaid(kind=kind, title_sq=title_sq, title_en=title_en, minutes=minutes, **about), on=on)
    for kind, title_sq, title_en in said.PAPERS:
        file = example_paper(title_sq, by=_officer(on), on=on) if kind == PaperKind.PRESENTATION else None
        paper_said = PaperSaid(kind=kind, title_sq=title_sq, title_en=title_en, file=file, access=AccessLevel.PUBLIC)
        add_paper(meeting=meeting, said=paper_said, by=_officer(on), on=on)
    for letter in _letters("2470", "2783", "3004"):
        title = f"Shkresa {letter.citation}"
        add_paper(
            meeting=meeting,
            said=PaperSaid(kind=PaperKind.LETTERS, title_sq=title, letter=letter),
            by=_officer(on),
            on=on,
        )
    return meeting


def _item(meeting: Meeting, said_of_it: ItemSaid, *, on: datetime.date) -> AgendaItem:
    return add_item(meeting=meeting, said=said_of_it, by=_officer(on), on=on)


def _letters(*numbers: str) -> list[Letter]:
    return [Letter.objects.get(office__unit__short_name="DZHM", number=int(number), fraction=0) for number in numbers]


def _come(meeting: Meeting, *, absent: list[Attendance], by: Actor) -> None:
    away = {place.pk for place in absent}
    presences = [
        PresenceSaid(attendance=place, presence=Presence.EXCUSED if place.pk in away else Presence.PRESENT)
        for place in meeting.attendances.order_by("position", "pk")
    ]
    record_presence(meeting=meeting, said=presences, by=by, on=meeting.on)


def _meeting_after(workshop: Meeting) -> None:
    """It opens with the notes of the workshop, and shows which calendars came. Its day is an example."""
    on = said.NEXT_PLANNED_ON
    meeting = plan_meeting(
        office=workshop.office,
        body=workshop.body,
        said=MeetingSaid(
            on=said.NEXT_ON,
            title_sq=f"Mbledhja e dytë e rrjetit {EXAMPLE}",
            title_en=f"Second meeting of the network {EXAMPLE}",
            begins_at=datetime.time(10),
            ends_at=datetime.time(12),
            place_sq=said.WORKSHOP["place_sq"],
            place_en=said.WORKSHOP["place_en"],
            led_by=workshop.led_by,
        ),
        by=_officer(on),
        on=on,
    )
    plan = Plan.objects.get(short_name=plans_cast.OGP.short_name)
    for item in (
        ItemSaid(
            kind=ItemKind.LAST_MINUTES,
            title_sq="Miratimi i shënimeve të workshopit",
            title_en="Approval of the notes of the workshop",
            earlier=workshop,
            minutes=10,
        ),
        ItemSaid(
            kind=ItemKind.MATTERS_ARISING,
            title_sq="Çështje nga workshopi",
            title_en="Matters arising from the workshop",
            earlier=workshop,
            minutes=20,
        ),
        ItemSaid(
            kind=ItemKind.CALENDARS,
            title_sq="Kalendarët e komponentëve",
            title_en="Calendars of the components",
            plan=plan,
            minutes=40,
        ),
    ):
        _item(meeting, item, on=on)
    meeting = call_meeting(meeting=meeting, by=_officer(on), on=on)
    places = list(meeting.attendances.exclude(email=""))
    send_invitations(meeting=meeting, attendances=places, by=_officer(on), on=on)


def _committee() -> None:
    """The decisions of the OGP committee of 30.11.2022; its seats, and who came, are examples."""
    on = said.COMMITTEE_ON
    body = add_body(
        kind=BodyKind.FORUM,
        short_name="Komiteti PQH",
        name_sq="Komiteti Shumëpalësh i Partneritetit për Qeverisje të Hapur",
        name_en="Multi-stakeholder Committee of the Open Government Partnership",
        subject_sq="Partneriteti për Qeverisjen e Hapur (OGP)",
        subject_en="Open Government Partnership (OGP)",
        valid_from=on,
        by=_officer(on),
        on=on,
    )
    seats = [(SeatRole.SECRETARIAT, "DZHM"), *((SeatRole.MEMBER, name) for name in ("MFE", "MD", "AKSHI"))]
    for role, short_name in seats:
        add_seat(
            body=body,
            role=role,
            institution=Institution.objects.get(short_name=short_name),
            valid_from=on,
            by=_officer(on),
            on=on,
        )
    six_months = RuleSaid(
        kind=RuleKind.MEETS_EVERY, months=6, reference="Standardet e pjesëmarrjes dhe bashkëkrijimit të OGP, 1.1.2022"
    )
    set_rule(body=body, said=six_months, by=_officer(on), on=on)
    meeting = plan_meeting(
        office=Office.objects.get(unit__short_name="DZHM"),
        body=body,
        said=MeetingSaid(on=on, begins_at=datetime.time(10), title_sq="Mbledhja e parë", title_en="First meeting"),
        record_kind=MinutesKind.MINUTES,
        by=_officer(on),
        on=on,
    )
    meeting = call_meeting(meeting=meeting, by=_officer(on), on=on)
    _come(meeting, absent=[], by=_officer(on))
    meeting = hold_meeting(meeting=meeting, by=_officer(on), on=on)
    for verb, text_sq, text_en in said.COMMITTEE_DECISIONS:
        decided = DecisionSaid(verb=verb, text_sq=text_sq, text_en=text_en)
        take_decision(meeting=meeting, said=decided, by=_officer(on), on=on)


def _council() -> None:
    """The agenda of 18.02.2025; the quorum, who came and the next meeting are examples."""
    on, body = said.COUNCIL_ON, Body.objects.get(short_name="KK")
    basis = Act.objects.filter(type="dcm", number="910", year=2016).first()
    quorum = RuleSaid(
        kind=RuleKind.QUORUM,
        share_of=1,
        share_in=2,
        is_more_than=True,
        by_side=True,
        act=basis,
        reference=f"neni nuk jepet nga burimi {EXAMPLE}",
    )
    annual = RuleSaid(kind=RuleKind.ANNUAL_PLAN, act=basis, reference=f"praktika e vitit 2019 {EXAMPLE}")
    rule = [set_rule(body=body, said=one, by=_agency(on), on=on) for one in (quorum, annual)][-1]
    office = Office.objects.get(unit__short_name="AMVV")
    meeting = plan_meeting(
        office=office,
        body=body,
        said=MeetingSaid(on=on, begins_at=datetime.time(11), ends_at=datetime.time(13), place_sq=f"Tiranë {EXAMPLE}"),
        record_kind=MinutesKind.MINUTES,
        by=_agency(on),
        on=on,
    )
    for title_sq, title_en in said.COUNCIL_AGENDA:
        item = ItemSaid(title_sq=title_sq, title_en=title_en, minutes=20)
        add_item(meeting=meeting, said=item, by=_agency(on), on=on)
    meeting = call_meeting(meeting=meeting, by=_agency(on), on=on)
    _come(meeting, absent=list(meeting.attendances.filter(institution__short_name="ALAA")), by=_agency(on))
    meeting = hold_meeting(meeting=meeting, by=_agency(on), on=on)
    plan = DecisionSaid(verb="approved", text_sq=f"{said.ANNUAL_PLAN}.", keeps_rule=rule)
    take_decision(meeting=meeting, said=plan, by=_agency(on), on=on)
    today = timezone.localdate()
    later = MeetingSaid(on=datetime.date(today.year, 12, 31), precision=Precision.MONTH)
    plan_meeting(office=office, body=body, said=later, by=_agency(today), on=today)


def _chapter_22() -> None:
    """The first meeting of the working group, 16.11.2022; its item is a fact of its pages, who came an example."""
    on = amvv_cast.FIRST_MEETING_ON
    meeting = plan_meeting(
        office=Office.objects.get(unit__short_name="AMVV"),
        body=Body.objects.get(short_name="GNPIE 22"),
        said=MeetingSaid(on=on, begins_at=datetime.time(10), title_sq="Mbledhja e parë", title_en="First meeting"),
        record_kind=MinutesKind.MINUTES,
        by=_agency(on),
        on=on,
    )
    item = ItemSaid(title_sq="Ngritja e katër nëngrupeve", title_en="Setting up four sub-groups", minutes=60)
    add_item(meeting=meeting, said=item, by=_agency(on), on=on)
    meeting = call_meeting(meeting=meeting, by=_agency(on), on=on)
    _come(meeting, absent=[], by=_agency(on))
    hold_meeting(meeting=meeting, by=_agency(on), on=on)
