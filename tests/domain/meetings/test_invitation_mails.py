"""Invitations as they reach a mailbox: over a real SMTP server, read by the standard library and by icalendar."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone, translation
from icalendar import Calendar

from sekretariat.domain.followup.tokens import invitation_token_of
from sekretariat.domain.meetings.models import Attendance, Invitation
from sekretariat.domain.meetings.queries.inviting import open_invitation
from sekretariat.domain.meetings.services import (
    MeetingSaid,
    ReplySaid,
    cancel_meeting,
    edit_meeting,
    remove_place,
    reply_to_invitation,
    send_invitations,
)
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.sending import drain
from tests.factories import AgendaItemFactory, OfficeFactory, officer
from tests.ground.mail.conftest import postbox

from .making import DAY, ON, a_council

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2018-06-18 10:00:00+02:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def filler(monkeypatch):
    """The pages have the address; here the token is enough."""
    monkeypatch.setattr(fillers, "_fillers", {})
    fillers.register_filler("invitation", lambda key: f"https://x/{token_of(Invitation.objects.get(pk=key))}/")


@pytest.fixture
def council():
    council = a_council()
    council.called()
    AgendaItemFactory(meeting=council.meeting, position=1, title_sq="Kalendarët", title_en="Calendars")
    AgendaItemFactory(meeting=council.meeting, position=2, title_sq="E mbyllur", is_restricted=True)
    return council


def token_of(invitation: Invitation) -> str:
    return invitation_token_of(invitation.nonce)


def invite(council, *places: Attendance):
    return send_invitations(meeting=council.meeting, attendances=places or council.places(), by=council.by, on=ON)


def calendar_in(message) -> Calendar:
    [part] = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    return Calendar.from_ical(part.get_payload(decode=True))


def event_in(message):
    [event] = calendar_in(message).walk("VEVENT")
    return event


@pytest.fixture
def received(postbox):
    """The mails that arrived since one last looked, by the recipient's address."""
    seen = 0

    def receive() -> dict:
        nonlocal seen
        drain(timezone.now() + datetime.timedelta(seconds=1))
        new, seen = postbox.taken[seen:], len(postbox.taken)
        return {message["To"].addresses[0].addr_spec: message for message in new}

    return receive


# Every mail is claimed in a transaction of its own, which is committed before the server hears of it.
over_smtp = pytest.mark.django_db(transaction=True)


