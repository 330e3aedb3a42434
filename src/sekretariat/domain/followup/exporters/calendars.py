"""Duties as a calendar (RFC 5545) that Outlook, Google and telephones subscribe to."""

import datetime
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Component, Event

from sekretariat.domain.obligations.enums import SETTLED, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.words import Precision, format_date

from ..models import Feed
from ..queries import Dated

_DAY = datetime.timedelta(days=1)
# How often a program should ask again; most ask more seldom, whatever they are told.
REFRESH = datetime.timedelta(hours=1)


def calendar_of(
    feed: Feed,
    duties: Iterable[Dated],
    *,
    reader: Actor,
    address_of: Callable[[Obligation], str],
    more: Iterable[Component] = (),
) -> bytes:
    """The calendar file in the reader's language; `address_of` gives the page of a duty, `more` comes before the
    duties: what higher parts of the house have for the same reader.

    The same duties give the same bytes, so that a program need not fetch them twice.
    """
    with override(reader.language):
        calendar = _frame(_name_of(feed))
        for component in more:
            calendar.add_component(component)
        for dated in duties:
            address = address_of(dated.obligation)
            calendar.add_component(_event(dated, address, reader.language, with_institution=_sees_several(reader)))
    return calendar.to_ical()


def _frame(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Sekretariat//Calendar of duties//SQ")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def _sees_several(reader: Actor) -> bool:
    """Offices, and whoever answers for several institutions, read first in every title who owes it."""
    return (
        reader.may_anywhere(Permission.OBLIGATIONS_FOLLOW) or len(reader.institutions(Permission.OBLIGATIONS_SEE)) > 1
    )


def _name_of(feed: Feed) -> str:
    return _("Duties: %(body)s") % {"body": feed.body.label} if feed.body else _("Duties: Sekretariat")


def _event(dated: Dated, address: str, language: str, *, with_institution: bool) -> Event:
    duty = dated.obligation
    assert duty.due_on is not None
    event = Event()
    event.add("uid", f"obligation-{duty.pk}@{urlsplit(settings.BASE_URL).hostname}")
    # A calendar that is published has no other moment of its making than the last change of the duty.
    for key in ("dtstamp", "last-modified"):
        event.add(key, dated.changes.last_at.astimezone(datetime.UTC))
    event.add("created", duty.created_at.astimezone(datetime.UTC))
    event.add("sequence", max(0, dated.changes.count - 1))
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + _DAY)
    event.add("summary", _summary(duty, language, with_institution=with_institution))
    event.add("description", "\n".join(_description(duty, language, address)))
    event.add("categories", [str(duty.get_kind_display()), *([duty.body.label] if duty.body else [])])
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # a deadline does not make its day busy
    event.add("class", "PRIVATE")
    return event


def _summary(duty: Obligation, language: str, *, with_institution: bool) -> str:
    ask = _text(duty, "ask", language)
    title = f"{duty.institution.label}: {ask}" if with_institution else ask
    if duty.state in SETTLED:
        return f"✓ {title}"
    if duty.due_precision != Precision.DAY:
        title += f" ({_deadline(duty, language)})"
    return title


def _deadline(duty: Obligation, language: str) -> str:
    """A day as it is; of a month, a quarter or a year it is told that its last day is meant."""
    assert duty.due_on is not None
    said = format_date(duty.due_on, Precision(duty.due_precision), language=language)
    return said if duty.due_precision == Precision.DAY else _("until the end of %(period)s") % {"period": said}


def _description(duty: Obligation, language: str, address: str) -> list[str]:
    lines = [
        f"{_('Owed by')}: {_text(duty.institution, 'name', language)}",
        f"{_('Owed to')}: {_text(duty.office.unit, 'name', language)}",
    ]
    if duty.body:
        lines.append(f"{_('Body')}: {_text(duty.body, 'name', language)}")
    cited = "; ".join(source.citation for source in duty.sources.all())
    if cited:
        lines.append(f"{_('Asked by')}: {cited}")
    lines.append(f"{_('Deadline')}: {_deadline(duty, language)}")
    lines.append(f"{_('State')}: {_state(duty, language)}")
    return [*lines, address]


def _state(duty: Obligation, language: str) -> str:
    said = str(ObligationState(duty.state).label).lower()
    if duty.state in SETTLED and duty.answered_on:
        return f"{said}, {format_date(duty.answered_on, language=language)}"
    return said


def _text(row: object, name: str, language: str) -> str:
    """The language of the calendar's person, the other where it is missing."""
    other = "en" if language == "sq" else "sq"
    return getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}")
