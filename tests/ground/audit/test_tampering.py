"""Each of change, removal and swap of any of a thousand random rows of the sealed trail is found, and put right again.

One tampering at a time in the live tables: `verify` looks at the days it touched; at the end, and for some in between,
at the whole trail.
"""

import datetime
import itertools
import random
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db.models import F
from django.utils import timezone

from sekretariat.ground.audit.models import Event, Seal
from sekretariat.ground.audit.seals import KeptSeal, seal_days, verify

from .trails import FIRST, sealed_trail

DAYS, ROWS_A_DAY = 100, 15
ROWS = 1000
WHOLE_EVERY = 100

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)
# Every column of the table, with another value for it.
CHANGES: dict[str, Callable[[Event], object]] = {
    "operation": lambda _row: uuid.uuid4(),
    "position": lambda row: row.position + 1,
    "what": lambda _row: "letter.drafted",
    "user_id": lambda _row: 1,
    "person_id": lambda row: row.person_id + 1,
    "mandate_id": lambda _row: 1,
    "channel": lambda _row: "link",
    "target_type": lambda _row: "matter",
    "target_key": lambda row: f"{row.target_key}0",
    "institution_id": lambda _row: 4,
    "data": lambda row: row.data | {"number": -1},
    "counts_from": lambda row: row.counts_from - datetime.timedelta(days=1),
    "recorded_at": lambda row: row.recorded_at + SECOND,
    "id": lambda row: row.pk + 1_000_000,
}


@pytest.fixture
def rows() -> list[Event]:
    """A thousand of fifteen hundred rows, drawn by lot."""
    sealed_trail(days=DAYS, rows_a_day=ROWS_A_DAY)
    return random.Random(746).sample(list(Event.objects.order_by("pk")), ROWS)


def day_of(row: Event) -> datetime.date:
    return timezone.localdate(row.recorded_at)


def put(pk: int, **values: object) -> None:
    assert Event.objects.filter(pk=pk).update(**values) == 1


def found(days: set[datetime.date], *, turn: int) -> set[datetime.date]:
    broken = verify(days=days)
    if turn % WHOLE_EVERY == 0:
        assert verify() == broken, "the whole trail says the same"
    return {seal.day for seal in broken}


def test_a_change_of_any_column_of_any_row_is_found(rows):
    assert set(CHANGES) == {field.attname for field in Event._meta.concrete_fields}
    unseen = []
    for turn, (row, column) in enumerate(zip(rows, itertools.cycle(CHANGES), strict=False)):
        value = CHANGES[column](row)
        put(row.pk, **{column: value})
        if found({day_of(row)}, turn=turn) != {day_of(row)}:
            unseen.append((row.pk, column))
        put(value if column == "id" else row.pk, **{column: getattr(row, column)})

    assert unseen == []
    assert verify() == []


def test_a_removal_of_any_row_is_found(rows):
    unseen = []
    for turn, row in enumerate(rows):
        Event.objects.filter(pk=row.pk).delete()
        if found({day_of(row)}, turn=turn) != {day_of(row)}:
            unseen.append(row.pk)
        row.save(force_insert=True)

    assert unseen == []
    assert verify() == []


def swap(pk: int, other: int) -> None:
    """The two rows change places: each takes the other's key."""
    for old, new in ((pk, -1), (other, pk), (-1, other)):
        put(old, id=new)


def others(rows: list[Event]) -> Iterator[Event]:
    """Another row for each, of the same day or of any."""
    chance = random.Random(749)
    for row in rows:
        yield chance.choice([one for one in rows if one.pk != row.pk])


def test_a_swap_of_any_two_rows_is_found_on_the_days_of_both(rows):
    unseen = []
    for turn, (row, other) in enumerate(zip(rows, others(rows), strict=True)):
        swap(row.pk, other.pk)
        days = {day_of(row), day_of(other)}
        if found(days, turn=turn) != days:
            unseen.append((row.pk, other.pk))
        swap(row.pk, other.pk)

    assert unseen == []
    assert verify() == []


def test_a_swap_of_what_two_rows_of_one_day_say_is_found(rows):
    for row in rows[:50]:
        other = next(one for one in rows if day_of(one) == day_of(row) and one.pk != row.pk)
        put(row.pk, target_key=other.target_key, data=other.data)
        put(other.pk, target_key=row.target_key, data=row.data)

        assert found({day_of(row)}, turn=1) == {day_of(row)}

        put(row.pk, target_key=row.target_key, data=row.data)
        put(other.pk, target_key=other.target_key, data=other.data)
    assert verify() == []


def test_the_last_day_cut_off_with_its_seal_is_found_by_the_seal_kept_outside():
    sealed_trail(days=5, rows_a_day=3)
    last = Seal.objects.order_by("day").last()
    kept = KeptSeal.read(f"Last seal: {last.day} {last.digest}")
    assert verify(kept=kept) == []

    Event.objects.filter(recorded_at__date=last.day).delete()
    last.delete()

    assert verify() == [], "the database alone cannot know"
    [broken] = verify(kept=kept)
    assert (broken.day, broken.is_cut, broken.found_events) == (FIRST + datetime.timedelta(days=4), True, 0)


def test_a_last_day_sealed_anew_after_a_change_is_found_by_the_seal_kept_outside():
    """Whoever can write the events can write seals too, and make all of them fit."""
    sealed_trail(days=3, rows_a_day=3)
    last = Seal.objects.order_by("day").last()
    kept = KeptSeal(day=last.day, digest=last.digest)
    Event.objects.update(position=F("position") + 1)
    Seal.objects.all().delete()
    seal_days(before=last.day + datetime.timedelta(days=1))

    assert verify() == []
    assert [broken.is_cut for broken in verify(kept=kept)] == [True]


def test_one_day_is_looked_at_in_the_same_few_queries_however_long_the_trail(django_assert_num_queries):
    sealed_trail(days=30, rows_a_day=2)

    with django_assert_num_queries(2):
        assert verify(days={FIRST}) == []
