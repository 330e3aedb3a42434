"""A person's data are handed out and taken off; the record stands under a pseudonym, the seals hold."""

import datetime
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from sekretariat.accounts.models import User
from sekretariat.domain.continuity.exporters.person import person_json
from sekretariat.domain.continuity.services import erase_person
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_user
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import CoordinatorsNamed, PersonNamed
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import ANONYMOUS, Channel, Role
from sekretariat.ground.audit.models import Event, Name
from sekretariat.ground.audit.seals import seal_days, verify
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.models import Outbox
from tests.domain.letters.making import sent
from tests.domain.obligations.making import asked
from tests.factories import (
    ContactNoteFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    actor,
    administrator,
    officer,
)

ON = datetime.date(2018, 9, 1)
NAME, EMAIL, PHONE = "Mirela Kola", "mirela.kola@financa.al", "069 20 00 001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def person(office) -> Person:
    """Somebody named by an answer, who answered, was written to, phoned, and has left."""
    institution = InstitutionFactory()
    duty = asked(office=office, institution=institution, kind=ObligationKind.NAME_COORDINATOR)
    reply(
        obligation=duty,
        content=CoordinatorsNamed(coordinator=PersonNamed(name=NAME, email=EMAIL, phone=PHONE, title="Drejtore")),
        given=Given(received_on=duty.issued_on, text=f"Caktojmë {NAME}, {EMAIL}, {PHONE}."),
        channel=Channel.PAPER,
        by=officer(office),
        on=duty.issued_on,
    )
    mandate = Mandate.objects.get()
    recipient = Recipient(email=EMAIL, name=NAME, mandate=mandate)
    make_link(
        obligation=duty, recipient=recipient, by=actor(Role.COORDINATOR, institution, person=mandate.person), on=ON
    )
    ContactNoteFactory(office=office, institution=institution, person=mandate.person, text="Fola me mirela  kola")
    end_mandate(mandate=mandate, reason=f"{NAME} u largua", by=officer(office), on=ON)
    # The reason typed is in the trail too; what people write there is told not to be a name.
    Event.objects.filter(what="mandate.ended").delete()
    return mandate.person


def dump() -> str:
    printed = io.StringIO()
    call_command("dump", "--canonical", stdout=printed)
    return printed.getvalue()


def test_nothing_of_the_dump_tells_the_person_any_more(office, person):
    before = dump()
    assert before.count(NAME) > 4
    assert before.count(EMAIL) > 4

    erase_person(person=person, by=administrator(office), on=ON)

    after = dump().lower()
    for told in (NAME, EMAIL, PHONE, "mirela", "kola", "Drejtore"):
        assert told.lower() not in after
    assert f"personi {person.pk}" in after


def test_official_letters_keep_what_they_say(office, person):
    letter = sent(office, to=[InstitutionFactory()], subject=f"Për caktimin e {NAME}", text=NAME, signatory=NAME)

    erase_person(person=person, by=administrator(office), on=ON)

    letter.refresh_from_db()
    assert (letter.subject, letter.text, letter.signatory) == (f"Për caktimin e {NAME}", NAME, NAME)


def test_what_was_done_stays_under_the_pseudonym(office, person):
    erase_person(person=person, by=administrator(office), on=ON)

    person.refresh_from_db()
    pseudonym = f"Personi {person.pk}"
    assert (person.name, person.email, person.phone, person.title, person.erased_on) == (pseudonym, "", "", "", ON)
    assert Answer.objects.get().summary == pseudonym
    assert Mandate.objects.get().person == person


def test_the_sign_in_the_links_and_waiting_mails_stop(office, person):
    user, link = User.objects.get(person=person), Link.objects.get()
    assert Outbox.objects.filter(to_address=EMAIL, state=MailState.WAITING).exists()

    erase_person(person=person, by=administrator(office), on=ON)

    user.refresh_from_db()
    link.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), EMAIL in user.email) == (False, False, False)
    assert actor_of_user(user, language="sq", channel=Channel.PAGE, on=ON) == ANONYMOUS
    assert (link.email, link.revoked_at is None) == ("", False)
    assert {mail.state for mail in Outbox.objects.all()} == {MailState.WITHDRAWN}


def test_the_seals_hold_and_the_event_tells_no_name(office, person):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    seal_days(before=tomorrow)
    Name.objects.get_or_create(person_id=person.pk, defaults={"name": NAME})

    erase_person(person=person, by=administrator(office), on=ON)

    assert not Name.objects.filter(person_id=person.pk).exists()
    assert Event.objects.get(what="person.erased").data == {}
    assert [broken for broken in verify() if broken.found_events == 0] == []


def test_a_namesake_elsewhere_keeps_the_name(office, person):
    PersonFactory(name=NAME)
    answer = Answer.objects.create(
        institution=InstitutionFactory(), channel=Channel.PAPER, received_on=ON, summary=NAME
    )

    erase_person(person=person, by=administrator(office), on=ON)

    answer.refresh_from_db()
    assert answer.summary == NAME
    assert Person.objects.filter(name=NAME).count() == 1


def test_nobody_erases_themselves_an_acting_person_or_twice(office, person):
    by = administrator(office)
    acting = MandateFactory().person

    for refused in (Person.objects.get(pk=by.person_id), acting):
        with pytest.raises(DomainError):
            erase_person(person=refused, by=by, on=ON)
    erase_person(person=person, by=by, on=ON)
    with pytest.raises(DomainError):
        erase_person(person=person, by=by, on=ON)


def test_officers_do_not_erase(office, person):
    with pytest.raises(NotAllowed):
        erase_person(person=person, by=officer(office), on=ON)


def test_what_is_handed_out_tells_everything_in_words_and_opens_no_door(office, person):
    link = Link.objects.get()

    document = person_json(person, history=[{"what": "Dikush shkroi"}], created=timezone.now())

    text = document.body.decode()
    told = json.loads(text)
    assert {NAME, PHONE, EMAIL} <= set(told["person"].values())
    assert any("mandate" in part for part in told)
    assert any("contact" in part for part in told)
    assert told["history"] == [{"what": "Dikush shkroi"}]
    for secret in (link.nonce, link.token_hash, person.user.password):
        assert secret not in text
