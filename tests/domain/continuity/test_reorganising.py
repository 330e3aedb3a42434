"""Institutions renamed, merged and dissolved: what is open moves, what was done keeps its name."""

import datetime

import pytest

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Seat
from sekretariat.domain.continuity.queries.orphans import duties_without_holder
from sekretariat.domain.continuity.queries.parts import open_duties_seen
from sekretariat.domain.continuity.services import NewInstitution, name_successor, reorganise
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient, mailings_of
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.queries import story_of, superior_of
from sekretariat.domain.institutions.services import subordinate
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import board
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import scopes_of
from tests.domain.letters.making import sent
from tests.domain.obligations.making import asked
from tests.factories import (
    ActFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    SubordinationFactory,
    clerk,
    officer,
)

ON = datetime.date(2018, 9, 1)
BEFORE = ON - datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def old():
    return InstitutionFactory(name_sq="Ministria e Financave dhe Ekonomisë", short_name="MFE", email="zyra@mfe.al")


@pytest.fixture
def heir():
    return InstitutionFactory(name_sq="Ministria e Financave", short_name="MF")


@pytest.fixture
def act():
    return ActFactory(number="504", on=datetime.date(2018, 8, 20), is_confirmed=True)


def end(office, old, *, change=Change.MERGED, to=None, act=None, on=ON):
    return reorganise(institution=old, change=change, successor=to, act=act, by=officer(office), on=on)


def test_open_duties_pass_to_the_successor_and_answers_keep_the_old_name(office, old, heir):
    answered, owed = asked(office=office, institution=old), asked(office=office, institution=old)
    given = Given(received_on=datetime.date(2018, 5, 25), text="Ja")
    reply(
        obligation=answered,
        content=FreeAnswer(),
        given=given,
        channel=Channel.PAPER,
        by=officer(office),
        on=given.received_on,
    )

    end(office, old, to=heir)

    answered.refresh_from_db()
    owed.refresh_from_db()
    assert (answered.institution, Answer.objects.get().institution) == (old, old)
    assert (owed.institution, owed.due_on) == (heir, datetime.date(2018, 6, 4))
    event = Event.objects.get(what="obligation.rehomed")
    assert (event.target_key, event.data) == (str(owed.pk), {"owed_before_by": "MFE", "owed_by": "MF"})
    assert not duties_without_holder(officer(office), on=ON).filter(institution=old).exists()


def test_the_head_event_is_what_happened_to_the_institution(office, old, heir, act):
    asked(office=office, institution=old)

    end(office, old, to=heir, act=act)

    head = Event.objects.get(what="institution.merged")
    assert (head.position, head.data) == (0, {"act": "VKM 504/2018", "successor": "MF"})
    assert set(Event.objects.filter(operation=head.operation).values_list("what", flat=True)) >= {
        "institution.ended",
        "institution.succeeded",
        "obligation.rehomed",
    }


def test_the_old_institution_ends_the_day_before_and_tells_what_became_of_it(office, old, heir, act):
    end(office, old, to=heir, act=act)

    old.refresh_from_db()
    assert old.valid_to == BEFORE
    ended = story_of(old).ended
    assert (ended.change, ended.successor, ended.on, ended.act) == (Change.MERGED, heir, ON, act)
    assert [succession.institution for succession in story_of(heir).came_from] == [old]


def test_a_new_name_may_be_entered_with_the_renaming_and_takes_over_what_the_old_one_was(office, old):
    old.address = "Bulevardi Dëshmorët e Kombit"
    old.save()

    succession = end(
        office, old, change=Change.RENAMED, to=NewInstitution(name_sq="Ministria e Financave", short_name="MF")
    )

    new = succession.successor
    assert (new.name_sq, new.kind, new.address, new.valid_from) == ("Ministria e Financave", old.kind, old.address, ON)


def test_the_letter_keeps_the_old_name_and_its_board_tells_who_owes_now(office, old, heir):
    letter = sent(office, to=[old])

    end(office, old, to=heir)

    [row] = board(letter, actor=officer(office), on=ON).rows
    assert (row.addressee.institution, row.owed_now_by) == (old, heir)


def test_whoever_acts_for_the_successor_sees_and_finds_the_letter_that_asks(office, old, heir):
    person = PersonFactory()
    MandateFactory(person=person, institution=heir)
    letter = sent(office, to=[old], subject="Për kalendarin e komponentit")
    actor = actor_of_person(person, language="sq", channel=Channel.PAGE, on=ON)
    assert not Letter.objects.visible_to(actor).exists()

    end(office, old, to=heir)

    assert list(Letter.objects.visible_to(actor)) == [letter]
    found = find("kalendarin", scopes=scopes_of(actor), limit=10)
    assert {entry.kind for entry in found.hits} == {"letter", "obligation"}


