from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import (
    ActCitation,
    CitedType,
    Hint,
    NotUnderstood,
    cite_letter,
    fold,
    parse_acts,
    parse_letter_numbers,
    parse_protocol_number,
)

# Footnotes 1 and 2 of the discussion notes of the OGP workshop, Prime Minister's Office, 25.06.2018.
FOOTNOTE_1 = (
    '¹ Shkresë 2470 prot, datë 21.05.2018, lëndë "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur"'
)
FOOTNOTE_2 = (
    '² Shkresë 2783prot, datë 11.06.2018 "Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit '
    "2018-2020 e Partneritetit për Qeverisje të Hapur për Koordinatorët; Shkresë 3004prot, datë 22.06.2018 "
    '"Përcjellja e paketës metodologjike për hartimin e Planit të Veprimit 2018-2020 e Partneritetit për Qeverisje '
    'të Hapur për udhëheqësit e komponentëve/Lead Component"'
)
# First paragraph of the page "Sekretariati Teknik" of the Agency for the Support of Local Self-Government.
AMVV = (
    "Me VKM nr.749/2018 “Për ngritjen, organizimin dhe funksionimin e strukturës shtetërore përgjegjëse për "
    "zhvillimin e negociatave për anëtarësimin e Shqipërisë në Bashkimin Europian1dhe VKM nr. 746/2021 “Për disa "
    "ndryshime në VKM Nr.422, dt. 6.5.2020 “Për përbërjen, funksionimin dhe trajtimin financiar të Grupit të "
    "Negociatorëve"
)


def letters(text):
    return [(cited.number, cited.fraction, cited.on) for cited in parse_letter_numbers(text)]


def acts(text):
    return [(cited.type.value, cited.number, cited.year, cited.on) for cited in parse_acts(text)]


def test_the_letter_of_a_footnote_is_read():
    assert letters(FOOTNOTE_1) == [(2470, None, date(2018, 5, 21))]


def test_both_letters_of_one_footnote_are_read_and_its_years_are_not():
    assert letters(FOOTNOTE_2) == [(2783, None, date(2018, 6, 11)), (3004, None, date(2018, 6, 22))]


def test_a_citation_knows_its_place_in_the_text():
    places = [FOOTNOTE_2[cited.start : cited.end] for cited in parse_letter_numbers(FOOTNOTE_2)]

    assert places == ["Shkresë 2783prot, datë 11.06.2018", "Shkresë 3004prot, datë 22.06.2018"]


@pytest.mark.parametrize(
    ("text", "number", "fraction", "on"),
    [
        ("2470 prot", 2470, None, None),
        ("2783prot.", 2783, None, None),
        ("Nr. 2783/1 Prot.", 2783, 1, None),
        ("Nr. Prot. 2783/1, dt. 6.5.2020", 2783, 1, date(2020, 5, 6)),
        ("nr.2783 / 1 prot., më 21.5.2018", 2783, 1, date(2018, 5, 21)),
        ("nr. 55 protokolli, date 21 maj 2018", 55, None, date(2018, 5, 21)),
        ("shkresa juaj nr. 2470 prot, datë 21/05/2018", 2470, None, date(2018, 5, 21)),
        ("Në përgjigje të shkresës nr. 2470, datë 21.05.2018", 2470, None, date(2018, 5, 21)),
        ("SHKRESE 2470 PROT DATE 21.05.2018", 2470, None, date(2018, 5, 21)),
        ("Shkrese\u0308 2470 prot, date\u0308 21.05.2018", 2470, None, date(2018, 5, 21)),
        ("2470\u00a0prot., 21.05.2018", 2470, None, date(2018, 5, 21)),
    ],
)
def test_a_letter_is_read_in_every_way_it_is_cited(text, number, fraction, on):
    assert letters(text) == [(number, fraction, on)]


@pytest.mark.parametrize(
    "text",
    [
        "Plani i Veprimit 2018-2020",
        "u dërgua shkresë 17 institucioneve",
        "VKM Nr.422, dt. 6.5.2020",
        "2470 protesta",
        "1234567 prot",
        "12.2470 prot",
        "prot",
    ],
)
def test_a_number_that_is_no_letter_is_left_alone(text):
    assert letters(text) == []


