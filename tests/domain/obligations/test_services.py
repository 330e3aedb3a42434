"""Asking, receiving, answering, accepting, returning, withdrawing."""

import pytest
from django.core.exceptions import ValidationError

from sekretariat.domain.obligations.enums import Clock, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.queries import asked_by_number, reply_rate
from sekretariat.domain.obligations.services import (
    Demand,
    Given,
    Source,
    Wanted,
    accept,
    ask_again,
    ask_all,
    return_answer,
    start_clock,
    take_answer,
    withdraw,
)
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import InstitutionFactory, OfficeFactory, clerk, coordinator, officer

from .making import ON, asked, day

pytestmark = pytest.mark.django_db

ANSWERED_ON = day("28.05.2018")


def answered(duty: Obligation, *, by: Actor | None = None, on=ANSWERED_ON, files=(), text="Ja kalendari") -> Answer:
    return take_answer(
        obligations=[duty],
        given=Given(received_on=on, text=text, files=files),
        summary=text,
        channel=Channel.PAPER,
        by=by or officer(duty.office),
        on=on,
    )


def fresh(duty: Obligation) -> Obligation:
    return Obligation.objects.get(pk=duty.pk)


def test_asking_counts_the_deadline_and_keeps_what_asked():
    duty = asked()

    assert (duty.due_on, duty.clock_starts_on, duty.state) == (day("04.06.2018"), ON, ObligationState.OPEN)
    assert [source.citation for source in duty.sources.all()] == ["2470 prot, 21.05.2018"]
    assert Event.objects.get(what="obligation.asked").counts_from == ON


def test_a_term_from_receipt_has_no_deadline_until_it_is_received():
    duty = asked(clock=Clock.RECEIPT)
    assert (duty.due_on, duty.clock_starts_on) == (None, None)

    duty = start_clock(obligation=duty, by=officer(duty.office), on=day("23.05.2018"))

    assert (duty.clock_starts_on, duty.due_on) == (day("23.05.2018"), day("06.06.2018"))


def test_a_clock_that_runs_from_the_letter_is_not_started_by_receipt():
    duty = asked()

    with pytest.raises(DomainError):
        start_clock(obligation=duty, by=officer(duty.office), on=day("23.05.2018"))

    assert fresh(duty).due_on == day("04.06.2018")


def test_asking_again_links_the_second_letter_and_makes_no_second_duty():
    duty = asked()
    second = Source(key="letter:2", subject="Kujtesë", citation="2783 prot, 11.06.2018", on=day("11.06.2018"))

    ask_again(obligation=duty, source=second, by=officer(duty.office), on=second.on)

    assert Obligation.objects.get() == duty
    assert [source.citation for source in duty.sources.all()] == ["2470 prot, 21.05.2018", "2783 prot, 11.06.2018"]
    assert fresh(duty).due_on == day("04.06.2018")


def test_duties_are_found_by_the_number_of_either_letter():
    duty = asked()
    ask_again(
        obligation=duty,
        source=Source(key="letter:2", subject="Kujtesë", citation="2470/1 prot, 11.06.2018", on=day("11.06.2018")),
        by=officer(duty.office),
        on=day("11.06.2018"),
    )

    found = {number: list(asked_by_number(Obligation.objects.all(), number)) for number in ("2470", "2470/1", "247")}

    assert found == {"2470": [duty], "2470/1": [duty], "247": []}


def test_an_answer_settles_the_duty_with_its_day_files_and_channel(a_file):
    duty = asked()

    answer = answered(duty, files=[a_file])

    assert (fresh(duty).state, fresh(duty).answered_on) == (ObligationState.ANSWERED, ANSWERED_ON)
    assert list(answer.files.all()) == [a_file]
    event = Event.objects.get(what="obligation.answered")
    assert (event.data["channel"], event.counts_from) == (Channel.PAPER, ANSWERED_ON)


def test_one_answer_may_settle_several_duties():
    office, institution = OfficeFactory(), InstitutionFactory()
    duties = [asked(office=office, institution=institution) for _ in range(2)]

    answer = take_answer(
        obligations=duties,
        given=Given(received_on=ANSWERED_ON),
        summary="të dyja",
        channel=Channel.PAPER,
        by=officer(office),
        on=ANSWERED_ON,
    )

    assert set(answer.obligations.all()) == set(duties)
    assert {fresh(duty).state for duty in duties} == {ObligationState.ANSWERED}