@over_smtp
def test_everybody_gets_a_mail_in_both_languages_with_a_link_of_their_own_and_the_appointment(council, received):
    sent = invite(council)

    mails = received()
    assert (sent.count, len(mails)) == (6, 6)
    cen = mails["cen@prova.example"]
    text = cen.get_body().get_content()
    invitation = Invitation.objects.get(attendance=council.place_of("Cen"))
    link = f"https://x/{token_of(invitation)}/"
    assert re.findall(r"https://x/\S+", text) == [link, f"{link}?language=en"]
    assert text.index("Këshilli i provës") < text.index("Council of trial")
    assert "1. Kalendarët" in text
    assert "1. Calendars" in text
    assert "E mbyllur" not in cen.as_string()
    assert "10:00–12:00" in text
    assert "Salla e provës" in text

    [part] = cen.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")
    event = event_in(cen)
    assert calendar_in(cen)["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:cen@prova.example"
    assert (event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["CN"]) == ("NEEDS-ACTION", "Cen")
    assert event["ORGANIZER"] == f"mailto:{council.office.sender_email}"
    assert event["DTSTART"].dt.isoformat() == "2018-06-25T10:00:00+02:00"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == council.meeting.revision
    assert token_of(invitation) not in part.get_payload(decode=True).decode()


def test_the_mail_at_rest_and_the_file_with_it_hold_no_link(council):
    invite(council)

    mail = Outbox.objects.get(to_address="cen@prova.example")
    invitation = Invitation.objects.get(attendance=council.place_of("Cen"))
    assert token_of(invitation) not in mail.text
    assert mail.marks == [f"[[invitation:{invitation.pk}]]"]


def test_who_has_no_address_or_a_wrong_one_is_named_and_the_others_get_theirs(council):
    Attendance.objects.filter(name="Cen").update(email="")
    Attendance.objects.filter(name="Dea").update(email="deë@prova.example")

    sent = invite(council)

    assert {"Cen", "Dea"} < set(sent.unreachable)
    assert sent.count == 4
    assert not Invitation.objects.filter(attendance__name__in=["Cen", "Dea"]).exists()


@over_smtp
def test_a_moved_meeting_goes_out_again_with_a_higher_sequence_and_the_same_link_and_uid(council, received):
    invite(council)
    first = received()["cen@prova.example"]
    moved = MeetingSaid(on=DAY, begins_at=datetime.time(14))
    council.meeting = edit_meeting(
        meeting=council.meeting, said=moved, seen=council.meeting.revision, by=council.by, on=ON
    )

    invite(council)

    second = received()["cen@prova.example"]
    assert event_in(second)["SEQUENCE"] > event_in(first)["SEQUENCE"]
    assert event_in(second)["UID"] == event_in(first)["UID"]
    assert event_in(second)["DTSTART"].dt.hour == 14
    links = [re.findall(r"https://x/\S+", mail.get_body().get_content()) for mail in (first, second)]
    assert links[0] == links[1]
    assert second["Subject"] != first["Subject"]
    assert Invitation.objects.filter(attendance=council.place_of("Cen")).count() == 1


@over_smtp
def test_of_a_cancelled_meeting_they_are_told_who_were_invited_and_nobody_else(council, received):
    invite(council, council.place_of("Cen"))
    first = received()["cen@prova.example"]
    council.meeting = cancel_meeting(meeting=council.meeting, reason="Mungon salla.", by=council.by, on=ON)

    sent = invite(council)

    mails = received()
    assert (sent.count, list(mails)) == (1, ["cen@prova.example"])
    mail = mails["cen@prova.example"]
    assert calendar_in(mail)["METHOD"] == "CANCEL"
    assert event_in(mail)["STATUS"] == "CANCELLED"
    assert event_in(mail)["SEQUENCE"] > event_in(first)["SEQUENCE"]
    assert "Mungon salla" in mail.get_body().get_content()
    assert "https://x/" not in mail.as_string()


@over_smtp
def test_whoever_is_taken_off_the_list_is_told_where_an_invitation_went_out(council, received):
    invite(council, council.place_of("Cen"))
    received()

    remove_place(attendance=council.place_of("Cen"), by=council.by, on=ON)
    remove_place(attendance=council.place_of("Dea"), by=council.by, on=ON)

    [mail] = received().values()
    assert calendar_in(mail)["METHOD"] == "CANCEL"
    assert mail["To"].addresses[0].addr_spec == "cen@prova.example"


@over_smtp
def test_the_substitute_gets_the_appointment_and_the_answer_stands_in_it(council, received):
    said = ReplySaid(reply="substitute", substitute_name="Zana", substitute_email="zana@prova.example")
    reply_to_invitation(attendance=council.place_of("Cen"), said=said, by=council.by, on=ON)

    invite(council, council.place_of("Cen"))

    mails = received()
    own = event_in(mails["cen@prova.example"])["ATTENDEE"]
    assert (own.params["PARTSTAT"], own.params["DELEGATED-TO"]) == ("DELEGATED", "mailto:zana@prova.example")
    theirs = event_in(mails["zana@prova.example"])["ATTENDEE"]
    assert (theirs.params["CN"], theirs.params["DELEGATED-FROM"]) == ("Zana", "mailto:cen@prova.example")
    text = mails["zana@prova.example"].get_body().get_content()
    assert "https://x/" not in text
    assert "Dear Zana," in text


def test_another_address_gets_a_link_of_its_own_and_the_old_one_dies(council):
    invite(council, council.place_of("Cen"))
    old = Invitation.objects.get()
    Attendance.objects.filter(name="Cen").update(email="tjeter@prova.example")

    invite(council, council.place_of("Cen"))

    new = Invitation.objects.get(revoked_at=None)
    old.refresh_from_db()
    assert (old.revoked_at is not None, new.email) == (True, "tjeter@prova.example")
    with pytest.raises(DomainError, match="withdrawn"):
        open_invitation(token_of(old), language="en", now=timezone.now())
    opened, by = open_invitation(token_of(new), language="en", now=timezone.now())
    assert (opened, by.capacities, by.name) == (new, (), "Cen")


def test_a_planned_or_held_meeting_sends_no_invitations():
    council = a_council()
    with pytest.raises(DomainError, match="first"):
        invite(council)
    council.called()
    council.meeting.state = "held"
    council.meeting.save()
    with pytest.raises(DomainError, match="held"):
        invite(council)


def test_only_its_secretariat_invites(council):
    with pytest.raises(NotAllowed):
        send_invitations(meeting=council.meeting, attendances=council.places(), by=officer(OfficeFactory()), on=ON)
