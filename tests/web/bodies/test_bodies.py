"""The tree of bodies, and what one body shows of its basis, members, network, duties and letters."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import LegalBasis
from sekretariat.domain.mandates.enums import Basis
from sekretariat.ground.actors import Role
from tests.factories import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    PersonFactory,
    SeatFactory,
)
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

DAY = datetime.date(2018, 6, 5)
AS_OF = {"on": "05.06.2018"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def officer(scene, client_of):
    return client_of(scene.officer)


@pytest.fixture
def coordinator(scene, client_of):
    return client_of(scene.coordinator)


def list_page(client, **query) -> str:
    response = client.get(reverse("bodies:list"), query)
    assert response.status_code == 200
    return response.content.decode()


def page(client, body, **query) -> str:
    response = client.get(reverse("bodies:detail", args=[body.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def names_in(text: str, *names: str) -> list[str]:
    """Those of the names that the table holds, in its order."""
    table = text.partition("<table")[2]
    return sorted((name for name in names if name in table), key=table.index)


def test_the_list_shows_each_body_under_its_own_with_its_secretariat_and_members(officer, scene):
    group = BodyFactory(name_sq="GMIP Mirëqeverisja", kind=BodyKind.IPMG)
    below = BodyFactory(name_sq="Grupi tematik", parent=group)
    SeatFactory(body=below, role=SeatRole.SECRETARIAT, institution=InstitutionFactory(short_name="AMVV"))
    SeatFactory.create_batch(2, body=below)

    text = list_page(officer)

    assert names_in(text, "Grupi tematik", "GMIP Mirëqeverisja") == ["GMIP Mirëqeverisja", "Grupi tematik"]
    row = text.partition("Grupi tematik")[2].partition("</tr>")[0]
    assert "AMVV" in row
    assert ">2<" in row.replace(" ", "").replace("\n", "")


def test_the_lead_names_the_bodies_the_office_serves(officer, scene):
    served = BodyFactory(short_name="Rrjeti OGP")
    SeatFactory(body=served, role=SeatRole.SECRETARIAT, institution=scene.office.unit)

    lead = list_page(officer).partition('class="lead"')[2].partition("</p>")[0]

    assert "Rrjeti OGP" in lead


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"words": "KOMITETI"}, ["Komiteti i Financave"]),
        ({"words": "financave"}, ["Komiteti i Financave"]),
        ({"kind": "council"}, ["Këshilli"]),
        ({"words": "s'ka"}, []),
        ({"kind": "s'ka"}, ["Komiteti i Financave", "Këshilli"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed_by_name_and_kind(officer, query, shown):
    BodyFactory(name_sq="Komiteti i Financave", kind=BodyKind.COMMITTEE)
    BodyFactory(name_sq="Këshilli", kind=BodyKind.COUNCIL)

    assert set(names_in(list_page(officer, **query), "Komiteti i Financave", "Këshilli")) == set(shown)


def test_the_list_of_an_earlier_day_holds_what_was_in_force_then(officer):
    BodyFactory(name_sq="Komiteti i vjetër", valid_to=DAY)
    BodyFactory(name_sq="Komiteti i ri", valid_from=DAY + datetime.timedelta(days=1))

    assert names_in(list_page(officer, **AS_OF), "Komiteti i vjetër", "Komiteti i ri") == ["Komiteti i vjetër"]
    assert names_in(list_page(officer), "Komiteti i vjetër", "Komiteti i ri") == ["Komiteti i ri"]


def test_a_day_that_is_none_shows_today(officer):
    BodyFactory(name_sq="Komiteti i ri", valid_from=DAY)

    assert "Komiteti i ri" in list_page(officer, on="dje")


def test_the_list_takes_the_same_queries_for_one_row_and_for_three(officer):
    def add() -> None:
        SeatFactory(role=SeatRole.SECRETARIAT, body=BodyFactory(parent=BodyFactory()))

    add()
    for_one = queries_of(officer, reverse("bodies:list"))
    add()
    add()

    assert queries_of(officer, reverse("bodies:list")) == for_one <= 9


def test_a_body_shows_its_acts_and_says_where_a_date_is_not_confirmed(officer):
    body = BodyFactory()
    confirmed = ActFactory(number="749", is_confirmed=True, eli="https://qbz.gov.al/eli/vendim/2018/12/19/749")
    for act in (confirmed, ActFactory(number="129"), ActFactory(number="746", on=None)):
        LegalBasis.objects.create(body=body, act=act, article="neni 3" if act == confirmed else "")

    text = page(officer, body)

    def line(number: str) -> str:
        return text.partition(f" {number}")[2].partition("</div>")[0]

    assert 'href="https://qbz.gov.al/eli/vendim/2018/12/19/749"' in line("749")
    assert "neni 3" in line("749")
    assert 'class="note"' not in line("749")
    assert 'class="note"' in line("129")
    assert "746/2018" in text


def test_a_body_shows_who_sits_in_it_on_a_day_and_which_seats_are_vacant(officer):
    body = BodyFactory()
    held, vacant = SeatFactory(body=body, function_sq="Zëvendësministër"), SeatFactory(body=body, role=SeatRole.CHAIR)
    SeatFactory(
        body=body, institution=InstitutionFactory(short_name="E-re"), valid_from=DAY + datetime.timedelta(days=1)
    )
    MandateFactory(
        role=Role.MEMBER, seat=held, institution=held.institution, body=body, person=PersonFactory(name="Ana Çela")
    )

    text = page(officer, body, part="members", **AS_OF)

    rows = text.partition("<tbody>")[2]
    assert names_in(text, vacant.institution.name_sq, "Zëvendësministër", "Ana Çela") == [
        vacant.institution.name_sq,
        "Zëvendësministër",
        "Ana Çela",
    ]
    assert rows.count("</tr>") == 2
    assert rows.count('class="state soon"') == 1


def test_the_network_is_told_with_the_paper_each_stands_on(officer, coordinator, scene):
    body = scene.letter.body
    MandateFactory(
        person=PersonFactory(name="Mirela Kola", email="mirela@financa.al", phone="069 1"),
        institution=scene.institutions[0],
        body=body,
        basis=Basis.LETTER,
        letter_number="9214 prot",
        letter_on=datetime.date(2018, 5, 28),
    )

    text = page(officer, body, part="network")

    assert "9214 prot" in text
    assert "28.05.2018" in text
    assert "mirela@financa.al" in text
    # Addresses are for those who keep the directory.
    theirs = page(coordinator, body, part="network")
    assert "Mirela Kola" in theirs
    assert "mirela@financa.al" not in theirs
    assert "069 1" not in theirs


def test_the_reply_rate_counts_the_body_and_what_stands_under_it(officer, scene):
    above = BodyFactory()
    scene.letter.body.parent = above
    scene.letter.body.save()
    duty = scene.duty
    duty.state, duty.answered_on = "answered", DAY
    duty.save()
    withdrawn = scene.duty_of(scene.institutions[1])
    withdrawn.state, withdrawn.decided_on, withdrawn.decision_reason = "withdrawn", DAY, "S'kërkohet më"
    withdrawn.save()

    text = page(officer, above, part="duties", on="30.06.2018")

    assert "50 %, 1 " in text
    assert names_in(text, "MFE", "MK", "MD")


def test_the_rate_of_a_day_is_that_of_its_evening(officer, scene):
    duty = scene.duty
    duty.state, duty.answered_on = "answered", DAY
    duty.save()

    assert "0 %, 0 " in page(officer, scene.letter.body, part="duties", on="04.06.2018")
    assert "33 %, 1 " in page(officer, scene.letter.body, part="duties", on="05.06.2018")


def test_duties_and_letters_of_others_are_not_shown(coordinator, client_of, scene):
    body = scene.letter.body

    assert names_in(page(coordinator, body, part="duties"), "MFE", "MK", "MD") == ["MFE"]
    assert scene.letter.subject in page(coordinator, body, part="letters")
    stranger = client_of(person_in(Role.COORDINATOR, InstitutionFactory()))
    assert scene.letter.subject not in page(stranger, body, part="letters")
    assert names_in(page(stranger, body, part="duties"), "MFE", "MK", "MD") == []


def test_groups_under_a_body_are_told_as_a_tree(officer):
    top = BodyFactory(name_sq="GMIP")
    BodyFactory(name_sq="Nëngrupi", parent=BodyFactory(name_sq="Grupi", parent=top))

    assert names_in(page(officer, top, part="groups"), "Nëngrupi", "Grupi") == ["Grupi", "Nëngrupi"]


@pytest.mark.parametrize("part", ["members", "network", "groups", "duties", "letters", "meetings", "s'ka"])
def test_an_empty_body_says_so_in_every_part(officer, part):
    text = page(officer, BodyFactory(), part=part)

    assert 'class="empty"' in text
    assert faults_of(text) == []


@pytest.mark.parametrize("part", ["members", "network", "groups", "duties", "letters", "meetings"])
def test_a_body_takes_the_same_queries_for_one_row_and_for_three(officer, scene, part):
    body = scene.letter.body
    url = f"{reverse('bodies:detail', args=[body.pk])}?part={part}"

    def add() -> None:
        seat = SeatFactory(body=body, act=ActFactory())
        MandateFactory(role=Role.MEMBER, seat=seat, institution=seat.institution, body=body)
        MandateFactory(body=body, basis=Basis.ACT, act=ActFactory())
        LegalBasis.objects.create(body=body, act=ActFactory())
        SeatFactory(body=BodyFactory(parent=body), role=SeatRole.SECRETARIAT)
        ObligationFactory(office=scene.office, body=body)

    add()
    for_one = queries_of(officer, url)
    add()
    add()

    assert queries_of(officer, url) == for_one <= 24


def test_a_body_that_is_not_there_is_no_page(officer):
    assert officer.get(reverse("bodies:detail", args=[999_999])).status_code == 404


def test_names_are_shown_as_they_are_written(officer):
    body = BodyFactory(name_sq="Grupi <b>A & B</b> «ë»", short_name="<i>", subject_sq="x" * 300)

    text = page(officer, body)

    assert "<b>A" not in text
    assert "&lt;b&gt;A &amp; B&lt;/b&gt; «ë»" in text
    assert faults_of(text) == []


def test_who_is_not_signed_in_signs_in_first(client):
    for url in (reverse("bodies:list"), reverse("bodies:detail", args=[BodyFactory().pk])):
        assert client.get(url).url.startswith("/accounts/login/")
