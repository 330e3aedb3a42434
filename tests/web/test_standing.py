"""How a duty stands, in the words of the pages."""

import datetime

import pytest
from django.utils.translation import override

from sekretariat.domain.obligations.enums import Clock, ObligationState, Standing
from sekretariat.domain.obligations.rules import Stands
from sekretariat.web.standing import TONES, said
from tests.factories import ObligationFactory

ANSWERED_ON, DECIDED_ON = datetime.date(2018, 5, 28), datetime.date(2018, 5, 30)


def words(standing: Standing, days_late: int = 0, *, language: str = "en", **fields: object) -> tuple[str, str, str]:
    duty = ObligationFactory.build(
        **{"institution": None, "office": None, "answered_on": ANSWERED_ON, "decided_on": DECIDED_ON} | fields
    )
    with override(language):
        found = said(duty, Stands(standing=standing, days_late=days_late))
        return found.word, found.tone, found.note


@pytest.mark.parametrize(
    ("standing", "days_late", "word", "tone"),
    [
        (Standing.NOT_DUE, -10, "10 working days left", "open"),
        (Standing.DUE_SOON, -1, "1 working day left", "soon"),
        (Standing.DUE_SOON, 0, "the last day", "soon"),
        (Standing.OVERDUE, 0, "the deadline has passed", "late"),
        (Standing.OVERDUE, 1, "late by 1 working day", "late"),
        (Standing.OVERDUE, 7, "late by 7 working days", "late"),
        (Standing.LONG_OVERDUE, 11, "very late, by 11 working days", "late"),
        (Standing.NO_DEADLINE, 0, "no deadline", "open"),
    ],
)
def test_what_is_owed_is_said_in_working_days(standing, days_late, word, tone):
    assert words(standing, days_late) == (word, tone, "")


def test_what_is_settled_is_said_with_its_day():
    assert words(Standing.ANSWERED) == ("answered", "info", "28.05.2018")
    assert words(Standing.ACCEPTED) == ("accepted", "done", "28.05.2018")
    assert words(Standing.WITHDRAWN) == ("withdrawn", "none", "30.05.2018")


def test_a_returned_duty_says_when_it_was_returned():
    assert words(Standing.OVERDUE, 1, state=ObligationState.RETURNED)[2] == "returned on 30.05.2018"


def test_a_term_from_a_receipt_that_is_not_known_says_so():
    assert words(Standing.NO_DEADLINE, clock=Clock.RECEIPT, term_days=10)[0] == "the term runs from receipt"


def test_albanian_speaks_of_working_days_too():
    assert words(Standing.OVERDUE, 7, language="sq")[0] == "me vonesë 7 ditë pune"


def test_every_standing_has_its_tone():
    assert set(TONES) == set(Standing)