def test_an_impossible_date_is_left_out_of_the_citation():
    text = "Shkresë 2470 prot, datë 31.02.2018"

    [cited] = parse_letter_numbers(text)

    assert (cited.on, text[cited.start : cited.end]) == (None, "Shkresë 2470 prot")


@given(st.integers(1, 999_999), st.none() | st.integers(1, 9999), st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_letter_is_cited_as_it_is_read(number, fraction, on):
    text = cite_letter(number, fraction, on)

    [cited] = parse_letter_numbers(f"Sipas: {text}; si më lart.")

    assert (cited.number, cited.fraction, cited.on) == (number, fraction, on)
    assert (cited.start, cited.end) == (7, 7 + len(text))


def test_cite_letter_writes_it_as_the_footnotes_do():
    assert cite_letter(2470, None, date(2018, 5, 21)) == "Shkresë 2470 prot, datë 21.05.2018"
    assert cite_letter(2470, 0, date(2018, 5, 21)) == "Shkresë 2470 prot, datë 21.05.2018"
    assert cite_letter(2470, 3, date(2018, 6, 4)) == "Shkresë 2470/3 prot, datë 04.06.2018"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2470", (2470, None)),
        ("2470/3", (2470, 3)),
        (" 2470 / 3 ", (2470, 3)),
        ("Nr. 2470/3 Prot.", (2470, 3)),
        ("2783prot", (2783, None)),
    ],
)
def test_parse_protocol_number(text, number):
    assert parse_protocol_number(text) == number


@pytest.mark.parametrize("text", ["", "0", "2470/0", "2470/", "2470/3/1", "abc", "2470-3", "1234567", "21.05.2018"])
def test_what_is_no_protocol_number_is_refused(text):
    with pytest.raises(NotUnderstood) as refused:
        parse_protocol_number(text)

    assert (refused.value.text, refused.value.hint) == (text, Hint.PROTOCOL_NUMBER)


def test_the_acts_of_a_paragraph_are_read_in_order():
    assert acts(AMVV) == [
        ("dcm", 749, 2018, None),
        ("dcm", 746, 2021, None),
        ("dcm", 422, 2020, date(2020, 5, 6)),
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("VKM Nr.422, dt. 6.5.2020", ("dcm", 422, 2020, date(2020, 5, 6))),
        ("VKM-së nr. 290, datë 11.4.2020", ("dcm", 290, 2020, date(2020, 4, 11))),
        ("Vendimi i Këshillit të Ministrave nr. 584, datë 28.8.2003", ("dcm", 584, 2003, date(2003, 8, 28))),
        ("vendimit nr. 910, datë 21.12.2016, të Këshillit të Ministrave", ("dcm", 910, 2016, date(2016, 12, 21))),
        (
            "Vendimi i Këshillit të Lartë të Arkivave nr. 4, datë 19.6.2017",
            ("decision", 4, 2017, date(2017, 6, 19)),
        ),
        ("ligji nr. 139/2015", ("law", 139, 2015, None)),
        ("Ligjit 9154, datë 6.11.2003", ("law", 9154, 2003, date(2003, 11, 6))),
        ("ligjin nr. 10 325, datë 23.9.2010", ("law", 10325, 2010, date(2010, 9, 23))),
        ("ligji nr. 139", ("law", 139, None, None)),
        ("Urdhri i Kryeministrit nr. 129, datë 02.09.2015", ("order", 129, 2015, date(2015, 9, 2))),
        ("Urdhër i Ministrit të Brendshëm nr. 257, datë 14.2.2019", ("order", 257, 2019, date(2019, 2, 14))),
        ("URDHËR NR. 93, DATË 20.5.2019", ("order", 93, 2019, date(2019, 5, 20))),
        ("Udhëzimit nr. 1, datë 31 janar 2020", ("instruction", 1, 2020, date(2020, 1, 31))),
        ("aktit normativ nr. 3/2020", ("normative_act", 3, 2020, None)),
        ("Dekreti i Presidentit nr. 11450, datë 5.6.2020", ("decree", 11450, 2020, date(2020, 6, 5))),
        ("VKM nr. 5, datë 31.02.2018", ("dcm", 5, None, None)),
        ("Urdhe\u0308r i Ministrit te\u0308 Brendshe\u0308m nr. 257/2019", ("order", 257, 2019, None)),
    ],
)
def test_an_act_is_read_in_every_way_it_is_cited(text, act):
    assert acts(text) == [act]


