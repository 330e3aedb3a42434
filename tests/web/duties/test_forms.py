"""Every kind of duty has its form, its row of the grid and its service, and they fit together."""

import pytest
from django.utils.datastructures import MultiValueDict

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.replying.importers import GRID_COLUMNS
from sekretariat.domain.replying.services import HANDLERS
from sekretariat.ground.actors import Actor, Capacity, Role
from sekretariat.web.duties.forms import ReceiptForm
from sekretariat.web.duties.gridforms import GRID_FORMS, HEADINGS
from sekretariat.web.duties.kinds import FORMS

COORDINATOR = Actor(person_id=1, capacities=(Capacity(role=Role.COORDINATOR, institution_id=1),))
OFFICER = Actor(person_id=2, capacities=(Capacity(role=Role.OFFICER, institution_id=2),))
FILLED = {
    "coordinator_name": "Mira Kola",
    "coordinator_email": "mira@financa.al",
    "text": "Ja kalendari",
    "received_on": "28.05.2018",
}


def test_every_kind_has_a_form_a_row_of_the_grid_and_a_handler():
    assert set(FORMS) == set(GRID_FORMS) == set(HANDLERS) == set(ObligationKind)


@pytest.mark.parametrize("kind", ObligationKind)
def test_what_a_form_says_is_what_the_service_of_its_kind_takes(kind):
    form = FORMS[kind](FILLED, by=COORDINATOR)
    row = GRID_FORMS[kind](FILLED)

    assert (form.errors, row.errors) == ({}, {})
    assert type(form.content()) is type(row.content()) is HANDLERS[kind].content


@pytest.mark.parametrize("kind", ObligationKind)
def test_the_grid_has_the_columns_of_a_pasted_list_in_their_order(kind):
    assert tuple(GRID_FORMS[kind]().fields) == tuple(GRID_COLUMNS[kind])
    assert set(GRID_COLUMNS[kind]) <= set(HEADINGS)


@pytest.mark.parametrize("kind", ObligationKind)
def test_every_field_of_a_form_stands_in_one_of_its_groups(kind):
    form = FORMS[kind](by=COORDINATOR)

    shown = [bound.name for _, those in form.groups for bound in those]

    assert sorted(shown) == sorted(form.fields)


def test_a_deputy_without_a_name_is_asked_for():
    form = FORMS[ObligationKind.NAME_COORDINATOR](FILLED | {"deputy_email": "ilir@financa.al"}, by=COORDINATOR)

    assert list(form.errors) == ["deputy_name"]


def test_the_institution_gives_the_coordinators_email_and_a_paper_letter_may_not():
    without = FILLED | {"coordinator_email": ""}

    assert list(FORMS[ObligationKind.NAME_COORDINATOR](without, by=COORDINATOR).errors) == ["coordinator_email"]
    assert not FORMS[ObligationKind.NAME_COORDINATOR](without, by=OFFICER).errors


@pytest.mark.parametrize("text", ["", "nesër", "31.02.2018", "qershor 2018", "01.01.2999"])
def test_a_day_of_receipt_is_a_day_that_has_come(text):
    form = ReceiptForm(MultiValueDict({"received_on": [text], "channel": ["paper"]}))

    assert list(form.errors) == ["received_on"]
