"""Beginning and ending mandates, naming persons by letter, inviting them."""

import datetime
import re

import pytest
from django.db import IntegrityError
from django.utils import timezone

from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.mandates.rules import can_edit_mandates
from sekretariat.domain.mandates.services import (
    FirstAdministrator,
    Named,
    NewUnit,
    appoint,
    begin_by_letter,
    begin_mandate,
    end_mandate,
    give_office_role,
    invite,
    replace_in_role,
    set_up_office,
)
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.ground.actors import Channel, Role, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    administrator,
    clerk,
    coordinator,
    officer,
)

ON = datetime.date(2018, 5, 28)
EARLIER = ON - datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def institution():
    return InstitutionFactory()


@pytest.fixture
def body():
    return BodyFactory()


def begin(person, institution, **values) -> Mandate:
    given = {"role": Role.COORDINATOR, "basis": Basis.SET_UP, "by": system_actor(), "on": ON} | values
    return begin_mandate(person=person, institution=institution, **given)


def test_a_mandate_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError):
        MandateFactory(valid_from=ON, valid_to=EARLIER)


def test_a_mandate_by_act_names_the_act():
    assert MandateFactory(basis=Basis.ACT, act=ActFactory()).act
    with pytest.raises(IntegrityError):
        MandateFactory(basis=Basis.ACT, act=None)


@pytest.mark.parametrize(
    ("number", "day", "paper"),
    [
        ("8123 prot", datetime.date(2018, 5, 25), "8123 prot, 25.05.2018"),
        ("8123 prot", None, "8123 prot"),
        ("", datetime.date(2018, 5, 25), ""),
    ],
)
def test_the_paper_is_cited_as_far_as_it_is_known(number, day, paper):
    assert Mandate(letter_number=number, letter_on=day).paper == paper


def test_a_mandate_that_stands_is_not_begun_twice(institution):
    person = PersonFactory()

    assert begin(person, institution) == begin(person, institution)
    assert Event.objects.filter(what="mandate.begun").count() == 1


def test_a_mandate_that_was_ended_can_begin_again(institution):
    person = PersonFactory()
    first = begin(person, institution)
    end_mandate(mandate=first, reason="U largua", by=system_actor(), on=ON)

    assert begin(person, institution, on=ON + datetime.timedelta(days=1)) != first


def test_ending_a_mandate_takes_its_rights_at_once_and_keeps_its_reason(institution):
    mandate = MandateFactory(institution=institution)
    today = timezone.localdate()

    end_mandate(mandate=mandate, reason="U largua", by=system_actor(), on=today)

    mandate.refresh_from_db()
    assert (mandate.valid_to, mandate.is_stopped, mandate.end_reason) == (today, True, "U largua")
    assert actor_of_person(mandate.person, language="sq", channel=Channel.PAGE, on=today).capacities == ()


def test_a_mandate_ended_for_a_coming_day_gives_rights_until_then(institution):
    mandate = MandateFactory(institution=institution)
    last = timezone.localdate() + datetime.timedelta(days=5)

    end_mandate(mandate=mandate, reason="Del në pension", by=system_actor(), on=last)

    def capacities(on: datetime.date) -> int:
        return len(actor_of_person(mandate.person, language="sq", channel=Channel.PAGE, on=on).capacities)

    assert (capacities(last), capacities(last + datetime.timedelta(days=1))) == (1, 0)


def test_a_mandate_is_ended_once():
    mandate = MandateFactory()
    end_mandate(mandate=mandate, reason="U largua", by=system_actor(), on=ON)

    with pytest.raises(DomainError):
        end_mandate(mandate=mandate, reason="U largua", by=system_actor(), on=ON)


def test_a_mandate_ended_before_it_began_ends_on_its_first_day():
    mandate = MandateFactory(valid_from=ON)

    assert end_mandate(mandate=mandate, reason="Gabim", by=system_actor(), on=EARLIER).valid_to == ON


def test_whoever_held_the_role_makes_room_the_day_before_and_others_stay(institution, body):
    before, kept = (MandateFactory(institution=institution, body=body) for _ in range(2))
    others = [
        MandateFactory(institution=institution, body=body, role=Role.DEPUTY),
        MandateFactory(institution=institution, body=BodyFactory()),
        MandateFactory(institution=institution),
        MandateFactory(body=body),
    ]

    replace_in_role(
        role=Role.COORDINATOR, institution=institution, body=body, keep=kept.person, by=system_actor(), on=ON
    )

    before.refresh_from_db()
    assert (before.valid_to, before.is_stopped) == (EARLIER, True)
    standing = set(Mandate.objects.giving_rights(on=ON))
    assert standing == {kept, *others}


