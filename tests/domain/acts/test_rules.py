"""From when an act binds, and its ELI."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.acts.enums import ActType, Effect, EliFault, Verdict
from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.acts.rules import (
    ELI_WORDS,
    build_eli,
    effect_said,
    eli_faults,
    eli_of,
    has_begun,
    is_in_force,
    normal_eli,
    possible_from,
    read_eli,
)

DAY = datetime.date(2021, 6, 1)
SEED_ELI = "https://qbz.gov.al/eli/vendim/2018/12/19/749/6cb19f61-6275-4ac5-af7b-5c61ee155b4"

days = st.dates(datetime.date(1912, 11, 28), datetime.date(2099, 12, 31))


def an_act(**values) -> Act:
    return Act(**{"type": ActType.DCM, "number": "746", "year": 2021} | values)


def days_of(act: Act) -> tuple[datetime.date, datetime.date]:
    span = possible_from(act)
    return span.first, span.last


def test_an_act_with_a_confirmed_date_binds_from_that_day():
    assert days_of(an_act(on=DAY, is_confirmed=True)) == (DAY, DAY)


@pytest.mark.parametrize("on", [None, DAY])
def test_an_act_without_a_confirmed_date_binds_from_some_day_of_its_year(on):
    assert days_of(an_act(on=on)) == (datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))


def test_the_day_from_which_an_act_is_in_force_counts_before_its_date():
    later = datetime.date(2021, 6, 16)

    assert days_of(an_act(on=DAY, is_confirmed=True, in_force_from=later)) == (later, later)
    assert days_of(an_act(in_force_from=later)) == (later, later)


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (datetime.date(2020, 12, 31), Verdict.NO),
        (datetime.date(2021, 1, 1), Verdict.CANNOT_BE_SAID),
        (datetime.date(2021, 12, 30), Verdict.CANNOT_BE_SAID),
        (datetime.date(2021, 12, 31), Verdict.YES),
    ],
)
def test_an_unconfirmed_act_has_begun_for_certain_on_the_last_day_of_its_year(on, verdict):
    assert has_begun(an_act(), on) == verdict


def test_an_act_is_out_of_force_when_another_repeals_it_and_not_when_it_is_only_changed():
    old = an_act(year=2018, on=datetime.date(2018, 12, 19), is_confirmed=True)
    known = an_act(on=DAY, is_confirmed=True)

    def verdict(effect: Effect, by: Act, on: datetime.date = DAY) -> Verdict:
        return is_in_force(old, on, [Amendment(act=by, amended=old, effect=effect)])

    assert verdict(Effect.REPEALS, known) == Verdict.NO
    assert verdict(Effect.REPLACES, an_act()) == Verdict.CANNOT_BE_SAID
    assert verdict(Effect.AMENDS, known) == Verdict.YES
    assert verdict(Effect.REPEALS, known, DAY - datetime.timedelta(days=1)) == Verdict.YES


def test_an_act_past_its_last_day_is_out_of_force():
    act = an_act(on=DAY, is_confirmed=True, in_force_to=DAY)

    assert is_in_force(act, DAY) == Verdict.YES
    assert is_in_force(act, DAY + datetime.timedelta(days=1)) == Verdict.NO


def test_an_amendment_with_a_day_of_its_own_binds_from_it():
    old = an_act(year=2018, on=datetime.date(2018, 12, 19), is_confirmed=True)
    later = Amendment(act=an_act(), amended=old, effect=Effect.REPEALS, on=datetime.date(2022, 1, 1))

    assert is_in_force(old, DAY, [later]) == Verdict.YES


@given(st.sampled_from(sorted(ELI_WORDS)), days, st.integers(1, 99_999))
def test_an_eli_that_is_built_is_read_back_and_fits_its_act(kind, on, number):
    eli = build_eli(type=kind, on=on, number=str(number))

    said = read_eli(eli)

    assert (said.word, said.on, said.number, said.ending) == (ELI_WORDS[kind], on, str(number), "")
    assert eli_faults(eli, type=kind, on=on, number=str(number), year=on.year) == []


@pytest.mark.parametrize(
    "values",
    [{"on": None}, {"type": ActType.EU_ACT}, {"type": ActType.INSTRUCTION}, {"number": "12/b"}],
    ids=str,
)
def test_no_eli_is_built_where_a_part_of_it_is_not_known(values):
    assert build_eli(**{"type": ActType.DCM, "on": DAY, "number": "746"} | values) == ""


def test_http_is_made_https_and_nothing_else_is_touched():
    assert normal_eli(" http://qbz.gov.al/eli/ligj/2021/06/24/79 ") == "https://qbz.gov.al/eli/ligj/2021/06/24/79"
    assert normal_eli(SEED_ELI) == SEED_ELI


@pytest.mark.parametrize(
    ("eli", "faults"),
    [
        (SEED_ELI, [EliFault.ODD_ENDING]),  # its last group has eleven digits instead of twelve
        (SEED_ELI + "4", []),
        ("https://qbz.gov.al/eli/vendim/2018/12/19/749", []),
        ("https://qbz.gov.al/eli/vendim/2018/12/20/749", [EliFault.OTHER_DATE]),
        ("https://qbz.gov.al/eli/ligj/2018/12/19/479", [EliFault.OTHER_TYPE, EliFault.OTHER_NUMBER]),
        ("https://qbz.gov.al/eli/vendim/2018/13/19/749", [EliFault.OTHER_DATE]),
        ("https://qbz.gov.al/eli/fz/2018/191", [EliFault.NO_ELI]),
        ("", []),
    ],
)
def test_an_eli_that_does_not_fit_its_act_is_flagged(eli, faults):
    on = datetime.date(2018, 12, 19)

    assert eli_faults(eli, type=ActType.DCM, on=on, number="749", year=2018) == faults


def test_of_an_act_without_a_date_the_year_of_the_eli_is_compared():
    eli = "https://qbz.gov.al/eli/vendim/2020/12/29/746"

    assert eli_faults(eli, type=ActType.DCM, on=None, number="746", year=2021) == [EliFault.OTHER_YEAR]


def test_the_eli_as_entered_counts_before_the_one_that_could_be_built():
    assert eli_of(an_act(on=DAY, eli=SEED_ELI)) == SEED_ELI
    assert eli_of(an_act(on=DAY)) == "https://qbz.gov.al/eli/vendim/2021/06/01/746"
    assert eli_of(an_act()) == ""


@pytest.mark.parametrize(
    ("title", "effect"),
    [
        ("Për disa ndryshime në VKM Nr.422, dt. 6.5.2020", Effect.AMENDS),
        ("Për shfuqizimin e VKM nr. 422/2020", Effect.REPEALS),
    ],
)
def test_what_an_act_does_to_another_is_told_by_its_title(title, effect):
    assert effect_said(title) == effect
