"""Members of a body are asked for remarks on measures; each remark gets its answer before the round closes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.consultations.enums import RemarkOutcome, RoundState
from sekretariat.domain.consultations.models import Remark, RemarksRound
from sekretariat.domain.consultations.queries import entries_looked_at, remark_counts, rounds_with_counts, sheet_of
from sekretariat.domain.consultations.services import RemarkSaid, close_round, open_round, respond_to_remark
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import RemarksGiven
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    SeatFactory,
    clerk,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


ON, DUE, AFTER = datetime.date(2018, 7, 2), datetime.date(2018, 7, 16), datetime.date(2018, 7, 17)


class Scene:
    """A body with two members and its secretariat's seat; a plan with three proposed measures."""

    def __init__(self) -> None:
        self.office = OfficeFactory()
        self.body = BodyFactory(short_name="GT Antikorrupsioni")
        self.members = [InstitutionFactory(short_name=name, email=f"{name}@shembull.al") for name in ("MB", "MD")]
        for member in self.members:
            SeatFactory(body=self.body, institution=member, valid_from=datetime.date(2018, 1, 1))
        SeatFactory(
            body=self.body,
            institution=self.office.unit,
            role=SeatRole.SECRETARIAT,
            valid_from=datetime.date(2018, 1, 1),
        )
        self.plan = PlanFactory(office=self.office, body=self.body)
        self.entries = [PlanEntryFactory(plan=self.plan, code=f"1.{n}") for n in (1, 2, 3)]
        self.by = officer(self.office)

    def opens(self, **other: object) -> RemarksRound:
        given = {"entries": self.entries, "subject_sq": "Masat e komponentit 1", "due_on": DUE, "by": self.by, "on": ON}
        return open_round(office=self.office, body=self.body, plan=self.plan, **{**given, **other})

    def answers(self, member, remarks_round, content=None, text="", on=ON):
        duty = remarks_round.obligations.get(institution=member)
        return reply(
            obligation=duty,
            content=content or RemarksGiven(),
            given=Given(received_on=on, text=text),
            channel=Channel.PAGE,
            by=coordinator(member),
            on=on,
        )


@pytest.fixture
def scene():
    return Scene()


def test_every_member_is_asked_once_and_the_secretariat_is_not(scene):
    made = scene.opens()

    duties = made.obligations.order_by("institution__short_name")
    assert [(one.institution, one.kind, one.due_on, one.body) for one in duties] == [
        (member, ObligationKind.GIVE_REMARKS, DUE, scene.body) for member in scene.members
    ]
    assert {one.sources.get().source for one in duties} == {f"round:{made.pk}"}
    assert list(entries_looked_at(made)) == scene.entries
    assert sorted(Outbox.objects.values_list("to_address", flat=True)) == ["MB@shembull.al", "MD@shembull.al"]
    assert Event.objects.order_by("pk").first().what == "round.opened"


def test_a_member_nobody_can_be_written_to_is_asked_all_the_same(scene):
    type(scene.members[0]).objects.filter(pk=scene.members[0].pk).update(email="")

    made = scene.opens()

    assert made.obligations.count() == 2
    assert list(Outbox.objects.values_list("to_address", flat=True)) == ["MD@shembull.al"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"entries": []}, "Choose at least one measure."),
        ({"due_on": datetime.date(2018, 7, 1)}, "not before the day"),
        ({"body": None}, "No institution has a seat"),
        ({"plan": None}, "belong to its plan"),
    ],
)
def test_a_round_that_cannot_be_is_refused(scene, wrong, told):
    if wrong.get("body", "") is None:
        scene.body = BodyFactory()
        wrong = {}
    if wrong.get("plan", "") is None:
        scene.plan = PlanFactory(office=scene.office)
        wrong = {}

    with pytest.raises(DomainError, match=told):
        scene.opens(**wrong)
    assert not RemarksRound.objects.exists()


def test_only_the_secretariat_opens_answers_and_closes(scene):
    made = scene.opens()
    scene.answers(scene.members[0], made, text="Afati është i shkurtër.")
    others = [clerk(scene.office), officer(OfficeFactory()), coordinator(scene.members[0])]

    for other in others:
        with pytest.raises(NotAllowed):
            scene.opens(by=other)
        with pytest.raises(NotAllowed):
            respond_to_remark(remark=Remark.objects.get(), outcome="taken", response="", by=other, on=ON)
        with pytest.raises(NotAllowed):
            close_round(remarks_round=made, by=other, on=AFTER)


