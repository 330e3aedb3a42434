"""The register of correspondence: who sees what, one line of filters, the Albanian order, pages."""

import datetime
import time

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.ground.actors import Role
from tests.bulk import many_letters, many_obligations
from tests.domain.letters.making import drafted, received, registered, sent, signed
from tests.factories import InstitutionFactory, OfficeFactory
from tests.web.html import faults_of

from .conftest import person_in, row_names, words

URL = reverse("letters:list")


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


def test_the_page_tells_the_letters_in_numbers_and_is_valid(office, client):
    sent(office, subject="E para")
    drafted(office)
    signed(office)

    page = client.get(URL)

    assert faults_of(page.content.decode()) == []
    assert "3 letters" in words(page)
    assert "1 draft waits to be signed" in words(page)
    assert "1 waits for its number" in words(page)
    assert "1 duty is late" in words(page)


def test_the_newest_letter_stands_first_and_what_has_no_date_above_it(office, client):
    registered(office, subject="E para", on=datetime.date(2018, 5, 21))
    registered(office, subject="E dyta", on=datetime.date(2018, 5, 22))
    drafted(office, subject="Projekti")

    assert row_names(client.get(URL)) == ["Projekti", "E dyta", "E para"]
    assert row_names(client.get(URL, {"sort": "date"})) == ["E para", "E dyta", "Projekti"]


def test_subjects_are_sorted_as_the_albanian_alphabet_goes(office, client):
    for subject in ("Çështje", "Cikli", "Dhoma", "Drejtësi", "Ëndrra", "Evropa", "Xhirim", "Zyra"):
        registered(office, subject=subject)

    in_order = ["Cikli", "Çështje", "Drejtësi", "Dhoma", "Evropa", "Ëndrra", "Xhirim", "Zyra"]
    assert row_names(client.get(URL, {"sort": "subject"})) == in_order
    assert row_names(client.get(URL, {"sort": "-subject"})) == in_order[::-1]


def test_numbers_are_sorted_as_numbers_with_their_fractions(office, client):
    first = sent(office, subject="1")
    for number in range(2, 11):
        registered(office, subject=str(number))
    registered(office, subject="1/1", follows=first)

    assert row_names(client.get(URL, {"sort": "number"}))[:4] == ["1", "1/1", "2", "3"]
    assert row_names(client.get(URL, {"sort": "-number"}))[:2] == ["10", "9"]


def test_an_unknown_order_or_page_gives_the_list_all_the_same(office, client):
    registered(office)

    for query in ({"sort": "password"}, {"page": "99"}, {"page": "x"}, {"year": "x"}, {"direction": "up"}):
        assert len(row_names(client.get(URL, query))) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "caktimin"}, {"Për caktimin e koordinatorit"}),
        ({"q": "CAKTIMIN E KOORDINATORIT"}, {"Për caktimin e koordinatorit"}),
        ({"q": "ceshtje"}, {"Çështje të tjera"}),
        ({"q": "1"}, {"Për caktimin e koordinatorit", "Çështje të tjera"}),  # the number of each year
        ({"q": "1 prot", "year": "2018"}, {"Për caktimin e koordinatorit"}),
        ({"q": "9214"}, {"Përgjigje"}),
        ({"q": "%"}, set()),
        ({"direction": "incoming"}, {"Përgjigje"}),
        ({"state": "draft"}, {"Projekti"}),
        ({"year": "2019"}, {"Çështje të tjera"}),
        ({"institution": "MFE"}, {"Për caktimin e koordinatorit"}),
        ({"institution": "MFE", "q": "asgjë"}, set()),
    ],
)
def test_filters_narrow_the_list(office, client, query, found):
    ministry = InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave")
    sent(office, subject="Për caktimin e koordinatorit", to=[ministry])
    received(office, foreign_number="9214 prot")
    registered(office, subject="Çështje të tjera", on=datetime.date(2019, 1, 7))
    drafted(office, subject="Projekti")

    assert set(row_names(client.get(URL, query))) == found


def test_letters_from_an_institution_are_found_by_it_too(office, client):
    letter = received(office)
    registered(office)

    assert row_names(client.get(URL, {"institution": letter.sender.name_sq})) == ["Përgjigje"]


def test_an_unknown_institution_is_told_and_hides_nothing(office, client):
    InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave")
    registered(office)

    page = client.get(URL, {"institution": "Ministria e Financva"})

    assert "Did you mean" in words(page)
    assert len(row_names(page)) == 1


def test_a_filter_that_finds_nothing_leads_back_to_all(office, client):
    registered(office)

    assert "No letter matches these filters." in words(client.get(URL, {"q": "asgjë"}))


def test_an_empty_register_says_what_to_do(client):
    assert "Write the first one" in words(client.get(URL))


def test_a_coordinator_sees_the_sent_letters_to_the_institution_and_its_own_replies_alone(office, english):
    institution, other = InstitutionFactory(short_name="MFE"), InstitutionFactory(short_name="MD")
    sent(office, subject="Për ne", to=[institution, other])
    sent(office, subject="Për të tjerë", to=[other])
    registered(office, subject="Ende jo", to=[institution])

    page = english(person_in(Role.COORDINATOR, institution)).get(URL)

    assert row_names(page) == ["Për ne"]
    assert "0 of 1" in words(page)
    assert "MD" not in words(page).partition("</form>")[2]
    assert "New letter" not in words(page)


def test_officers_of_two_offices_see_each_their_own(office, officer_of):
    registered(office, subject="Jona")
    registered(OfficeFactory(), subject="E tyre")

    assert row_names(officer_of(office).get(URL)) == ["Jona"]


def test_a_letter_of_500_signs_stands_in_the_list_whole(office, client):
    registered(office, subject="<b>" + "ë" * 490 + "</b>")

    page = client.get(URL).content.decode()

    assert "&lt;b&gt;" + "ë" * 490 in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_list_do_not_grow(office, client, count, django_assert_num_queries):
    for _ in range(count):
        sent(office, to=InstitutionFactory.create_batch(count))
        received(office)

    with django_assert_num_queries(11):
        client.get(URL)


def test_five_thousand_letters_page_filter_and_sort_with_the_same_queries(office, client, capsys):
    institutions = InstitutionFactory.create_batch(5)
    many_letters(office, institutions, 5_000)
    many_obligations(office, institutions, 2_000)
    queries = [{}, {"page": "77"}, {"sort": "subject"}, {"q": "shqyrtimi"}, {"institution": institutions[0].name_sq}]
    client.get(URL)

    slowest = 0.0
    for query in queries:
        began = time.monotonic()
        page = client.get(URL, query)
        slowest = max(slowest, time.monotonic() - began)
        assert len(row_names(page)) == 50

    assert Letter.objects.count() == 5_000
    with capsys.disabled():
        print(f"\nlist of 5,000 letters: slowest page {slowest * 1000:.0f} ms")
