"""The calendar file: what stands in it, who may read it, and that reading changes nothing."""

import datetime
from dataclasses import replace
from itertools import count

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.services import close_feed, renew_feed
from sekretariat.domain.followup.tokens import feed_token_of, token_of
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_see
from sekretariat.domain.obligations.services import accept, declare_holiday, withdraw
from sekretariat.ground.actors import Role
from sekretariat.ground.words import Precision
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    officer,
)
from tests.web.duties.making import person_in
from tests.web.links.test_links import everything_stored
from tests.web.queries import queries_of

from .reading import ON, acting, address_of, events_of, feed_of, keys_in, read

pytestmark = pytest.mark.django_db


def the_event(feed: Feed):
    [event] = events_of(feed)
    return event


def test_a_duty_stands_on_its_last_day_with_who_asks_and_by_which_letter(scene, settings):
    settings.BASE_URL = "https://sekretariat.example"
    event = the_event(feed_of(scene.coordinator))

    assert str(event["UID"]) == f"obligation-{scene.duty.pk}@sekretariat.example"
    assert event["DTSTART"].dt == datetime.date(2018, 6, 4)
    assert event["DTEND"].dt == datetime.date(2018, 6, 5)
    assert str(event["SUMMARY"]) == "Caktoni koordinatorin"
    assert str(event["URL"]) == f"https://sekretariat.example/duties/{scene.duty.pk}/"
    for words in ("Ministria MFE", scene.office.unit.name_sq, scene.duty.body.name_sq, "2470 prot, 21.05.2018"):
        assert words in str(event["DESCRIPTION"])
    assert scene.duty.body.label in event["CATEGORIES"].cats
    assert event["TRANSP"] == "TRANSPARENT"
    assert not event.walk("VALARM")


def test_the_calendar_has_a_name_and_says_how_often_to_ask(scene):
    calendar = read(feed_of(scene.officer, scene.duty.body))

    assert scene.duty.body.label in str(calendar["X-WR-CALNAME"])
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_an_office_reads_first_whom_a_duty_is_about(scene):
    titles = {str(event["SUMMARY"]) for event in events_of(feed_of(scene.officer))}

    assert titles == {f"{name}: Caktoni koordinatorin" for name in ("MFE", "MK", "MD")}


@pytest.mark.parametrize(
    ("precision", "said"),
    [(Precision.MONTH, "qershor 2018"), (Precision.QUARTER, "T2 2018"), (Precision.YEAR, "2018")],
)
def test_a_deadline_without_a_day_stands_on_its_last_day_and_says_so(scene, precision, said):
    last = datetime.date(2018, 12, 31) if precision == Precision.YEAR else datetime.date(2018, 6, 30)
    Obligation.objects.filter(pk=scene.duty.pk).update(due_on=last, due_precision=precision)

    event = the_event(feed_of(scene.coordinator))

    assert event["DTSTART"].dt == last
    assert said in str(event["SUMMARY"])


def test_a_duty_without_a_deadline_has_no_day_to_stand_on(scene):
    Obligation.objects.filter(pk=scene.duty.pk).update(due_on=None, term_days=None)

    assert events_of(feed_of(scene.coordinator)) == []


def test_a_deadline_that_moves_keeps_its_uid_and_raises_its_sequence(scene):
    feed = feed_of(scene.coordinator)
    before = the_event(feed)
    with time_machine.travel("2018-05-29 09:00:00+02:00", tick=False):
        declare_holiday(
            office=scene.office,
            on_day=datetime.date(2018, 5, 31),
            name_sq="Ditë zie",
            name_en="Mourning",
            by=replace(officer(scene.office), capacities=(*officer(scene.office).capacities, *_administrator(scene))),
            on=ON,
        )
        after = the_event(feed)

    assert after["UID"] == before["UID"]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (datetime.date(2018, 6, 4), datetime.date(2018, 6, 5))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def _administrator(scene):
    return acting(person_in(Role.ADMINISTRATOR, scene.office.unit)).capacities


def test_what_was_answered_is_marked_until_its_deadline_has_passed(scene):
    feed = feed_of(scene.coordinator)
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=ON)

    assert str(the_event(feed)["SUMMARY"]) == "✓ Caktoni koordinatorin"
    accept(obligation=scene.duty, by=officer(scene.office), on=ON)
    assert str(the_event(feed)["SUMMARY"]).startswith("✓")
    with time_machine.travel("2018-06-05 00:10:00+02:00", tick=False):
        assert events_of(feed) == []


def test_what_is_late_stays_and_what_was_withdrawn_leaves(scene):
    feed = feed_of(scene.officer)
    withdraw(obligation=scene.duty, reason="Gabim", by=officer(scene.office), on=ON)

    with time_machine.travel("2018-07-01 12:00:00+02:00", tick=False):
        assert keys_in(feed) == {scene.duty_of(one).pk for one in scene.institutions[1:]}


def test_albanian_letters_and_long_lines_come_whole_and_folded(scene):
    name = "Agjencia për Çështjet e Zhvillimit “Rrëshqitje”, të tjera; e më tej\\ " + "ëç" * 60
    Obligation.objects.filter(pk=scene.duty.pk).update(ask_sq=name)
    feed = feed_of(scene.coordinator)

    content = Client().get(address_of(feed)).content

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert str(the_event(feed)["SUMMARY"]) == name


