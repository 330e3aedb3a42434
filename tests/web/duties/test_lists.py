"""The first page: what one owes, what is owed to the office, and both for whoever stands on both sides."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Answer, AnswerFile, Obligation, ObligationSource
from sekretariat.ground.actors import Channel, Role, system_actor
from sekretariat.ground.files.services import take_upload
from tests.bulk import many_obligations
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
)
from tests.web.html import faults_of

from .making import PDF, a_scene, day, person_in

pytestmark = pytest.mark.django_db
HOME = reverse("duties:list")


def text_of(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def institutions_in(response) -> list[str]:
    return re.findall(r'<th [^>]*scope="row"[^>]*><div>([^<]*)', response.content.decode())


@pytest.fixture
def officer(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def coordinator(scene, client_of):
    client = client_of(scene.coordinator)
    client.cookies["language"] = "en"
    return client


def test_nobody_signed_in_is_led_to_sign_in(client):
    response = client.get(HOME)

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/")


def test_a_coordinator_sees_what_the_institution_owes_and_how_it_stands(scene, coordinator):
    page = coordinator.get(HOME, {"on": "13.06.2018"})

    said = text_of(page)
    assert "1 duty to answer: 1 late , 0 due this week" in said
    assert "late by 7 working days" in said
    assert "2470 prot, 21.05.2018" in said
    assert f"{reverse('duties:detail', args=[scene.duty.pk])}#answer" in page.content.decode()
    assert scene.institutions[1].name_sq not in said
    assert faults_of(page.content.decode()) == []


def test_the_office_sees_who_owes_the_late_first(scene, officer):
    ObligationFactory(
        office=scene.office, institution=InstitutionFactory(short_name="ZZ"), due_on=day("01.06.2018"), body=None
    )

    page = officer.get(HOME, {"on": "05.06.2018"})

    assert institutions_in(page) == ["ZZ", "MD", "MFE", "MK"]
    assert "4 duties to answer: 4 late , 0 due this week" in text_of(page)
    assert faults_of(page.content.decode()) == []


def test_without_a_deadline_a_duty_stands_last(scene, officer):
    undated = InstitutionFactory(short_name="AA")
    ObligationFactory(office=scene.office, institution=undated, due_on=None, term_days=None)

    assert institutions_in(officer.get(HOME))[-1] == "AA"
    assert institutions_in(officer.get(HOME, {"sort": "-due"}))[-1] == "AA"


def test_the_page_is_as_of_the_day_it_is_asked_for(scene, officer):
    assert "3 duties to answer: 0 late , 0 due this week" in text_of(officer.get(HOME, {"on": "25.05.2018"}))
    assert "3 duties to answer: 0 late , 3 due this week" in text_of(officer.get(HOME, {"on": "04.06.2018"}))
    assert "Nobody owes an answer." in text_of(officer.get(HOME, {"on": "20.05.2018"}))


def test_a_day_that_is_not_understood_is_told(officer):
    assert "As of: There is no such day" in text_of(officer.get(HOME, {"on": "31.02.2018"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"institution": "ministria mf"}, ["MFE"]),
        ({"institution": "KULTURES"}, ["MK"]),
        ({"letter": "2470"}, ["MD", "MFE", "MK"]),
        ({"letter": "nr. 2470 prot"}, ["MD", "MFE", "MK"]),
        ({"letter": "2471"}, []),
        ({"show": "late"}, ["MD", "MFE", "MK"]),
        ({"show": "week"}, []),
        ({"show": "answered"}, []),
        ({"show": "withdrawn"}, ["AB"]),
        ({"show": "all"}, ["AB", "MD", "MFE", "MK"]),
        ({"show": "nonsense"}, ["MD", "MFE", "MK"]),
        ({"institution": "%_'\"<script>"}, []),
    ],
)
def test_filters_narrow_the_list(scene, officer, query, found):
    culture = scene.institutions[1]
    culture.name_sq = "Ministria e Kulturës"
    culture.save()
    ObligationFactory(
        office=scene.office,
        institution=InstitutionFactory(short_name="AB"),
        state=ObligationState.WITHDRAWN,
        decided_on=day("25.05.2018"),
        decision_reason="gabim",
    )

    page = officer.get(HOME, query | {"on": "05.06.2018"})

    assert sorted(institutions_in(page)) == found


def test_a_letter_number_that_is_none_is_told(officer):
    assert "Letter no.: Write a protocol number" in text_of(officer.get(HOME, {"letter": "dymijë"}))


def test_the_list_narrows_to_a_body(scene, officer):
    elsewhere = BodyFactory(short_name="GT")
    ObligationFactory(office=scene.office, body=elsewhere, institution=InstitutionFactory(short_name="AB"))

    assert institutions_in(officer.get(HOME, {"body": elsewhere.pk})) == ["AB"]
    assert f'<option value="{BodyFactory().pk}"' not in officer.get(HOME).content.decode()


def test_institutions_sort_in_the_albanian_order(scene, officer):
    Obligation.objects.all().update(institution=InstitutionFactory(short_name="Dibër", name_sq="Dibër"))
    for name in ("Dhërmi", "Çermenikë", "Cërrik", "Durrës", "Ersekë", "Xibër", "Xhafzotaj"):
        ObligationFactory(office=scene.office, institution=InstitutionFactory(short_name=name, name_sq=name))

    found = institutions_in(officer.get(HOME, {"sort": "institution"}))

    albanian = ["Cërrik", "Çermenikë", "Dibër", "Dibër", "Dibër", "Durrës", "Dhërmi", "Ersekë", "Xibër", "Xhafzotaj"]
    assert found == albanian
    assert institutions_in(officer.get(HOME, {"sort": "-institution"})) == albanian[::-1]


def test_what_is_owed_to_another_office_is_not_seen(scene, client_of):
    other = a_scene(names=("XX", "YY"))

    found = institutions_in(client_of(other.officer).get(HOME))

    assert sorted(found) == ["XX", "YY"]


def test_whoever_owes_and_is_owed_sees_both_sides_as_two_tabs(scene, client_of):
    both = person_in(Role.OFFICER, scene.office.unit)
    MandateFactory(person=both, role=Role.HEAD, institution=scene.institutions[0])
    client = client_of(both)

    home, mine = client.get(HOME), client.get(reverse("duties:mine"))

    assert institutions_in(home) == ["MD", "MFE", "MK"]
    for page in (home, mine):
        assert f'href="{reverse("duties:mine")}"' in page.content.decode()
    assert f"{reverse('duties:detail', args=[scene.duty.pk])}#answer" in mine.content.decode()


def test_who_stands_on_one_side_is_shown_no_tabs_of_sides(officer, coordinator):
    for client in (officer, coordinator):
        assert f'href="{reverse("duties:mine")}"' not in client.get(HOME).content.decode()


def test_an_answered_duty_moves_to_its_tab(scene, coordinator):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))

    assert "Nothing waits for your answer." in text_of(coordinator.get(HOME))
    assert "answered 28.05.2018" in text_of(coordinator.get(HOME, {"show": "answered"}))


def test_who_has_no_mandate_is_told_where_rights_come_from(client_of):
    client = client_of(PersonFactory(signs_in=True))
    client.cookies["language"] = "en"

    assert "You answer for no institution." in text_of(client.get(HOME))


@pytest.mark.parametrize("side", ["officer", "coordinator"])
def test_queries_do_not_grow_with_the_rows(scene, side, client_of):
    first, person = scene.duty, getattr(scene, side)
    Obligation.objects.exclude(pk=first.pk).update(office=OfficeFactory())
    counts = []
    for rows in (1, 3):
        for _ in range(rows - Obligation.objects.filter(office=scene.office).count() + 1):
            an_answered_duty(scene)
        with CaptureQueriesContext(connection) as asked:
            client_of(person).get(HOME, {"show": "all"})
        counts.append(len(asked))

    assert counts[0] == counts[1]


def an_answered_duty(scene) -> None:
    first = scene.institutions[0]
    duty = ObligationFactory(
        office=scene.office,
        institution=first,
        body=scene.letter.body,
        state=ObligationState.ANSWERED,
        answered_on=day("28.05.2018"),
    )
    source = {"source": f"letter:{scene.letter.pk}", "citation": "2470 prot, 21.05.2018", "on": day("21.05.2018")}
    ObligationSource.objects.create(obligation=duty, subject="x", **source)
    answer = Answer.objects.create(
        institution=first, person=scene.coordinator, channel=Channel.PAGE, received_on=day("28.05.2018")
    )
    answer.obligations.add(duty)
    file = take_upload(stream=io.BytesIO(PDF), name="kalendari.pdf", by=system_actor())
    AnswerFile.objects.create(answer=answer, file=file)


@pytest.mark.parametrize("query", [{}, {"page": "200", "sort": "-institution"}, {"institution": "ministria 7"}])
def test_twenty_thousand_duties_page_sort_and_filter_in_the_same_queries(
    scene, officer, query, django_assert_max_num_queries
):
    institutions = [InstitutionFactory(name_sq=f"Ministria {n}", short_name=f"M{n}") for n in range(40)]
    many_obligations(scene.office, institutions, 20_000)

    with django_assert_max_num_queries(20):
        page = officer.get(HOME, query)

    assert 0 < len(institutions_in(page)) <= 50