def test_a_correction_does_not_make_a_timely_answer_late():
    duty = asked()
    answered(duty)

    answered(duty, on=day("20.06.2018"), text="Kalendari i ndrequr")

    assert fresh(duty).answered_on == ANSWERED_ON
    assert duty.answers.count() == 2


def test_an_answer_after_a_return_counts_from_its_own_day():
    duty = asked()
    answered(duty)
    return_answer(obligation=duty, reason="Mungon shtojca", by=officer(duty.office), on=day("30.05.2018"))

    answered(duty, on=day("06.06.2018"))

    assert (fresh(duty).state, fresh(duty).answered_on) == (ObligationState.ANSWERED, day("06.06.2018"))


def test_an_answer_before_the_day_it_was_asked_is_refused():
    duty = asked()

    with pytest.raises(DomainError) as refused:
        answered(duty, on=day("20.05.2018"))

    assert refused.value.field == "received_on"
    assert not Answer.objects.exists()


def test_an_answer_older_than_its_letter_is_refused():
    duty = asked()

    with pytest.raises((DomainError, ValidationError)):
        take_answer(
            obligations=[duty],
            given=Given(received_on=ANSWERED_ON, letter_on=day("29.05.2018")),
            summary="",
            channel=Channel.PAPER,
            by=officer(duty.office),
            on=ANSWERED_ON,
        )


def test_neither_a_clerk_nor_another_institution_answers():
    duty = asked()

    for stranger in (clerk(duty.office), coordinator(InstitutionFactory()), officer(OfficeFactory())):
        with pytest.raises(NotAllowed):
            answered(duty, by=stranger)

    assert fresh(duty).state == ObligationState.OPEN


def test_a_settled_duty_is_not_answered_again_by_the_institution_itself():
    duty = asked()
    answered(duty)

    with pytest.raises(NotAllowed):
        answered(duty, by=coordinator(duty.institution))


def test_accepting_ends_it():
    duty = asked()
    answered(duty)

    accept(obligation=duty, by=officer(duty.office), on=day("30.05.2018"))

    assert (fresh(duty).state, fresh(duty).decided_on) == (ObligationState.ACCEPTED, day("30.05.2018"))
    with pytest.raises(DomainError):
        accept(obligation=duty, by=officer(duty.office), on=day("30.05.2018"))


def test_what_was_not_answered_is_neither_accepted_nor_returned():
    duty = asked()

    with pytest.raises(DomainError):
        accept(obligation=duty, by=officer(duty.office), on=ON)
    with pytest.raises(DomainError):
        return_answer(obligation=duty, reason="x", by=officer(duty.office), on=ON)


def test_returning_and_withdrawing_need_a_reason():
    duty = asked()
    answered(duty)

    for decision in (return_answer, withdraw):
        with pytest.raises(DomainError) as refused:
            decision(obligation=duty, reason="  ", by=officer(duty.office), on=day("30.05.2018"))
        assert refused.value.field == "reason"
    assert fresh(duty).state == ObligationState.ANSWERED


def test_a_withdrawn_duty_counts_no_more_and_keeps_its_reason():
    office = OfficeFactory()
    duty, kept = asked(office=office), asked(office=office)

    withdraw(obligation=duty, reason="U kërkua gabimisht", by=officer(office), on=day("30.05.2018"))

    rate = reply_rate(Obligation.objects.all(), on=day("05.06.2018"))
    assert (rate.asked, rate.missing, rate.late, rate.percent) == (1, 1, 1, 0)
    assert fresh(duty).decision_reason == "U kërkua gabimisht"
    assert fresh(kept).state == ObligationState.OPEN


def test_only_the_office_that_asked_decides():
    duty = asked()
    answered(duty)

    for stranger in (clerk(duty.office), officer(OfficeFactory()), coordinator(duty.institution)):
        with pytest.raises(NotAllowed):
            accept(obligation=duty, by=stranger, on=day("30.05.2018"))


def test_of_many_nothing_is_asked_where_one_cannot_be():
    office, source = OfficeFactory(), Source(key="calendar:1", subject="Plani", citation="hapi 1", on=day("05.07.2018"))
    wanted = [
        Wanted(demand=Demand(kind="free_answer", ask_sq=ask_sq), institution=InstitutionFactory(), source=source)
        for ask_sq in ("Takimi", "")
    ]

    with pytest.raises(DomainError) as refused:
        ask_all(wanted, office=office, body=None, by=officer(office), on=day("05.07.2018"))

    assert refused.value.field == "ask_sq"
    assert not Obligation.objects.exists()
    assert not Event.objects.exists()
