"""A call about a duty, as the board and the page of the duty show it."""

import datetime

import pytest

from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.models import ContactNote
from sekretariat.domain.followup.queries import followed
from sekretariat.domain.followup.services import note_contact
from sekretariat.ground.audit.models import Event
from tests.factories import ContactNoteFactory, ObligationFactory, PersonFactory, coordinator, officer

pytestmark = pytest.mark.django_db
ON = datetime.date(2018, 6, 5)


@pytest.fixture
def duty():
    return ObligationFactory()


def noted(duty, *, by=None, **values) -> ContactNote:
    given = {"office": duty.office, "institution": duty.institution, "obligation": duty, "way": ContactWay.PHONE}
    return note_contact(**given | {"by": by or officer(duty.office), "on": ON} | values)


def test_what_was_said_about_a_duty_stays_out_of_its_history(duty):
    noted(duty, text="Do ta dërgojë të premten", person=PersonFactory(), promised_on=datetime.date(2018, 6, 8))

    event = Event.objects.get(what="contact.noted")
    assert (event.target_type, event.target_key, event.data) == ("obligation", str(duty.pk), {"way": "phone"})


def test_the_last_call_up_to_the_day_is_shown(duty):
    later = datetime.date(2018, 6, 7)
    first, last = noted(duty), noted(duty, on=later)
    ContactNoteFactory(institution=duty.institution, obligation=duty)  # of another office
    by = officer(duty.office)

    assert followed([duty], actor=by, on=ON)[duty.pk].note == first
    assert followed([duty], actor=by, on=later)[duty.pk].note == last
    assert followed([duty], actor=coordinator(duty.institution), on=later) == {}


def test_a_promise_stands_after_a_call_that_brought_nothing(duty):
    friday = datetime.date(2018, 6, 8)
    noted(duty, promised_on=friday)
    later = noted(duty, on=datetime.date(2018, 6, 7))

    found = followed([duty], actor=officer(duty.office), on=friday)[duty.pk]

    assert (found.note, found.promised_on) == (later, friday)
