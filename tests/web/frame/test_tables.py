"""The address of a list keeps its filters while order and page change."""

from django.http import QueryDict

from sekretariat.web.tables import Address, Column

DUE = Column("Deadline", sort="due")


def address(query: str = "", sort: str = "") -> Address:
    return Address("/letters/", QueryDict(query), sort)


def test_another_page_keeps_filters_and_order():
    assert address("state=late&sort=-due").put(page=3) == "/letters/?state=late&sort=-due&page=3"


def test_another_filter_begins_at_the_first_page():
    assert address("page=7&state=late").put(state="soon") == "/letters/?state=soon"


def test_none_takes_a_filter_out():
    assert address("state=late").put(state=None) == "/letters/"


def test_a_column_orders_ascending_first_and_then_the_other_way_round():
    assert address().by(DUE) == "/letters/?sort=due"
    assert address("sort=due").by(DUE) == "/letters/?sort=-due"
    assert address("sort=-due").by(DUE) == "/letters/?sort=due"


def test_the_order_is_said_in_the_words_of_aria_sort():
    assert [address(query).order(DUE) for query in ("", "sort=due", "sort=-due", "sort=name")] == [
        "none",
        "ascending",
        "descending",
        "none",
    ]


def test_a_list_without_an_order_in_its_address_has_its_own():
    assert address(sort="-due").order(DUE) == "descending"


def test_only_a_filter_with_a_value_counts_as_one():
    assert not address("state=&sort=due").is_filtered(["state", "words"])
    assert address("state=late").is_filtered(["state", "words"])


def test_hostile_values_come_out_as_an_address():
    assert address("words=%22%3E%3Cscript%3E").put(page=2) == "/letters/?words=%22%3E%3Cscript%3E&page=2"
