"""A thematic group gets 13 measures for remarks; its members answer by their forms, each remark gets its answer, and
the group's meeting validates 11 and returns 2 with reasons. Plan and edition show body, day and number.
"""

import datetime

import pytest
import time_machine
from django.urls import reverse

from sekretariat.domain.consultations.enums import RoundState
from sekretariat.domain.consultations.models import Remark, RemarksRound
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import BodyDecision
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Edition, PlanEntry, Validation
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    NodeFactory,
    OfficeFactory,
    PlanFactory,
    SeatFactory,
)
from tests.factories.complete import complete_entry
from tests.web.letters.conftest import english, person_in, words

__all__ = ["english"]

pytestmark = pytest.mark.django_db

MEMBERS = ("MB", "MD", "MFE", "AKSHI")
MEASURES, RETURNED = 13, 2


def at(text: str):
    return time_machine.travel(datetime.datetime.strptime(text, "%d.%m.%Y").replace(hour=9, tzinfo=datetime.UTC))


class Group:
    """The thematic group with its members and meetings, and the secretariat with its plan."""

    def __init__(self, english) -> None:
        self.english = english
        self.office = OfficeFactory()
        self.body = BodyFactory(
            name_sq="Grupi Tematik Antikorrupsion",
            name_en="Thematic Group Anticorruption",
            short_name="GT Antikorrupsion",
        )
        self.officer = person_in(Role.OFFICER, self.office.unit)
        self.members, self.people = {}, {}
        for name in MEMBERS:
            member = InstitutionFactory(short_name=name, email=f"{name.lower()}@shembull.al")
            SeatFactory(body=self.body, institution=member, valid_from=datetime.date(2018, 1, 1))
            self.members[name] = member
            self.people[name] = person_in(Role.COORDINATOR, member)
        self.plan = PlanFactory(office=self.office, body=self.body, short_name="PV 2018-2020")
        node = NodeFactory(plan=self.plan, code="1", title_sq="Antikorrupsion")
        self.entries = [
            complete_entry(self.plan, lead=self.members["MD"], node=node, code=f"1.{number}")
            for number in range(1, MEASURES + 1)
        ]
        self.meeting = MeetingFactory(
            office=self.office,
            body=self.body,
            number=2,
            on=datetime.date(2018, 7, 20),
            state="called",
            called_on=datetime.date(2018, 7, 10),
        )
        MinutesFactory(meeting=self.meeting)

    def get(self, route: str, **arguments):
        return self.english(self.officer).get(reverse(route, kwargs=arguments))

    def post(self, route: str, data: dict, **arguments):
        return self.english(self.officer).post(reverse(route, kwargs=arguments), data, follow=True)

    def round(self) -> RemarksRound:
        return RemarksRound.objects.get()

    def duty(self, name: str) -> Obligation:
        return self.round().obligations.get(institution=self.members[name])

    def answers(self, name: str, **typed: str):
        """The member's own form, signed in."""
        page = reverse("duties:detail", args=[self.duty(name).pk])
        return self.english(self.people[name]).post(page, typed, follow=True)


@pytest.fixture
def group(english):
    return Group(english)


def test_thirteen_measures_are_remarked_on_and_decided(group):
    with at("02.07.2018"):
        ask_the_members(group)
    with at("09.07.2018"):
        members_answer(group)
        try_to_close_too_early(group)
        answer_one_by_one(group)
    with at("20.07.2018"):
        bring_them_to_the_meeting(group)
        see_the_gate_stop_an_incomplete_one(group)
        decide(group)
        adopt(group)
        see_body_day_and_number(group)


def ask_the_members(group):
    plans = group.get("meetings:new_round")
    assert "PV 2018-2020" in words(plans) or group.plan.name_en in words(plans)

    page = group.english(group.officer).post(
        reverse("meetings:new_round", query={"plan": group.plan.pk}),
        {
            "body": group.body.pk,
            "subject_sq": "Masat e komponentit Antikorrupsion",
            "subject_en": "Measures of the component Anticorruption",
            "due_on": "13.07.2018",
            "entries": [entry.pk for entry in group.entries],
        },
        follow=True,
    )

    assert "every member of the body was written to" in page.content.decode()
    assert group.round().obligations.count() == len(MEMBERS)
    assert Outbox.objects.count() == len(MEMBERS)


def members_answer(group):
    form = group.english(group.people["MB"]).get(reverse("duties:detail", args=[group.duty("MB").pk]))
    assert form.content.decode().count("<textarea") == MEASURES + 2  # one for all, and the note

    second, third = group.entries[1:3]
    group.answers("MB", **{f"entry{second.pk}": "Mungon treguesi i vitit 2020.", "to_all": "Afatet janë të shkurtra."})
    group.answers("MFE", **{f"entry{third.pk}": "Kostoja nuk përputhet me PBA-në."})
    group.answers("MD", none="on")
    refused = group.answers("AKSHI", none="on", to_all="Por afatet…")
    assert "Either there are remarks, or there is none" in words(refused)
    assert "Por afatet…" in words(refused)
    group.answers("AKSHI", none="on")

    assert not group.round().obligations.exclude(state=ObligationState.ANSWERED).exists()
    assert Remark.objects.count() == 3


def try_to_close_too_early(group):
    page = group.post("meetings:close_round", {}, pk=group.round().pk)

    assert "3 remarks wait for an answer: MB (1.2), MB (all measures), MFE (1.3)" in words(page)
    assert group.round().state == RoundState.OPEN


