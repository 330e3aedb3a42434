"""What the database itself refuses, whatever the code above it does."""

import pytest
from django.db import IntegrityError

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Answer, AnswerFile, Obligation, ObligationSource
from sekretariat.ground.actors import Channel
from tests.factories import ObligationFactory

from .making import ON, day

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """SQLite names a CHECK by its name, a UNIQUE by its columns; PostgreSQL names both by name."""
    return pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE constraint failed")


@pytest.mark.parametrize("state", [ObligationState.ANSWERED, ObligationState.ACCEPTED])
def test_an_answered_duty_without_its_day_is_refused(state):
    with refused("obligation_answered_has_its_day"):
        ObligationFactory(state=state, answered_on=None)


@pytest.mark.parametrize("state", [ObligationState.RETURNED, ObligationState.WITHDRAWN])
@pytest.mark.parametrize("lacking", [{"decision_reason": ""}, {"decided_on": None}])
def test_a_duty_sent_back_without_reason_or_day_is_refused(state, lacking):
    fields = {"state": state, "decision_reason": "arsyeja", "decided_on": ON} | lacking

    with refused("obligation_sent_back_has_reason_and_day"):
        ObligationFactory(**fields)


def test_a_term_that_runs_from_no_day_is_refused():
    with refused("obligation_term_runs_from_a_day"):
        ObligationFactory(clock_starts_on=None)


def test_the_same_letter_is_a_source_once():
    duty = ObligationFactory()
    fields = {"obligation": duty, "source": "letter:1", "subject": "x", "citation": "1 prot", "on": ON}
    ObligationSource.objects.create(**fields)

    with refused("obligation_source_once"):
        ObligationSource.objects.create(**fields)


def test_an_answer_received_before_its_letter_was_written_is_refused():
    with refused("answer_not_received_before_it_was_written"):
        Answer.objects.create(
            institution=ObligationFactory().institution,
            channel=Channel.PAPER,
            received_on=day("28.05.2018"),
            letter_on=day("29.05.2018"),
        )


def test_a_file_stands_once_in_an_answer(a_file):
    answer = Answer.objects.create(
        institution=ObligationFactory().institution, channel=Channel.PAPER, received_on=day("28.05.2018")
    )
    AnswerFile.objects.create(answer=answer, file=a_file)

    with refused("answer_file_once"):
        AnswerFile.objects.create(answer=answer, file=a_file)


def test_an_institution_that_owes_something_cannot_be_deleted():
    duty = ObligationFactory()

    with pytest.raises(IntegrityError):
        duty.institution.delete()

    assert Obligation.objects.filter(pk=duty.pk).exists()
