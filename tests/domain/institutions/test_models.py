"""What the database refuses of institutions, persons and posts; their Albanian order."""

import datetime

import pytest
from django.db import IntegrityError

from sekretariat.domain.institutions.enums import InstitutionKind, PostKind, TerritoryKind
from sekretariat.domain.institutions.models import Institution, Person, Territory
from sekretariat.ground.actors import ANONYMOUS, Actor, Role
from tests.factories import InstitutionFactory, OfficeFactory, PersonFactory, PostFactory, actor, clerk, coordinator

DAY = datetime.date(2018, 5, 21)

pytestmark = pytest.mark.django_db


def test_two_institutions_in_force_do_not_share_a_name():
    InstitutionFactory(name_sq="Ministria e Kulturës")

    with pytest.raises(IntegrityError):
        InstitutionFactory(name_sq="Ministria e Kulturës")


def test_an_institution_that_ended_leaves_its_name_to_the_next():
    InstitutionFactory(name_sq="Ministria e Kulturës", valid_to=datetime.date(2017, 9, 13))

    InstitutionFactory(name_sq="Ministria e Kulturës")

    assert Institution.objects.in_force(on=DAY).count() == 1


def test_units_of_two_institutions_may_share_a_name_and_units_of_one_may_not():
    first, second = InstitutionFactory.create_batch(2)
    for above in (first, second):
        InstitutionFactory(kind=InstitutionKind.UNIT, part_of=above, name_sq="Drejtoria e Financës")

    with pytest.raises(IntegrityError):
        InstitutionFactory(kind=InstitutionKind.UNIT, part_of=first, name_sq="Drejtoria e Financës")


def test_a_unit_without_its_institution_is_refused():
    with pytest.raises(IntegrityError):
        InstitutionFactory(kind=InstitutionKind.UNIT, part_of=None)


def test_an_institution_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError):
        InstitutionFactory(valid_from=DAY, valid_to=DAY - datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_in_force"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (DAY + datetime.timedelta(days=1), None, False),
        (None, DAY - datetime.timedelta(days=1), False),
    ],
)
def test_both_ends_of_an_interval_belong_to_it(valid_from, valid_to, is_in_force):
    InstitutionFactory(valid_from=valid_from, valid_to=valid_to)

    assert Institution.objects.in_force(on=DAY).exists() is is_in_force


def test_a_municipality_lies_in_a_county_and_a_county_in_none():
    county = Territory.objects.create(kind=TerritoryKind.COUNTY, name_sq="Shkodër")
    Territory.objects.create(kind=TerritoryKind.MUNICIPALITY, name_sq="Shkodër", part_of=county)

    with pytest.raises(IntegrityError):
        Territory.objects.create(kind=TerritoryKind.MUNICIPALITY, name_sq="Pukë")


def test_institutions_stand_in_the_order_of_the_albanian_alphabet():
    names = [
        "Bashkia Zagori",
        "Bashkia Shijak",
        "Bashkia Çorovodë",
        "Bashkia Skrapar",
        "Bashkia Cërrik",
        "Bashkia Dibër",
    ]
    names += [
        "Bashkia Dhërmi",
        "Bashkia Ëndërr",
        "Bashkia Elbasan",
        "Bashkia Xhepë",
        "Bashkia Zharrëz",
        "Bashkia Sarandë",
    ]
    for name in names:
        InstitutionFactory(name_sq=name)

    ordered = [
        name.removeprefix("Bashkia ")
        for name in Institution.objects.order_by("sort_key").values_list("name_sq", flat=True)
    ]

    assert ordered == [
        "Cërrik", "Çorovodë", "Dibër", "Dhërmi", "Elbasan", "Ëndërr", "Sarandë", "Skrapar", "Shijak", "Xhepë", "Zagori",
        "Zharrëz",
    ]  # fmt: skip


def test_an_institution_is_found_by_its_names_and_abbreviation_without_accents():
    institution = InstitutionFactory(name_sq="Ministria e Drejtësisë", name_en="Ministry of Justice", short_name="MD")

    assert institution.folded == "ministria e drejtesise ministry of justice md"


def test_two_persons_do_not_share_an_address_however_it_is_written():
    PersonFactory(email="ana@shembull.al")

    with pytest.raises(IntegrityError):
        PersonFactory(email="ANA@shembull.al")


def test_many_persons_may_have_no_address():
    PersonFactory.create_batch(2, email="")

    assert Person.objects.count() == 2


def test_a_post_stands_once_in_its_institution():
    post = PostFactory(kind=PostKind.DIRECTOR, title_sq="Drejtor")

    with pytest.raises(IntegrityError):
        PostFactory(institution=post.institution, kind=PostKind.DIRECTOR, title_sq="Drejtor")


def test_institutions_are_seen_by_whoever_signed_in_and_by_nobody_else():
    InstitutionFactory()

    assert not Institution.objects.visible_to(ANONYMOUS).exists()
    assert Institution.objects.visible_to(Actor(person_id=1)).exists()


def test_the_directory_is_seen_by_the_office_and_everybody_sees_themselves():
    ana, ben, dea = PersonFactory.create_batch(3)

    assert set(Person.objects.visible_to(clerk(OfficeFactory(), person=dea))) == {ana, ben, dea}
    assert list(Person.objects.visible_to(coordinator(InstitutionFactory(), person=ana))) == [ana]
    assert list(Person.objects.visible_to(actor(Role.STAFF, InstitutionFactory(), person=ben))) == [ben]
    assert not Person.objects.visible_to(ANONYMOUS).exists()