def test_mails_of_the_letter_go_to_the_successor(office, old, heir):
    letter = sent(office, to=[old])
    mandate = MandateFactory(institution=heir)

    end(office, old, to=heir)

    [mailing] = mailings_of(letter, on=ON)
    assert (mailing.institution, mailing.recipient.email) == (heir, mandate.person.email)


def test_a_renaming_takes_mandates_posts_and_links_along_by_the_act(office, old, act):
    post = PostFactory(institution=old, title_sq="Ministër")
    head = MandateFactory(institution=old, role=Role.HEAD, post=post)
    coordinator = MandateFactory(institution=old)
    duty = asked(office=office, institution=old)
    recipient = Recipient(email=coordinator.person.email, name="", mandate=coordinator)
    link = make_link(obligation=duty, recipient=recipient, by=officer(office), on=ON)

    new = end(office, old, change=Change.RENAMED, to=NewInstitution(name_sq="Ministria e Financave"), act=act).successor

    now = Mandate.objects.giving_rights(on=ON).filter(institution=new)
    assert {(m.person, m.role, m.basis, m.act) for m in now} == {
        (head.person, Role.HEAD, Basis.ACT, act),
        (coordinator.person, Role.COORDINATOR, Basis.ACT, act),
    }
    assert now.get(role=Role.HEAD).post.title_sq == "Ministër"
    head.refresh_from_db()
    assert (head.valid_to, head.is_stopped, head.post) == (BEFORE, True, post)
    link.refresh_from_db()
    assert link.mandate == now.get(role=Role.COORDINATOR)


def test_without_an_act_a_renaming_leaves_the_mandates_on_their_letters(office, old):
    MandateFactory(institution=old, basis=Basis.LETTER, letter_number="9214 prot")

    new = end(office, old, change=Change.RENAMED, to=NewInstitution(name_sq="Ministria e Financave")).successor

    mandate = new.mandates.get()
    assert (mandate.basis, mandate.letter_number) == (Basis.LETTER, "9214 prot")


def test_a_merger_ends_the_mandates_and_the_posts(office, old, heir):
    post = PostFactory(institution=old)
    mandate = MandateFactory(institution=old, post=post, role=Role.HEAD)
    link = Link.objects.create(
        obligation=asked(office=office, institution=old),
        mandate=mandate,
        email="a@b.al",
        nonce="x",
        token_hash="x",
        expires_at="2030-01-01T00:00Z",
    )

    end(office, old, to=heir)

    for row in (mandate, post, link):
        row.refresh_from_db()
    assert (mandate.is_stopped, mandate.valid_to, post.valid_to, link.mandate) == (True, BEFORE, BEFORE, mandate)
    assert not heir.mandates.exists()


def test_seats_and_units_pass_on_and_a_seat_that_the_successor_has_is_not_doubled(office, old, heir, act):
    seat = SeatFactory(institution=old, role=SeatRole.RESPONSIBLE, function_sq="Ministri")
    shared = SeatFactory(institution=old, role=SeatRole.MEMBER)
    SeatFactory(institution=heir, body=shared.body, role=SeatRole.MEMBER)
    unit = InstitutionFactory(part_of=old)

    end(office, old, to=heir, act=act)

    for row in (seat, shared, unit):
        row.refresh_from_db()
    assert (seat.valid_to, seat.ended_by, shared.valid_to) == (BEFORE, act, BEFORE)
    now = Seat.objects.in_force(on=ON).get(body=seat.body)
    assert (now.institution, now.role, now.function_sq, now.act) == (heir, SeatRole.RESPONSIBLE, "Ministri", act)
    assert Seat.objects.in_force(on=ON).filter(body=shared.body).count() == 1
    assert unit.part_of == heir


def test_who_stood_under_the_old_one_stands_under_the_successor(office, old, heir):
    agency, above = InstitutionFactory(), InstitutionFactory()
    SubordinationFactory(institution=agency, superior=old)
    SubordinationFactory(institution=old, superior=above)

    end(office, old, to=heir)

    assert superior_of(agency, on=BEFORE) == old
    assert superior_of(agency, on=ON) == heir
    assert superior_of(heir, on=ON) == above


def test_without_a_successor_duties_and_seats_stay_and_people_and_units_end(office, old):
    duty, seat = asked(office=office, institution=old), SeatFactory(institution=old)
    unit = InstitutionFactory(part_of=old)
    below = InstitutionFactory(part_of=unit)
    mandates = [MandateFactory(institution=one) for one in (old, unit, below)]

    end(office, old, change=Change.DISSOLVED)

    assert list(duties_without_holder(officer(office), on=ON)) == [duty]
    seat.refresh_from_db()
    assert (seat.valid_to, seat.institution) == (None, old)
    assert set(Institution.objects.filter(valid_to=BEFORE)) == {old, unit, below}
    for mandate in mandates:
        mandate.refresh_from_db()
        assert mandate.is_stopped