def named_by_letter(office, institution, **values) -> Mandate:
    given = {
        "named": Named(name="Mira Kola", email="mira@financa.al", phone="069 20"),
        "role": Role.COORDINATOR,
        "letter_number": "9214 prot",
        "letter_on": EARLIER,
        "office_id": office.pk,
        "by": officer(office),
        "on": ON,
    }
    return appoint(institution=institution, **given | values)


def test_a_person_named_by_letter_holds_the_role_by_it_and_is_invited(office, institution, body):
    mandate = named_by_letter(office, institution, body=body)

    assert (mandate.person.name, mandate.person.phone) == ("Mira Kola", "069 20")
    assert (mandate.basis, mandate.paper, mandate.body) == (Basis.LETTER, "9214 prot, 27.05.2018", body)
    assert Outbox.objects.get().to_address == "mira@financa.al"
    head = Event.objects.get(what="institution.named_person")
    assert (head.position, head.target_key) == (0, str(institution.pk))


def test_a_second_coordinator_takes_the_place_of_the_first(office, institution, body):
    first = named_by_letter(office, institution, body=body)

    named_by_letter(office, institution, body=body, named=Named(name="Ema Rama", email="ema@financa.al"))

    first.refresh_from_db()
    assert first.is_stopped


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.MEMBER])
def test_focal_points_and_members_stand_beside_each_other(office, institution, body, role):
    named_by_letter(office, institution, body=body, role=role)
    named_by_letter(office, institution, body=body, role=role, named=Named(name="Ema Rama", email="ema@financa.al"))

    assert Mandate.objects.giving_rights(on=ON).count() == 2


def test_a_member_sits_in_the_body_of_the_seat(office, institution):
    seat = SeatFactory(institution=institution)

    mandate = named_by_letter(office, institution, role=Role.MEMBER, seat=seat)

    assert (mandate.seat, mandate.body) == (seat, seat.body)


def test_an_address_that_is_somebody_elses_names_nobody(office, institution):
    PersonFactory(name="Ben Dervishi", email="mira@financa.al")

    with pytest.raises(DomainError) as refused:
        named_by_letter(office, institution)

    assert refused.value.field == "email"
    assert not Mandate.objects.exists()
    assert not Outbox.objects.exists()


def test_the_same_name_written_without_accents_is_the_same_person(office, institution):
    person = PersonFactory(name="Mira Këlcyra", email="mira@financa.al")

    mandate = named_by_letter(office, institution, named=Named(name="MIRA KELCYRA", email="mira@financa.al"))

    assert mandate.person == person


def test_only_those_who_keep_mandates_name_persons(office, institution):
    for by in (clerk(office), coordinator(institution)):
        with pytest.raises(NotAllowed):
            named_by_letter(office, institution, by=by)


def test_office_roles_are_given_by_that_offices_administrator_alone(office):
    def may(by) -> bool:
        return can_edit_mandates(by, role=Role.OFFICER, institution_id=office.pk)

    assert may(administrator(office))
    assert not may(officer(office))
    assert not may(administrator(OfficeFactory()))
    with pytest.raises(NotAllowed):
        give_office_role(
            office=office, role=Role.OFFICER, name="Ana Prifti", email="ana@dzhm.al", by=officer(office), on=ON
        )


def test_who_is_invited_gets_a_mail_without_a_usable_link():
    person = PersonFactory(name="Mira Kola", email="Mira@financa.al")

    invite(person=person, office_id=None, by=system_actor(), on=ON)

    person.refresh_from_db()
    kept = Outbox.objects.get()
    assert person.user.email == "mira@financa.al"
    assert not person.user.has_usable_password()
    assert f"[[password:{person.user.pk}]]" in kept.text
    assert not re.search(r"https?://", kept.text)


def test_who_has_a_sign_in_or_no_address_is_not_invited():
    for person in (PersonFactory(signs_in=True), PersonFactory(email="")):
        invite(person=person, office_id=None, by=system_actor(), on=ON)

    assert not Outbox.objects.exists()


def test_an_address_that_signs_in_somebody_else_is_refused():
    UserFactory(email="mira@financa.al")

    with pytest.raises(DomainError) as refused:
        invite(person=PersonFactory(email="mira@financa.al"), office_id=None, by=system_actor(), on=ON)

    assert refused.value.field == "email"


