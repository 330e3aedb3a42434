"""What was done on a day and by a person, as pages for those who may read it."""

import datetime
import html
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.continuity.trail import readable_by
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.seals import seal_days
from sekretariat.ground.audit.services import record
from sekretariat.web.trail.subjects import SUBJECTS
from tests.domain.letters.making import drafted, sent
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory
from tests.ground.audit.trails import at
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of
from tests.web.world import build_world

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2018, 5, 21)
TUESDAY = datetime.date(2018, 5, 22)
WEDNESDAY = datetime.date(2018, 5, 23)


def actor(person):
    return actor_of_person(person, language="sq", channel=Channel.PAGE, on=timezone.localdate())


@pytest.fixture
def scene() -> Scene:
    """Letter 2470, with all that it asks, on a Monday; the office's institutions on Wednesday."""
    with time_machine.travel(at(MONDAY, hour=9), tick=False):
        scene = a_scene()
    with time_machine.travel(at(WEDNESDAY, hour=14, minute=5), tick=False):
        record("institution.added", by=actor(scene.officer), target=scene.institutions[0], name="Ministria MFE")
    return scene


@pytest.fixture
def officer(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


DAY = reverse("trail:day")


def page_of(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    text = response.content.decode()
    assert faults_of(text) == []
    return text


def deeds_in(text: str) -> list[str]:
    """The words of each deed, its details included."""
    listed = text.partition('<ol class="history"')[2].partition("</ol>")[0]
    words = (html.unescape(re.sub(r"<[^>]+>", " ", item)) for item in listed.split("<li><time")[1:])
    return [" ".join(item.partition(">")[2].split()) for item in words]


def of_person(person) -> str:
    return reverse("trail:person", args=[person.pk])


def test_a_day_tells_what_was_done_in_its_order_with_the_details_folded_under_their_heads(officer):
    text = page_of(officer, DAY, on="21.05.2018")

    deeds = deeds_in(text)
    assert ["began the letter" in deeds[0], "signed" in deeds[1], "no. 2470" in deeds[2], "was sent" in deeds[3]] == [
        True
    ] * 4
    assert len(deeds) == 4
    assert deeds[3].count("asked it (") == 3
    assert "3 details" in deeds[3]
    assert deeds[0].startswith("09:00")
    assert "4 actions" in text


def test_a_day_leads_to_the_nearest_days_on_which_something_was_done(officer):
    monday = page_of(officer, DAY, on="21.05.2018")
    tuesday = page_of(officer, DAY, on="22.05.2018")

    assert "Before:" not in monday
    assert f'href="{DAY}?on=23.05.2018">After: 23.05.2018' in monday
    assert "Before: 21.05.2018" in tuesday
    assert "After: 23.05.2018" in tuesday
    assert "Nothing is written down for this day." in tuesday


def test_without_a_day_in_the_address_it_is_today(officer):
    with time_machine.travel(at(WEDNESDAY, hour=18)):
        text = page_of(officer, DAY)

    assert "What was done on 23.05.2018" in text
    assert "is sealed when the day is over" in text


def test_a_day_that_is_not_understood_is_said_and_today_is_shown(officer):
    assert "What was done on" in (text := page_of(officer, DAY, on="31.02.2018"))
    assert 'class="notice soon"' in text


def test_the_seal_of_the_day_is_shown_and_checked(officer):
    assert "not sealed" in page_of(officer, DAY, on="21.05.2018")
    [seal, *_] = seal_days(before=WEDNESDAY)

    whole = page_of(officer, DAY, on="21.05.2018")
    Event.objects.filter(recorded_at__date=MONDAY).first().delete()
    broken = page_of(officer, DAY, on="21.05.2018")

    assert "not changed since" in whole
    assert seal.digest in whole
    assert "This day is not as it was sealed" in broken
    assert "not changed since" not in broken


def test_the_seal_is_told_in_albanian(officer):
    seal_days(before=WEDNESDAY)
    officer.cookies["language"] = "sq"

    text = page_of(officer, DAY, on="21.05.2018")

    assert "vulosur më" in text
    assert "nuk ka ndryshuar" in text


def test_a_day_is_narrowed_to_a_kind_and_counts_each(officer):
    text = page_of(officer, DAY, on="21.05.2018", kind="duties")

    assert len(deeds_in(text)) == 1
    assert re.search(r'Letters <span class="count ">4</span>', text)
    assert re.search(r'aria-current="page">Duties <span class="count ">1</span>', text)


def test_what_a_person_did_is_told_newest_first_by_mandate_period_and_kind(officer, scene):
    with time_machine.travel(at(WEDNESDAY, hour=15), tick=False):
        record("letter.edited", by=actor(scene.officer), target=scene.letter, subject="Tjetër")

    everything = page_of(officer, of_person(scene.officer))
    until = page_of(officer, of_person(scene.officer), until="22.05.2018")
    letters = page_of(officer, of_person(scene.officer), since="23.05.2018", kind="letters")

    assert ["changed the draft" in one or "entered the institution" in one for one in deeds_in(everything)] == [
        True
    ] * 2
    assert "changed the draft" in deeds_in(everything)[0]
    assert f"as secretariat officer, {scene.office.unit.label}" in everything
    assert "Nothing was done in this period." in until
    assert len(deeds_in(letters)) == 1


def test_one_is_led_to_the_person_from_the_day_and_from_the_persons_row(officer, scene):
    assert f'href="{of_person(scene.officer)}"' in page_of(officer, DAY, on="23.05.2018")
    assert f'href="{of_person(scene.officer)}"' in page_of(
        officer, reverse("trail:row", args=["person", scene.officer.pk])
    )
    assert f'href="{DAY}?on=23.05.2018"' in page_of(officer, of_person(scene.officer))


def test_the_office_leads_to_its_days(officer):
    assert f'href="{DAY}"' in page_of(officer, reverse("office:settings"))


def test_another_offices_deeds_and_people_are_not_told(client_of, officer, scene):
    other = OfficeFactory()
    theirs = person_in(Role.OFFICER, other.unit)
    MandateFactory(person=theirs, role=Role.COORDINATOR, institution=scene.institutions[0], body=scene.letter.body)
    with time_machine.travel(at(MONDAY, hour=10), tick=False):
        letter = drafted(other, subject="Fshehtas")
        record("letter.edited", by=actor(theirs), target=letter, institution_id=other.pk, subject="Fshehtas")

    for text in (page_of(officer, DAY, on="21.05.2018"), page_of(officer, of_person(theirs))):
        assert "Fshehtas" not in text
    assert "This person has done nothing in your office yet." in page_of(officer, of_person(theirs))
    assert theirs.name not in page_of(officer, DAY, on="21.05.2018")
    client = client_of(theirs)
    client.cookies["language"] = "en"
    assert len(deeds_in(page_of(client, DAY, on="21.05.2018"))) == 2


def test_what_a_day_tells_can_be_read_on_the_rows_own_page_too(client_of):
    """The rule of many events agrees with the rule of one row."""
    world = build_world()
    for role in ("officer", "administrator", "other_officer"):
        reader = actor(world.people[role])
        client = world.client(role)
        told = readable_by(reader).filter(target_type__in=SUBJECTS).values_list("target_type", "target_key")
        refused = [
            (kind, key)
            for kind, key in set(told)
            if client.get(reverse("trail:row", args=[kind, int(key)])).status_code != 200
        ]

        assert refused == [], role
        assert told.exists() == (role != "other_officer")


def test_a_deed_with_very_many_details_shows_a_hundred_and_counts_the_rest(officer, scene):
    institutions = InstitutionFactory.create_batch(120)
    with time_machine.travel(at(TUESDAY), tick=False):
        sent(scene.office, number="9", to=institutions)

    deed = deeds_in(page_of(officer, DAY, on="22.05.2018"))[-1]

    assert "120 details" in deed
    assert "and 20 more of the same action" in deed


def test_long_days_page_with_the_same_queries(officer, scene):
    def add(count: int) -> None:
        with time_machine.travel(at(TUESDAY), tick=False):
            for _ in range(count):
                by = actor(scene.officer)
                record("institution.added", by=by, target=InstitutionFactory(), name="X")
                record("post.added", by=by, target=InstitutionFactory(), title="Y")

    add(1)
    seal_days(before=WEDNESDAY)
    day, person = f"{DAY}?on=22.05.2018", of_person(scene.officer)
    before = queries_of(officer, day), queries_of(officer, person)
    add(60)

    assert (queries_of(officer, day), queries_of(officer, person)) == before
    assert before[0] <= 24
    assert before[1] <= 18
    assert len(deeds_in(page_of(officer, day))) == 50
    assert len(deeds_in(page_of(officer, DAY, on="22.05.2018", page=2))) == 11


def test_the_clerk_and_the_coordinator_read_none_of_it(client_of, scene):
    for person in (person_in(Role.CLERK, scene.office.unit), scene.coordinator):
        assert client_of(person).get(DAY).status_code == 403
        assert client_of(person).get(of_person(scene.officer)).status_code == 403
