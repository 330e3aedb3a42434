"""Mechanisms, institutions, the directory and histories in a real browser: accessible in every look."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, LegalBasis
from sekretariat.domain.institutions.services import edit_institution
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from tests.browser.looks import FEW
from tests.browser.moving import click_through
from tests.factories import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    officer,
)
from tests.web.duties.making import a_scene, day

LONG = "Grupi Ndërinstitucional i Punës për Integrimin Evropian dhe Koordinimin e Instrumenteve Strukturore " * 2


@pytest.fixture
def scene(transactional_db):
    return a_scene()


@pytest.fixture
def looked_at(scene, open_page, axe):
    """Opens a page as the officer in every look, does the same in each, and lets axe judge."""

    def look(path, *, act=lambda page: None, person=scene.officer):
        for each in FEW:
            page = open_page(path, person=person, **each)
            act(page)
            axe(page)

    return look


@pytest.fixture
def body(scene) -> Body:
    """The body of the letter, with everything a body may have."""
    body = scene.letter.body
    body.parent = BodyFactory(name_sq=LONG, short_name="GNPIE")
    body.save()
    LegalBasis.objects.create(body=body, act=ActFactory(eli="https://qbz.gov.al/eli/vendim/2018/12/19/749"))
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=scene.office.unit)
    SeatFactory(body=body, function_sq="Zëvendësministër", act=ActFactory())
    SeatFactory(body=BodyFactory(parent=body, name_sq=f"{LONG} 2"))
    return body


@pytest.mark.parametrize("part", ["members", "network", "groups", "duties", "letters"])
def test_a_body_is_accessible(looked_at, body, part):
    looked_at(f"{reverse('bodies:detail', args=[body.pk])}?part={part}&on=05.06.2018")


def test_the_tree_of_bodies_is_accessible(looked_at, body):
    looked_at(reverse("bodies:list"))
    looked_at(f"{reverse('bodies:list')}?words=s'ka&on=dje")
    looked_at(reverse("bodies:detail", args=[BodyFactory().pk]))


def test_an_institution_is_accessible(looked_at, scene, body):
    institution = scene.institutions[0]
    institution.email = "zyra@financa.al"
    institution.save()
    post = PostFactory(institution=institution, title_sq="Ministër")
    MandateFactory(institution=institution, role=Role.HEAD, post=post)
    PostFactory(institution=institution, title_sq="Sekretar i Përgjithshëm", kind="secretary_general")
    MandateFactory(institution=institution, valid_to=datetime.date(2018, 3, 1), end_reason="U largua")
    InstitutionFactory(kind="unit", part_of=institution, name_sq=LONG)
    for part in ("people", "duties", "letters", "units"):
        looked_at(f"{reverse('institutions:detail', args=[institution.pk])}?part={part}")
    looked_at(reverse("institutions:detail", args=[InstitutionFactory().pk]))


def test_the_list_of_institutions_is_accessible(looked_at, scene):
    looked_at(reverse("institutions:list"))
    looked_at(reverse("institutions:list"), person=scene.coordinator)
    looked_at(f"{reverse('institutions:list')}?words=s'ka")


def test_the_forms_of_institutions_are_accessible(looked_at, scene):
    institution = scene.institutions[0]
    SeatFactory(institution=institution)

    def send(page):
        click_through(page, "main form[method=post] .button.primary, main form[method=post] .button.grave")

    for path in (reverse("institutions:new"), reverse("institutions:mandate_begin", args=[institution.pk])):
        looked_at(path)
        looked_at(path, act=send)
    mandate = Mandate.objects.get(person=scene.coordinator)
    looked_at(reverse("institutions:mandate_end", args=[mandate.pk]))
    looked_at(reverse("institutions:mandate_end", args=[mandate.pk]), act=send)


def test_a_stale_correction_is_accessible(looked_at, scene):
    institution = scene.institutions[0]

    def overtaken(page):
        institution.refresh_from_db()
        seen = institution.revision
        edit_institution(
            institution=institution, seen=seen, email=f"nr{seen}@mfe.al", by=officer(scene.office), on=day("05.06.2018")
        )
        page.fill("[name=email]", "e-imja@financa.al")
        click_through(page, "main .button.primary")
        assert page.locator(".notice.soon").is_visible()
        assert page.input_value("[name=email]") == "e-imja@financa.al"

    looked_at(reverse("institutions:edit", args=[institution.pk]))
    looked_at(reverse("institutions:edit", args=[institution.pk]), act=overtaken)


HEADER = "Institucioni\tEmri\tFunksioni\tE-mail\tTelefoni\n"
GOOD = "Ministria MFE\tAna Çela\tMinistre\tana@financa.al\t069 20 00 001\n\tBen Gega\tSpecialist\tben@financa.al\t\n"
FAULTY = "Ministria MFX\tCen Leka\t\tcen@\t\n"


def pasted(text):
    def act(page):
        page.fill("[name=text]", text)
        click_through(page, "main .button.primary")

    return act


def test_the_directory_is_accessible(looked_at, scene):
    looked_at(reverse("directory:list"))
    looked_at(f"{reverse('directory:list')}?words=s'ka")
    looked_at(reverse("directory:missing"))
    looked_at(reverse("directory:paste"))


def test_a_pasted_list_is_accessible_faulty_and_good(looked_at, scene):
    person = PersonFactory(name="Ana Çela", email="ana.cela@financa.al")
    post = PostFactory(institution=scene.institutions[0], title_sq="Zëvendësministre")
    MandateFactory(person=person, role=Role.STAFF, institution=scene.institutions[0], post=post, basis=Basis.SET_UP)
    looked_at(reverse("directory:paste"), act=pasted(HEADER + GOOD + FAULTY))
    looked_at(reverse("directory:paste"), act=pasted(HEADER + GOOD))
    looked_at(reverse("directory:paste"), act=pasted(""))


def test_a_list_is_pasted_checked_and_recorded(scene, open_page):
    page = open_page(reverse("directory:paste"), person=scene.officer)

    pasted(HEADER + GOOD)(page)
    click_through(page, "[name=save]")

    assert page.url.endswith(reverse("directory:list"))
    assert page.locator("table").inner_text().count("@financa.al") == 2


def test_a_history_is_accessible(looked_at, scene):
    looked_at(reverse("trail:row", args=["letter", scene.letter.pk]))
    looked_at(reverse("trail:row", args=["institution", scene.institutions[0].pk]))