def test_a_successor_named_later_takes_over_duties_seats_and_subordinates(office, old, heir, act):
    duty, seat, agency = asked(office=office, institution=old), SeatFactory(institution=old), InstitutionFactory()
    SubordinationFactory(institution=agency, superior=old)
    end(office, old, change=Change.DISSOLVED)
    later = datetime.date(2018, 10, 15)

    name_successor(institution=old, successor=heir, act=act, by=officer(office), on=later)

    duty.refresh_from_db()
    seat.refresh_from_db()
    assert duty.institution == heir
    assert seat.valid_to == datetime.date(2018, 10, 14)
    assert Seat.objects.in_force(on=later).get(body=seat.body).institution == heir
    assert superior_of(agency, on=later) == heir
    assert superior_of(agency, on=ON) is None
    assert story_of(old).ended.successor == heir


def test_duties_to_another_office_pass_on_too_but_are_not_told(office, old, heir):
    ours, theirs = asked(office=office, institution=old), asked(institution=old)

    assert list(open_duties_seen(old, actor=officer(office))) == [ours]
    end(office, old, to=heir)

    assert set(Obligation.objects.filter(institution=heir)) == {ours, theirs}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to": None}, "successor"),
        ({"on": datetime.date(2999, 1, 1)}, "on"),
        ({"to": "itself"}, "successor"),
        ({"to": "its unit"}, "successor"),
        ({"to": "gone"}, "successor"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_at_its_field(office, old, heir, wrong, field):
    others = {
        "itself": old,
        "its unit": InstitutionFactory(part_of=old),
        "gone": InstitutionFactory(valid_to=datetime.date(2017, 1, 1)),
    }
    values = {"to": heir} | wrong
    values["to"] = others.get(values["to"], values["to"]) if isinstance(values["to"], str) else values["to"]

    with pytest.raises(DomainError) as refused:
        end(office, old, **values)

    assert refused.value.field == field
    old.refresh_from_db()
    assert old.valid_to is None


def test_an_institution_ends_once(office, old, heir):
    end(office, old, to=heir)

    with pytest.raises(DomainError, match="MFE"):
        end(office, old, to=heir)


def test_a_secretariat_that_works_here_is_not_reorganised(office, old, heir):
    office.unit.part_of = old
    office.unit.save()

    with pytest.raises(DomainError):
        end(office, office.unit, to=heir)
    with pytest.raises(DomainError):
        end(office, old, change=Change.DISSOLVED)
    end(office, old, to=heir)

    office.unit.refresh_from_db()
    assert office.unit.part_of == heir


def test_only_who_keeps_the_directory_and_mandates_reorganises(office, old, heir):
    with pytest.raises(NotAllowed):
        reorganise(institution=old, change=Change.MERGED, successor=heir, act=None, by=clerk(office), on=ON)
    with pytest.raises(NotAllowed):
        name_successor(institution=old, successor=heir, act=None, by=clerk(office), on=ON)


def test_a_successor_of_what_has_not_ended_or_has_one_already_is_refused(office, old, heir):
    with pytest.raises(DomainError):
        name_successor(institution=old, successor=heir, act=None, by=officer(office), on=ON)
    end(office, old, to=heir)
    with pytest.raises(DomainError):
        name_successor(institution=old, successor=InstitutionFactory(), act=None, by=officer(office), on=ON)


def test_a_subordination_by_an_unconfirmed_act_cannot_be_told_in_the_act_s_year(office, old, heir):
    act = ActFactory(year=2021, on=None)
    subordinate(institution=old, superior=heir, act=act, by=officer(office), on=ON)

    assert superior_of(old, on=datetime.date(2020, 6, 1)) is None
    assert superior_of(old, on=datetime.date(2021, 6, 1)) is None
    assert superior_of(old, on=datetime.date(2022, 3, 1)) == heir


def test_a_new_superior_ends_the_one_before(office, old, heir):
    subordinate(institution=old, superior=InstitutionFactory(), by=officer(office), on=ON)

    subordinate(institution=old, superior=heir, valid_from=ON, by=officer(office), on=ON)

    assert superior_of(old, on=BEFORE) != heir
    assert superior_of(old, on=ON) == heir


def test_the_superior_of_a_unit_is_what_it_is_part_of(old):
    assert superior_of(InstitutionFactory(part_of=old), on=ON) == old