def test_an_office_is_set_up_with_an_administrator_who_signs_in_at_once(institution):
    office = set_up_office(
        unit=institution,
        registers_at=institution,
        register_mode=RegisterMode.PAPER_BOOK,
        sender_name="Departamenti",
        sender_email="zyra@dzhm.al",
        administrator=FirstAdministrator(
            name="Blerim Hoxha", email="blerim@dzhm.al", password="nje-fjalekalim-i-gjate"
        ),
        by=system_actor(),
        on=ON,
    )

    mandate = Mandate.objects.get()
    assert (mandate.role, mandate.institution, mandate.basis) == (Role.ADMINISTRATOR, office.unit, Basis.SET_UP)
    assert mandate.person.user.check_password("nje-fjalekalim-i-gjate")
    assert not Outbox.objects.exists()
    assert Event.objects.get(what="office.opened").position == 0


def test_who_gets_an_office_role_without_a_password_is_written_to(office):
    mandate = give_office_role(
        office=office, role=Role.CLERK, name="Dea Leka", email="dea@dzhm.al", by=administrator(office), on=ON
    )

    assert (mandate.role, mandate.institution) == (Role.CLERK, office.unit)
    assert Outbox.objects.get().office_id == office.pk


def test_a_new_unit_is_entered_before_its_office_is_opened(institution):
    office = set_up_office(
        unit=NewUnit(name_sq="Drejtoria e Integrimit", part_of=institution),
        registers_at=institution,
        register_mode=RegisterMode.KEPT_HERE,
        sender_name="Drejtoria",
        sender_email="zyra@dzhm.al",
        administrator=FirstAdministrator(
            name="Blerim Hoxha", email="blerim@dzhm.al", password="nje-fjalekalim-i-gjate"
        ),
        by=system_actor(),
        on=ON,
    )

    assert (office.unit.name_sq, office.unit.part_of) == ("Drejtoria e Integrimit", institution)


def test_an_office_role_is_not_given_to_whoever_has_the_address_under_another_name(office):
    PersonFactory(name="Arta Duka", email="dea@dzhm.al")

    with pytest.raises(DomainError) as refused:
        give_office_role(
            office=office, role=Role.CLERK, name="Dea Leka", email="dea@dzhm.al", by=administrator(office), on=ON
        )

    assert refused.value.field == "email"


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.OFFICER},
        {"role": Role.ADMINISTRATOR, "institution": "elsewhere"},
        {"role": Role.ADMINISTRATOR, "is_stopped": True},
        {"role": Role.ADMINISTRATOR, "valid_to": datetime.date(2999, 1, 1)},
        {"role": Role.ADMINISTRATOR, "person": "the same"},
    ],
)
def test_the_last_administrator_who_stays_cannot_be_ended(office, other):
    last = MandateFactory(role=Role.ADMINISTRATOR, institution=office.unit)
    institution = OfficeFactory().unit if other.pop("institution", None) else office.unit
    person = last.person if other.pop("person", None) else PersonFactory()
    MandateFactory(person=person, institution=institution, **other)

    with pytest.raises(DomainError):
        end_mandate(mandate=last, reason="U largua", by=system_actor(), on=ON)

    last.refresh_from_db()
    assert last.valid_to is None


def test_an_administrator_is_ended_where_another_one_stays(office):
    first, _ = MandateFactory.create_batch(2, role=Role.ADMINISTRATOR, institution=office.unit)

    assert end_mandate(mandate=first, reason="U largua", by=system_actor(), on=ON).is_stopped


def test_an_older_letter_recorded_late_does_not_bring_back_whom_a_newer_one_replaced():
    institution, newer, older = InstitutionFactory(), PersonFactory(), PersonFactory()
    by = officer(OfficeFactory())
    for person, day in ((newer, datetime.date(2018, 6, 11)), (older, datetime.date(2018, 5, 28))):
        begin_by_letter(
            person=person,
            role=Role.COORDINATOR,
            institution=institution,
            body=None,
            letter_number="1 prot",
            letter_on=day,
            office_id=None,
            by=by,
            on=day,
        )

    held = {m.person: (m.valid_from, m.valid_to, m.is_stopped) for m in Mandate.objects.filter(institution=institution)}

    assert held == {
        newer: (datetime.date(2018, 6, 11), None, False),
        older: (datetime.date(2018, 5, 28), datetime.date(2018, 6, 10), True),
    }
