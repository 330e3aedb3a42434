"""Many answers at once: typed, pasted, all or none."""

import pytest
from django.urls import reverse

from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import withdraw
from sekretariat.ground.actors import Channel, Role
from tests.factories import InstitutionFactory, ObligationFactory, officer
from tests.web.html import faults_of

from .making import a_scene, day, person_in
from .test_lists import text_of

pytestmark = pytest.mark.django_db


def url_of(scene) -> str:
    return reverse("duties:grid", args=[scene.letter.pk])


def row(scene, name: str, **cells: str) -> dict[str, str]:
    duty = Obligation.objects.get(institution__short_name=name, office=scene.office)
    return {f"o{duty.pk}-{column}": value for column, value in cells.items()}


@pytest.fixture
def client(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


def test_the_grid_has_a_row_for_each_that_still_owes_in_the_order_of_the_board(scene, client):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))

    page = client.get(url_of(scene))

    content = page.content.decode()
    assert "2 rows still owe an answer." in text_of(page)
    assert content.index(">MD<") < content.index(">MK<")
    assert ">MFE<" not in content
    assert content.count("autofocus") == 1
    assert faults_of(content) == []


def test_filled_rows_are_taken_and_empty_ones_left_alone(scene, client):
    typed = row(scene, "MD", received_on="28.05.2018", coordinator_name="Arta Duka", coordinator_email="arta@md.al")
    typed |= row(scene, "MK", received_on="30.05.2018", coordinator_name="Shpresa Vata", letter_number="12 prot")

    page = client.post(url_of(scene), typed, follow=True)

    taken = {a.institution.short_name: (a.summary, a.received_on, a.letter_number) for a in Answer.objects.all()}
    assert taken == {
        "MD": ("Arta Duka", day("28.05.2018"), ""),
        "MK": ("Shpresa Vata", day("30.05.2018"), "12 prot"),
    }
    assert {a.channel for a in Answer.objects.all()} == {Channel.GRID}
    assert scene.duty.state == ObligationState.OPEN
    assert page.redirect_chain == [(reverse("letters:detail", args=[scene.letter.pk]), 302)]


def test_the_day_flows_down_until_another_is_given(scene, client):
    typed = row(scene, "MD", received_on="28.05.2018")  # has not answered: only the day is there
    typed |= row(scene, "MFE", coordinator_name="Mira Kola")
    typed |= row(scene, "MK", received_on="30.05.2018", coordinator_name="Shpresa Vata")

    client.post(url_of(scene), typed)

    assert {a.summary: a.received_on for a in Answer.objects.all()} == {
        "Mira Kola": day("28.05.2018"),
        "Shpresa Vata": day("30.05.2018"),
    }


@pytest.mark.parametrize(
    ("name", "cells", "column"),
    [
        ("MD", {"coordinator_name": "Arta Duka"}, "received_on"),  # no day above it either
        ("MK", {"deputy_name": "Ilir"}, "coordinator_name"),
        ("MK", {"coordinator_name": "Arta", "coordinator_email": "arta(at)md"}, "coordinator_email"),
        ("MK", {"coordinator_name": "Arta", "deputy_email": "ilir@md.al"}, "deputy_name"),
        ("MK", {"coordinator_name": "Arta", "letter_on": "32.05.2018"}, "letter_on"),
        ("MK", {"coordinator_name": "Arta", "letter_on": "29.05.2018"}, "letter_on"),  # younger than its receipt
        ("MK", {"coordinator_name": "Arta", "received_on": "1.1.2999"}, "received_on"),
        ("MK", {"coordinator_name": "Arta", "received_on": "nesër"}, "received_on"),
        ("MK", {"coordinator_name": "Arta", "received_on": "20.05.2018"}, "received_on"),  # the service refuses it
        (
            "MK",
            {
                "coordinator_name": "Arta",
                "coordinator_email": "a@md.al",
                "deputy_name": "Ilir",
                "deputy_email": "A@md.al",
            },
            "deputy_email",
        ),
    ],
)
def test_a_fault_is_marked_at_its_cell_and_listed_and_nothing_is_taken(scene, client, name, cells, column):
    good = row(scene, "MFE", received_on="28.05.2018", coordinator_name="Mira Kola")
    wrong = row(scene, name, **cells)
    duty = Obligation.objects.get(institution__short_name=name)

    page = client.post(url_of(scene), good | wrong)

    content = page.content.decode()
    assert f'id="id_o{duty.pk}-{column}_error"' in content
    assert f'<a href="#id_o{duty.pk}-{column}">Row ' in content
    assert 'value="Mira Kola"' in content
    for value in cells.values():
        assert f'value="{value}"' in content
    assert not Answer.objects.exists()
    assert not Mandate.objects.filter(answer__isnull=False).exists()
    assert faults_of(content) == []


def test_saving_an_empty_grid_says_so(scene, client):
    assert "Nothing is typed in the grid yet." in text_of(client.post(url_of(scene), {"save": "1"}))


