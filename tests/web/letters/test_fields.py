"""The fields of the writing form: pasted lists in whatever shape, deadlines, earlier letters."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import register_letter
from sekretariat.ground.words import DatePoint
from sekretariat.ground.words.enums import Precision
from sekretariat.web.fields import DeadlineField
from sekretariat.web.letters.fields import AddresseesField, LetterField, named
from tests.domain.letters.making import ON, drafted, registered, signed
from tests.factories import OfficeFactory, officer

NAMES = [
    (1, "Ministria e Financave dhe Ekonomisë", "MFE", "Ministry of Finance and Economy"),
    (2, "Ministria e Arsimit, Sportit dhe Rinisë", "MASR", ""),
    (3, "Agjencia Kombëtare e Shoqërisë së Informacionit", "AKSHI", ""),
    (4, "Bashkia Shkodër", "", ""),
]
KEYS = [key for key, *_names in NAMES]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def read(text: str) -> list[int]:
    return AddresseesField(names=NAMES, required=False).to_python(text)


def refusals(text: str) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        read(text)
    return refused.value.messages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("MFE", [1]),
        ("mfe\nMASR", [1, 2]),
        ("MFE, AKSHI; MASR", [1, 3, 2]),
        ("MFE\tAKSHI", [1, 3]),
        ("Ministria e Arsimit, Sportit dhe Rinisë", [2]),
        ("MFE, Ministria e Arsimit, Sportit dhe Rinisë, AKSHI", [1, 2, 3]),
        ("MINISTRIA E FINANCAVE DHE EKONOMISE", [1]),
        ("ministry of finance and economy", [1]),
        ("1. MFE\n2. AKSHI.\n3) Bashkia Shkodër;", [1, 3, 4]),
        ("- MFE\n• AKSHI\n\n\n", [1, 3]),
        ("MFE\nMFE\nMinistria e Financave dhe Ekonomisë", [1]),
        ("  Bashkia   Shkoder  ", [4]),
    ],
)
def test_a_list_is_read_in_whatever_shape_it_is_pasted(text, found):
    assert read(text) == found


def test_each_line_that_is_not_understood_is_told_by_its_number_with_the_nearest_names():
    told = refusals("MFE\nMinistria e Arsmit\nAKSHI\nZzzz")

    assert told == [
        "Line 2: “Ministria e Arsmit” is not in the list of institutions. The nearest is "
        "“Ministria e Arsimit, Sportit dhe Rinisë”.",
        "Line 4: “Zzzz” is not in the list of institutions.",
    ]


def test_a_part_of_a_name_is_no_name_but_suggests_those_that_hold_it():
    [told] = refusals("Bashkia")

    assert "“Bashkia Shkodër”" in told


def test_what_was_cleaned_is_written_back_as_a_list_that_reads_the_same():
    field = AddresseesField(names=NAMES, required=False)

    assert field.to_python(field.prepare_value(KEYS)) == KEYS


@given(
    st.permutations(KEYS), st.lists(st.sampled_from(["\n", ", ", "; ", "\t", "\n\n", ",\n"]), min_size=4, max_size=4)
)
def test_any_order_and_any_separators_give_the_same_institutions(keys, separators):
    full = {key: name for key, name, *_others in NAMES}
    text = "".join(full[key] + separator for key, separator in zip(keys, separators, strict=True))

    assert read(text) == list(keys)


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        found = read(text)
    except ValidationError as refused:
        found = []
        told = refused.messages
    else:
        told = ["nothing to tell"]

    assert set(found) <= set(KEYS)
    assert all(told)


def test_a_long_list_of_nonsense_is_refused_at_once():
    told = refusals("asgjë, " * 5_000 + "\n" + "zzz\n" * 5_000)

    assert len(told) == 21
    assert told[-1] == "9980 names more were not found."


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("03.07.2018", DatePoint(datetime.date(2018, 7, 3), Precision.DAY)),
        ("3 korrik 2018", DatePoint(datetime.date(2018, 7, 3), Precision.DAY)),
        ("qershor 2019", DatePoint(datetime.date(2019, 6, 30), Precision.MONTH)),
        ("T3 2019", DatePoint(datetime.date(2019, 9, 30), Precision.QUARTER)),
        ("2020", DatePoint(datetime.date(2020, 12, 31), Precision.YEAR)),
        ("", None),
    ],
)
def test_a_deadline_is_read_as_people_write_it(text, point):
    assert DeadlineField(required=False).to_python(text) == point


@pytest.mark.parametrize("point", [DatePoint(datetime.date(2019, 9, 30), precision) for precision in Precision])
def test_a_deadline_is_written_back_as_it_reads(point):
    field = DeadlineField(required=False)
    again = field.to_python(field.prepare_value(point))

    assert again.precision == point.precision


@pytest.mark.parametrize("text", ["31.02.2018", "03.07.18", "së shpejti", "T5 2019"])
def test_a_deadline_that_is_none_is_refused_with_what_to_write(text):
    with pytest.raises(ValidationError) as refused:
        DeadlineField().to_python(text)
    assert refused.value.messages[0]


def letter_in(letters, text: str) -> Letter | None:
    return LetterField(letters=letters, required=False).to_python(text)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2470", "2470 prot", "Nr. 2470 Prot.", "shkresa nr. 2470 prot, datë 21.05.2018"])
def test_an_earlier_letter_is_found_by_its_number_however_it_is_cited(text):
    letter = registered(OfficeFactory(paper_book=True), number="2470")

    assert letter_in(Letter.objects.all(), text) == letter


@pytest.mark.django_db
def test_a_letter_without_a_number_or_another_number_is_not_found():
    drafted(OfficeFactory())

    for text in ("2470", "asgjë", "0", "2470 prot, 21.05.2018"):
        with pytest.raises(ValidationError, match="There is no letter"):
            letter_in(Letter.objects.all(), text)


@pytest.mark.django_db
def test_of_two_years_the_date_decides_and_of_two_doubles_the_subject():
    office = OfficeFactory(paper_book=True)
    first = registered(office, number="2470", subject="E para")
    next_year = registered(office, number="2470", on=datetime.date(2019, 5, 21))
    double = register_letter(
        letter=signed(office, subject="E dyfishta"), number_text="2470", as_double=True, by=officer(office), on=ON
    )
    letters = Letter.objects.all()

    with pytest.raises(ValidationError, match="Several letters"):
        letter_in(letters, "2470")
    assert letter_in(letters, "2470 prot, 21.05.2019") == next_year
    assert letter_in(letters, named(first)) == first
    assert letter_in(letters, named(double)) == double
