"""Which events of the trail an office may read; another's are never among them."""

import datetime

import pytest
from django.apps import apps

from sekretariat.domain.continuity.trail import _rows_of, readable_by
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services.recounting import declare_holiday
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import ANONYMOUS, Actor, Channel, Role, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.services import record
from tests.domain.letters.making import sent
from tests.domain.replying.making import RECEIVED_ON, asked_for_coordinator, given, named
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    OfficeFactory,
    PersonFactory,
    administrator,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2018, 6, 5)


def acting(person: Person) -> Actor:
    return actor_of_person(person, language="sq", channel=Channel.PAGE, on=TODAY)


def person_of(*offices: Office, role: Role = Role.OFFICER, **mandate: object) -> Person:
    person = PersonFactory()
    for office in offices:
        MandateFactory(person=person, role=role, institution=office.unit, **mandate)
    return person


@pytest.fixture
def ours() -> Office:
    return OfficeFactory()


@pytest.fixture
def theirs() -> Office:
    return OfficeFactory()


@pytest.fixture
def us(ours) -> Actor:
    return acting(person_of(ours))


# Parts of a letter, a duty or a plan, told as events of the whole; and who acts, which is of no office.
PARTS = {"addressee", "citedact", "enclosure", "letterdemand", "obligationsource", "planletter"}
PARTS |= {"agendaitem", "meetingpaper", "bodydecision", "actionpointobligation", "roundobligation"}
OF_NOBODY = {"mandate"}


def test_every_table_whose_rows_belong_to_an_office_is_known_as_such(ours):
    """A new one must be told to its own office alone: `_rows_of` names its rows, or the trail would go by mandates."""
    owners = (Office, Obligation, Letter, Plan)
    owned = {
        model._meta.model_name
        for model in apps.get_app_config("domain").get_models()
        if any(field.related_model in owners for field in model._meta.concrete_fields)
    }

    assert owned - PARTS - OF_NOBODY <= set(_rows_of(officer(ours), [ours.pk]))


def test_a_meeting_is_told_to_its_own_office_alone(ours, us):
    theirs = OfficeFactory()
    for office in (ours, theirs):
        meeting = MeetingFactory(office=office)
        record("meeting.planned", by=officer(office), target=meeting, institution_id=office.pk)

    assert [event.institution_id for event in readable_by(us)] == [ours.pk]


def codes(actor: Actor) -> set[str]:
    return set(readable_by(actor).values_list("what", flat=True))


def test_an_office_reads_what_was_done_with_its_letters_and_duties_whoever_did_it(ours, us):
    sent(ours)
    duty = Obligation.objects.get()
    answerer = coordinator(duty.institution)
    record("obligation.answered", by=answerer, target=duty, institution_id=duty.institution_id)
    record("link.revoked", by=system_actor(), target=duty, institution_id=duty.institution_id)

    assert codes(us) == {
        "letter.drafted",
        "letter.signed",
        "letter.registered",
        "letter.sent",
        "obligation.asked",
        "obligation.answered",
        "link.revoked",
    }


def test_another_offices_letters_and_duties_are_not_told_even_where_one_of_ours_did_it(ours, theirs, us):
    """Somebody who works in both: the mandate noted with a duty is the first one, whichever office asked."""
    both = acting(person_of(ours, theirs))
    letter = sent(theirs)
    duty = Obligation.objects.get(office=theirs)
    record("letter.assigned", by=both, target=letter, institution_id=theirs.pk)
    record("obligation.accepted", by=both, target=duty, institution_id=duty.institution_id)

    assert Event.objects.filter(mandate_id=both.capacities[0].mandate_id).count() == 1
    assert not readable_by(us).exists()
    assert readable_by(both).count() == Event.objects.count()


def test_what_belongs_to_no_office_is_told_by_the_mandate_it_was_done_by(ours, theirs, us):
    for office in (ours, theirs):
        record("institution.edited", by=acting(person_of(office)), target=InstitutionFactory())
    record("institution.added", by=system_actor(), target=InstitutionFactory())

    assert readable_by(us).count() == 1
    assert readable_by(acting(person_of(theirs))).count() == 1


def test_the_details_of_what_was_done_with_our_row_are_told_with_it(ours, theirs, us):
    """An institution names a coordinator: a person and a mandate that belong to no office, by an actor of none."""
    for office in (ours, theirs):
        duty = asked_for_coordinator(office=office, body=BodyFactory())
        by = coordinator(duty.institution)
        content = named(email=f"mira{office.pk}@financa.al")
        reply(obligation=duty, content=content, given=given(), channel=Channel.PAGE, by=by, on=RECEIVED_ON)

    told = readable_by(us)

    assert {"answer.taken", "obligation.answered", "mandate.begun", "person.noted"} <= codes(us)
    assert told.filter(what="mandate.begun").count() == 1
    assert Event.objects.filter(what="mandate.begun").count() == 2


def test_a_holiday_moves_the_terms_of_two_offices_and_each_reads_its_own(ours, theirs, us):
    duties = [asked_for_coordinator(office=office) for office in (ours, theirs)]
    declare_holiday(
        office=theirs,
        on_day=duties[0].issued_on + datetime.timedelta(days=1),
        name_sq="Ditë zie",
        name_en="Day of mourning",
        by=administrator(theirs),
        on=duties[0].issued_on,
    )
    assert Event.objects.filter(what="obligation.recounted").count() == 2

    [event] = readable_by(us).filter(what="obligation.recounted")

    assert event.target_key == str(duties[0].pk)


def test_an_administrator_reads_of_no_duties_as_he_sees_none(ours):
    sent(ours)

    told = codes(acting(person_of(ours, role=Role.ADMINISTRATOR)))

    assert "letter.sent" in told
    assert "obligation.asked" not in told


@pytest.mark.parametrize("role", [Role.CLERK, Role.COORDINATOR, Role.HEAD, Role.MEMBER])
def test_who_may_not_see_the_history_reads_nothing(ours, role):
    sent(ours)

    assert not readable_by(acting(person_of(ours, role=role))).exists()


def test_an_officer_for_one_body_alone_reads_nothing_of_the_office(ours):
    sent(ours)

    assert not readable_by(acting(person_of(ours, body=BodyFactory()))).exists()


def test_nobody_reads_nothing_and_the_system_everything(ours):
    sent(ours)

    assert not readable_by(ANONYMOUS).exists()
    assert readable_by(system_actor()).count() == Event.objects.count()


def test_a_letter_that_asks_much_is_read_in_one_query(ours, us, django_assert_num_queries):
    institutions = InstitutionFactory.create_batch(12)
    sent(ours, to=institutions)
    sent(OfficeFactory(), to=institutions, demands=[])

    with django_assert_num_queries(1):
        told = list(readable_by(us))

    assert sum(event.what == "obligation.asked" for event in told) == 12
