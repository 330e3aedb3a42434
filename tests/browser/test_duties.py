"""Pages of duties and personal links in a real browser: accessible in every look, and a mail dropped on its row."""

import base64

import pytest
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.ground.actors import Role
from tests.browser.looks import FEW
from tests.browser.moving import click_through
from tests.domain.replying.making import mail
from tests.factories import MandateFactory, officer
from tests.web.duties.making import a_scene, day
from tests.web.duties.test_record import LETTER
from tests.web.links.making import address_of

DROP = """([selector, content]) => {
    const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], "pergjigje.eml", {type: "message/rfc822"}));
    const drop = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(drop);
}"""


@pytest.fixture
def scene(transactional_db):
    return a_scene()


@pytest.fixture
def looked_at(open_page, axe):
    """Opens a page in every look, does the same in each, and lets axe judge."""

    def look(path, *, person=None, act=lambda page: None):
        for each in FEW:
            page = open_page(path, person=person, **each)
            act(page)
            axe(page)

    return look


def pressing(selector: str):
    return lambda page: click_through(page, selector)


def link_to(duty: Obligation):
    recipient = Recipient(email="zyra@financa.al", name="Zyra")
    return make_link(obligation=duty, recipient=recipient, by=officer(duty.office), on=timezone.localdate())


def test_what_is_owed_to_an_office_is_accessible(scene, looked_at):
    MandateFactory(person=scene.officer, role=Role.HEAD, institution=scene.institutions[0])

    looked_at(reverse("duties:list"), person=scene.officer)
    looked_at(f"{reverse('duties:list')}?on=05.06.2018&letter=asnjë", person=scene.officer)


def test_my_duties_are_accessible(scene, looked_at):
    looked_at(reverse("duties:list"), person=scene.coordinator)
    looked_at(f"{reverse('duties:list')}?show=answered", person=scene.coordinator)


def test_answering_a_duty_is_accessible_with_and_without_faults(scene, looked_at):
    address = reverse("duties:detail", args=[scene.duty.pk])

    looked_at(address, person=scene.coordinator)
    looked_at(address, person=scene.coordinator, act=lambda page: click_through(page, "#answer .actions button"))


def test_recording_and_deciding_are_accessible(scene, looked_at):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))

    looked_at(reverse("duties:record", args=[scene.duty.pk]), person=scene.officer)
    looked_at(reverse("duties:decide", args=[scene.duty.pk, "withdraw"]), person=scene.officer)


def test_the_grid_is_accessible_with_and_without_faults(scene, looked_at):
    address = reverse("duties:grid", args=[scene.letter.pk])

    looked_at(address, person=scene.officer)
    looked_at(address, person=scene.officer, act=pressing("button[name=save]"))


def test_links_are_accessible_open_and_answered(scene, looked_at):
    link = link_to(scene.duty)
    looked_at(address_of(link))
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))
    looked_at(address_of(link))


def drop_on(page, selector: str) -> None:
    page.evaluate(DROP, [selector, base64.b64encode(bytes(mail(LETTER))).decode()])
    page.wait_for_url("**/drop/")


def test_a_mail_dropped_on_its_row_fills_the_form_and_is_recorded(scene, open_page, axe):
    page = open_page(reverse("duties:list"), person=scene.officer)

    drop_on(page, "tr:has(input[aria-label$='MFE'])")
    axe(page)
    click_through(page, "text=Regjistro përgjigjen")

    answer = Answer.objects.get()
    assert page.url.endswith(reverse("duties:detail", args=[scene.duty.pk]))
    assert (answer.summary, answer.letter_number) == ("Mirela Kola, Ilir Dervishi", "9214/1")
    assert [file.name for file in answer.files.all()] == ["pergjigje.eml"]
