"""Posts on the page of an institution, the cabinet's grid, and under whom it stands."""

import datetime

import pytest
from django.utils import timezone

from sekretariat.domain.institutions.models import Post, Subordination
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from tests.factories import ActFactory, InstitutionFactory, MandateFactory, PersonFactory, PostFactory
from tests.web.duties.making import a_scene
from tests.web.html import faults_of
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_of):
    client = client_of(a_scene().officer)
    client.cookies["language"] = "en"
    return client


def row(institution, **cells) -> dict[str, str]:
    return {f"i{institution.pk}-{name}": value for name, value in cells.items()}


def test_a_post_is_entered_and_somebody_appointed_by_an_act(officer):
    institution, act = InstitutionFactory(), ActFactory()
    officer.post(f"/institutions/{institution.pk}/posts/new/", {"kind": "head", "title_sq": "Ministër"})
    post = Post.objects.get(institution=institution)

    response = officer.post(
        f"/institutions/posts/{post.pk}/appoint/",
        {"name": "Arta Duka", "email": "arta@mp.al", "act": str(act), "on": "01.02.2026"},
    )

    assert response.url == f"/institutions/{institution.pk}/?part=posts"
    assert Mandate.objects.get(post=post).act == act
    page = officer.get(response.url).content.decode()
    assert "Arta Duka" in page
    assert f"by act {act}" in page
    assert faults_of(page) == []


def test_the_history_of_a_post_stands_beside_its_holder(officer):
    post = PostFactory()
    old = MandateFactory(
        institution=post.institution,
        post=post,
        valid_to=datetime.date(2020, 1, 31),
        is_stopped=True,
        person__name="Ben Dervishi",
    )

    page = officer.get(f"/institutions/{post.institution_id}/?part=posts").content.decode()

    assert old.person.name in page
    assert "31.01.2020" in page
    assert "vacant" in page


@pytest.mark.parametrize("wrong", [{"act": ""}, {"name": ""}, {"on": ""}, {"until": "01.01.2019"}, {"act": "nuk ka"}])
def test_what_is_wrong_with_an_appointment_is_told_and_nothing_is_saved(officer, wrong):
    post, act = PostFactory(), ActFactory()
    typed = {"name": "Arta Duka", "act": str(act), "on": "01.02.2020"} | wrong

    page = officer.post(f"/institutions/posts/{post.pk}/appoint/", typed).content.decode()

    assert "form-errors" in page
    assert not Mandate.objects.filter(post=post).exists()
    assert faults_of(page) == []


def test_a_post_is_corrected_and_ended(officer):
    post = PostFactory()
    holder = MandateFactory(institution=post.institution, post=post, role=Role.HEAD)

    officer.post(f"/institutions/posts/{post.pk}/edit/", {"revision": 0, "kind": "head", "title_sq": "Ministër Shteti"})
    officer.post(f"/institutions/posts/{post.pk}/end/", {"on": "31.08.2026", "reason": "Riorganizim"})

    post.refresh_from_db()
    holder.refresh_from_db()
    assert (post.title_sq, post.valid_to, holder.is_stopped) == ("Ministër Shteti", datetime.date(2026, 8, 31), True)


def test_who_is_second_to_correct_a_post_is_shown_the_first_ones_change(officer):
    post = PostFactory()
    typed = {"revision": 0, "kind": "head", "title_sq": "Ministër"}
    officer.post(f"/institutions/posts/{post.pk}/edit/", typed)

    page = officer.post(f"/institutions/posts/{post.pk}/edit/", typed | {"title_sq": "Kryetar"}).content.decode()

    assert "Somebody else has changed this meanwhile" in page
    assert 'value="Kryetar"' in page
    post.refresh_from_db()
    assert post.title_sq == "Ministër"


def test_seven_ministers_are_taken_from_one_grid(officer):
    ministries = InstitutionFactory.create_batch(7)
    typed = {"letter_number": "14 prot", "on": "26.02.2026"}
    for place, ministry in enumerate(ministries):
        typed |= row(ministry, name=f"Ministri {place}", email=f"m{place}@gov.al", phone="069")

    response = officer.post("/institutions/cabinet/", typed)

    assert response.url == "/institutions/"
    begun = Mandate.objects.filter(valid_from=datetime.date(2026, 2, 26))
    assert {mandate.institution for mandate in begun} == set(ministries)


