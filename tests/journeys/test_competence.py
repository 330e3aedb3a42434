"""Who is technical secretariat for Chapter 22: the second seed's acts, three days, and the confirmation of a date."""

import datetime

import pytest

from sekretariat.config.reference import fill_in
from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.rules import eli_of
from sekretariat.domain.acts.services import add_act, amend_act, confirm_act_date
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.bodies.queries import Why, competence
from sekretariat.domain.bodies.services import base_body_on_act, end_seat
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.queries import cites_of
from sekretariat.domain.letters.services import Draft, draft_letter
from sekretariat.domain.mandates.queries import places_of
from sekretariat.ground.actors import Channel, system_actor
from tests.factories import OfficeFactory, officer

TODAY = datetime.date(2026, 11, 21)
BEFORE, DOUBTFUL, AFTER = (datetime.date(2020, 6, 1), datetime.date(2021, 6, 1), datetime.date(2022, 3, 1))
SEED_ELI = "https://qbz.gov.al/eli/vendim/2018/12/19/749/6cb19f61-6275-4ac5-af7b-5c61ee155b4"

pytestmark = pytest.mark.django_db


@pytest.fixture
def gnpie():
    fill_in(by=system_actor(Channel.COMMAND), on=TODAY)
    return Body.objects.get(short_name="GNPIE 22")


@pytest.fixture
def amvv(gnpie):
    return OfficeFactory(unit=Institution.objects.get(short_name="AMVV"))


def an_act(text: str) -> Act:
    number, year = text.split("/")
    return Act.objects.get(type="dcm", number=number, year=year)


def chain(answer) -> list[tuple[str, str, int, str]]:
    return [(f"{link.act.number}/{link.act.year}", link.why, link.depth, link.holds) for link in answer.chain]


def names(seats) -> list[str]:
    return [seat.institution.short_name for seat in seats]


def test_before_the_act_nobody_is_named_and_the_answer_says_who_comes_later(gnpie):
    answer = competence(gnpie, on=BEFORE)

    assert (answer.verdict, answer.institutions, names(answer.later)) == (Verdict.NO, [], ["AMVV"])
    assert chain(answer) == [
        ("749/2018", Why.BASIS, 0, Verdict.YES),
        ("746/2021", Why.SEAT, 0, Verdict.NO),
        ("422/2020", Why.CHANGES, 1, Verdict.NO),
    ]


def test_after_the_year_of_the_act_it_is_amvv_with_the_chain_and_its_links(gnpie):
    answer = competence(gnpie, on=AFTER)

    assert (answer.verdict, names(answer.certain), answer.doubts) == (Verdict.YES, ["AMVV"], [])
    assert chain(answer) == [
        ("749/2018", Why.BASIS, 0, Verdict.YES),
        ("746/2021", Why.SEAT, 0, Verdict.YES),
        ("422/2020", Why.CHANGES, 1, Verdict.YES),
    ]
    assert [eli_of(link.act) for link in answer.chain] == [
        SEED_ELI,
        "",  # its date is not known: no address is made up
        "https://qbz.gov.al/eli/vendim/2020/05/06/422",
    ]


def test_within_the_year_of_an_act_without_a_confirmed_date_it_cannot_be_said(gnpie):
    answer = competence(gnpie, on=DOUBTFUL)

    assert (answer.verdict, answer.institutions, names(answer.doubtful)) == (Verdict.CANNOT_BE_SAID, [], ["AMVV"])
    assert answer.doubts == [an_act("746/2021")]


@pytest.mark.parametrize(
    ("dated_on", "verdict"),
    [(datetime.date(2021, 3, 15), Verdict.YES), (datetime.date(2021, 12, 29), Verdict.NO)],
)
def test_confirming_the_date_changes_the_third_answer_alone(gnpie, amvv, dated_on, verdict):
    act = an_act("746/2021")

    confirm_act_date(act=act, dated_on=dated_on, seen=act.revision, by=officer(amvv), on=TODAY)

    assert competence(gnpie, on=DOUBTFUL).verdict == verdict
    assert (competence(gnpie, on=BEFORE).verdict, competence(gnpie, on=AFTER).verdict) == (Verdict.NO, Verdict.YES)


def test_members_in_doubt_are_told_apart_from_those_that_sit_and_those_that_do_not(gnpie):
    assert [place.is_doubtful for place in places_of(gnpie, on=DOUBTFUL)] == [True]
    assert [place.is_doubtful for place in places_of(gnpie, on=AFTER)] == [False]
    assert places_of(gnpie, on=BEFORE) == []


def test_an_act_that_changes_an_older_one_tells_what_stands_on_it_and_moves_the_seat(gnpie, amvv):
    by = officer(amvv)
    old = an_act("746/2021")
    letter = draft_letter(
        office=amvv,
        draft=Draft(subject="Për grupin e kapitullit 22", text="Në zbatim të VKM nr. 746/2021 dhe VKM nr.749/2018."),
        by=officer(amvv),
        on=TODAY,
    )
    draft_letter(office=OfficeFactory(), draft=Draft(subject="VKM nr. 746/2021"), by=system_actor(), on=TODAY)
    new = add_act(
        type="dcm",
        issuer=old.issuer,
        number="12",
        year=2024,
        title_sq="Për një ndryshim",
        dated_on=datetime.date(2024, 1, 17),
        is_confirmed=True,
        by=by,
        on=TODAY,
    )

    amend_act(act=new, amended=old, by=officer(amvv), on=TODAY)

    cites = cites_of(old, actor=by, on=TODAY)
    assert [seat.body for seat in cites.seats] == [gnpie]
    assert list(cites.letters) == [letter]
    assert [basis.body for basis in cites_of(an_act("749/2018"), actor=by, on=TODAY).bases] == [gnpie]

    base_body_on_act(body=gnpie, act=new, by=officer(amvv), on=TODAY)
    end_seat(seat=Seat.objects.get(body=gnpie), act=new, by=officer(amvv), on=TODAY)

    assert competence(gnpie, on=datetime.date(2024, 1, 16)).verdict == Verdict.YES
    gone = competence(gnpie, on=datetime.date(2024, 1, 17))
    assert (gone.verdict, names(gone.earlier)) == (Verdict.NO, ["AMVV"])
    assert ("12/2024", Why.END, 0, Verdict.YES) in chain(gone)
