"""A meeting as iCalendar (RFC 5545): for the mail of an invitation, and for the calendars people subscribe to."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Component, Event, Timezone, vCalAddress

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.ground.actors import Actor

from ..enums import InvitationReply, MeetingKind, MeetingState
from ..models import AgendaItem, Attendance, Meeting
from ..queries.inviting import DatedMeeting

_DAY = datetime.timedelta(days=1)
MEDIA_TYPE = "text/calendar; charset=utf-8; method={method}"

# Written out with its rule, as Outlook expects it: the clocks of the country change with those of the European Union.
TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Tirane
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""

STATUS = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.CALLED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
}
PARTSTAT = {
    "": "NEEDS-ACTION",
    InvitationReply.YES: "ACCEPTED",
    InvitationReply.NO: "DECLINED",
    InvitationReply.SUBSTITUTE: "DELEGATED",
}
ROLES = {
    SeatRole.CHAIR: "CHAIR",
    SeatRole.CO_CHAIR: "CHAIR",
    SeatRole.GUEST: "OPT-PARTICIPANT",
    SeatRole.SECRETARIAT: "NON-PARTICIPANT",
}


def timezone_component() -> Component:
    return Timezone.from_ical(TIMEZONE)


def invitation_ics(
    meeting: Meeting,
    place: Attendance,
    *,
    email: str,
    stamp: datetime.datetime,
    items: Sequence[AgendaItem] = (),
    is_withdrawn: bool = False,
) -> bytes:
    """What a calendar program takes out of the mail to `email`: this one invited person, nobody else's address.

    `is_withdrawn` takes the appointment out again. It holds no personal link: that stands in the mail alone, which is
    not forwarded with the appointment.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sekretariat//Meetings//SQ")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if is_withdrawn else "REQUEST")
    calendar.add_component(timezone_component())
    lines = [*_description(meeting, items, "sq"), "", *_description(meeting, items, "en")]
    event = _event(meeting, language="sq", stamp=stamp, lines=lines)
    if is_withdrawn:
        event["status"] = "CANCELLED"
    event.add("attendee", _attendee(place, email))
    calendar.add_component(event)
    return calendar.to_ical()


def meeting_events(
    meetings: Iterable[DatedMeeting], *, reader: Actor, address_of: Callable[[Meeting], str]
) -> list[Component]:
    """For the calendar somebody subscribes to, in the reader's language; nothing where there is no meeting.

    Nobody is named as invited there: a program that finds the reader's address would answer by itself.
    """
    events: list[Component] = []
    for dated in meetings:
        meeting, address = dated.meeting, address_of(dated.meeting)
        with override(reader.language):
            lines = [*_description(meeting, (), reader.language), address]
            event = _event(meeting, language=reader.language, stamp=dated.changes.last_at, lines=lines)
        event.add("last-modified", dated.changes.last_at.astimezone(datetime.UTC))
        event.add("url", address)
        events.append(event)
    return [timezone_component(), *events] if events else []


def _event(meeting: Meeting, *, language: str, stamp: datetime.datetime, lines: Sequence[str]) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", stamp.astimezone(datetime.UTC))
    event.add("created", meeting.created_at.astimezone(datetime.UTC))
    event.add("sequence", meeting.revision)
    event.add("status", STATUS[MeetingState(meeting.state)])
    _add_times(event, meeting)
    event.add("summary", _summary(meeting, language))
    if place := _text(meeting, "place", language) or meeting.link:
        event.add("location", place)
    event.add("description", "\n".join(lines))
    office = meeting.office
    organizer = vCalAddress(f"mailto:{office.sender_email}")
    organizer.params["CN"] = office.sender_name
    event.add("organizer", organizer)
    event.add("class", "PRIVATE")
    return event


def _add_times(event: Event, meeting: Meeting) -> None:
    """Times are those of the clock on the wall: a meeting at ten stays at ten when the clocks change."""
    begins, ends = meeting.begins, meeting.ends
    if begins is None:
        event.add("dtstart", meeting.on)
        event.add("dtend", meeting.on + _DAY)
        event.add("transp", "TRANSPARENT")  # the last day of a written procedure is not busy with it
        return
    event.add("dtstart", begins)
    if ends:
        event.add("dtend", ends)


def _summary(meeting: Meeting, language: str) -> str:
    title = _text(meeting, "title", language)
    with override(language):
        name = title or str(MeetingKind(meeting.kind).label)
    said = f"{meeting.body.label}: {name} ({meeting.number_label})"
    return f"✗ {said}" if meeting.state == MeetingState.CANCELLED else said


def _description(meeting: Meeting, items: Sequence[AgendaItem], language: str) -> list[str]:
    with override(language):
        lines = [f"{_('Body')}: {_text(meeting.body, 'name', language)}"]
        if meeting.state == MeetingState.CANCELLED:
            lines.append(_("Cancelled: %(reason)s") % {"reason": meeting.cancelled_because})
        if meeting.link:
            lines.append(f"{_('Link to the online meeting')}: {meeting.link}")
        if items:
            lines.append(f"{_('Agenda')}:")
            lines += [f"{item.position}. {_text(item, 'title', language)}" for item in items]
    return lines


def _attendee(place: Attendance, email: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{email}")
    is_substitute = bool(place.substitute_email) and email == place.substitute_email
    attendee.params["CN"] = (place.substitute_name if is_substitute else place.name) or place.institution_name
    attendee.params["CUTYPE"] = "INDIVIDUAL" if place.name or is_substitute else "GROUP"
    attendee.params["ROLE"] = ROLES.get(SeatRole(place.role), "REQ-PARTICIPANT") if place.role else "REQ-PARTICIPANT"
    if is_substitute:
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        if place.email:
            attendee.params["DELEGATED-FROM"] = [f"mailto:{place.email}"]
    else:
        attendee.params["PARTSTAT"] = PARTSTAT[place.reply]
        if place.reply == InvitationReply.SUBSTITUTE and place.substitute_email:
            attendee.params["DELEGATED-TO"] = [f"mailto:{place.substitute_email}"]
    # The answer is given by the link in the mail: one to the office's mailbox would be read by no program.
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _text(row: object, name: str, language: str) -> str:
    other = "en" if language == "sq" else "sq"
    return getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}")
