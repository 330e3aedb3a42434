"""Who holds a post: appointed, replaced, a whole cabinet at once; seats change hands with the post."""

import datetime

import pytest

from sekretariat.domain.institutions.enums import PostKind
from sekretariat.domain.institutions.models import Post
from sekretariat.domain.institutions.services import edit_post
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import posts_of
from sekretariat.domain.mandates.services import (
    HoldersRefused,
    Named,
    NewHolder,
    Paper,
    appoint_to_post,
    change_holders,
    end_post,
)
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    ActFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    clerk,
    officer,
)

ON = datetime.date(2026, 2, 26)
BEFORE = datetime.date(2026, 2, 25)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def act():
    return ActFactory()


def new(institution, name, *, post=None, email=""):
    return NewHolder(institution=institution, post=post, named=Named(name=name, email=email))


def change(office, rows, act):
    return change_holders(rows=rows, paper=Paper(act=act), office_id=office.pk, by=officer(office), on=ON)


def test_seven_ministers_change_on_one_day_by_one_act(office, act):
    ministries = InstitutionFactory.create_batch(7)
    posts = [PostFactory(institution=ministry, title_sq="Ministër") for ministry in ministries]
    old = [MandateFactory(institution=post.institution, post=post, role=Role.HEAD) for post in posts]
    rows = [
        new(post.institution, f"Ministri i Ri {place}", post=post, email=f"m{place}@gov.al")
        for place, post in enumerate(posts)
    ]

    begun = change(office, rows, act)

    assert [(m.post, m.role, m.basis, m.act, m.valid_from) for m in begun] == [
        (post, Role.HEAD, Basis.ACT, act, ON) for post in posts
    ]
    for mandate in old:
        mandate.refresh_from_db()
        assert (mandate.valid_to, mandate.is_stopped) == (BEFORE, True)
    assert Outbox.objects.count() == 7


def test_a_row_that_cannot_be_taken_stops_all_and_every_fault_is_told_at_its_row(office, act):
    PersonFactory(name="Ben Dervishi", email="ben@gov.al")
    post = PostFactory()
    holder = MandateFactory(institution=post.institution, post=post, role=Role.HEAD)
    rows = [
        new(InstitutionFactory(), "Arta Duka"),
        new(InstitutionFactory(), "Genc Basha", email="ben@gov.al"),
        new(post.institution, holder.person.name, post=post, email=holder.person.email),
    ]

    with pytest.raises(HoldersRefused) as refused:
        change(office, rows, act)

    assert {place: error.field for place, error in refused.value.problems.items()} == {1: "email", 2: "name"}
    assert Mandate.objects.count() == 1
    assert not Event.objects.filter(what="post.holder_changed").exists()


def test_a_ministry_without_the_post_of_a_minister_gets_it(office, act):
    ministry = InstitutionFactory()

    [mandate] = change(office, [new(ministry, "Arta Duka")], act)

    assert (mandate.post.title_sq, mandate.post.kind) == ("Ministër", PostKind.HEAD)


def test_the_new_holder_sits_where_the_old_one_sat_for_the_institution(office, act):
    post = PostFactory()
    old = MandateFactory(institution=post.institution, post=post, role=Role.HEAD)
    seat = SeatFactory(institution=post.institution)
    seated = MandateFactory(
        institution=post.institution, person=old.person, role=Role.MEMBER, seat=seat, body=seat.body
    )

    [begun] = change(office, [new(post.institution, "Arta Duka", post=post)], act)

    seated.refresh_from_db()
    assert (seated.valid_to, seated.is_stopped) == (BEFORE, True)
    assert Mandate.objects.giving_rights(on=ON).get(seat=seat).person == begun.person


def test_the_secretary_general_stays_when_the_minister_goes(office, act):
    post = PostFactory(kind=PostKind.HEAD, title_sq="Ministër")
    secretary = PostFactory(institution=post.institution, kind=PostKind.SECRETARY_GENERAL, title_sq="Sekretar")
    stays = MandateFactory(institution=post.institution, post=secretary, role=Role.HEAD)

    change(office, [new(post.institution, "Arta Duka", post=post)], act)

    stays.refresh_from_db()
    assert not stays.is_stopped


def test_who_held_the_post_once_is_entered_with_the_last_day(office):
    post = PostFactory()
    now = MandateFactory(institution=post.institution, post=post, role=Role.HEAD, valid_from=ON)
    paper = Paper(letter_number="12 prot")

    past = appoint_to_post(
        post=post,
        named=Named(name="Arta Duka"),
        paper=paper,
        office_id=office.pk,
        by=officer(office),
        on=datetime.date(2020, 1, 1),
    )

    assert (past.valid_to, past.is_stopped, past.basis, past.letter_number) == (BEFORE, True, Basis.LETTER, "12 prot")
    [held] = posts_of(post.institution, on=ON)
    assert (list(held.holders), list(held.earlier)) == ([now], [past])


def test_a_holder_needs_an_act_or_a_letter():
    with pytest.raises(DomainError):
        Paper()


def test_a_post_that_ended_takes_nobody_and_its_holder_ends_with_it(office):
    post = PostFactory()
    holder = MandateFactory(institution=post.institution, post=post, role=Role.HEAD)

    end_post(post=post, reason="Riorganizim", by=officer(office), on=BEFORE)

    holder.refresh_from_db()
    assert (holder.valid_to, holder.is_stopped) == (BEFORE, True)
    post.refresh_from_db()
    with pytest.raises(DomainError) as refused:
        appoint_to_post(
            post=post,
            named=Named(name="Arta"),
            paper=Paper(letter_number="1"),
            office_id=None,
            by=officer(office),
            on=ON,
        )
    assert refused.value.field == "on"
    with pytest.raises(DomainError):
        end_post(post=post, reason="Përsëri", by=officer(office), on=ON)


def test_two_at_one_post_the_second_is_told(office):
    post = PostFactory()
    edit_post(post=post, seen=0, title_sq="Ministër", by=officer(office), on=ON)

    with pytest.raises(Stale):
        edit_post(post=post, seen=0, title_sq="Ministër Shteti", by=officer(office), on=ON)

    assert Post.objects.get().title_sq == "Ministër"


def test_only_who_keeps_directory_and_mandates_appoints(office, act):
    with pytest.raises(NotAllowed):
        change_holders(rows=[], paper=Paper(act=act), office_id=None, by=clerk(office), on=ON)
    with pytest.raises(NotAllowed):
        end_post(post=PostFactory(), reason="x", by=clerk(office), on=ON)
