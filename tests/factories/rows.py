"""Rows for tests, with factory_boy."""

import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from sekretariat.accounts.models import User
from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.models import Act, Amendment, Issuer
from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.followup.models import ContactNote, GroupMail
from sekretariat.domain.institutions.enums import Change, InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Institution, Person, Post, Subordination, Succession
from sekretariat.domain.letters.enums import Direction
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role

PASSWORD = "fjalekalim-per-prova-1"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"dikush{n}@shembull.al")
    password = factory.django.Password(PASSWORD)


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    kind = InstitutionKind.MINISTRY
    name_sq = factory.Sequence(lambda n: f"Ministria e Provës {n}")
    name_en = factory.Sequence(lambda n: f"Ministry of Trial {n}")
    short_name = factory.Sequence(lambda n: f"MP{n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Dikush Dikushi {n}")
    email = factory.Sequence(lambda n: f"person{n}@shembull.al")

    class Params:
        signs_in = factory.Trait(
            user=factory.SubFactory(UserFactory, email=factory.SelfAttribute("..email")),
        )


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    institution = factory.SubFactory(InstitutionFactory)
    kind = PostKind.HEAD
    title_sq = "Titullar"


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office

    unit = factory.SubFactory(InstitutionFactory, kind=InstitutionKind.AGENCY)
    registers_at = factory.SelfAttribute("unit")
    register_mode = RegisterMode.KEPT_HERE
    sender_name = factory.SelfAttribute("unit.name_sq")
    sender_email = factory.Sequence(lambda n: f"zyra{n}@shembull.al")

    class Params:
        paper_book = factory.Trait(register_mode=RegisterMode.PAPER_BOOK)


class IssuerFactory(DjangoModelFactory):
    class Meta:
        model = Issuer

    name_sq = factory.Sequence(lambda n: f"Nxjerrësi {n}")


class ActFactory(DjangoModelFactory):
    class Meta:
        model = Act

    type = ActType.DCM
    issuer = factory.SubFactory(IssuerFactory)
    number = factory.Sequence(str)
    year = 2018
    on = datetime.date(2018, 12, 19)
    title_sq = "Për një provë"


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    kind = BodyKind.NETWORK
    name_sq = factory.Sequence(lambda n: f"Rrjeti i provës {n}")


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    role = SeatRole.MEMBER
    institution = factory.SubFactory(InstitutionFactory)


class ObligationFactory(DjangoModelFactory):
    class Meta:
        model = Obligation

    kind = ObligationKind.NAME_COORDINATOR
    ask_sq = "Caktoni koordinatorin"
    institution = factory.SubFactory(InstitutionFactory)
    office = factory.SubFactory(OfficeFactory)
    issued_on = datetime.date(2018, 5, 21)
    clock_starts_on = datetime.date(2018, 5, 21)
    term_days = 10
    due_on = datetime.date(2018, 6, 4)


class LetterFactory(DjangoModelFactory):
    """A draft, outgoing. Numbers are given by services alone."""

    class Meta:
        model = Letter

    office = factory.SubFactory(OfficeFactory)
    direction = Direction.OUTGOING
    subject = factory.Sequence(lambda n: f"Për provën {n}")


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    role = Role.COORDINATOR
    institution = factory.SubFactory(InstitutionFactory)
    valid_from = datetime.date(2018, 1, 1)
    basis = Basis.SET_UP


class AmendmentFactory(DjangoModelFactory):
    class Meta:
        model = Amendment

    act = factory.SubFactory(ActFactory)
    amended = factory.SubFactory(ActFactory)


class SubordinationFactory(DjangoModelFactory):
    class Meta:
        model = Subordination

    institution = factory.SubFactory(InstitutionFactory)
    superior = factory.SubFactory(InstitutionFactory)


class SuccessionFactory(DjangoModelFactory):
    """Without a successor, unless one is given."""

    class Meta:
        model = Succession

    institution = factory.SubFactory(InstitutionFactory)
    change = Change.DISSOLVED
    on = datetime.date(2018, 9, 1)


class ContactNoteFactory(DjangoModelFactory):
    class Meta:
        model = ContactNote

    office = factory.SubFactory(OfficeFactory)
    institution = factory.SubFactory(InstitutionFactory)
    on = datetime.date(2018, 6, 5)


class GroupMailFactory(DjangoModelFactory):
    """Without its mails: those are in the outbox."""

    class Meta:
        model = GroupMail

    token = factory.LazyFunction(uuid.uuid4)
    office = factory.SubFactory(OfficeFactory)
    subject = factory.Sequence(lambda n: f"Njoftim {n}")
    text = "I/e nderuar {emri}"
    chosen = "Lloji: Bashki"
    recipient_count = 1
