"""The acts a letter cites, and the letters a text names."""

import datetime

import pytest

from sekretariat.domain.acts.models import Act
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import acts_cited_by, cites_of, letters_citing, letters_named
from sekretariat.domain.letters.services import Draft, Incoming, draft_letter, edit_letter, register_incoming
from sekretariat.ground.words import parse_letter_numbers
from tests.factories import ActFactory, BodyFactory, InstitutionFactory, OfficeFactory, SeatFactory, officer

DAY = datetime.date(2021, 6, 1)
TEXT = "Në zbatim të VKM nr. 749/2018, VKM Nr.422, dt. 6.5.2020 dhe VKM nr. 749/2018; shih ligjin nr. 139."

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def letter(office) -> Letter:
    draft = Draft(subject="Sipas ligjit nr. 139/2015", text=TEXT)
    return draft_letter(office=office, draft=draft, by=officer(office), on=DAY)


def cited(letter: Letter) -> list[str]:
    return [str(one) for one in letter.cited_acts.all()]


def an_act(number: str, year: int, **values) -> Act:
    return ActFactory(number=number, year=year, on=None, **values)


def test_a_letter_keeps_each_act_of_its_subject_and_text_once(letter):
    assert cited(letter) == ["law 139/2015", "dcm 749/2018", "dcm 422/2020"]


def test_a_changed_draft_cites_what_it_says_now(office, letter):
    edit_letter(letter=letter, draft=Draft(subject="VKM nr. 1/2020"), seen=0, by=officer(office), on=DAY)

    assert cited(letter) == ["dcm 1/2020"]


def test_an_incoming_letter_cites_by_its_subject(office):
    incoming = Incoming(sender=InstitutionFactory(), subject="Për VKM nr. 749/2018", received_on=DAY)

    assert cited(register_incoming(office=office, incoming=incoming, by=officer(office), on=DAY)) == ["dcm 749/2018"]


def test_an_act_entered_later_is_found_in_the_letter(letter):
    assert [act for _cited, act in acts_cited_by(letter)] == [None, None, None]

    act = an_act("422", 2020)

    assert [known for _cited, known in acts_cited_by(letter)] == [None, None, act]
    assert list(letters_citing(act)) == [letter]
    assert list(letters_citing(an_act("422", 2021))) == []


def test_what_stands_on_an_act_is_told_to_each_as_far_as_he_may_see_it(office, letter):
    act = an_act("749", 2018)
    body = BodyFactory()
    body.bases.create(act=act)
    sits, in_doubt = SeatFactory(act=act), SeatFactory(act=act, ended_by=an_act("5", 2021))
    SeatFactory(act=act, valid_from=DAY, valid_to=DAY)

    mine = cites_of(act, actor=officer(office), on=datetime.date(2021, 6, 2))
    theirs = cites_of(act, actor=officer(OfficeFactory()), on=datetime.date(2021, 6, 2))

    assert [basis.body for basis in mine.bases] == [body]
    assert set(mine.seats) == {sits, in_doubt}
    assert list(mine.letters) == [letter]
    assert list(theirs.letters) == []


def test_letters_of_a_text_are_found_by_number_fraction_and_day(office):
    by = officer(office)
    letters = [
        register_incoming(
            office=office,
            incoming=Incoming(sender=InstitutionFactory(), subject="Shkresë", received_on=DAY),
            by=by,
            on=DAY,
        )
        for _ in range(2)
    ]
    citations = parse_letter_numbers("Shkresë 1 prot, datë 01.06.2021; 2 prot; 2/1 prot; 1 prot, datë 02.06.2021")

    assert letters_named(Letter.objects.all(), citations) == [[letters[0]], [letters[1]], [], []]