def answer_one_by_one(group):
    page = group.get("meetings:round", pk=group.round().pk)
    assert "Answer the remarks one by one" in words(page)
    for response, outcome in (
        ("", "taken"),
        ("Afatet i cakton ligji.", "not_taken"),
        ("Kostoja u rillogarit.", "partly"),
    ):
        remark = Remark.objects.filter(outcome="").first()
        typed = {"outcome": outcome, "response": "", "next": "1"}
        if response:
            refused = group.post("meetings:respond_remark", typed, pk=group.round().pk, remark_pk=remark.pk)
            assert "Say why the remark is not taken" in words(refused)
        typed["response"] = response
        page = group.post("meetings:respond_remark", typed, pk=group.round().pk, remark_pk=remark.pk)
    assert "was answered" in page.content.decode()

    page = group.post("meetings:close_round", {}, pk=group.round().pk)

    assert "The round is closed" in page.content.decode()
    assert group.round().closed_on == datetime.date(2018, 7, 9)
    assert set(group.round().obligations.values_list("state", flat=True)) == {ObligationState.ACCEPTED}


def bring_them_to_the_meeting(group):
    matters = group.get("meetings:open_matters", pk=group.meeting.pk)
    assert "Validation of 13 measures of PV 2018-2020" in words(matters)
    assert "closed on 09.07.2018" in words(matters)

    group.post("meetings:add_matters", {"matters": [f"round-{group.round().pk}"]}, pk=group.meeting.pk)

    item = group.meeting.items.get()
    assert (item.kind, item.remarks_round, item.entries.count()) == (ItemKind.VALIDATION, group.round(), MEASURES)
    assert "on the agenda" in words(group.get("meetings:open_matters", pk=group.meeting.pk))


def said_of(entry: PlanEntry, outcome: str, reason: str = "") -> dict[str, str]:
    return {f"e{entry.pk}-outcome": outcome, f"e{entry.pk}-reason": reason}


def sheet(group) -> dict[str, str]:
    """What the page sends back of itself: the token that makes one decision of two presses."""
    page = group.get("meetings:decide", pk=group.meeting.pk, item_pk=group.meeting.items.get().pk)
    assert "13 of 13 measures lack nothing" in words(page)
    return {"token": page.content.decode().split('name="token" value="')[1].split('"')[0], "verb": "validated"}


def see_the_gate_stop_an_incomplete_one(group):
    first, *others = group.entries
    form = sheet(group) | {"text_sq": "Grupi validon masat."}
    target = first.measure.indicators.get().targets.get()
    first.measure.indicators.get().targets.all().delete()

    for entry in group.entries:
        form |= said_of(entry, "validated")
    page = group.post("meetings:decide", form, pk=group.meeting.pk, item_pk=group.meeting.items.get().pk)

    assert "Not saved yet" in words(page)
    assert f"#id_e{first.pk}-outcome" in words(page)
    assert f"#id_e{others[0].pk}-outcome" not in words(page)
    assert page.content.decode().count('<option value="validated" selected>') == MEASURES + 1  # and the verb
    assert "Grupi validon masat." in words(page)
    assert not BodyDecision.objects.exists()
    assert not Validation.objects.exists()
    target.save(force_insert=True)


def decide(group):
    form = sheet(group) | {
        "text_sq": "Grupi validon 11 masa dhe kthen 2 me arsye.",
        "text_en": "The group validates 11 measures and returns 2 with reasons.",
        "institutions": "MD",
    }
    for entry in group.entries[RETURNED:]:
        form |= said_of(entry, "validated")
    form |= said_of(group.entries[0], "returned", "Afati të saktësohet.")
    form |= said_of(group.entries[1], "returned", "Treguesi i vitit 2020 mungon.")

    where = {"pk": group.meeting.pk, "item_pk": group.meeting.items.get().pk}
    page = group.post("meetings:decide", form, **where)
    group.post("meetings:decide", form, **where)  # pressed twice

    assert "Decision 1/2018 was recorded." in page.content.decode()
    made = BodyDecision.objects.get()
    assert (made.number_label, made.plan, made.validations.count()) == ("1/2018", group.plan, MEASURES)
    states = list(group.plan.entries.in_order().values_list("state", flat=True))
    assert states == [EntryState.RETURNED] * 2 + [EntryState.VALIDATED] * 11


def adopt(group):
    item = AgendaItemFactory(meeting=group.meeting, kind=ItemKind.ADOPTION, plan=group.plan, position=2)
    form = {"token": "8a4f1c1e-5f0f-4d8e-9e0b-2c6a0c0f7a11", "verb": "approved", "text_sq": "Plani miratohet."}

    group.post(
        "meetings:decide",
        form | {"edition_sq": "Versioni i validuar", "adopts": "on"},
        pk=group.meeting.pk,
        item_pk=item.pk,
    )

    assert BodyDecision.objects.get(number=2).edition == Edition.objects.get()


def see_body_day_and_number(group):
    plan = words(group.get("plans:detail", pk=group.plan.pk))
    assert "Thematic Group Anticorruption, decision no. 1/2018 of 20.07.2018: 11 validated, 2 returned" in plan
    measure = words(group.get("plans:measure", pk=group.entries[0].measure_id))
    assert "decision no. 1/2018" in measure
    assert "Afati të saktësohet." in measure
    edition = words(group.get("plans:edition", pk=Edition.objects.get().pk))
    assert "Thematic Group Anticorruption, decision no. 2/2018 of 20.07.2018" in edition
    assert "Plani miratohet." in edition
