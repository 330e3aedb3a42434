"""What a lead institution answers when it is asked whether it commits to its measures."""

import pytest

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.plans.enums import CommitmentState, EntryState, PartyRole
from sekretariat.domain.plans.models import Commitment, Measure
from sekretariat.domain.plans.queries import measures_to_confirm
from sekretariat.domain.plans.services import CommitmentSaid, take_commitments
from sekretariat.domain.replying.contents import CommitmentsSaid
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.domain.obligations.making import asked
from tests.factories import BodyFactory, InstitutionFactory, MeasurePartyFactory, PlanEntryFactory, coordinator

from .making import Planning, a_planning, day

pytestmark = pytest.mark.django_db
TODAY = day("05.07.2018")


@pytest.fixture
def planning() -> Planning:
    return a_planning(asks=False)


def a_measure(planning: Planning, lead: str = "MD", role: str = PartyRole.LEAD, **entry: object) -> Measure:
    made = PlanEntryFactory(plan=planning.plan, node=planning.nodes[lead], **entry)
    MeasurePartyFactory(measure=made.measure, institution=planning.leads[lead], role=role)
    return made.measure


def duty_of(planning: Planning, lead: str = "MD", **fields: object) -> Obligation:
    return asked(
        office=planning.plan.office,
        institution=planning.leads[lead],
        kind=ObligationKind.CONFIRM_COMMITMENT,
        ask_sq="Konfirmoni angazhimin",
        **fields,
    )


def answer(planning: Planning, duty: Obligation, content: CommitmentsSaid, **given: object) -> Answer:
    return reply(
        obligation=duty,
        content=content,
        given=Given(received_on=TODAY, **given),
        channel=Channel.PAPER,
        by=planning.by,
        on=TODAY,
    )


def says(measure: Measure, state: CommitmentState = CommitmentState.CONFIRMED, reason: str = "") -> CommitmentSaid:
    return CommitmentSaid(measure_id=measure.pk, state=state, reason=reason)


def test_it_is_asked_for_the_measures_that_it_leads_in_plans_being_prepared(planning):
    led = a_measure(planning, code="2.1")
    a_measure(planning, role=PartyRole.CONTRIBUTING)
    a_measure(planning, "AKSHI")
    a_measure(planning, state=EntryState.LEFT_OUT)
    adopted = a_planning(("X",), asks=False, office=planning.plan.office, state="adopted")
    other = PlanEntryFactory(plan=adopted.plan, node=adopted.nodes["X"])
    MeasurePartyFactory(measure=other.measure, institution=planning.leads["MD"])

    found = measures_to_confirm(duty_of(planning))

    assert [(one, one.codes) for one in found] == [(led, ["PV 2018-2020 2.1"])]


def test_a_duty_in_a_body_asks_for_the_plans_of_that_body(planning):
    body = BodyFactory()
    measure = a_measure(planning)
    duty = duty_of(planning, body=body)

    assert measures_to_confirm(duty) == []
    planning.plan.network = body
    planning.plan.save()
    assert measures_to_confirm(duty) == [measure]


def test_yes_and_no_are_kept_with_the_answer_and_a_later_answer_takes_their_place(planning):
    first, second = a_measure(planning), a_measure(planning)
    duty = duty_of(planning)

    given = answer(
        planning,
        duty,
        CommitmentsSaid(said=[says(first), says(second, CommitmentState.DECLINED, "nuk ka fonde")]),
    )

    kept = {one.measure_id: (one.state, one.reason, one.answer) for one in Commitment.objects.all()}
    assert kept == {first.pk: ("confirmed", "", given), second.pk: ("declined", "nuk ka fonde", given)}
    assert given.summary == "Masa të konfirmuara: 1, të refuzuara: 1"
    assert Obligation.objects.get().state == ObligationState.ANSWERED
    assert Event.objects.filter(what__startswith="commitment.").count() == 2
    answer(planning, duty, CommitmentsSaid(said=[says(second)]))
    assert set(Commitment.objects.values_list("state", flat=True)) == {"confirmed"}
    assert Commitment.objects.count() == 2


def test_one_word_for_all_is_said_of_each(planning):
    a_measure(planning), a_measure(planning)

    answer(planning, duty_of(planning), CommitmentsSaid(to_all=False, reason="nuk ka fonde"))

    assert list(Commitment.objects.values_list("state", "reason")) == [("declined", "nuk ka fonde")] * 2


def test_no_without_a_reason_and_a_measure_of_others_are_refused_and_nothing_is_taken(planning):
    mine, others = a_measure(planning), a_measure(planning, "AKSHI")
    duty = duty_of(planning)

    for said in ([says(mine, CommitmentState.DECLINED)], [says(mine), says(others)]):
        with pytest.raises(DomainError):
            answer(planning, duty, CommitmentsSaid(said=said))
    assert not Answer.objects.exists()
    assert not Commitment.objects.exists()


def test_words_alone_are_an_answer_and_nothing_is_none(planning):
    duty = duty_of(planning)

    with pytest.raises(DomainError):
        answer(planning, duty, CommitmentsSaid())
    assert answer(planning, duty, CommitmentsSaid(), text="Me shkresë").summary == "Me shkresë"


def test_only_who_speaks_for_the_institution_or_records_for_it_may_say_so(planning):
    measure, duty = a_measure(planning), duty_of(planning)
    given = answer(planning, duty, CommitmentsSaid(said=[says(measure)]))

    with pytest.raises(NotAllowed):
        take_commitments(
            obligation=duty, said=[says(measure)], answer=given, by=coordinator(InstitutionFactory()), on=TODAY
        )