def test_faults_of_the_grid_stand_at_their_rows_and_nothing_is_taken(officer):
    good, bad, taken = InstitutionFactory.create_batch(3)
    PersonFactory(name="Ben Dervishi", email="ben@gov.al")
    typed = {"letter_number": "14 prot", "on": "26.02.2026"}
    typed |= row(good, name="Arta Duka") | row(taken, name="Genc Basha", email="ben@gov.al")

    page = officer.post("/institutions/cabinet/", typed).content.decode()

    assert "Ben Dervishi" in page.partition("form-errors")[2].partition("</section>")[0]
    assert 'value="Arta Duka"' in page
    typed |= row(bad, email="x")
    page = officer.post("/institutions/cabinet/", typed).content.decode()
    told = page.partition("form-errors")[2].partition("</section>")[0]
    assert bad.label in told
    assert not Mandate.objects.filter(valid_from=datetime.date(2026, 2, 26)).exists()
    assert faults_of(page) == []


def test_a_pasted_list_is_laid_over_the_grid_and_what_is_not_in_it_is_told(officer):
    ministry = InstitutionFactory(short_name="MKX")
    pasted = "Institucioni\tEmri\nMKX\tArta Duka\tarta@mk.al\t069\nBashkia e Hënës\tX"

    page = officer.post("/institutions/cabinet/", {"pasted": pasted, "fill": "1", "letter_number": "14"}).content

    text = page.decode()
    assert f'name="i{ministry.pk}-name" value="Arta Duka"' in text
    assert "Bashkia e Hënës" in text.partition("form-errors")[2].partition("</section>")[0]
    assert 'value="14"' in text
    assert not Mandate.objects.filter(institution=ministry).exists()


def test_another_institution_gets_its_row_and_what_was_typed_stays(officer):
    agency, ministry = InstitutionFactory(kind="agency", name_sq="Agjencia e Provës"), InstitutionFactory()
    typed = {"one": "Agjencia e Provës", "add": "1", "letter_number": "14"} | row(ministry, name="Arta Duka")

    page = officer.post("/institutions/cabinet/", typed).content.decode()

    assert f'name="i{agency.pk}-name"' in page
    assert f'<input type="hidden" name="also" value="{agency.pk}">' in page
    assert 'value="Arta Duka"' in page
    assert "form-errors" not in page


def test_an_empty_grid_says_so(officer):
    page = officer.post("/institutions/cabinet/", {"letter_number": "14", "on": "26.02.2026"}).content.decode()

    assert "Nothing is typed in the grid yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_grid_do_not_grow(officer, count):
    for _one in range(count):
        post = PostFactory()
        MandateFactory(institution=post.institution, post=post, role=Role.HEAD)

    assert queries_of(officer, "/institutions/cabinet/") == 10


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_posts_do_not_grow(officer, count):
    institution = InstitutionFactory()
    for place in range(count):
        post = PostFactory(institution=institution, title_sq=f"Post {place}")
        MandateFactory(institution=institution, post=post, role=Role.HEAD)

    assert queries_of(officer, f"/institutions/{institution.pk}/?part=posts") == 16


def test_a_superior_is_entered_and_ended(officer):
    institution, superior = InstitutionFactory(), InstitutionFactory(name_en="Ministry of Interior")
    officer.post(
        f"/institutions/{institution.pk}/superiors/new/", {"superior": superior.name_sq, "valid_from": "01.01.2020"}
    )
    row = Subordination.objects.get(institution=institution)

    page = officer.get(f"/institutions/{institution.pk}/").content.decode()
    officer.post(f"/institutions/superiors/{row.pk}/end/", {"on": f"{timezone.localdate():%d.%m.%Y}"})

    assert "Ministry of Interior" in page
    row.refresh_from_db()
    assert row.valid_to == timezone.localdate()


def test_a_superior_by_an_act_whose_date_is_not_confirmed_is_marked(officer):
    institution, superior = InstitutionFactory(), InstitutionFactory()
    act = ActFactory(year=timezone.localdate().year, on=None)
    officer.post(f"/institutions/{institution.pk}/superiors/new/", {"superior": superior.name_sq, "act": str(act)})

    page = officer.get(f"/institutions/{institution.pk}/").content.decode()

    assert "not certain" in page
