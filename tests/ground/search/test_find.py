import datetime

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sekretariat.ground.search.queries import NOTHING, Hit, find
from sekretariat.ground.search.scopes import PUBLIC, office
from sekretariat.ground.search.services import put
from sekretariat.ground.search.tokens import question

from .naughty import NAUGHTY

pytestmark = pytest.mark.django_db


def add(key: str, title: str, text: str = "", *, kind: str = "letter", scope: str = PUBLIC) -> None:
    put(kind=kind, key=key, title=title, text=text, scopes=[scope])


def keys(typed: str, **options) -> list[str]:
    return [hit.key for hit in find(typed, scopes=[PUBLIC], **{"limit": 10, **options}).hits]


def test_a_hit_shows_what_a_list_needs():
    put(
        kind="letter",
        key="2470",
        title="Ngritja e rrjetit të koordinatorëve",
        text="Drejtuar institucioneve përgjegjëse.",
        scopes=[PUBLIC],
        on=datetime.date(2018, 5, 21),
    )

    found = find("koordinator", scopes=[PUBLIC], limit=10)

    assert found.total == 1
    assert found.hits == (
        Hit(
            kind="letter",
            key="2470",
            title="Ngritja e rrjetit të koordinatorëve",
            snippet="Drejtuar institucioneve përgjegjëse.",
            on=datetime.date(2018, 5, 21),
        ),
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Shkodrës", "Bashkia Shkodra"),
        ("shkodra", "Bashkisë së Shkodrës"),
        ("çështje", "ceshtje"),
        ("CESHTJE", "Çështjet"),
        ("raportim", "raportimit"),
        ("bashkive", "bashkia"),
        ("përgj", "përgjegjëse"),
        ("e\u0308shte\u0308", "është"),
        ("“koordinatorë”", "koordinator"),
        ("жалба", "Жалба"),
    ],
)
def test_forms_of_a_word_find_each_other(typed, written):
    add("1", written)

    assert keys(typed) == ["1"]


@pytest.mark.parametrize(
    "typed",
    ["2470", "2470/3", "2470/3 prot", "nr.2470/3", "247", "(2470/3)", "2470-3", "nr 2470", "21.05.2018", "2018"],
)
def test_a_number_is_found_whole_in_parts_and_by_its_beginning(typed):
    add("1", "Përgjigje", "Nr. 2470/3 Prot., datë 21.05.2018")

    assert keys(typed) == ["1"]


@pytest.mark.parametrize("typed", ["2470/4", "470", "3/2470", "2470 31", "2471"])
def test_another_number_is_not_found(typed):
    add("1", "Përgjigje", "Nr. 2470/3 Prot., datë 21.05.2018")

    assert keys(typed) == []


def test_a_number_written_with_its_word_is_found_by_either():
    add("1", "Shkresa 2783prot")

    assert keys("2783 shkresë") == keys("prot 2783") == ["1"]


def test_a_phrase_does_not_begin_in_the_title_and_end_in_the_text():
    add("1", "Shkresa 2470", "3 shtojca")

    assert keys("2470/3") == []


def test_every_word_must_be_there_in_title_or_text():
    add("both", "Koordinatorët", "të bashkive")
    add("one", "Koordinatorët", "e ministrive")

    assert keys("koordinator bashki") == ["both"]


def test_only_the_last_word_may_be_a_beginning():
    add("1", "Koordinatorët e bashkive")

    assert keys("koordinator bash") == ["1"]
    assert keys("koordi bashki") == []


def test_a_word_in_the_title_ranks_before_the_same_in_the_text():
    add("text", "Njoftim", "rrjeti rrjeti rrjeti")
    add("title", "Rrjeti i pikave", "njoftim për të gjithë")

    assert keys("rrjeti") == ["title", "text"]


def test_more_mentions_in_texts_of_one_length_rank_first():
    add("once", "Njoftim", "rrjeti një dy tre katër pesë")
    add("thrice", "Njoftim", "rrjeti rrjeti rrjeti katër pesë")
    for number in range(5):
        add(f"other {number}", "Tjetër", "gjashtë shtatë tetë nëntë dhjetë")

    assert keys("rrjeti") == ["thrice", "once"]


def test_a_whole_word_ranks_before_one_that_only_begins_so():
    add("whole", "Plan")
    add("begins", "Planetar")
    add("other", "Tjetër")

    assert keys("plan") == ["whole", "begins"]


def test_equal_hits_come_newest_first():
    for key in "123":
        add(key, "Njoftim i njëjtë")

    assert keys("njoftim") == ["3", "2", "1"]


def test_pages_follow_each_other_and_the_total_counts_all():
    for number in range(7):
        add(str(number), "Njoftim i njëjtë")

    pages = [find("njoftim", scopes=[PUBLIC], limit=3, offset=offset) for offset in (0, 3, 6, 9)]

    assert [[hit.key for hit in page.hits] for page in pages] == [["6", "5", "4"], ["3", "2", "1"], ["0"], []]
    assert {page.total for page in pages} == {7}


def test_kinds_narrow_the_hits_and_the_total():
    add("1", "Njoftim", kind="letter")
    add("1", "Njoftim", kind="obligation")
    add("1", "Njoftim", kind="body")

    found = find("njoftim", scopes=[PUBLIC], kinds=["letter", "body"], limit=10)

    assert {hit.kind for hit in found.hits} == {"letter", "body"}
    assert found.total == 2
    assert find("njoftim", scopes=[PUBLIC], kinds=[], limit=10) == NOTHING


def test_an_entry_is_found_by_any_of_its_scopes_and_by_no_other():
    put(kind="letter", key="1", title="Njoftim", text="", scopes=[office(12), office(3)])

    assert find("njoftim", scopes=[office(3), office(9)], limit=10).total == 1
    assert find("njoftim", scopes=[office(1), office(2), PUBLIC], limit=10) == NOTHING
    assert find("njoftim", scopes=[], limit=10) == NOTHING


def test_a_scope_is_no_word():
    put(kind="letter", key="1", title="Njoftim", text="", scopes=[PUBLIC, office(12)])

    assert [keys(typed) for typed in ("public", "office", "12", "office:12")] == [[], [], [], []]


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_three_queries_whatever_it_finds(count, django_assert_num_queries):
    for number in range(count):
        add(str(number), "Njoftim")

    with django_assert_num_queries(3):
        assert find("njoftim", scopes=[PUBLIC], limit=10).total == count


@pytest.mark.parametrize("typed", NAUGHTY)
def test_hostile_questions_are_only_words(typed):
    add("shown", "Njoftim")
    add("hidden", "Shkresa", "koordinator public office 12", scope=office(12))

    assert find(typed, scopes=[PUBLIC], limit=10) == NOTHING


@pytest.mark.parametrize("written", NAUGHTY)
def test_hostile_texts_are_kept_and_found_by_themselves(written):
    add("1", written, written)

    assert find(written, scopes=[PUBLIC], limit=10).total == (1 if question(written) else 0)


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=60), text=st.text(max_size=300))
@example(title="2470/shkresa", text="neni5/shkresave")
def test_every_text_is_found_by_itself(title, text):
    with transaction.atomic():
        add("1", title, text)
        found = [find(typed, scopes=[PUBLIC], limit=10).total for typed in (title, text)]
        transaction.set_rollback(True)

    assert found == [1 if question(typed) else 0 for typed in (title, text)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_question_is_answered_and_reveals_nothing(typed):
    with transaction.atomic():
        add("1", typed, typed, scope=office(12))
        found = find(typed, scopes=[PUBLIC, office(1)], limit=10)
        transaction.set_rollback(True)

    assert found == NOTHING
