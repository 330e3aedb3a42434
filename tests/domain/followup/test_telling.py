"""Whoever is written to for an institution is told when a deadline moves, once, whatever moved."""

import datetime

import pytest

from sekretariat.domain.followup.services import extend
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.services import cancel_holiday, declare_holiday
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import DomainError
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.words.enums import Precision
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    administrator,
    officer,
)

from .making import ASK, DUE, ONE_AFTER, answer, duty_of, letter_2470

pytestmark = pytest.mark.django_db
ON = datetime.date(2018, 5, 29)
MOURNING = datetime.date(2018, 6, 1)


@pytest.fixture
def letter() -> Letter:
    return letter_2470("ADISA", "AMVV", "APP")


def put_off(duty: Obligation, *, to=datetime.date(2018, 6, 11)):
    by = officer(duty.office)
    return extend(obligation=duty, new_due_on=to, new_precision=Precision.DAY, reason="Mungon titullari", by=by, on=ON)


def declare(office):
    names = {"name_sq": "Ditë zie", "name_en": "Day of mourning"}
    return declare_holiday(office=office, on_day=MOURNING, by=administrator(office), on=ON, **names).told


def test_an_extension_is_told_with_its_reason(letter):
    told = put_off(duty_of(letter, "APP"))

    mail = Outbox.objects.get()
    assert (told.email, mail.to_address, mail.office_id) == ("zyra@app.example", "zyra@app.example", letter.office_id)
    asked = f"{ASK} (shkresa 2470 prot, 21.05.2018)"
    assert f"— {asked}: afati u shty nga 04.06.2018 në 11.06.2018: Mungon titullari." in mail.text


def test_an_extension_holds_also_where_nobody_can_be_told(letter):
    Institution.objects.update(email="")

    assert put_off(duty_of(letter, "APP")) is None
    assert duty_of(letter, "APP").due_on == datetime.date(2018, 6, 11)


def test_an_extension_that_is_refused_tells_nobody(letter):
    with pytest.raises(DomainError):
        put_off(duty_of(letter, "APP"), to=DUE)
    assert not Outbox.objects.exists()


def test_a_holiday_tells_each_institution_once_naming_the_old_day_and_the_new(letter):
    answer(duty_of(letter, "ADISA"), on=ON)

    told = declare(letter.office)

    assert (told.moved, told.mails, told.unreachable) == (2, 2, [])
    assert {mail.to_address for mail in Outbox.objects.all()} == {"zyra@amvv.example", "zyra@app.example"}
    mail = Outbox.objects.get(to_address="zyra@app.example")
    assert "01.06.2018 është ditë pushimi: Ditë zie." in mail.text
    assert f"— {ASK} (shkresa 2470 prot, 21.05.2018): afati ishte 04.06.2018, tani është 05.06.2018." in mail.text


def test_several_duties_of_an_institution_are_told_in_one_mail(letter):
    app = duty_of(letter, "APP").institution
    ObligationFactory(office=letter.office, institution=app, ask_sq="Dërgoni kalendarin")

    told = declare(letter.office)

    assert (told.moved, told.mails) == (4, 3)
    text = Outbox.objects.get(to_address="zyra@app.example").text
    assert ASK in text
    assert "Dërgoni kalendarin: afati ishte 04.06.2018, tani është 05.06.2018." in text


def test_nobody_reads_of_what_another_answers_for():
    office, institution = OfficeFactory(), InstitutionFactory(email="zyra@mfe.example")
    network, other = BodyFactory(), BodyFactory()
    for body in (network, other):
        MandateFactory(institution=institution, body=body, role=Role.COORDINATOR)
        ObligationFactory(office=office, institution=institution, body=body)
    ObligationFactory(office=OfficeFactory(), institution=institution, body=network)

    told = declare(office)

    assert (told.moved, told.mails) == (3, 3)
    assert Outbox.objects.filter(office_id=office.pk).count() == 2
    assert all(mail.text.count(ASK) == 1 for mail in Outbox.objects.all())


def test_whom_nobody_could_write_to_is_named(letter):
    Institution.objects.filter(short_name="APP").update(email="")

    told = declare(letter.office)

    assert (told.moved, told.mails, told.unreachable) == (3, 2, ["APP"])


def test_a_holiday_that_is_taken_back_is_told_too(letter):
    declare(letter.office)
    Outbox.objects.all().delete()

    by = administrator(letter.office)
    told = cancel_holiday(office=letter.office, holiday=Holiday.objects.get(), by=by, on=ON).told

    assert (told.moved, told.mails, duty_of(letter, "APP").due_on) == (3, 3, DUE)
    mail = Outbox.objects.first()
    assert "01.06.2018 është ditë pune, jo më ditë pushimi." in mail.text
    assert "afati ishte 05.06.2018, tani është 04.06.2018" in mail.text


def test_the_declared_day_is_the_head_of_what_it_moved(letter):
    declare(letter.office)

    declared = Event.objects.get(what="holiday.declared")
    assert declared.position == 0
    assert Event.objects.filter(operation=declared.operation, what="obligation.recounted").count() == 3


def test_a_day_that_is_refused_moves_and_tells_nothing(letter):
    declare(letter.office)
    Outbox.objects.all().delete()

    with pytest.raises(DomainError):
        declare(letter.office)

    assert not Outbox.objects.exists()
    assert duty_of(letter, "APP").due_on == ONE_AFTER
