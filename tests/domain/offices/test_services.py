"""Opening an office, changing its settings, and what the database refuses of them."""

import datetime

import pytest
from django.db import IntegrityError

from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.services import edit_office, open_office, set_letter_template
from sekretariat.ground.actors import ANONYMOUS, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.files.services import keep
from tests.factories import InstitutionFactory, OfficeFactory, administrator, clerk, coordinator, officer

ON = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 366])
def test_a_link_lives_between_a_day_and_a_year(days):
    with pytest.raises(IntegrityError):
        OfficeFactory(link_days=days)


def test_an_office_has_the_key_of_its_unit():
    office = OfficeFactory()

    assert office.pk == office.unit.pk


def test_a_unit_becomes_an_office_once():
    unit = InstitutionFactory()
    given = {
        "unit": unit,
        "registers_at": unit,
        "register_mode": RegisterMode.KEPT_HERE,
        "sender_name": "Zyra",
        "sender_email": "zyra@shembull.al",
        "by": system_actor(),
        "on": ON,
    }
    open_office(**given)

    with pytest.raises(DomainError):
        open_office(**given)

    assert Office.objects.count() == 1


def test_settings_are_changed_by_the_administrator_of_that_office_alone():
    office = OfficeFactory()
    for by in (officer(office), clerk(office), coordinator(office.unit), administrator(OfficeFactory())):
        with pytest.raises(NotAllowed):
            edit_office(office=office, seen=0, link_days=7, by=by, on=ON)

    assert edit_office(office=office, seen=0, link_days=7, by=administrator(office), on=ON).link_days == 7


def test_a_change_of_settings_records_what_changed():
    office = OfficeFactory(link_days=30, place="Tiranë")

    edit_office(office=office, seen=0, link_days=7, place="Tiranë", by=administrator(office), on=ON)

    event = Event.objects.get(what="office.edited")
    assert (event.data["before"], event.data["after"]) == ({"link_days": "30"}, {"link_days": "7"})


def test_stale_settings_are_refused():
    office = OfficeFactory()
    edit_office(office=office, seen=0, link_days=7, by=administrator(office), on=ON)

    with pytest.raises(Stale):
        edit_office(office=office, seen=0, link_days=9, by=administrator(office), on=ON)


def test_settings_the_database_would_refuse_get_a_sentence():
    office = OfficeFactory()

    with pytest.raises(DomainError):
        edit_office(office=office, seen=0, link_days=400, by=administrator(office), on=ON)


def test_a_template_is_put_in_use_and_taken_back():
    office = OfficeFactory()
    by = administrator(office)
    file = keep(data=b"x", name="shkresa.docx", media_type="application/octet-stream", by=by)

    assert set_letter_template(office=office, template=file, by=by, on=ON).letter_template == file
    assert set_letter_template(office=office, template=None, by=by, on=ON).letter_template is None
    with pytest.raises(NotAllowed):
        set_letter_template(office=office, template=file, by=officer(office), on=ON)


def test_an_office_is_seen_by_those_who_work_in_it():
    office, other = OfficeFactory.create_batch(2)

    for by in (officer(office), clerk(office), administrator(office)):
        assert list(Office.objects.visible_to(by)) == [office]
    assert set(Office.objects.visible_to(system_actor())) == {office, other}
    for by in (coordinator(office.unit), ANONYMOUS):
        assert not Office.objects.visible_to(by).exists()