def test_remarks_are_kept_by_measure_and_on_all(scene):
    made = scene.opens()
    said = [RemarkSaid(entry_id=scene.entries[1].pk, text=" Pa kosto "), RemarkSaid(text="Afati")]

    answer = scene.answers(scene.members[0], made, RemarksGiven(said=said))

    assert answer.summary == "2 remarks"
    assert list(Remark.objects.values_list("entry__code", "text", "institution")) == [
        ("1.2", "Pa kosto", scene.members[0].pk),
        (None, "Afati", scene.members[0].pk),
    ]
    assert remark_counts(scene.entries)[scene.entries[1].pk].waiting == 1
    assert [one.entry and one.entry.code for one in sheet_of(made).by_measure] == [None, "1.1", "1.2", "1.3"]


def test_no_remarks_is_an_answer_and_words_alone_are_a_remark_on_all(scene):
    made = scene.opens()

    assert scene.answers(scene.members[0], made, RemarksGiven(none=True)).summary == "No remarks"
    scene.answers(scene.members[1], made, text="Shihni kostot.")

    assert list(Remark.objects.values_list("entry", "text")) == [(None, "Shihni kostot.")]
    assert rounds_with_counts(RemarksRound.objects.all()).get().answered_count == 2


def test_a_measure_of_another_round_and_both_words_at_once_are_refused(scene):
    made = scene.opens(entries=scene.entries[:1])
    other = RemarkSaid(entry_id=scene.entries[2].pk, text="Jo këtu")

    with pytest.raises(DomainError, match="not in the round"):
        scene.answers(scene.members[0], made, RemarksGiven(said=[other]))
    with pytest.raises(DomainError, match="clear one of the two"):
        scene.answers(scene.members[0], made, RemarksGiven(said=[RemarkSaid(text="Po")], none=True))
    assert not Remark.objects.exists()


def test_a_remark_that_is_not_taken_whole_needs_a_reason(scene):
    made = scene.opens()
    scene.answers(scene.members[0], made, text="Të hiqet masa 1.1.")
    remark = Remark.objects.get()

    for outcome in (RemarkOutcome.PARTLY, RemarkOutcome.NOT_TAKEN):
        with pytest.raises(DomainError) as refused:
            respond_to_remark(remark=remark, outcome=outcome, response=" ", by=scene.by, on=ON)
        assert refused.value.field == "response"
    respond_to_remark(remark=remark, outcome=RemarkOutcome.TAKEN, response="", by=scene.by, on=ON)

    remark.refresh_from_db()
    assert (remark.outcome, remark.responded_on) == (RemarkOutcome.TAKEN, ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(outcome=RemarkOutcome.NOT_TAKEN)


def test_the_round_does_not_close_while_remarks_wait_and_names_them(scene):
    made = scene.opens()
    scene.answers(
        scene.members[0], made, RemarksGiven(said=[RemarkSaid(entry_id=scene.entries[0].pk, text="Pa kosto")])
    )

    with pytest.raises(DomainError, match=r"1 remark waits for an answer: MB \(1.1\)"):
        close_round(remarks_round=made, by=scene.by, on=AFTER)

    made.refresh_from_db()
    assert made.state == RoundState.OPEN


def test_members_have_their_time_and_the_silent_are_asked_no_longer_after_it(scene):
    made = scene.opens()
    scene.answers(scene.members[0], made, RemarksGiven(none=True))

    with pytest.raises(DomainError, match=r"Until 16\.07\.2018 they have time to answer: MD"):
        close_round(remarks_round=made, by=scene.by, on=DUE)
    close_round(remarks_round=made, by=scene.by, on=AFTER)

    states = made.obligations.order_by("institution__short_name").values_list("state", flat=True)
    assert list(states) == [ObligationState.ACCEPTED, ObligationState.WITHDRAWN]
    with pytest.raises(DomainError, match="was closed"):
        close_round(remarks_round=made, by=scene.by, on=AFTER)


def test_the_round_is_seen_by_its_office_and_by_who_is_asked(scene):
    made = scene.opens()

    seen = [officer(scene.office), clerk(scene.office), coordinator(scene.members[0])]
    unseen = [officer(OfficeFactory()), coordinator(InstitutionFactory())]

    assert all(RemarksRound.objects.visible_to(one).get() == made for one in seen)
    assert not any(RemarksRound.objects.visible_to(one).exists() for one in unseen)
