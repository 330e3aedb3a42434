"""Notes of contacts: whose they are, what is refused, what is overdue; another office never sees them."""

import datetime

import pytest
import time_machine

from sekretariat.domain.followup.directory.contacts import last_contacts, promise_passed
from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.models import ContactNote, GroupMail
from sekretariat.domain.followup.rules import can_note_contacts
from sekretariat.domain.followup.services import note_contact
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.ground.actors import Role, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    BodyFactory,
    ContactNoteFactory,
    GroupMailFactory,
    InstitutionFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    actor,
    clerk,
    coordinator,
    officer,
)

ON = datetime.date(2026, 11, 20)
TOMORROW = ON + datetime.timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def frozen_clock():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def office():
    return OfficeFactory()


def noted(office, institution=None, *, by=None, on=ON, **given) -> ContactNote:
    return note_contact(
        office=office,
        institution=institution or InstitutionFactory(),
        way=given.pop("way", ContactWay.PHONE),
        by=by or officer(office),
        on=on,
        **given,
    )


def test_a_contact_is_kept_with_who_noted_it_and_what_was_promised(office):
    by, person = clerk(office), PersonFactory()
    duty = ObligationFactory(office=office)

    note = noted(
        office, duty.institution, by=by, person=person, obligation=duty, text=" Do ta dërgojnë ", promised_on=TOMORROW
    )

    note.refresh_from_db()
    assert (note.office, note.institution, note.person, note.obligation) == (office, duty.institution, person, duty)
    assert (note.noted_by_id, note.text, note.on, note.promised_on) == (
        by.person_id, "Do ta dërgojnë", ON, TOMORROW,
    )  # fmt: skip


def test_the_trail_tells_that_there_was_a_contact_and_not_what_was_said(office):
    institution = InstitutionFactory()

    note = noted(office, institution, text="Ministri është në spital")

    event = Event.objects.get(what="contact.noted")
    assert (event.target_type, event.target_key) == ("contactnote", str(note.pk))
    assert (event.institution_id, event.data) == (institution.pk, {"way": "phone"})


@pytest.mark.parametrize("who", ["other_office", "coordinator", "administrator"])
def test_only_those_who_follow_the_office_s_letters_note_its_contacts(office, who):
    by = {
        "other_office": lambda: officer(OfficeFactory()),
        "coordinator": lambda: coordinator(InstitutionFactory()),
        "administrator": lambda: actor(Role.ADMINISTRATOR, office),
    }[who]()

    with pytest.raises(NotAllowed):
        noted(office, by=by)
    assert not ContactNote.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": TOMORROW}, "on"),
        ({"promised_on": ON - datetime.timedelta(days=1)}, "promised_on"),
        ({"text": "x" * 1001}, "text"),
        ({"way": "pigeon"}, "way"),
    ],
    ids=["not yet", "promised for before", "too long", "no such way"],
)
def test_what_cannot_be_is_refused_at_its_field(office, given, field):
    with pytest.raises(DomainError) as refused:
        noted(office, **given)

    assert refused.value.field == field


def test_a_duty_of_another_institution_or_office_is_refused(office):
    institution = InstitutionFactory()
    for duty in (ObligationFactory(office=office), ObligationFactory(institution=institution)):
        with pytest.raises(DomainError) as refused:
            noted(office, institution, obligation=duty)
        assert refused.value.field == "obligation"


def test_a_promise_has_passed_when_its_day_is_over_and_the_duty_is_not_answered():
    def note(on: datetime.date | None, state: str | None = None) -> ContactNote:
        answered_on = ON if state == ObligationState.ANSWERED else None
        duty = ObligationFactory(state=state, answered_on=answered_on) if state else None
        return ContactNoteFactory(promised_on=on, obligation=duty)

    yesterday = ON - datetime.timedelta(days=1)
    passed = [note(yesterday), note(yesterday, ObligationState.OPEN)]
    note(yesterday, ObligationState.ANSWERED), note(ON), note(None)

    assert list(promise_passed(ContactNote.objects.order_by("pk"), today=ON)) == passed
    for each in ContactNote.objects.all():
        is_past = each.promised_on is not None and each.promised_on < ON
        assert (is_past and each.awaits) == (each in passed)


def test_the_last_contact_is_the_latest_of_ones_own_office(office):
    institution, other = InstitutionFactory.create_batch(2)
    earlier = datetime.date(2026, 11, 1)
    ContactNoteFactory(office=office, institution=institution, on=earlier)
    ContactNoteFactory(office=office, institution=institution, on=ON)
    last = ContactNoteFactory(office=office, institution=institution, on=ON)
    ContactNoteFactory(institution=institution, on=TOMORROW)

    assert last_contacts([institution.pk, other.pk], actor=officer(office)) == {institution.pk: last}


@pytest.mark.parametrize("model", [ContactNote, GroupMail])
def test_what_is_visible_is_what_the_rule_says(office, model):
    factory = {ContactNote: ContactNoteFactory, GroupMail: GroupMailFactory}[model]
    rows = [factory(office=office), factory()]
    actors = [
        officer(office),
        clerk(office),
        officer(OfficeFactory()),
        actor(Role.ADMINISTRATOR, office),
        actor(Role.OFFICER, office, body=BodyFactory()),
        coordinator(rows[0].office.unit),
        coordinator(InstitutionFactory()),
        system_actor(),
    ]

    for one in actors:
        visible = set(model.objects.visible_to(one))
        assert visible == {row for row in rows if can_note_contacts(one, row.office_id)}
