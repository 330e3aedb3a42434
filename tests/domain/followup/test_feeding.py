"""Calendar addresses: one for each calendar, kept by their person alone."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from sekretariat.domain.followup.errors import FeedRefused
from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.queries import bodies_of, open_calendar
from sekretariat.domain.followup.services import close_feed, open_feed, renew_feed
from sekretariat.domain.followup.tokens import feed_token_of, hash_of
from sekretariat.ground.actors import ANONYMOUS, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import NotAllowed
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    actor,
    administrator,
    coordinator,
    officer,
)

ON = datetime.date(2018, 5, 28)
NOW = datetime.datetime(2018, 5, 28, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    mandate = MandateFactory()
    return coordinator(mandate.institution, person=mandate.person)


def test_a_calendar_has_one_address_however_often_it_is_asked_for(by):
    body = BodyFactory()

    feeds = [open_feed(body=one, by=by, on=ON) for one in (None, body, None, body)]

    assert [feed.pk for feed in feeds] == [feeds[0].pk, feeds[1].pk] * 2
    assert Event.objects.filter(what="feed.opened").count() == 2


def test_only_the_hash_of_the_token_is_stored(by):
    feed = open_feed(by=by, on=ON)

    token = feed_token_of(feed.nonce)

    assert feed.token_hash == hash_of(token)
    assert token not in str(Feed.objects.values())
    assert open_calendar(token, now=NOW)[0] == feed


def test_the_reader_acts_by_the_mandates_in_force_at_that_moment(by):
    feed = open_feed(by=by, on=ON)
    mandate = feed.person.mandates.get()

    _feed, reader = open_calendar(feed_token_of(feed.nonce), now=NOW)
    mandate.valid_to = ON
    mandate.save()

    assert [c.mandate_id for c in reader.capacities] == [mandate.pk]
    assert open_calendar(feed_token_of(feed.nonce), now=NOW)
    with pytest.raises(FeedRefused):  # a quarter past midnight in Tirana
        open_calendar(feed_token_of(feed.nonce), now=datetime.datetime(2018, 5, 28, 22, 15, tzinfo=datetime.UTC))


def test_renewing_kills_the_old_address_and_closing_leaves_none(by):
    first = open_feed(by=by, on=ON)

    second = renew_feed(feed=first, by=by, on=ON)
    again = renew_feed(feed=first, by=by, on=ON)  # pressed in a page that was open since
    close_feed(feed=second, by=by, on=ON)
    close_feed(feed=second, by=by, on=ON)

    assert second == again != first
    assert not Feed.objects.standing().exists()
    assert Event.objects.filter(what="feed.closed").count() == 1


def test_whoever_can_see_no_duties_has_no_calendar():
    office, institution = OfficeFactory(), InstitutionFactory()

    for by in (ANONYMOUS, administrator(office), actor(Role.MEMBER, institution), actor(Role.STAFF, institution)):
        with pytest.raises(NotAllowed):
            open_feed(by=by, on=ON)


def test_nobody_renews_or_closes_or_sees_anothers_address(by):
    feed = open_feed(by=by, on=ON)
    other = officer(OfficeFactory())

    for service in (renew_feed, close_feed):
        with pytest.raises(NotAllowed):
            service(feed=feed, by=other, on=ON)
    assert list(Feed.objects.visible_to(by)) == [feed]
    assert not Feed.objects.visible_to(other).exists()
    assert not Feed.objects.visible_to(ANONYMOUS).exists()


@pytest.mark.parametrize("has_body", [True, False])
def test_the_database_holds_one_standing_address_for_each_calendar(by, has_body):
    feed = open_feed(body=BodyFactory() if has_body else None, by=by, on=ON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(person=feed.person, body=feed.body, nonce="x", token_hash="x")
    renew_feed(feed=feed, by=by, on=ON)
    assert Feed.objects.count() == 2


def test_the_bodies_offered_are_those_one_was_named_in_or_has_a_seat_in():
    served, named, ended, _other = BodyFactory.create_batch(4)
    person, office = PersonFactory(), OfficeFactory()
    SeatFactory(body=served, institution=office.unit)
    SeatFactory(body=ended, institution=office.unit, valid_to=ON - datetime.timedelta(days=1))
    MandateFactory(person=person, body=named)

    assert set(bodies_of(officer(office, person), on=ON)) == {served, named}