def test_a_pasted_list_fills_the_grid_for_checking(scene, client):
    pasted = "MK\t28.05.2018\tShpresa Vata\tshpresa@mk.al\nministria mfe\t29.05.2018\tMira Kola\tmira@financa.al\n"
    typed = row(scene, "MD", coordinator_name="Arta Duka")

    page = client.post(url_of(scene), typed | {"pasted": pasted, "fill": "1"})

    content = page.content.decode()
    for value in ("Shpresa Vata", "shpresa@mk.al", "Mira Kola", "29.05.2018", "Arta Duka"):
        assert f'value="{value}"' in content
    assert "ministria mfe" not in content
    assert not Answer.objects.exists()
    assert faults_of(content) == []


def test_lines_that_fit_nobody_are_told_and_stay_in_the_list(scene, client):
    page = client.post(url_of(scene), {"pasted": "MK\t28.05.2018\nMZHR\t29.05.2018", "fill": "1"})

    assert "Line 2: “MZHR” is not among those who still owe an answer" in text_of(page)
    assert "MZHR\t29.05.2018</textarea>" in page.content.decode()
    assert 'value="28.05.2018"' in page.content.decode()


def test_a_row_whose_answer_came_meanwhile_is_told_and_what_was_typed_stays(scene, client):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))
    typed = row(scene, "MFE", received_on="29.05.2018", coordinator_name="Mira Kola")
    typed |= row(scene, "MK", coordinator_name="Shpresa Vata")

    page = client.post(url_of(scene), typed)

    assert "This duty was answered on 28.05.2018 meanwhile." in text_of(page)
    assert 'value="Mira Kola"' in page.content.decode()
    assert not Answer.objects.exists()


def test_a_row_that_was_withdrawn_meanwhile_is_told_too(scene, client):
    typed = row(scene, "MFE", received_on="29.05.2018", coordinator_name="Mira Kola")
    withdraw(obligation=scene.duty, reason="gabim", by=officer(scene.office), on=day("25.05.2018"))

    page = client.post(url_of(scene), typed)

    assert "This duty was withdrawn on 25.05.2018 meanwhile." in text_of(page)
    assert 'value="Mira Kola"' in page.content.decode()
    assert not Answer.objects.exists()
    assert ">MFE<" not in client.get(url_of(scene)).content.decode()


def test_rows_of_another_letter_cannot_be_slipped_in(scene, client):
    other = ObligationFactory(office=scene.office, institution=InstitutionFactory())

    client.post(url_of(scene), {f"o{other.pk}-received_on": "28.05.2018", f"o{other.pk}-coordinator_name": "Mira"})
    client.post(url_of(scene), {"o999999999999999999-coordinator_name": "Mira", "o-x": "1", "oops": "1"})

    assert not Answer.objects.exists()


def test_receipts_are_recorded_by_their_day_alone(client_of):
    scene = a_scene(kind=ObligationKind.ACKNOWLEDGE)
    typed = row(scene, "MD", received_on="28.05.2018") | row(scene, "MK", letter_number="12 prot")

    client_of(scene.officer).post(url_of(scene), typed)

    assert {a.institution.short_name: a.received_on for a in Answer.objects.all()} == {
        "MD": day("28.05.2018"),
        "MK": day("28.05.2018"),
    }


def test_a_letter_that_asks_different_things_has_a_table_for_each(client_of):
    scene = a_scene(kind=ObligationKind.ACKNOWLEDGE)
    free = scene.duty
    Obligation.objects.filter(pk=free.pk).update(kind=ObligationKind.FREE_ANSWER)
    typed = row(scene, "MFE", text="Ja kalendari") | row(scene, "MD", received_on="28.05.2018")

    page = client_of(scene.officer).get(url_of(scene))
    client_of(scene.officer).post(url_of(scene), typed)

    assert page.content.decode().count("<table") == 2
    assert {a.text for a in Answer.objects.all()} == {"Ja kalendari", ""}


def test_when_everybody_has_answered_the_grid_says_so(scene, client):
    Obligation.objects.update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))

    assert "Everybody has answered this letter." in text_of(client.get(url_of(scene)))


def test_the_grid_is_for_officers_of_the_letters_office(scene, client_of):
    clerk = person_in(Role.CLERK, scene.office.unit)
    stranger = a_scene(names=("XX",)).officer

    for person, status in ((clerk, 403), (scene.coordinator, 403), (stranger, 404)):
        assert client_of(person).get(url_of(scene)).status_code == status
        assert client_of(person).post(url_of(scene)).status_code == status


@pytest.mark.parametrize("names", [("A",), ("A", "B", "C")])
def test_queries_do_not_grow_with_the_rows(client_of, names, django_assert_max_num_queries):
    scene = a_scene(names=names)
    client = client_of(scene.officer)

    with django_assert_max_num_queries(9):
        client.get(url_of(scene))
