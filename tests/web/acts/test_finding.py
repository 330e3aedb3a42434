"""Acts and letters in a pasted text: the second seed's page, word for word."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.letters.services import Incoming, register_incoming
from sekretariat.ground.actors import system_actor
from sekretariat.web.acts.finding import read
from tests.factories import ActFactory, AmendmentFactory, InstitutionFactory, IssuerFactory, OfficeFactory
from tests.ground.words.test_citations import AMVV
from tests.web.acts.conftest import faulty_fields, filled
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words

FOOTNOTE = "1https://qbz.gov.al/eli/vendim/2018/12/19/749/6cb19f61-6275-4ac5-af7b-5c61ee155b4"
SEED = f"{AMVV}\n\n{FOOTNOTE}"
URL = "/acts/find/"
DAY = datetime.date(2018, 6, 11)

pytestmark = pytest.mark.django_db


def found(client, text: str):
    assert client.post(URL, {"text": text}).url == URL
    return client.get(URL)


def an_act(number: str, year: int) -> Act:
    return ActFactory(number=number, year=year, on=None)


def entries(text: str) -> dict[str, dict[str, str]]:
    """What the buttons of the unknown acts would fill in."""
    unknown = read(text, actor=system_actor()).unknown
    return {one.said: {key: value[0] for key, value in parse_qs(urlsplit(one.href).query).items()} for one in unknown}


def test_known_acts_are_links_and_the_others_are_offered_for_entry(officer):
    act = an_act("422", 2020)

    page = found(officer, SEED)

    href = reverse("acts:detail", args=[act.pk])
    assert f'<a href="{href}" title="{act.title_sq}">VKM Nr.422, dt. 6.5.2020</a>' in words(page)
    assert "1 act is known, 2 are not entered yet." in words(page)
    assert row_names(page) == ["VKM 749/2018", "VKM 746/2021"]


def test_the_entry_is_filled_in_with_what_the_text_says():
    an_act("422", 2020)

    first, second = entries(SEED).values()

    assert (first["number"], first["on"], first["eli"]) == ("749", "19.12.2018", FOOTNOTE[1:])
    assert first["title_sq"].startswith("Për ngritjen")
    assert (second["year"], second["title_sq"], second["amends"]) == (
        "2021",
        "Për disa ndryshime në VKM Nr.422, dt. 6.5.2020",
        "VKM 422/2020",
    )


def test_the_text_comes_back_word_for_word(officer):
    text = "Sipas VKM nr. 749/2018\r\n<b>dhe</b> ligjit nr. 139/2015.\r\n"

    assert "".join(piece.text for piece in read(text, actor=system_actor()).pieces) == text.replace("\r\n", "\n")
    page = found(officer, text)
    assert "<b>dhe" not in words(page)
    assert faults_of(page.content.decode()) == []


def test_from_the_text_over_the_form_to_the_amendment_and_back(officer):
    """Three acts of the seed are entered by following the buttons of the page, the last one first."""
    IssuerFactory(name_sq="Këshilli i Ministrave")
    found(officer, SEED)
    while unknown := read(SEED, actor=system_actor()).unknown:
        assert unknown[-1].href.replace("&", "&amp;") in officer.get(URL).content.decode()
        answer = officer.post(unknown[-1].href, filled(officer.get(unknown[-1].href)))
        assert answer.status_code == 302

    assert set(map(str, Act.objects.all())) == {"VKM 749/2018", "VKM 746/2021", "VKM 422/2020"}
    [change] = read(SEED, actor=system_actor()).changes
    assert (change.act, change.amended, change.is_entered) == ("VKM 746/2021", "VKM 422/2020", False)

    officer.post(change.href, filled(officer.get(change.href)))

    assert str(Amendment.objects.get().amended) == "VKM 422/2020"
    assert read(SEED, actor=system_actor()).changes[0].is_entered


def test_an_amendment_that_is_entered_is_told_as_such():
    AmendmentFactory(act=an_act("746", 2021), amended=an_act("422", 2020))

    assert [change.is_entered for change in read(SEED, actor=system_actor()).changes] == [True]


def test_letters_are_linked_for_those_who_may_see_them(officer, coordinator, office):
    for one in (office, OfficeFactory()):
        register_incoming(
            office=one,
            incoming=Incoming(sender=InstitutionFactory(), subject="Për caktimin", received_on=DAY),
            by=system_actor(),
            on=DAY,
        )
    text = "Shkresë 1 prot, datë 11.06.2018"

    mine, theirs = found(officer, text), found(coordinator, text)

    assert "1 letter of yours is cited" in words(mine)
    assert words(mine).count('href="/letters/') == 1
    assert "letter of yours" not in words(theirs)
    assert 'href="/letters/' not in words(theirs)


def test_an_act_under_another_type_is_pointed_out(officer):
    ActFactory(number="94", year=2019, on=None, type="order")

    assert "Order 94/2019" in words(found(officer, "VKM nr. 94/2019"))


def test_a_text_without_acts_says_what_can_be_read(officer):
    page = found(officer, "Nuk ka asgjë këtu.")

    assert "No act is cited in it" in words(page)


def test_an_empty_text_is_told_and_the_one_before_stays(officer):
    found(officer, SEED)

    page = officer.post(URL, {"text": " "})

    assert faulty_fields(page) == ["text"]
    assert "VKM 749/2018" in words(officer.get(URL))


def test_who_keeps_no_acts_is_offered_no_entry(coordinator):
    page = found(coordinator, SEED)

    assert "Enter it" not in words(page)
    assert "VKM 749/2018" in words(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_citations(officer, count, django_assert_num_queries):
    text = ". ".join(
        f"VKM nr. {place}/2018, VKM nr. {place}00/2019, shkresë {place} prot" for place in range(1, count + 1)
    )
    for place in range(1, count + 1):
        an_act(str(place), 2018)
    found(officer, text)

    with django_assert_num_queries(8):
        officer.get(URL)
