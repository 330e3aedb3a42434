"""An extract of a decision: the letter, what it encloses and asks again, and whom a restricted one reaches."""

import datetime
import io

import docx
import pytest

from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.services import register_letter, send_letter, sign_letter
from sekretariat.domain.meetings.services import draft_extract
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.domain.obligations.making import asked
from tests.factories import ActionPointFactory, BodyDecisionFactory, InstitutionFactory, coordinator, officer

from .record_making import SENT, a_held_meeting

pytestmark = pytest.mark.django_db

DUE = datetime.date(2018, 7, 3)


@pytest.fixture
def ministry(db):
    return InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave dhe Ekonomisë")


@pytest.fixture
def decision(ministry):
    made = BodyDecisionFactory(
        meeting=a_held_meeting(), number=3, verb="agreed", text_sq="Të dërgohen kalendarët e komponentëve."
    )
    made.institutions.add(ministry)
    return made


def drafted(decision, *to):
    return draft_extract(decision=decision, to=to, by=officer(decision.meeting.office), on=SENT)


def owes(decision, institution, **fields):
    """An action point of the decision, behind which stands a duty of the institution."""
    point = ActionPointFactory(meeting=decision.meeting, decision=decision, text_sq="Dërgo kalendarin", **fields)
    duty = asked(
        office=decision.meeting.office, institution=institution, ask_sq="Dërgoni kalendarin", due_on=DUE, term_days=None
    )
    point.obligations.add(duty)
    return duty


def words_enclosed(letter) -> str:
    with letter.enclosures.get().file.open() as file:
        paper = docx.Document(io.BytesIO(file.read()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_letter_says_the_decision_and_encloses_its_extract(decision, ministry):
    owes(decision, ministry)

    letter = drafted(decision, ministry)

    assert (letter.state, letter.body) == (LetterState.DRAFT, decision.body)
    assert "3/2018" in letter.subject
    assert "Të dërgohen kalendarët e komponentëve." in letter.text
    assert [one.institution for one in letter.addressees.all()] == [ministry]
    assert list(decision.letters.all()) == [letter]
    told = words_enclosed(letter)
    assert all(part in told for part in ("3/2018", "Të dërgohen kalendarët", "Dërgo kalendarin", "MFE", "03.07.2018"))


def test_what_stands_is_asked_again_and_not_doubled(decision, ministry):
    other = InstitutionFactory()
    duty, _of_another = owes(decision, ministry), owes(decision, other)
    by = officer(decision.meeting.office)

    letter = drafted(decision, ministry)
    letter.signatory = "Drejtori"
    letter.save()
    sign_letter(letter=letter, by=by, on=SENT)
    register_letter(letter=letter, by=by, on=SENT)
    send_letter(letter=letter, by=by, on=SENT)

    assert [(one.ask_sq, one.due_on, one.asks_again) for one in letter.demands.all()] == [
        ("Dërgoni kalendarin", DUE, True)
    ]
    assert Obligation.objects.count() == 2
    assert f"letter:{letter.pk}" in {one.source for one in duty.sources.all()}


def test_a_restricted_decision_goes_only_to_whom_it_concerns(decision, ministry):
    decision.is_restricted = True
    decision.save()
    stranger = InstitutionFactory(short_name="AMTP")

    with pytest.raises(DomainError) as refused:
        drafted(decision, ministry, stranger)

    assert refused.value.field == "to"
    assert "AMTP" in str(refused.value)
    assert drafted(decision, ministry).addressees.count() == 1


def test_restricted_action_points_stay_out_of_the_extract_of_an_open_decision(decision, ministry):
    owes(decision, ministry)
    ActionPointFactory(meeting=decision.meeting, decision=decision, text_sq="Vetëm për zyrën", is_restricted=True)

    assert "Vetëm për zyrën" not in words_enclosed(drafted(decision, ministry))


def test_several_addressees_get_a_letter_each_with_what_they_owe_themselves(decision, ministry):
    other = InstitutionFactory()
    owes(decision, ministry)

    letter = drafted(decision, ministry, other)

    assert letter.one_per_addressee
    assert [one.addressee.institution for one in letter.demands.all()] == [ministry]


def test_an_extract_needs_addressees_and_the_meetings_own_office(decision, ministry):
    with pytest.raises(DomainError) as refused:
        drafted(decision)
    assert refused.value.field == "to"
    with pytest.raises(NotAllowed):
        draft_extract(decision=decision, to=[ministry], by=coordinator(ministry), on=SENT)
    assert not decision.letters.exists()


def test_the_extract_is_the_head_of_what_happens(decision, ministry):
    drafted(decision, ministry)

    heads = Event.objects.filter(position=0).values_list("what", flat=True)
    assert "meeting.extract_drafted" in heads
    assert "letter.drafted" not in heads
