import pytest

from sekretariat.ground.search.queries import alike
from sekretariat.ground.search.scopes import PUBLIC, office
from sekretariat.ground.search.services import put

from .naughty import NAUGHTY

pytestmark = pytest.mark.django_db


def add(key: str, title: str, text: str = "", *, kind: str = "measure", scope: str = PUBLIC) -> None:
    put(kind=kind, key=key, title=title, text=text, scopes=[scope])


def keys(text: str, **options) -> list[str]:
    given = {"scopes": [PUBLIC], "kinds": ["measure"], "limit": 10, **options}
    return [key for _kind, key in alike(text, **given)]


def test_any_word_in_common_is_enough_and_more_words_come_first():
    add("1", "Regjistri i pasurive")
    add("2", "Regjistri elektronik i pronarëve")
    add("3", "Trajnimi i mësuesve")

    assert keys("Regjistrit elektronik të pronarit") == ["2", "1"]


def test_the_title_alone_counts():
    add("1", "Trajnimi", text="Regjistri elektronik")

    assert keys("regjistri") == []


def test_articles_and_prepositions_bring_nothing():
    add("1", "Trajnimi i mësuesve në shkollë")

    assert keys("i e të në me") == []


def test_rights_and_kinds_are_those_of_the_search():
    add("1", "Regjistri", scope=office(3))
    add("2", "Regjistri", kind="letter")

    assert keys("regjistri") == []
    assert keys("regjistri", scopes=[office(3)]) == ["1"]
    assert keys("regjistri", scopes=[]) == []
    assert keys("regjistri", kinds=["letter", "measure"]) == ["2"]


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_may_be_asked(text):
    add("1", "Regjistri")

    keys(text)
