"""While the title of a measure is typed, similar measures of other plans appear below it."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.plans.services import add_measure
from sekretariat.ground.actors import Role
from tests.factories import MandateFactory, NodeFactory, OfficeFactory, PersonFactory, PlanFactory, officer

pytestmark = pytest.mark.django_db(transaction=True)


def test_similar_measures_appear_while_the_title_is_typed(open_page, axe):
    office = OfficeFactory()
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    node = NodeFactory(plan=PlanFactory(office=office))
    title = "Krijimi i regjistrit të pronarëve përfitues"
    add_measure(plan=node.plan, node=node, title_sq=title, by=officer(office), on=datetime.date(2018, 6, 25))
    plan = PlanFactory(office=office)
    page = open_page(reverse("plans:new_measure", args=[plan.pk]), person=person)

    page.locator("#id_title_sq").press_sequentially("Regjistri i pronarëve përfitues")

    page.locator("#similar a").wait_for()
    assert page.locator("#similar a").inner_text() == title
    axe(page)
