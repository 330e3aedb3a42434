"""What a service writes into the trail."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from sekretariat.ground.actors import Actor, Capacity, Channel, Operation, Role, system_actor
from sekretariat.ground.audit.models import Event, Name
from sekretariat.ground.audit.queries import events_of, names_of
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import Stale
from tests.factories import InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def institution():
    return InstitutionFactory()


def ana(**values) -> Actor:
    return Actor(person_id=7, user_id=3, name="Ana Prifti", operation=Operation(), **values)


def test_the_first_event_of_an_operation_is_its_head_and_the_rest_its_details(institution):
    by = ana()

    events = [record(what, by=by, target=institution) for what in ("letter.sent", "obligation.asked", "link.made")]

    assert [event.position for event in events] == [0, 1, 2]
    assert {event.operation for event in events} == {by.operation.id}


def test_two_operations_each_have_a_head(institution):
    heads = [record("letter.sent", by=ana(), target=institution) for _ in range(2)]

    assert [event.position for event in heads] == [0, 0]
    assert heads[0].operation != heads[1].operation


def test_a_position_is_taken_once_in_an_operation(institution):
    event = record("letter.sent", by=ana(), target=institution)

    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


def test_an_event_keeps_who_what_when_and_from_which_day_it_counts(institution):
    on = datetime.date(2018, 5, 21)

    event = record(
        "letter.sent", by=ana(channel=Channel.GRID), target=institution, on=on, institution_id=5, number="2470"
    )

    event.refresh_from_db()
    assert (event.user_id, event.person_id, event.channel, event.institution_id) == (3, 7, "grid", 5)
    assert (event.target_type, event.target_key) == ("institution", str(institution.pk))
    assert (event.counts_from, event.data) == (on, {"number": "2470"})
    assert event.recorded_at.date() != on


def test_the_mandate_of_the_institution_concerned_is_noted(institution):
    by = ana(
        capacities=(
            Capacity(role=Role.HEAD, institution_id=1, mandate_id=11),
            Capacity(role=Role.OFFICER, institution_id=2, mandate_id=12),
        )
    )

    assert record("letter.sent", by=by, target=institution, institution_id=2).mandate_id == 12
    assert record("letter.sent", by=by, target=institution, institution_id=9).mandate_id == 11


def test_the_system_leaves_an_event_without_a_person(institution):
    event = record("letter.sent", by=system_actor(), target=institution)

    assert (event.person_id, event.user_id, event.channel) == (None, None, "job")
    assert not Name.objects.exists()


def test_a_name_is_written_once_and_can_be_erased_while_the_event_stays(institution):
    by = ana()
    events = [record("letter.sent", by=by, target=institution) for _ in range(2)]
    assert names_of(events) == {7: "Ana Prifti"}

    Name.objects.filter(person_id=7).delete()

    assert names_of(events) == {}
    assert Event.objects.filter(person_id=7).count() == 2


def test_the_history_of_a_row_is_its_own_and_newest_first(institution):
    record("institution.added", by=ana(), target=institution)
    record("institution.edited", by=ana(), target=institution)
    record("institution.added", by=ana(), target=InstitutionFactory())

    assert [event.what for event in events_of("institution", institution.pk)] == [
        "institution.edited",
        "institution.added",
    ]


def test_a_claim_raises_the_revision(institution):
    assert claim(institution, seen=0).revision == 1


def test_a_stale_claim_says_who_changed_the_row(institution):
    person = PersonFactory(name="Ana Prifti")
    fresh = claim(institution, seen=0)
    fresh.save()
    record("institution.edited", by=Actor(person_id=person.pk, name=person.name), target=institution)

    with pytest.raises(Stale, match="Ana Prifti"):
        claim(institution, seen=0)


def test_operations_have_ids_of_their_own():
    assert isinstance(Operation().id, uuid.UUID)
    assert Operation().id != Operation().id
