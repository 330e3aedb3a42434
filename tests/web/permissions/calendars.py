"""Calendars: everybody their own addresses; the file itself is for whoever holds an address."""

from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.services import open_feed
from sekretariat.domain.followup.tokens import feed_token_of
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.ground.actors import Channel
from tests.web.world import ON

from . import no_arguments, row


def a_feed_of_the_officer(world) -> Feed:
    by = actor_of_person(world.people["officer"], language="sq", channel=Channel.PAGE, on=ON)
    return open_feed(by=by, on=ON)


def its_key(world) -> dict:
    return {"pk": a_feed_of_the_officer(world).pk}


def its_token(world) -> dict:
    return {"token": feed_token_of(a_feed_of_the_officer(world).nonce)}


def an_unknown_token(world) -> dict:
    return {"token": "gabim"}


def the_body(world) -> dict:
    return {"body": world.body.pk}


SIGNED_IN = "302 200 200 200 200 200 200 200 200"
WHO_MAY_SEE_DUTIES = "302 403 302 302 302 302 302 403 302"
ITS_OWNER = "302 404 404 404 404 404 302 404 404"

ROWS = [
    row("calendars:list", "GET", no_arguments, SIGNED_IN),
    row("calendars:open", "POST", no_arguments, WHO_MAY_SEE_DUTIES),
    row("calendars:open", "POST", no_arguments, WHO_MAY_SEE_DUTIES, the_body),
    row("calendars:renew", "POST", its_key, ITS_OWNER),
    row("calendars:close", "POST", its_key, ITS_OWNER),
    row("calendars:feed", "GET", its_token, "200 200 200 200 200 200 200 200 200"),
    row("calendars:feed", "GET", an_unknown_token, "404 404 404 404 404 404 404 404 404"),
]
