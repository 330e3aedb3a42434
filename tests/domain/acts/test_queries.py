"""Finding acts, and the graph of what changes what."""

import pytest

from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.queries import acts_cited, changed_by, changes_to, leads_to, matching, near_twins
from sekretariat.ground.actors import ANONYMOUS, system_actor
from sekretariat.ground.words import parse_acts
from tests.factories import ActFactory, AmendmentFactory, OfficeFactory, coordinator, officer

pytestmark = pytest.mark.django_db


def an_act(number: str, year: int = 2018, **values) -> Act:
    return ActFactory(number=number, year=year, on=None, **values)


def said(steps) -> list[tuple[str, int]]:
    return [(step.act.number, step.depth) for step in steps]


def test_acts_are_seen_by_whoever_is_known():
    an_act("1")
    office = OfficeFactory()

    for actor in (officer(office), coordinator(office.unit), system_actor()):
        assert Act.objects.visible_to(actor).count() == 1
    assert Act.objects.visible_to(ANONYMOUS).count() == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("749/2018", {"749"}),
        ("VKM nr. 749/2018", {"749"}),
        ("vkm 749, datë 19.12.2018", {"749"}),
        ("urdhri nr. 749/2018", set()),
        ("49/2018", set()),
        ("NEGOCIATAVE strukturës", {"749"}),
        ("negociator", {"422"}),
        ("2018", {"749"}),
        ("", {"749", "422"}),
    ],
)
def test_acts_are_found_by_citation_by_number_and_by_words(asked, found):
    an_act("749", title_sq="Për ngritjen e strukturës përgjegjëse për zhvillimin e negociatave")
    an_act("422", 2020, title_sq="Për përbërjen e grupit negociator")

    assert set(matching(Act.objects.all(), asked).values_list("number", flat=True)) == found


def test_cited_acts_are_told_in_the_order_of_the_citations():
    first, other_year = an_act("749"), an_act("749", 2019)
    order = an_act("94", type=ActType.ORDER)

    found = acts_cited(parse_acts("VKM nr. 749/2018, VKM nr. 94/2018, urdhri nr. 94/2018 dhe VKM nr. 749"))

    assert found == [[first], [], [order], [other_year, first]]


def test_a_near_twin_has_the_same_number_and_year_under_another_type():
    act = an_act("94", 2019)
    twin = an_act("94", 2019, type=ActType.ORDER)
    an_act("94", 2020)

    assert list(near_twins(number="94", year=2019, besides=act)) == [twin]


def test_amendments_are_followed_both_ways_as_a_chain():
    oldest, middle, newest = an_act("749"), an_act("422", 2020), an_act("746", 2021)
    side = an_act("500", 2021)
    for act, amended in ((middle, oldest), (newest, middle), (side, oldest)):
        AmendmentFactory(act=act, amended=amended)

    assert said(changed_by(newest)) == [("422", 0), ("749", 1)]
    assert said(changes_to(oldest)) == [("422", 0), ("746", 1), ("500", 0)]
    assert leads_to(newest, oldest)
    assert not leads_to(oldest, newest)


def test_an_act_that_is_reached_by_two_ways_is_told_once():
    base, left, right, top = (an_act(number) for number in "1234")
    for act, amended in ((left, base), (right, base), (top, left), (top, right)):
        AmendmentFactory(act=act, amended=amended)

    assert said(changed_by(top)) == [("2", 0), ("1", 1), ("3", 0)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_level_of_amendments_takes_one_query_whatever_its_size(count, django_assert_num_queries):
    base = an_act("1")
    for _ in range(count):
        AmendmentFactory(amended=base)

    with django_assert_num_queries(2):
        assert len([str(step.act.issuer) for step in changes_to(base)]) == count
