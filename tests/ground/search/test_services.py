import contextlib
import datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.ground.search.models import Entry
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import PUBLIC, institution, office
from sekretariat.ground.search.services import MAX_TEXT, Put, put, put_many, remove

WORDS = ["shkresë", "koordinator", "bashki"]

operations = st.lists(
    st.tuples(st.sampled_from(["put", "remove"]), st.sampled_from("123"), st.sampled_from(WORDS)), max_size=12
)


class Undone(Exception):
    """Ends a transaction without its changes."""


def add(key: str, title: str, **values) -> None:
    put(**{"kind": "letter", "key": key, "title": title, "text": "", "scopes": [PUBLIC], **values})


def keys(typed: str, *scopes: str) -> set[str]:
    found = find(typed, scopes=scopes or [PUBLIC], limit=10)
    assert found.total == len(found.hits)
    return {hit.key for hit in found.hits}


@pytest.mark.django_db
def test_a_second_put_replaces_words_scopes_and_day():
    add("1", "Koordinatorë", text="Shkodër", scopes=[office(12)], on=datetime.date(2018, 5, 21))

    add("1", "Bashki", text="Vlorë", scopes=[office(3)])

    assert keys("koordinator", office(12), office(3)) == keys("shkodra", office(12), office(3)) == set()
    assert keys("bashki", office(12)) == set()
    assert keys("bashki vlora", office(3)) == {"1"}
    assert [entry.on for entry in Entry.objects.all()] == [None]


@pytest.mark.django_db
def test_the_same_key_of_another_kind_is_another_entry():
    add("1", "Shkresë")
    add("1", "Detyrë", kind="obligation")

    remove(kind="obligation", key="1")

    assert keys("shkresë") == {"1"}
    assert keys("detyrë") == set()


@pytest.mark.django_db
def test_remove_takes_the_entry_and_its_words_and_may_be_repeated():
    add("1", "Shkresë")

    remove(kind="letter", key="1")
    remove(kind="letter", key="1")

    assert keys("shkresë") == set()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_entry_of_one_body_is_found_by_who_acts_in_every_body():
    add("1", "Shkresë", scopes=[institution(5, body_id=8)])

    assert keys("shkresë", institution(5)) == keys("shkresë", institution(5, body_id=8)) == {"1"}
    assert keys("shkresë", institution(5, body_id=9)) == set()


@pytest.mark.django_db
def test_an_entry_without_scopes_is_found_by_nobody():
    add("1", "Shkresë", scopes=[])

    assert keys("shkresë", PUBLIC, office(12)) == set()


@pytest.mark.django_db
def test_when_the_callers_transaction_is_undone_so_is_the_index():
    add("1", "Shkresë")
    add("2", "Bashki")

    with contextlib.suppress(Undone), transaction.atomic():
        add("1", "Koordinator")
        remove(kind="letter", key="2")
        add("3", "Shkresë")
        raise Undone

    assert keys("shkresë") == {"1"}
    assert keys("bashki") == {"2"}
    assert keys("koordinator") == set()


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(operations)
def test_the_index_says_the_same_as_the_entries_after_any_changes(changes):
    expected: dict[str, str] = {}

    with transaction.atomic():
        for change, key, word in changes:
            if change == "put":
                add(key, word)
                expected[key] = word
            else:
                remove(kind="letter", key=key)
                expected.pop(key, None)
        found = {word: keys(word) for word in WORDS}
        transaction.set_rollback(True)

    assert found == {word: {key for key, title in expected.items() if title == word} for word in WORDS}


@pytest.mark.django_db
def test_a_very_long_text_is_found_by_its_beginning():
    distinct = " ".join(f"fjala{number}x" for number in range(MAX_TEXT // 8))

    add("1", "Shkresë", text=f"fillimi {distinct} fundi")

    assert keys("fillimi") == {"1"}
    assert keys("fundi") == set()


@pytest.mark.django_db
def test_a_long_text_of_rare_letters_fits():
    add("1", "Shkresë", text=" ".join(map(chr, range(0x4E00, 0x4E00 + 20_000))))

    assert keys("一") == {"1"}


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_away_and_made_again():
    call_command("migrate", "ground", "0001", verbosity=0)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        columns = {c.name for c in connection.introspection.get_table_description(cursor, "ground_entry")}
    call_command("migrate", verbosity=0)  # all: what stands on the index was taken away with it
    add("1", "Shkresë")

    assert "ground_entry_index" not in tables
    assert "vector" not in columns
    assert keys("shkresë") == {"1"}


@pytest.mark.django_db
def test_many_are_put_as_each_by_itself_in_as_many_statements_as_one(django_assert_max_num_queries):
    add("1", "Fjala e vjetër")
    rows = [
        Put(kind="letter", key=str(n), title=f"Shkresa {n}", text="me një fjalë", scopes=[PUBLIC]) for n in range(9)
    ]

    with django_assert_max_num_queries(4):
        put_many(rows)

    assert keys("fjale", PUBLIC) == {str(n) for n in range(9)}
    assert keys("vjeter", PUBLIC) == set()
    assert Entry.objects.count() == 9
