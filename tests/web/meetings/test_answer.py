"""An invitation opened in the browser of whoever got the mail, or of a scanner that opened it first."""

import datetime
import re

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse

from sekretariat.domain.followup.tokens import invitation_token_of
from sekretariat.domain.meetings.models import Attendance, Invitation, Meeting
from sekretariat.domain.meetings.services import cancel_meeting, send_invitations
from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.fillers import fill
from sekretariat.ground.mail.models import Outbox
from sekretariat.web.links.logs import LINK
from tests.domain.meetings.making import ON, a_council
from tests.factories import AgendaItemFactory
from tests.web.html import faults_of

pytestmark = pytest.mark.django_db

ENGLISH = {"language": "en"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2018-06-18 10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def council():
    council = a_council()
    council.called()
    AgendaItemFactory(meeting=council.meeting, position=1, title_en="The calendars")
    AgendaItemFactory(meeting=council.meeting, position=2, title_en="Behind closed doors", is_restricted=True)
    send_invitations(meeting=council.meeting, attendances=council.places(), by=council.by, on=ON)
    return council


@pytest.fixture
def browser() -> Client:
    """Somebody without an account, whose browser checks forms as Django asks."""
    return Client(enforce_csrf_checks=True)


def address_of(place: Attendance) -> str:
    invitation = Invitation.objects.get(attendance=place)
    return reverse("meetings:answer", args=[invitation_token_of(invitation.nonce)])


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def everything_stored() -> dict[str, list]:
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}


def test_the_mail_leads_to_the_page(council, browser):
    mail = Outbox.objects.get(to_address="cen@prova.example")

    links = re.findall(r"https?://\S+answer\S+", fill(mail.text, mail.marks))

    assert [link.partition("/meetings")[2] for link in links] == [
        address_of(council.place_of("Cen")).removeprefix("/meetings"),
        address_of(council.place_of("Cen")).removeprefix("/meetings") + "?language=en",
    ]
    assert browser.get("/meetings" + links[1].partition("/meetings")[2]).status_code == 200


def test_reading_changes_nothing_and_is_told_to_nobody(council, browser):
    address = address_of(council.place_of("Cen"))
    before = everything_stored()

    page = browser.get(address, ENGLISH)

    assert everything_stored() == before
    assert not page.cookies
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert LINK.sub(r"\1…", address) == "/meetings/answer/…/"


@pytest.mark.parametrize(("language", "words"), [("sq", "Këshilli i provës"), ("en", "Council of trial")])
def test_it_says_what_one_is_invited_to_in_both_languages(council, browser, language, words):
    page = browser.get(address_of(council.place_of("Cen")), {"language": language})

    said = text_of(page)
    assert page.status_code == 200
    assert words in said
    assert "25.06.2018 , 10:00–12:00" in said
    assert faults_of(page.content.decode()) == []


def test_what_is_restricted_is_not_told(council, browser):
    said = text_of(browser.get(address_of(council.place_of("Cen")), ENGLISH))

    assert "The calendars" in said
    assert "Behind closed doors" not in said


def test_the_answer_is_taken_shown_and_changed(council, browser):
    address = address_of(council.place_of("Cen")) + "?language=en"

    first = browser.post(address, {"reply": "no", "note": "Jashtë vendit"})
    assert (first.status_code, first["Location"]) == (302, address)
    cen = council.place_of("Cen")
    assert (cen.reply, cen.reply_note) == ("no", "Jashtë vendit")
    assert "Your answer was taken Does not come" in text_of(browser.get(address))

    browser.post(address, {"reply": "substitute", "substitute_name": "Zana", "substitute_email": "zana@x.example"})
    cen.refresh_from_db()
    assert (cen.reply, cen.substitute_name) == ("substitute", "Zana")
    event = Event.objects.filter(what="meeting.replied").latest("pk")
    assert (event.channel, event.person_id, event.data) == ("link", cen.person_id, {"reply": "substitute"})


def test_a_vacant_seats_mailbox_answers_for_its_institution(council, browser):
    vacant = next(place for place in council.places() if place.is_member and not place.name)

    browser.post(address_of(vacant), {"reply": "substitute", "substitute_name": "Zana"})

    vacant.refresh_from_db()
    assert vacant.substitute_name == "Zana"
    assert Event.objects.latest("pk").institution_id == vacant.institution_id


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Say whether you come."),
        ({"reply": "substitute"}, "Write the name of the substitute."),
        ({"reply": "substitute", "substitute_name": "Zana", "substitute_email": "zana"}, "valid email address"),
    ],
)
def test_a_faulty_answer_is_told_and_nothing_typed_is_lost(council, browser, sent, sentence):
    page = browser.post(address_of(council.place_of("Cen")) + "?language=en", sent | {"note": "Shënim"})

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert 'value="Shënim"' in page.content.decode()
    assert council.place_of("Cen").reply == ""


def refused(browser, address: str, status: int) -> str:
    page, posted = browser.get(address, ENGLISH), browser.post(f"{address}?language=en", {"reply": "yes"})
    assert (page.status_code, posted.status_code) == (status, status)
    assert not Attendance.objects.exclude(reply="").exists()
    assert faults_of(page.content.decode()) == []
    assert page["Cache-Control"] == "no-store, private"
    return text_of(page)


def test_an_unknown_invitation_is_explained(council, browser):
    assert "not known here" in refused(browser, reverse("meetings:answer", args=["gabim"]), 404)


def test_a_cancelled_meeting_says_why(council, browser):
    cancel_meeting(meeting=council.meeting, reason="Mungon salla.", by=council.by, on=ON)

    said = refused(browser, address_of(council.place_of("Cen")), 410)

    assert "The meeting was cancelled: Mungon salla. Questions go to" in said


def test_an_invitation_that_was_replaced_is_explained(council, browser):
    address = address_of(council.place_of("Cen"))
    Invitation.objects.update(revoked_at=datetime.datetime(2018, 6, 18, tzinfo=datetime.UTC))

    assert "This invitation was withdrawn." in refused(browser, address, 410)


def test_after_the_meeting_began_it_is_explained(council, browser):
    address = address_of(council.place_of("Cen"))

    with time_machine.travel("2018-06-25 10:00:00+02:00", tick=False):
        said = refused(browser, address, 410)

    assert "The meeting has begun, or is over" in said
    assert council.office.sender_email in said


def test_a_mail_that_was_kept_back_until_after_the_meeting_is_not_sent_any_more(council):
    mail = Outbox.objects.get(to_address="cen@prova.example")
    Meeting.objects.update(on=datetime.date(2018, 6, 1))

    with pytest.raises(Exception, match="invitation"):
        fill(mail.text, mail.marks)
