"""The tree of bodies, and who sits in one on a day."""

import datetime

import pytest

from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import bodies_served_by, body_with_sub_bodies, seats_on, tree_of
from sekretariat.domain.bodies.services import add_body, add_seat, base_body_on_act
from sekretariat.ground.actors import system_actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import SIGNED_IN
from tests.factories import ActFactory, BodyFactory, InstitutionFactory, SeatFactory

DAY = datetime.date(2018, 5, 21)

pytestmark = pytest.mark.django_db


def days(count: int) -> datetime.date:
    return DAY + datetime.timedelta(days=count)


def test_each_body_stands_after_the_one_above_it_in_the_albanian_order():
    group = BodyFactory(name_sq="GMIP")
    thematic = [BodyFactory(name_sq=name, parent=group) for name in ("Shëndetësia", "Skrapari", "Arsimi")]
    BodyFactory(name_sq="Nëngrup", parent=thematic[2])
    BodyFactory(name_sq="Dhoma")
    BodyFactory(name_sq="Delegacioni")

    assert [(row.body.name_sq, row.depth) for row in tree_of(Body.objects.all(), on=DAY)] == [
        ("Delegacioni", 0),
        ("Dhoma", 0),
        ("GMIP", 0),
        ("Arsimi", 1),
        ("Nëngrup", 2),
        ("Skrapari", 1),
        ("Shëndetësia", 1),
    ]


def test_a_body_whose_parent_is_filtered_away_stands_at_the_top():
    BodyFactory(name_sq="Grup", kind=BodyKind.THEMATIC_GROUP, parent=BodyFactory(name_sq="GMIP", kind=BodyKind.IPMG))

    rows = tree_of(Body.objects.filter(kind=BodyKind.THEMATIC_GROUP), on=DAY)

    assert [(row.body.name_sq, row.depth) for row in rows] == [("Grup", 0)]


def test_the_secretariat_is_named_and_not_counted_among_the_members():
    body, secretariat = BodyFactory(), InstitutionFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=secretariat)
    SeatFactory.create_batch(2, body=body)
    SeatFactory(body=body, valid_to=days(-1))

    [row] = tree_of(Body.objects.all(), on=DAY)

    assert (row.secretariats, row.member_count) == ([secretariat], 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_two_queries_whatever_its_size(count, django_assert_num_queries):
    for _ in range(count):
        SeatFactory(body=BodyFactory(parent=BodyFactory()))

    with django_assert_num_queries(2):
        rows = tree_of(Body.objects.all(), on=DAY)
        assert [str(row.body.parent) for row in rows]

    assert len(rows) == 2 * count


def test_seats_are_read_out_chair_first_then_by_institution():
    body = BodyFactory()
    for name, role in (
        ("Bashkia Shijak", SeatRole.MEMBER),
        ("Bashkia Skrapar", SeatRole.MEMBER),
        ("Kryeministria", SeatRole.CHAIR),
        ("Delegacioni i BE-së", SeatRole.GUEST),
    ):
        SeatFactory(body=body, institution=InstitutionFactory(name_sq=name), role=role)

    assert [seat.institution.name_sq for seat in seats_on(body, on=DAY)] == [
        "Kryeministria",
        "Bashkia Skrapar",
        "Bashkia Shijak",
        "Delegacioni i BE-së",
    ]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "sits"),
    [(None, None, True), (DAY, DAY, True), (days(1), None, False), (None, days(-1), False)],
)
def test_a_seat_counts_on_the_days_it_is_in_force(valid_from, valid_to, sits):
    seat = SeatFactory(valid_from=valid_from, valid_to=valid_to)

    assert bool(seats_on(seat.body, on=DAY)) is sits


def test_a_secretariat_that_moved_serves_only_in_its_time():
    body, first, second = BodyFactory(), InstitutionFactory(), InstitutionFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=first, valid_to=days(-1))
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=second, valid_from=DAY)

    assert list(bodies_served_by(first.pk, on=days(-1))) == [body]
    assert list(bodies_served_by(first.pk, on=DAY)) == []
    assert list(bodies_served_by(second.pk, on=DAY)) == [body]


def test_a_body_with_all_that_stands_under_it():
    top = BodyFactory()
    middle = BodyFactory(parent=top)
    bottom = BodyFactory(parent=middle)
    BodyFactory()

    assert body_with_sub_bodies(top.pk) == {top.pk, middle.pk, bottom.pk}
    assert body_with_sub_bodies(bottom.pk) == {bottom.pk}


def test_a_new_body_is_found_by_its_short_name():
    body = add_body(
        kind=BodyKind.COMMITTEE, name_sq="Komiteti i Financave", short_name="KMFP", by=system_actor(), on=DAY
    )

    assert [(hit.kind, hit.key) for hit in find("kmfp", scopes=[SIGNED_IN], limit=5).hits] == [("body", str(body.pk))]


def test_a_seat_or_a_basis_given_twice_is_refused_with_a_sentence():
    body, act, institution, by = BodyFactory(), ActFactory(), InstitutionFactory(), system_actor()
    base_body_on_act(body=body, act=act, by=by, on=DAY)
    add_seat(body=body, role=SeatRole.CHAIR, institution=institution, by=by, on=DAY)

    with pytest.raises(DomainError):
        base_body_on_act(body=body, act=act, by=by, on=DAY)
    with pytest.raises(DomainError):
        add_seat(body=body, role=SeatRole.CHAIR, institution=institution, by=by, on=DAY)
