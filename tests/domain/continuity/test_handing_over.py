"""A mandate is handed over with what is open in it; the folder tells all of it; the old one stops."""

import datetime
import shutil
import subprocess

import pytest
from django.db import IntegrityError
from django.utils import timezone

from sekretariat.domain.continuity.models import HandOver
from sekretariat.domain.continuity.rules import can_see
from sekretariat.domain.continuity.services import hand_over
from sekretariat.domain.followup.models import Link
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf, assign
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.mandates.services import Named
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import ANONYMOUS, Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from sekretariat.officefiles import docx
from tests.domain.letters.making import asks, drafted, received, sent
from tests.factories import (
    BodyFactory,
    ContactNoteFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    administrator,
    clerk,
    officer,
)

ON = datetime.date(2018, 9, 1)
HARD = "Ësht’ & <çmim> \u0007" + "Shumëgjatë" * 15

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def institution():
    return InstitutionFactory(name_sq="Ministria e Financave", short_name="MFE")


@pytest.fixture
def mandate(institution):
    return MandateFactory(
        institution=institution, person__name="Mirela Kola", post=PostFactory(institution=institution)
    )


def given_over(mandate, office, *, by=None, name="Arta Duka", email="arta@mfe.al", on=ON) -> HandOver:
    return hand_over(
        mandate=mandate,
        to=Named(name=name, email=email),
        letter_number="771 prot",
        letter_on=datetime.date(2018, 8, 30),
        office=office,
        by=by or officer(office),
        on=on,
    )


def text_of(done: HandOver) -> str:
    with done.folder.open() as file:
        return docx.text(file.read())


def test_the_old_mandate_ends_and_the_new_one_begins_in_its_place_by_the_letter(office, mandate):
    done = given_over(mandate, office)

    mandate.refresh_from_db()
    begun = done.begun
    assert (mandate.valid_to, mandate.is_stopped) == (ON - datetime.timedelta(days=1), True)
    assert (begun.person.name, begun.role, begun.institution, begun.post) == (
        "Arta Duka",
        mandate.role,
        mandate.institution,
        mandate.post,
    )
    assert (begun.basis, begun.paper, begun.valid_from) == (Basis.LETTER, "771 prot, 30.08.2018", ON)
    assert Event.objects.get(what="mandate.handed_over").position == 0


def test_whoever_comes_is_written_to_with_the_folder_and_a_link_to_each_open_duty(office, institution, mandate):
    sent(office, to=[institution])
    sent(office, to=[institution], demands=[DemandOf(demand=asks(ask_sq="Dërgoni planin"))])

    done = given_over(mandate, office)

    mail = Outbox.objects.get(about_type="mandate")
    assert (mail.to_address, mail.attachments.get().file, len(mail.marks)) == ("arta@mfe.al", done.folder, 2)
    assert set(Link.objects.filter(mandate=done.begun).values_list("obligation", flat=True)) == set(
        Obligation.objects.values_list("pk", flat=True)
    )
    assert done.open_count == 2


def test_the_folder_tells_what_is_open_promised_written_and_answered(office, institution, mandate):
    today = timezone.localdate()
    lately = today - datetime.timedelta(days=40)
    body = BodyFactory()
    letter = sent(office, to=[institution], number="", on=lately, subject=f"Lënda {HARD[:20]}", body=body)
    owed = Obligation.objects.get()
    answered = sent(office, to=[institution], on=lately)
    answered_duty = Obligation.objects.exclude(pk=owed.pk).get()
    reply(
        obligation=answered_duty,
        content=FreeAnswer(),
        given=Given(received_on=lately, text="Ja kalendari"),
        channel=Channel.PAPER,
        by=officer(office),
        on=lately,
    )
    ContactNoteFactory(
        office=office, institution=institution, obligation=owed, text="Premtoi kalendarin", promised_on=today
    )
    other = sent(OfficeFactory(), to=[institution], subject="E zyrës tjetër")

    text = text_of(given_over(mandate, office, on=today))

    for said in ("Mirela Kola", "Arta Duka", letter.citation, "ditë pune", "Premtoi kalendarin", answered.citation):
        assert said in text
    assert "Ja kalendari" in text
    assert owed.ask_sq in text
    assert other.subject not in text


