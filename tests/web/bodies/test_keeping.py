"""Keeping a body on pages: entering and correcting it, its acts, its seats."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import SeatRole, Side
from sekretariat.domain.bodies.models import Body, LegalBasis, Seat
from sekretariat.domain.mandates.enums import Basis
from sekretariat.ground.actors import Role
from tests.factories import ActFactory, BodyFactory, InstitutionFactory, MandateFactory, PersonFactory, SeatFactory
from tests.web.acts.conftest import faulty_fields
from tests.web.html import faults_of
from tests.web.letters.conftest import words

pytestmark = pytest.mark.django_db


def an_act(number: str, year: int = 2021):
    return ActFactory(number=number, year=year, on=None)


def named(name: str):
    return InstitutionFactory(name_sq=name, name_en=name)


def url_of(body: Body, page: str, **more) -> str:
    return reverse(f"bodies:{page}", kwargs={"pk": body.pk, **more})


def typed(body: Body, **values) -> dict:
    return {"kind": body.kind, "name_sq": body.name_sq, "revision": body.revision} | values


def test_a_body_is_entered_under_another(keeper, served):
    answer = keeper.post(
        reverse("bodies:new"),
        {"kind": "sub_group", "name_sq": "Nëngrupi 1", "parent": served.pk, "valid_from": "1.3.2022"},
    )

    body = Body.objects.get(name_sq="Nëngrupi 1")
    assert answer.url == url_of(body, "detail")
    assert (body.parent, body.valid_from) == (served, datetime.date(2022, 3, 1))


def test_a_body_is_corrected_by_its_secretariat(keeper, served):
    answer = keeper.post(url_of(served, "edit"), typed(served, name_sq="Këshilli i ri", short_name="KR"))

    served.refresh_from_db()
    assert (answer.url, served.label) == (url_of(served, "detail"), "KR")


def test_a_stale_correction_shows_the_others_change_and_keeps_what_was_typed(keeper, served):
    mine = typed(served, name_sq="Emri im")
    keeper.post(url_of(served, "edit"), typed(served, name_sq="Emri i tjetrit"))

    page = keeper.post(url_of(served, "edit"), mine)

    assert "Somebody else has changed this meanwhile" in words(page)
    assert "Emri i tjetrit" in words(page)
    assert "Emri im" in words(page)


def test_another_office_is_offered_nothing_and_refused(stranger, served):
    seat = SeatFactory(body=served)

    assert url_of(served, "new_seat") not in words(stranger.get(url_of(served, "detail")))
    for page in ("edit", "base", "new_seat"):
        assert stranger.get(url_of(served, page)).status_code == 403
    assert stranger.post(url_of(served, "end_seat", seat_pk=seat.pk), {"last_day": "1.6.2021"}).status_code == 403


def test_a_body_without_a_secretariat_is_kept_by_any_office(stranger):
    body = BodyFactory()

    assert url_of(body, "new_seat") in words(stranger.get(url_of(body, "detail")))


def test_a_body_is_based_on_an_act_and_a_mistake_is_taken_back(keeper, served):
    act = an_act("749", 2018)

    keeper.post(url_of(served, "base"), {"act": "VKM 749/2018", "article": "pika 4"})
    basis = LegalBasis.objects.get()
    assert (basis.body, basis.act, basis.article) == (served, act, "pika 4")

    assert "VKM" in words(keeper.get(url_of(served, "edit")))
    keeper.post(url_of(served, "remove_base", basis_pk=basis.pk))
    assert not LegalBasis.objects.exists()


def test_a_seat_is_given_by_an_act_without_a_day(keeper, served):
    institution = InstitutionFactory(name_sq="Ministria e Brendshme", short_name="MB")
    act = an_act("910")

    answer = keeper.post(
        url_of(served, "new_seat"),
        {"role": "co_chair", "institution": "MB", "function_sq": "Ministër", "side": "central", "act": "910/2021"},
    )

    seat = Seat.objects.get(institution=institution)
    assert answer.url == url_of(served, "detail")
    assert (seat.role, seat.side, seat.act, seat.valid_from) == (SeatRole.CO_CHAIR, Side.CENTRAL, act, None)


def test_a_seat_without_role_or_institution_is_told_at_its_fields(keeper, served):
    page = keeper.post(url_of(served, "new_seat"), {"institution": "Askush", "act": "VKM 999/1999"})

    assert faulty_fields(page) == ["role", "institution", "act"]
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("typed_end", "said"),
    [({"last_day": "1.6.2021"}, "ends on 01.06.2021"), ({"act": "VKM 746/2021"}, "ends by the date of VKM 746/2021")],
    ids=["day", "act"],
)
def test_a_seat_is_ended_by_a_day_or_by_an_act(keeper, served, typed_end, said):
    seat = SeatFactory(body=served)
    an_act("746")

    answer = keeper.post(url_of(served, "end_seat", seat_pk=seat.pk), typed_end, follow=True)

    assert said in answer.content.decode()


def test_an_end_without_day_and_act_is_told(keeper, served):
    seat = SeatFactory(body=served)

    assert faulty_fields(keeper.post(url_of(served, "end_seat", seat_pk=seat.pk), {})) == ["last_day"]


def test_a_seat_of_another_body_is_no_page(keeper, served):
    assert keeper.get(url_of(served, "end_seat", seat_pk=SeatFactory().pk)).status_code == 404


# The members


def test_members_in_doubt_are_marked_and_not_counted(keeper, served):
    SeatFactory(body=served, institution=named("Ministria e sigurt"))
    SeatFactory(body=served, institution=named("Ministria në dyshim"), act=an_act("746"))
    SeatFactory(body=served, institution=named("Ministria e vonë"), act=an_act("1", 2022))

    text = words(keeper.get(url_of(served, "detail"), {"part": "members", "on": "01.06.2021"}))

    assert "1 member, 1 vacant seat." in text
    assert "Of 1 member it cannot be said." in text
    row = text.partition("Ministria në dyshim")[2].partition("</tr>")[0]
    assert "cannot be said" in row
    assert "the date of VKM 746/2021 is not confirmed" in row
    assert "vacant seat" not in row
    assert "Ministria e vonë" not in text


def test_a_secretariat_in_doubt_is_marked(keeper):
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, act=an_act("746"))

    text = words(keeper.get(url_of(body, "detail"), {"on": "01.06.2021"}))

    assert "cannot be said" in text
    assert "the date of VKM 746/2021 is not confirmed" in text


def test_the_two_sides_of_a_council_stand_apart(keeper, served):
    for side, name in ((Side.LOCAL, "Bashkia Shkodër"), (Side.CENTRAL, "Ministria e Brendshme")):
        SeatFactory(body=served, role=SeatRole.CO_CHAIR, side=side, institution=named(name))

    page = keeper.get(url_of(served, "members"), {"on": "01.06.2021"})

    text = words(page)
    central, _, local = text.partition("Local self-government")
    assert "Central government" in central
    assert "Ministria e Brendshme" in central
    assert "Bashkia Shkodër" in local
    assert faults_of(page.content.decode()) == []


def test_the_list_for_printing_is_that_of_the_day_with_who_held_the_seats(keeper, served):
    seat = SeatFactory(body=served, valid_from=datetime.date(2021, 6, 1))
    MandateFactory(
        role=Role.MEMBER,
        seat=seat,
        institution=seat.institution,
        body=served,
        person=PersonFactory(name="Ana Çela"),
        basis=Basis.SET_UP,
    )

    assert "Ana Çela" in words(keeper.get(url_of(served, "members"), {"on": "01.06.2021"}))
    assert "Ana Çela" not in words(keeper.get(url_of(served, "members"), {"on": "31.05.2021"}))