@pytest.mark.parametrize(
    "text",
    ["ligji 2 nene", "kuadri ligjor nr. 3", "vendime të tjera", "Shkresë 2470 prot, datë 21.05.2018", "nr. 139/2015"],
)
def test_a_number_that_is_no_act_is_left_alone(text):
    assert acts(text) == []


def test_the_nearest_type_is_the_type_of_the_act():
    assert acts("ligji i ndryshuar me VKM nr. 5/2018") == [("dcm", 5, 2018, None)]


@given(
    st.sampled_from(["VKM", "ligji", "Urdhri i Kryeministrit"]),
    st.integers(1, 999_999),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
)
def test_number_and_day_of_an_act_are_read_whatever_they_are(beginning, number, on):
    [cited] = parse_acts(f"{beginning} nr. {number}, datë {on.day}.{on.month}.{on.year}")

    assert (cited.number, cited.year, cited.on) == (number, on.year, on)


def test_an_act_knows_its_place_its_title_and_which_act_changes_it():
    first, changing, changed = parse_acts(AMVV)

    assert [AMVV[act.start : act.end] for act in (first, changing, changed)] == [
        "VKM nr.749/2018",
        "VKM nr. 746/2021",
        "VKM Nr.422, dt. 6.5.2020",
    ]
    # The page opens each title and closes none; the footnote's number and the word before the next act are no title.
    assert first.title.startswith("Për ngritjen, organizimin")
    assert first.title.endswith("në Bashkimin Europian")
    assert changing.title == "Për disa ndryshime në VKM Nr.422, dt. 6.5.2020"
    assert changed.title.startswith("Për përbërjen, funksionimin")
    assert (first.changed_by, changing.changed_by, changed.changed_by) == (None, None, 1)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("ligji nr. 139/2015 “Për vetëqeverisjen vendore”, i ndryshuar", ["Për vetëqeverisjen vendore"]),
        ("VKM nr. 5/2018 «Për planin\n2018-2020»", ["Për planin"]),
        ('VKM nr. 5/2018, "Për planin 2018-2020"', ["Për planin 2018-2020"]),
        ("VKM nr. 5/2018 për planin", [""]),
        ("VKM nr. 5/2018 dhe VKM nr. 6/2018 “Për planin”", ["", "Për planin"]),
    ],
)
def test_the_title_of_an_act_stands_in_quotes_after_it(text, titles):
    assert [act.title for act in parse_acts(text)] == titles


def test_an_act_that_is_only_named_in_a_title_is_not_changed_by_it():
    _first, named = parse_acts("Urdhri nr. 2/2020 “Për zbatimin e VKM nr. 5/2018”")

    assert named.changed_by is None


def test_the_place_of_an_act_holds_where_accents_are_signs_of_their_own():
    text = "Sipas urdhe\u0308rit te\u0308 Ministrit nr.  257/2019, pika 2"

    [act] = parse_acts(text)

    assert text[act.start : act.end] == "urdhe\u0308rit te\u0308 Ministrit nr.  257/2019"


def test_a_cited_act_has_a_type_of_the_list():
    assert parse_acts("VKM nr. 749/2018") == [ActCitation(type=CitedType.DCM, number=749, year=2018, on=None)]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("vkm ligj nr . 12 / prot date 3.4.2018 shkrese i te".split())).map(" ".join)
)
def test_any_text_can_be_searched_for_citations(text):
    for cited in parse_letter_numbers(text):
        assert str(cited.number) in fold(text[cited.start : cited.end])
    for act in parse_acts(text):
        assert str(act.number) in fold(text[act.start : act.end]).replace(" ", "")
