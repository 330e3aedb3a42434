"""Fields for what people write."""

import datetime

import html5lib
import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.web.fields import DateField, NameField, NamesField, PlainSelect

NAMES = [(1, "Ministria e Financave", "MFE"), (2, "Agjencia e Shëndetit", "ASH"), (3, "Bashkia Çorovodë")]


class LetterForm(forms.Form):
    on = DateField()
    institution = NameField(names=NAMES, required=False)
    addressees = NamesField(names=lambda: NAMES, required=False)


def form(**data) -> LetterForm:
    return LetterForm({"on": "21.05.2018", **data})


@pytest.mark.parametrize("typed", ["21.05.2018", " 21.5.2018 ", "21/05/2018", "2018-05-21", "21 maj 2018"])
def test_a_day_is_read_as_people_write_it(typed):
    assert form(on=typed).fields["on"].clean(typed) == datetime.date(2018, 5, 21)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_day_that_was_written_out_is_read_back(day):
    field = DateField()

    assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize("typed", ["31.02.2018", "nesër", "qershor 2019", "T3 2019"])
def test_what_is_no_day_is_told_and_what_was_typed_stays(typed):
    faulty = form(on=typed)

    assert list(faulty.errors) == ["on"]
    assert f'value="{typed}"' in str(faulty["on"])


@given(st.text())
def test_whatever_is_typed_as_a_day_is_understood_or_refused(text):
    assert LetterForm({"on": text}).is_valid() in {True, False}


def test_a_date_field_knows_whether_it_was_changed():
    day = datetime.date(2018, 5, 21)

    assert not DateField().has_changed(day, "21.5.2018")
    assert DateField().has_changed(day, "22.5.2018")
    assert DateField().has_changed(day, "nesër")


@pytest.mark.parametrize("typed", ["Ministria e Financave", "ministria e FINANCAVE ", "mfe"])
def test_a_name_is_found_however_it_is_written(typed):
    filled = form(institution=typed)

    assert filled.is_valid()
    assert filled.cleaned_data["institution"] == 1


def test_a_name_is_found_without_its_accents():
    assert form(institution="bashkia corovode").fields["institution"].clean("bashkia corovode") == 3


def test_a_wrong_name_is_not_guessed_but_suggested():
    faulty = form(institution="Ministria e Finances")

    assert not faulty.is_valid()
    assert "Ministria e Financave" in faulty.errors["institution"][0]


def test_a_name_field_offers_its_names_and_shows_the_chosen_one():
    shown = str(LetterForm(initial={"institution": 2})["institution"])

    assert 'value="Agjencia e Shëndetit"' in shown
    assert "<option>Bashkia Çorovodë</option>" in shown
    assert 'list="id_institution_list"' in shown


def test_a_pasted_list_becomes_keys_in_its_order_each_once():
    pasted = "ASH\r\n\r\n  Ministria e Financave\tMFE\n"

    filled = form(addressees=pasted)

    assert filled.is_valid()
    assert filled.cleaned_data["addressees"] == [2, 1]


def test_a_pasted_list_names_every_line_it_does_not_know():
    faulty = form(addressees="MFE\nXYZ\nQQQ")

    assert not faulty.is_valid()
    assert len(faulty.errors["addressees"]) == 2


def test_a_list_is_shown_again_one_name_a_line():
    assert "Ministria e Financave\nBashkia Çorovodë" in str(LetterForm(initial={"addressees": [1, 3]})["addressees"])


def test_names_are_fetched_once_for_a_form():
    calls = []

    class Fetching(forms.Form):
        name = NameField(names=lambda: calls.append(1) or NAMES)

    bound = Fetching({"name": "MFE"})
    assert bound.is_valid()
    str(bound["name"])

    assert len(calls) == 1


def test_a_plain_select_writes_what_the_packages_own_does():
    choices = [("", "të gjithë"), (3, "Ministria e <Financave> & të tjera"), (4, '"Bashkia"')]
    for value in (None, "", 3, "4", "s'ka"):
        plain = PlainSelect(choices=choices).render("lead", value, {"id": "id_lead", "aria-describedby": " "})
        usual = forms.Select(choices=choices).render("lead", value, {"id": "id_lead", "aria-describedby": " "})

        assert parsed(plain) == parsed(usual)


def parsed(html: str) -> list[tuple]:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [(one.tag, sorted(one.items()), (one.text or "").strip()) for one in tree.iter() if one.tag != tree.tag]
