"""A contact is noted by the office and read by the office."""

import datetime

import pytest

from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.models import ContactNote
from sekretariat.domain.followup.queries import followed
from sekretariat.domain.followup.rules import can_note_contact
from sekretariat.domain.followup.services import note_contact
from sekretariat.domain.institutions.models import Person
from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    ContactNoteFactory,
    InstitutionFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    administrator,
    clerk,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db
ON = datetime.date(2018, 6, 5)


@pytest.fixture
def duty():
    return ObligationFactory()


def noted(duty, *, by=None, **values) -> ContactNote:
    given = {"office": duty.office, "institution": duty.institution, "obligation": duty, "way": ContactWay.PHONE}
    return note_contact(**given | {"by": by or officer(duty.office), "on": ON} | values)


def test_a_call_is_noted_by_whom_and_when(duty):
    by = officer(duty.office)

    note = noted(duty, by=by)

    assert (note.way, note.on, note.noted_by_id, note.text) == (ContactWay.PHONE, ON, by.person_id, "")


def test_what_was_said_stays_out_of_the_trail(duty):
    noted(duty, text="Do ta dërgojë të premten", person=PersonFactory(), promised_on=datetime.date(2018, 6, 8))

    event = Event.objects.get(what="contact.noted")
    assert (event.target_type, event.target_key, event.data) == ("obligation", str(duty.pk), {"way": "phone"})


def test_a_contact_may_be_about_no_duty(duty):
    note = noted(duty, obligation=None, way=ContactWay.MEETING)

    assert Event.objects.get().target_key == str(note.pk)


def test_a_duty_of_another_institution_or_office_is_refused(duty):
    for other in (ObligationFactory(office=duty.office), ObligationFactory(institution=duty.institution)):
        with pytest.raises(DomainError):
            noted(duty, obligation=other)


def test_a_promise_before_the_call_is_refused(duty):
    with pytest.raises(DomainError) as refused:
        noted(duty, promised_on=datetime.date(2018, 6, 4))
    assert refused.value.field == "promised_on"


def test_a_text_that_is_too_long_is_refused_at_its_field(duty):
    with pytest.raises(DomainError) as refused:
        noted(duty, text="ë" * 1001)
    assert refused.value.field == "text"


def test_officers_and_clerks_note_and_nobody_else(duty):
    noted(duty, by=clerk(duty.office))

    for by in (administrator(duty.office), officer(OfficeFactory()), coordinator(duty.institution)):
        assert not can_note_contact(by, duty.office)
        with pytest.raises(NotAllowed):
            noted(duty, by=by)


def test_an_offices_notes_are_its_own(duty):
    note = noted(duty)
    actors = [officer(duty.office), clerk(duty.office), officer(OfficeFactory()), coordinator(duty.institution)]

    for actor in [*actors, system_actor()]:
        seen = ContactNote.objects.visible_to(actor).filter(pk=note.pk).exists()
        assert seen == can_note_contact(actor, duty.office)


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


def test_a_person_who_was_spoken_with_is_kept(duty):
    person = PersonFactory()
    noted(duty, person=person, institution=duty.institution)

    assert Person.objects.get(contacts__obligation=duty) == person
    assert InstitutionFactory().contact_notes.count() == 0
