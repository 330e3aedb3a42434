"""Addresses of calendars, and what stands in one."""

import datetime

from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.services import open_feed
from sekretariat.domain.followup.tokens import feed_token_of
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.ground.actors import Actor, Channel

ON = datetime.date(2018, 5, 28)


def acting(person: Person) -> Actor:
    return actor_of_person(person, language="sq", channel=Channel.PAGE, on=ON)


def feed_of(person: Person, body=None) -> Feed:
    return open_feed(body=body, by=acting(person), on=ON)


def address_of(feed: Feed) -> str:
    return reverse("calendars:feed", args=[feed_token_of(feed.nonce)])


def read(feed: Feed) -> Calendar:
    response = Client().get(address_of(feed))
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def events_of(feed: Feed) -> list[Event]:
    return read(feed).walk("VEVENT")


def keys_in(feed: Feed) -> set[int]:
    """The keys of the duties that stand in the calendar, from their UIDs."""
    return {int(str(event["UID"]).partition("@")[0].removeprefix("obligation-")) for event in events_of(feed)}