def test_within_a_body_only_what_belongs_to_it_is_handed_over(office, institution, mandate):
    mandate.body = BodyFactory()
    mandate.save()
    sent(office, to=[institution], body=mandate.body, subject="Brenda")
    sent(office, to=[institution], subject="Jashtë")

    done = given_over(mandate, office)

    assert done.open_count == 1


def test_an_officers_letters_and_drafts_are_the_new_ones(office):
    old = MandateFactory(role=Role.OFFICER, institution=office.unit)
    assigned, draft = received(office), drafted(office)
    assign(letter=assigned, instruction="Trajtojeni", assigned_to=old.person, by=clerk(office), on=ON)
    Letter.objects.filter(pk=draft.pk).update(drafter=old.person)

    done = given_over(old, office, by=administrator(office))

    new = done.begun.person
    assert (Letter.objects.get(pk=assigned.pk).assigned_to, Letter.objects.get(pk=draft.pk).drafter) == (new, new)
    assert "Trajtojeni" in text_of(done)


def test_an_offices_mandate_is_its_administrators_to_hand_over(office):
    old = MandateFactory(role=Role.OFFICER, institution=office.unit)

    with pytest.raises(NotAllowed):
        given_over(old, office, by=officer(office))
    with pytest.raises(NotAllowed):
        given_over(MandateFactory(role=Role.STAFF), office)


def test_nobody_hands_over_to_themselves_or_twice(office, mandate):
    with pytest.raises(DomainError) as refused:
        given_over(mandate, office, name=mandate.person.name, email=mandate.person.email)
    assert refused.value.field == "name"
    given_over(mandate, office)
    with pytest.raises(DomainError):
        given_over(mandate, office, email="tjeter@mfe.al")


def test_the_office_and_who_took_over_see_the_hand_over(office, mandate):
    done = given_over(mandate, office)
    new = actor_of_person(done.begun.person, language="sq", channel=Channel.PAGE, on=ON)
    old = actor_of_person(mandate.person, language="sq", channel=Channel.PAGE, on=ON)

    for actor, sees in (
        (officer(office), True),
        (new, True),
        (old, False),
        (officer(OfficeFactory()), False),
        (ANONYMOUS, False),
    ):
        assert HandOver.objects.visible_to(actor).exists() == sees == can_see(actor, done)


def test_the_folder_opens_in_libreoffice_whatever_the_names(office, mandate, tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("There is no LibreOffice.")
    mandate.person.name = f"Ëngjëll Çela & <Bir> {'Gjatë' * 20}"
    mandate.person.save()
    today = timezone.localdate()
    sent(office, to=[mandate.institution], on=today, subject=HARD, demands=[])
    sent(office, to=[mandate.institution], on=today, subject="&<>")

    done = given_over(mandate, office, name="Xhevahir “Xhixha” & Çela <x>")

    with done.folder.open() as file:
        (tmp_path / "folder.docx").write_bytes(file.read())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "folder.docx"], check=True, capture_output=True)
    text = (tmp_path / "folder.txt").read_text(encoding="utf-8-sig")
    for said in ("Ëngjëll Çela & <Bir>", "Xhevahir “Xhixha” & Çela <x>", "Dërgoni kalendarin", "&<>"):
        assert said in text


def test_two_hand_overs_of_one_mandate_are_refused_by_the_database(office, mandate):
    done = given_over(mandate, office)

    with pytest.raises(IntegrityError):
        HandOver.objects.create(
            ended=done.ended,
            begun=Mandate.objects.get(pk=done.begun_id),
            office=office,
            on=ON,
            folder=done.folder,
            open_count=0,
        )


def test_who_has_a_sign_in_already_is_told_too(office, mandate):
    PersonFactory(name="Arta Duka", email="arta@mfe.al", signs_in=True)

    given_over(mandate, office)

    assert Outbox.objects.filter(to_address="arta@mfe.al").count() == 1