def test_the_calendar_speaks_its_persons_language(scene):
    scene.coordinator.user.language = "en"
    scene.coordinator.user.save()

    event = the_event(feed_of(scene.coordinator))

    assert str(event["SUMMARY"]) == "Name the coordinator"
    assert "Owed by: Ministria MFE" not in str(event["DESCRIPTION"])  # the English name, where there is one
    assert "Owed by: Ministry" in str(event["DESCRIPTION"])


# --- the same as on the pages, for everybody


@st.composite
def worlds(draw):
    """Duties between three institutions, two offices and three bodies, the second below the first."""
    duty = st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from([None, 0, 1, 2]))
    mandate = st.tuples(
        st.sampled_from([Role.COORDINATOR, Role.HEAD, Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR, Role.MEMBER]),
        st.integers(0, 2),
        st.sampled_from([None, 0, 1, 2]),
    )
    return draw(st.lists(duty, min_size=1, max_size=6)), draw(st.lists(mandate, max_size=3)), draw(st.booleans())


_names = count()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_a_calendar_holds_what_its_person_sees_and_nothing_else(world):
    duties, mandates, is_of_body = world
    institutions, offices = InstitutionFactory.create_batch(3), OfficeFactory.create_batch(2)
    top = BodyFactory()
    bodies = [top, BodyFactory(parent=top), BodyFactory()]
    rows = [
        ObligationFactory(institution=institutions[i], office=offices[o], body=None if b is None else bodies[b])
        for i, o, b in duties
    ]
    person = PersonFactory(signs_in=True)
    for role, place, body in mandates:
        office_role = role in (Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR)
        MandateFactory(
            person=person,
            role=role,
            institution=offices[place % 2].unit if office_role else institutions[place],
            body=None if body is None or office_role else bodies[body],
        )
    actor = acting(person)
    seen = [row for row in rows if can_see(actor, row)]
    if not any(role not in (Role.ADMINISTRATOR, Role.MEMBER) for role, *_ in mandates):
        return  # such a person gets no address, which has a test of its own

    feed = feed_of(person, top if is_of_body else None)

    below = {bodies[0].pk, bodies[1].pk}
    assert keys_in(feed) == {row.pk for row in seen if not is_of_body or row.body_id in below}


def test_another_office_and_another_institution_read_nothing_of_it(scene):
    other_officer = person_in(Role.OFFICER, OfficeFactory().unit)
    outsider = person_in(Role.COORDINATOR, InstitutionFactory())

    assert keys_in(feed_of(scene.officer)) == set(Obligation.objects.values_list("pk", flat=True))
    for person in (other_officer, outsider):
        assert keys_in(feed_of(person)) == set()
        assert keys_in(feed_of(person, scene.duty.body)) == set()


# --- the address


def test_when_the_mandate_ends_the_address_is_gone_at_the_next_request(scene):
    feed = feed_of(scene.coordinator)
    client = Client()
    assert client.get(address_of(feed)).status_code == 200

    end_mandate(mandate=scene.coordinator.mandates.get(), reason="Lëvizje", by=officer(scene.office), on=ON)

    assert client.get(address_of(feed)).status_code == 404


def test_when_the_sign_in_is_closed_the_address_is_gone(scene):
    feed = feed_of(scene.coordinator)
    scene.coordinator.user.is_active = False
    scene.coordinator.user.save()

    assert Client().get(address_of(feed)).status_code == 404


def test_a_renewed_or_closed_address_is_as_unknown_as_any_other(scene):
    feed = feed_of(scene.coordinator)
    new = renew_feed(feed=feed, by=acting(scene.coordinator), on=ON)
    assert Client().get(address_of(new)).status_code == 200
    close_feed(feed=new, by=acting(scene.coordinator), on=ON)

    gone = [Client().get(address) for address in (address_of(feed), address_of(new), "/calendar/gabim.ics")]

    assert [response.status_code for response in gone] == [404, 404, 404]
    assert len({response.content for response in gone}) == 1


def test_a_links_token_opens_no_calendar(scene):
    feed = feed_of(scene.coordinator)

    assert token_of(feed.nonce) != feed_token_of(feed.nonce)
    assert Client().get(f"/calendar/{token_of(feed.nonce)}.ics").status_code == 404


@pytest.mark.parametrize("verb", ["get", "head"])
def test_reading_changes_nothing_and_sets_no_cookie(scene, verb):
    address = address_of(feed_of(scene.officer))
    before = everything_stored()

    response = getattr(Client(), verb)(address)

    assert response.status_code == 200
    assert everything_stored() == before
    assert not response.cookies


def test_an_unchanged_calendar_is_not_sent_twice(scene):
    address = address_of(feed_of(scene.officer))
    first = Client().get(address)

    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    Obligation.objects.filter(pk=scene.duty.pk).update(due_on=datetime.date(2018, 6, 11))
    moved = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert moved.status_code == 200
    for response in (first, again, moved):
        assert "private" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_queries_do_not_grow_with_the_duties(scene):
    address = address_of(feed_of(scene.officer, scene.duty.body))
    three = queries_of(Client(), address)
    for institution in scene.institutions[1:]:
        withdraw(obligation=scene.duty_of(institution), reason="x", by=officer(scene.office), on=timezone.localdate())

    assert queries_of(Client(), address) == three
