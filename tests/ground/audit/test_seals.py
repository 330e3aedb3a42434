"""Sealing the days of the trail, and finding what was changed in a sealed one."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from sekretariat.domain.offices.tasks import seal_finished_days
from sekretariat.ground.audit.models import Event, Name, Seal
from sekretariat.ground.audit.seals import KeptSeal, seal_days, verify
from sekretariat.ground.mail.models import Outbox

from .trails import FIRST, at, days_from, event, sealed_trail

DAYS, ROWS_A_DAY = 50, 20
TODAY = FIRST + datetime.timedelta(days=DAYS)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail() -> list[list[int]]:
    """The ids of 1,000 events by day, and every day is sealed."""
    sealed_trail(days=DAYS, rows_a_day=ROWS_A_DAY)
    of_day = [Event.objects.filter(recorded_at__date=day).order_by("id") for day in days_from(FIRST, DAYS)]
    return [list(events.values_list("pk", flat=True)) for events in of_day]


def test_a_row_moved_to_another_day_breaks_both(trail):
    Event.objects.filter(pk=trail[3][0]).update(recorded_at=at(FIRST + datetime.timedelta(days=7)))

    assert [broken.day for broken in verify()] == [FIRST + datetime.timedelta(days=place) for place in (3, 7)]


def test_a_row_added_to_a_sealed_day_is_found(trail):
    event(at(FIRST)).save()

    [broken] = verify()

    assert (broken.day, broken.expected_events, broken.found_events) == (FIRST, ROWS_A_DAY, ROWS_A_DAY + 1)


def test_a_row_slipped_into_a_day_without_events_is_found():
    event(at(FIRST)).save()
    event(at(FIRST + datetime.timedelta(days=2))).save()
    seal_days(before=TODAY)
    event(at(FIRST + datetime.timedelta(days=1))).save()

    [broken] = verify()

    assert (broken.day, broken.expected_events) == (FIRST + datetime.timedelta(days=1), 0)


def test_a_seal_taken_out_of_the_chain_is_found(trail):
    Seal.objects.get(day=FIRST + datetime.timedelta(days=10)).delete()

    broken = {seal.day for seal in verify()}

    # The day itself, whose events no seal covers any more, and the next one, whose seal stood on it.
    assert broken == {FIRST + datetime.timedelta(days=place) for place in (10, 11)}


def test_seals_are_chained_so_that_the_same_events_give_another_digest_later():
    for day in (FIRST, FIRST + datetime.timedelta(days=1)):
        event(at(day)).save()
    first, second = seal_days(before=TODAY)
    alone = Seal.objects.create(
        day=FIRST - datetime.timedelta(days=1), last_event=0, events=0, digest="0" * 64, sealed_at=timezone.now()
    )

    broken = verify()

    assert alone.day in [seal.day for seal in broken]
    assert first.day in [seal.day for seal in broken]
    assert second.day not in [seal.day for seal in broken]


def test_the_day_that_is_not_over_is_not_sealed():
    event(at(TODAY)).save()
    event(at(TODAY - datetime.timedelta(days=1), hour=23, minute=59)).save()

    assert [seal.day for seal in seal_days(before=TODAY)] == [TODAY - datetime.timedelta(days=1)]


def test_the_day_begins_at_midnight_in_tirana():
    event(datetime.datetime(2018, 5, 21, 22, 30, tzinfo=datetime.UTC)).save()

    [seal] = seal_days(before=TODAY)

    assert seal.day == datetime.date(2018, 5, 22)


def test_days_of_a_night_with_a_changed_clock_are_sealed_whole():
    for day in (datetime.date(2018, 3, 25), datetime.date(2018, 10, 28)):
        Event.objects.bulk_create([event(at(day, hour=0)), event(at(day, hour=23, minute=59))])

    assert [seal.events for seal in seal_days(before=datetime.date(2019, 1, 1))] == [2, 2]


def test_sealing_again_adds_nothing(trail):
    assert seal_days(before=TODAY) == []
    assert Seal.objects.count() == DAYS


def test_an_erased_name_leaves_the_seals_whole(trail):
    Name.objects.create(person_id=7, name="Ana Prifti")

    Name.objects.all().delete()

    assert verify() == []


def test_the_worker_seals_a_day_once_it_is_well_over():
    event(at(FIRST, hour=23)).save()
    next_day = FIRST + datetime.timedelta(days=1)

    seal_finished_days(at(next_day, hour=0, minute=30))
    assert not Seal.objects.exists()

    seal_finished_days(at(next_day, hour=1, minute=30))
    assert Seal.objects.get().day == FIRST


def said(what: str) -> str:
    out = StringIO()
    call_command("audit", what, stdout=out)
    return out.getvalue()


@time_machine.travel(at(TODAY), tick=False)
def test_the_command_seals_and_tells_the_last_seal():
    event(at(FIRST)).save()

    assert "No day is sealed yet." in said("verify")
    assert "1 days sealed." in said("seal")
    assert f"Last seal: {FIRST} {Seal.objects.get().digest}" in said("verify")


def test_the_command_names_the_changed_day_and_fails(trail):
    Event.objects.filter(pk=trail[5][0]).delete()
    out = StringIO()

    with pytest.raises(CommandError, match="1 sealed days"):
        call_command("audit", "verify", stdout=out)

    assert f"{FIRST + datetime.timedelta(days=5)}: not as it was sealed; 20 events sealed, 19 found" in out.getvalue()


def test_new_seals_are_mailed_once_to_who_keeps_them_outside(settings):
    settings.SEAL_TO = "auditi@shembull.al"
    event(at(FIRST)).save()
    event(at(FIRST + datetime.timedelta(days=1))).save()
    next_day = FIRST + datetime.timedelta(days=2)

    for hour in (2, 3):
        seal_finished_days(at(next_day, hour=hour))

    [mail] = Outbox.objects.all()
    assert mail.to_address == "auditi@shembull.al"
    for seal in Seal.objects.all():
        assert f"{seal.day} {seal.digest}" in mail.text
    # What came back from the mailbox can be given to the command as it is.
    last = Seal.objects.order_by("day").last()
    assert KeptSeal.read(mail.text.rpartition("--kept")[2]) == KeptSeal(day=last.day, digest=last.digest)


def test_without_an_address_no_seal_is_mailed():
    event(at(FIRST)).save()

    seal_finished_days(at(TODAY))

    assert Seal.objects.count() == 1
    assert not Outbox.objects.exists()


def test_the_command_looks_at_the_days_it_is_given(trail):
    Event.objects.filter(pk=trail[5][0]).delete()
    out = StringIO()

    call_command("audit", "verify", "--day", str(FIRST), stdout=out)
    with pytest.raises(CommandError, match="1 sealed days"):
        call_command("audit", "verify", "--day", str(FIRST + datetime.timedelta(days=5)), stdout=out)

    assert "The days you named are unchanged." in out.getvalue()


def test_the_command_finds_a_cut_by_the_seal_it_is_given(trail):
    last = Seal.objects.order_by("day").last()
    kept = f"Last seal: {last.day} {last.digest}"
    call_command("audit", "verify", "--kept", kept, stdout=StringIO())
    Event.objects.filter(pk__in=trail[-1]).delete()
    last.delete()
    out = StringIO()

    with pytest.raises(CommandError, match="1 sealed days"):
        call_command("audit", "verify", "--kept", kept, stdout=out)

    assert f"{last.day}: its seal that was kept elsewhere does not stand here" in out.getvalue()


def test_the_command_refuses_what_is_no_seal():
    with pytest.raises(CommandError, match="give the day and the digest as they were printed"):
        call_command("audit", "verify", "--kept=abc")
