"""Entering institutions and persons, and correcting them."""

import datetime

import pytest

from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.institutions.services import (
    add_institution,
    add_post,
    edit_institution,
    edit_person,
    note_person,
)
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import SIGNED_IN
from tests.factories import InstitutionFactory, OfficeFactory, PersonFactory, clerk, coordinator, officer

ON = datetime.date(2018, 5, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return officer(OfficeFactory())


def test_a_new_institution_is_found_by_its_short_name(by):
    institution = add_institution(
        kind=InstitutionKind.MINISTRY, name_sq="Ministria e Drejtësisë", short_name="MD", by=by, on=ON
    )

    hits = find("drejtesia", scopes=[SIGNED_IN], limit=5).hits
    assert [hit.key for hit in hits] == [str(institution.pk)]


def test_only_those_who_keep_the_directory_enter_institutions_posts_and_corrections():
    institution, person, office = InstitutionFactory(), PersonFactory(), OfficeFactory()
    for by in (coordinator(institution), clerk(office)):
        with pytest.raises(NotAllowed):
            add_institution(kind=InstitutionKind.CSO, name_sq="Shoqata", by=by, on=ON)
        with pytest.raises(NotAllowed):
            edit_institution(institution=institution, seen=0, email="x@shembull.al", by=by, on=ON)
        with pytest.raises(NotAllowed):
            add_post(institution=institution, kind=PostKind.HEAD, title_sq="Ministër", by=by, on=ON)
        with pytest.raises(NotAllowed):
            edit_person(person=person, seen=0, name="Tjetër", by=by, on=ON)


def test_a_correction_records_only_what_changed(by):
    institution = InstitutionFactory(email="a@shembull.al", address="Tiranë")

    edit_institution(institution=institution, seen=0, email="b@shembull.al", address="Tiranë", by=by, on=ON)

    event = Event.objects.get(what="institution.edited")
    assert (event.data["before"], event.data["after"]) == ({"email": "a@shembull.al"}, {"email": "b@shembull.al"})


def test_a_stale_correction_changes_nothing(by):
    institution = InstitutionFactory(email="a@shembull.al")
    edit_institution(institution=institution, seen=0, email="b@shembull.al", by=by, on=ON)

    with pytest.raises(Stale):
        edit_institution(institution=institution, seen=0, email="c@shembull.al", by=by, on=ON)

    institution.refresh_from_db()
    assert institution.email == "b@shembull.al"


def test_a_name_in_force_already_is_refused_with_a_sentence(by):
    InstitutionFactory(name_sq="Ministria e Kulturës")

    with pytest.raises(DomainError):
        add_institution(kind=InstitutionKind.MINISTRY, name_sq="Ministria e Kulturës", by=by, on=ON)


def test_a_person_is_noted_once_by_address_however_it_is_written(by):
    first = note_person(name="Ana  Prifti", email="Ana@Shembull.al", by=by, on=ON)
    second = note_person(name="Ana Prifti", email="ana@shembull.al ", by=by, on=ON)

    assert first == second
    assert (first.name, first.email) == ("Ana Prifti", "ana@shembull.al")


def test_noting_again_fills_what_is_empty_and_loses_nothing(by):
    person = PersonFactory(email="ana@shembull.al", phone="069 1", title="")

    note_person(name="A. Prifti", email="ana@shembull.al", phone="069 2", title="Drejtoreshë", by=by, on=ON)

    known = Person.objects.get(email="ana@shembull.al")
    assert (known.name, known.phone, known.title) == (person.name, "069 1", "Drejtoreshë")


def test_persons_without_an_address_are_each_their_own(by):
    assert note_person(name="Ana Prifti", by=by, on=ON) != note_person(name="Ana Prifti", by=by, on=ON)


def test_an_address_that_is_none_is_refused_at_its_field(by):
    with pytest.raises(DomainError) as refused:
        note_person(name="Ana Prifti", email="ana(at)shembull", by=by, on=ON)

    assert refused.value.field == "email"
