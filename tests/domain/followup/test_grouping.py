"""Mail to many: each gets one of their own, nothing goes twice, no brace goes out."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sekretariat.domain.followup.directory.choosing import Choice, Chosen, chosen_group
from sekretariat.domain.followup.models import GroupMail
from sekretariat.domain.followup.services import GroupText, send_group_mail, send_test_mail
from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.queries import counts_about, mails_about
from tests.domain.letters.making import asks, sent
from tests.factories import (
    BodyFactory,
    GroupMailFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    coordinator,
    officer,
)

ON = datetime.date(2026, 11, 21)
TEXT = GroupText(subject="Takim te {institucioni}", text="I/e nderuar {emri},\n\nejani te {institucioni}.")

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def two():
    return [
        Chosen(person=PersonFactory(name=name, email=email), institutions=[InstitutionFactory(name_sq=institution)])
        for name, email, institution in (
            ("Ana Çela", "ana@a.al", "Bashkia A"),
            ("Ben {emri}", "ben@b.al", "Bashkia B"),
        )
    ]


def written(office, to, text: GroupText = TEXT, *, by=None, token: uuid.UUID | None = None) -> GroupMail:
    return send_group_mail(
        office=office,
        to=to,
        text=text,
        chosen="Lloji: Bashki",
        token=token or uuid.uuid4(),
        by=by or officer(office),
        on=ON,
    )


def test_each_gets_a_mail_of_their_own_in_the_name_of_the_office(office, two):
    group = written(office, two)

    mails = list(mails_about(group).order_by("pk"))
    assert [(m.to_address, m.to_name, m.subject) for m in mails] == [
        ("ana@a.al", "Ana Çela", "Takim te Bashkia A"),
        ("ben@b.al", "Ben {emri}", "Takim te Bashkia B"),
    ]
    assert mails[0].text == "I/e nderuar Ana Çela,\n\nejani te Bashkia A."
    assert mails[1].text.startswith("I/e nderuar Ben {emri},")
    assert {(m.office_id, m.from_name, m.reply_to) for m in mails} == {
        (office.pk, office.sender_name, office.sender_email)
    }
    assert (group.recipient_count, group.chosen) == (2, "Lloji: Bashki")
    assert Event.objects.get(what="groupmail.sent").data == {"count": 2}


def test_the_same_form_sent_twice_is_one_mail(office, two):
    token = uuid.uuid4()

    first, second = (written(office, two, token=token) for _ in range(2))

    assert first == second
    assert (GroupMail.objects.count(), Outbox.objects.count()) == (1, 2)


def test_the_database_holds_a_form_to_one_mail(office):
    token = GroupMailFactory(office=office).token

    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMailFactory(token=token)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (GroupText(subject="{emir}", text="x"), "subject"),
        (GroupText(subject="x", text="{ emri }"), "text"),
        (GroupText(subject="x", text="{emri"), "text"),
        (GroupText(subject="x", text="{{emri}}"), "text"),
    ],
)
def test_a_placeholder_that_is_none_is_refused_where_it_stands(office, two, text, field):
    with pytest.raises(DomainError) as refused:
        written(office, two, text)

    assert refused.value.field == field
    assert not Outbox.objects.exists()


def test_a_text_with_the_marks_of_links_is_refused_and_nothing_is_half_sent(office, two):
    two[1].person.name = "[[link:1]]"

    with pytest.raises(DomainError):
        written(office, two)
    assert (GroupMail.objects.count(), Outbox.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["other_office", "coordinator"])
def test_only_those_of_the_office_write_in_its_name(office, two, who):
    by = officer(OfficeFactory()) if who == "other_office" else coordinator(InstitutionFactory())

    with pytest.raises(NotAllowed):
        written(office, two, by=by)
    with pytest.raises(NotAllowed):
        send_test_mail(office=office, sample=two[0], text=TEXT, by=by, on=ON)
    assert not Outbox.objects.exists()


def test_nobody_to_write_to_is_told(office):
    with pytest.raises(DomainError):
        written(office, [])


def test_a_test_goes_to_the_one_who_writes_as_the_first_would_read_it(office, two):
    me = PersonFactory(email="une@zyra.al")

    assert send_test_mail(office=office, sample=two[0], text=TEXT, by=officer(office, me), on=ON) == "une@zyra.al"

    mail = Outbox.objects.get()
    assert (mail.to_address, mail.about_type) == ("une@zyra.al", "")
    assert "Takim te Bashkia A" in mail.subject
    assert "Ana Çela" in mail.text
    assert not GroupMail.objects.exists()


def test_two_thousand_mails_take_few_queries(office):
    institution = InstitutionFactory()
    many = [
        Chosen(person=PersonFactory.build(name=f"Dikush {n}", email=f"d{n}@x.al"), institutions=[institution])
        for n in range(2000)
    ]

    with CaptureQueriesContext(connection) as captured:
        group = written(office, many)

    assert counts_about("groupmail", [group.pk]) == {group.pk: {"waiting": 2000}}
    assert len(captured) < 80  # SQLite takes the rows in batches of 999 values


# --- who is chosen -----------------------------------------------------------------------------------------------


@pytest.fixture
def body():
    return BodyFactory()


def chosen_by(by, **choice) -> tuple[list[str], list[str]]:
    group = chosen_group(Choice(**choice), actor=by, on=ON)
    return [one.person.name for one in group.reachable], [one.person.name for one in group.without_email]


def test_one_mandate_must_fulfil_all_that_is_asked(office):
    by = officer(office)
    municipality = InstitutionFactory(kind=InstitutionKind.MUNICIPALITY)
    mayor = PersonFactory(name="Kryetarja")
    post = PostFactory(institution=municipality, kind=PostKind.MAYOR)
    MandateFactory(person=mayor, role=Role.HEAD, institution=municipality, post=post)
    both = PersonFactory(name="Dy vende")  # head of a ministry, staff of a municipality
    MandateFactory(person=both, role=Role.HEAD)
    MandateFactory(person=both, role=Role.STAFF, institution=municipality)

    assert chosen_by(by, kind="municipality") == (["Dy vende", "Kryetarja"], [])
    assert chosen_by(by, kind="municipality", role="head") == (["Kryetarja"], [])
    assert chosen_by(by, post="mayor") == (["Kryetarja"], [])


def test_a_mechanism_chooses_those_named_for_it_and_those_who_sit_in_it(office, body):
    MandateFactory(person=PersonFactory(name="Emëruari"), body=body)
    seat = SeatFactory(body=body)
    MandateFactory(person=PersonFactory(name="Anëtari"), role=Role.MEMBER, institution=seat.institution, seat=seat)
    MandateFactory(person=PersonFactory(name="Tjetri"), body=BodyFactory())

    assert chosen_by(officer(office), body=body) == (["Anëtari", "Emëruari"], [])


def test_who_has_no_email_is_told_and_who_left_is_not_written_to(office):
    MandateFactory(person=PersonFactory(name="Pa e-mail", email=""))
    MandateFactory(person=PersonFactory(name="E larguar"), is_stopped=True)
    MandateFactory(person=PersonFactory(name="E fshirë", email="", erased_on=ON))

    assert chosen_by(officer(office)) == ([], ["Pa e-mail"])


def test_a_person_of_two_institutions_gets_one_mail_that_names_both(office):
    person = PersonFactory()
    for name in ("Bashkia A", "Bashkia B"):
        MandateFactory(person=person, institution=InstitutionFactory(name_sq=name))

    [one] = chosen_group(Choice(), actor=officer(office), on=ON).reachable

    assert one.institution == "Bashkia A, Bashkia B"


@pytest.fixture
def letter(office) -> Letter:
    owing = InstitutionFactory(name_sq="Ministria që hesht")
    alone = InstitutionFactory(name_sq="Ministria pa njeri")
    MandateFactory(person=PersonFactory(name="Borxhliu"), institution=owing)
    MandateFactory(person=PersonFactory(name="Tjetri"))
    return sent(office, to=[owing, alone], demands=[DemandOf(demand=asks())])


def test_those_who_owe_a_letter_are_chosen_and_institutions_without_anybody_are_told(office, letter):
    group = chosen_group(Choice(owes=letter), actor=officer(office), on=ON)

    assert [one.person.name for one in group.reachable] == ["Borxhliu"]
    assert [one.name_sq for one in group.without_person] == ["Ministria pa njeri"]


def test_another_office_learns_nothing_of_who_owes_the_letter(letter):
    group = chosen_group(Choice(owes=letter), actor=officer(OfficeFactory()), on=ON)

    assert (group.reachable, group.without_email, group.without_person) == ([], [], [])
