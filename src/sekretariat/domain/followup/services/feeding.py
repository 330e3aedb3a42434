"""Calendar addresses: opened, renewed and closed by the person whose they are."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.obligations.rules import can_see_any
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import NotAllowed

from ..models import Feed
from ..tokens import feed_token_of, hash_of, new_nonce


@transaction.atomic
def open_feed(*, body: Body | None = None, by: Actor, on: datetime.date) -> Feed:
    """The actor's own calendar, of all they see or of one body. The address that stands already stays."""
    person = _person_behind(by)
    standing = Feed.objects.standing().filter(person=person, body=body).first()
    if standing:
        return standing
    feed = _made(person, body)
    record("feed.opened", by=by, target=feed, on=on, calendar=body.label if body else "—")
    return feed


@transaction.atomic
def renew_feed(*, feed: Feed, by: Actor, on: datetime.date) -> Feed:
    """Another address for the same calendar: the old one went astray and dies."""
    old = _own(feed, by)
    if old.revoked_at is None:
        _revoke(old)
    new = Feed.objects.standing().filter(person=old.person, body=old.body).first() or _made(old.person, old.body)
    record("feed.renewed", by=by, target=new, on=on, calendar=old.body.label if old.body else "—")
    return new


@transaction.atomic
def close_feed(*, feed: Feed, by: Actor, on: datetime.date) -> Feed:
    """The address opens no longer."""
    old = _own(feed, by)
    if old.revoked_at is None:
        _revoke(old)
        record("feed.closed", by=by, target=old, on=on, calendar=old.body.label if old.body else "—")
    return old


def _person_behind(by: Actor) -> Person:
    """The actor's person, locked: two presses of a button make one address."""
    if by.person_id is None or not can_see_any(by):
        raise NotAllowed(_("A calendar is for whoever answers for an institution or follows duties for an office."))
    return Person.objects.select_for_update(of=("self",)).get(pk=by.person_id)


def _own(feed: Feed, by: Actor) -> Feed:
    _person_behind(by)
    row = Feed.objects.select_related("person", "body").get(pk=feed.pk)
    if row.person_id != by.person_id:
        raise NotAllowed(_("Everybody keeps their own calendar addresses."))
    return row


def _made(person: Person, body: Body | None) -> Feed:
    nonce = new_nonce()
    return Feed.objects.create(person=person, body=body, nonce=nonce, token_hash=hash_of(feed_token_of(nonce)))


def _revoke(feed: Feed) -> None:
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
