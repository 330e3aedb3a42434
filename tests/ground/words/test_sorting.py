import random
import re

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import sort_key

MUNICIPALITIES = """
    Belsh Berat Bulqizë Cërrik Delvinë Devoll Dibër Divjakë Dropull Durrës Elbasan Fier Finiq Fushë-Arrëz Gramsh
    Gjirokastër Has Himarë Kamëz Kavajë Këlcyrë Klos Kolonjë Konispol Korçë Krujë Kuçovë Kukës Kurbin Lezhë Libohovë
    Librazhd Lushnjë Maliq Mallakastër Mat Memaliaj Mirditë Patos Peqin Përmet Pogradec Poliçan Prrenjas Pukë Pustec
    Roskovec Rrogozhinë Sarandë Selenicë Skrapar Shijak Shkodër Tepelenë Tiranë Tropojë Vlorë Vorë
""".split()

IN_ORDER = [
    "",
    "2",
    "10",
    "12.01",
    "100 ditë",
    "A",
    "Ali Pasha",
    "Aliaj",
    "Bashkia Tiranë",
    "Bashkia Tiranë 2",
    "Bashkia Tiranë 10",
    "Bashkia Tiranëza",
    "Cërrik",
    "cirk",
    "çaj",
    "Çorovodë",
    "Dibër",
    "Divjakë",
    "Durrës",
    "Dhërmi",
    "Elbasan",
    "Ezopi",
    "Ëndërr",
    "Fier",
    "Gramsh",
    "Guri",
    "Gjirokastër",
    "Has",
    "Lushnjë",
    "Llakatund",
    "Mat",
    "Nunci",
    "Njësi",
    "Objektivi 3.2",
    "Objektivi 3.10",
    "Roskovec",
    "Rrogozhinë",
    "Skrapar",
    "Shijak",
    "Tiranë",
    "Tropojë",
    "Thethi",
    "Vorë",
    "William",
    "Xibër",
    "Xhafzotaj",
    "Yzberisht",
    "Zvërnec",
    "Zhur",
    "Αθήνα",
    "Скопје",
]


def test_texts_sort_by_the_albanian_alphabet():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_municipalities_sort_as_they_are_printed():
    assert sorted(MUNICIPALITIES, key=sort_key) == MUNICIPALITIES


def test_every_letter_follows_the_one_before_it():
    alphabet = "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v x xh y z zh".split()

    keys = [sort_key(letter + "zh") for letter in alphabet]

    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SHKODËR", "shkodër"),
        ("Çorovodë", "C\u0327orovode\u0308"),
        ("Fushë-Arrëz", "Fushë Arrëz"),
        ("“Për caktimin”", "Për caktimin"),
        ("007", "7"),
        ("Rruga e Kavajës,  nr. 3", "rruga e kavajës nr 3"),
    ],
)
def test_case_punctuation_and_spelling_of_accents_do_not_count(one, other):
    assert sort_key(one) == sort_key(other)


def test_an_apostrophe_parts_letters_without_parting_words():
    assert sort_key("D'Hondt") < sort_key("Duka") < sort_key("Dhoma")
    assert sort_key("D'Hondt") > sort_key("D Hondt")


def test_a_number_of_any_length_has_its_place():
    keys = [sort_key(digits) for digits in ("0", "9", "10", "9" * 34, "1" + "0" * 35, "a")]

    assert keys == sorted(set(keys))


@given(st.text(max_size=400))
def test_a_key_is_short_and_plain(text):
    assert re.fullmatch("[0-9a-z]{0,200}", sort_key(text))


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_numbers_up_to_35_digits_sort_by_value(a, b):
    a, b = a % 10**35, b % 10**35

    assert (sort_key(f"Neni {a}") < sort_key(f"Neni {b}")) == (a < b)


WORDS = st.text("abcçdeëghjlnrstxz0123456789", min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_words_decide_before_length(one, other):
    by_words = [sort_key(word) for word in one] < [sort_key(word) for word in other]

    assert (sort_key(" ".join(one)) < sort_key(" ".join(other))) == by_words


@pytest.mark.django_db
@pytest.mark.parametrize("collation", ["", 'COLLATE "C"', 'COLLATE "sq-x-icu"', 'COLLATE "en-x-icu"'])
def test_the_database_sorts_keys_in_the_same_order(collation):
    if collation and connection.vendor != "postgresql":
        pytest.skip("Collations by name are PostgreSQL's.")
    keys = [sort_key(text) for text in IN_ORDER + MUNICIPALITIES]

    with connection.cursor() as cursor:
        values = " UNION ALL ".join(["SELECT %s AS key"] * len(keys))
        cursor.execute(f"SELECT key {collation} AS key FROM ({values}) AS k ORDER BY key {collation}", keys)
        rows = [row[0] for row in cursor.fetchall()]

    assert rows == sorted(keys)


@pytest.mark.django_db
def test_albanian_names_sort_as_icu_sorts_them():
    if connection.vendor != "postgresql":
        pytest.skip("ICU's Albanian order is PostgreSQL's.")

    with connection.cursor() as cursor:
        values = " UNION ALL ".join(["SELECT %s AS name"] * len(MUNICIPALITIES))
        cursor.execute(f'SELECT name FROM ({values}) AS n ORDER BY name COLLATE "sq-x-icu"', MUNICIPALITIES[::-1])
        rows = [row[0] for row in cursor.fetchall()]

    assert rows == MUNICIPALITIES
