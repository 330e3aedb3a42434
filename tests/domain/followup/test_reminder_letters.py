"""One click drafts the next letter of the matter: to whom, asking what, in which words, and owed by nobody twice."""

import datetime

import pytest

from sekretariat.domain.followup.enums import Stage
from sekretariat.domain.followup.models import Reminder
from sekretariat.domain.followup.queries import first_letter, followed
from sekretariat.domain.followup.services import draft_reminder, extend
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.exporters import letter_docx, letter_values
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    edit_letter,
    register_letter,
    send_letter,
    sign_letter,
)
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import docx
from tests.domain.letters.making import asks, drafted
from tests.factories import OfficeFactory, clerk, coordinator, officer

from .making import ASK, DUE, FIVE_AFTER, SUBJECT, THREE_BEFORE, answer, duty_of, institutions, letter_2470

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Letter:
    return letter_2470("ADISA", "AMVV", "APP")


def reminder_of(letter: Letter, *, on: datetime.date = FIVE_AFTER) -> Letter:
    return read(draft_reminder(letter=letter, by=officer(letter.office), on=on))


def read(letter: Letter) -> Letter:
    return with_parts_of_letter(Letter.objects.all()).get(pk=letter.pk)


def sent_as(draft: Letter, number: str, *, on: datetime.date = FIVE_AFTER) -> Letter:
    by = officer(draft.office)
    sign_letter(letter=draft, by=by, on=on)
    register_letter(letter=draft, number_text=number, by=by, on=on)
    return send_letter(letter=draft, by=by, on=on)


def names(letter: Letter) -> list[str]:
    return sorted(addressee.institution.label for addressee in letter.addressees.all())


def test_it_follows_the_first_and_goes_to_those_who_are_late(letter):
    answer(duty_of(letter, "AMVV"))

    draft = reminder_of(letter)

    assert (draft.state, draft.follows, draft.one_per_addressee) == (LetterState.DRAFT, letter, True)
    assert (draft.subject, draft.body, draft.signatory) == (f"Kujtesë: {SUBJECT}", letter.body, "Drejtori")
    assert names(draft) == ["ADISA", "APP"]


def test_it_cites_the_first_as_the_papers_do(letter):
    text = reminder_of(letter).text

    assert f'Shkresë 2470 prot, datë 21.05.2018, lëndë "{SUBJECT}"' in text


def test_each_is_asked_what_it_owes_and_told_how_late_it_is(letter):
    draft = reminder_of(letter)
    # Without a date of its own yet, it is late as of the day it was drafted.
    draft.created_at = datetime.datetime(2018, 6, 5, 22, 30, tzinfo=datetime.UTC)  # in Tirana it is the sixth

    assert letter_values(draft)["demands"] == [f"{ASK}; afati ishte 04.06.2018, me vonesë 2 ditë pune më 06.06.2018."]


def test_a_numbered_reminder_is_late_as_of_its_own_date(letter):
    sent = read(sent_as(reminder_of(letter), "2470/1"))

    documents = {document.name: docx.text(document.body) for document in letter_docx(sent)}

    assert set(documents) == {"2470-1-ADISA.docx", "2470-1-AMVV.docx", "2470-1-APP.docx"}
    adisa = documents["2470-1-ADISA.docx"]
    assert f"{ASK}; afati ishte 04.06.2018, me vonesë 5 ditë pune më 11.06.2018." in adisa
    assert "Nr. 2470/1 Prot." in adisa
    assert "Institucioni AMVV" not in adisa


def test_before_the_deadline_it_reminds_all_who_have_not_answered_by_the_day_that_stands(letter):
    answer(duty_of(letter, "AMVV"), on=datetime.date(2018, 5, 25))

    draft = reminder_of(letter, on=THREE_BEFORE)

    assert names(draft) == ["ADISA", "APP"]
    draft.created_at = datetime.datetime(2018, 5, 30, 10, tzinfo=datetime.UTC)
    assert letter_values(draft)["demands"] == [f"{ASK}, brenda datës 04.06.2018."]


def test_who_was_given_more_time_is_not_among_the_late(letter):
    by = officer(letter.office)
    day = datetime.date(2018, 6, 15)
    extend(obligation=duty_of(letter, "APP"), new_due_on=day, new_precision=Precision.DAY, reason="x", by=by, on=DUE)

    assert names(reminder_of(letter)) == ["ADISA", "AMVV"]


def test_sending_it_asks_nothing_twice(letter):
    sent = sent_as(reminder_of(letter), "2470/1")

    assert Obligation.objects.count() == 3
    duty = duty_of(letter, "ADISA")
    assert [source.citation for source in duty.sources.all()] == ["2470 prot, 21.05.2018", "2470/1 prot, 11.06.2018"]
    assert duty.due_on == DUE
    assert {o.pk for addressee in sent.addressees.all() for o in addressee.obligations.all()} == set(
        Obligation.objects.values_list("pk", flat=True)
    )


def test_who_answers_between_the_draft_and_its_sending_owes_nothing_new(letter):
    draft = reminder_of(letter)
    answer(duty_of(letter, "ADISA"), on=FIVE_AFTER)

    sent = sent_as(draft, "2470/1")

    assert Obligation.objects.count() == 3
    assert not Obligation.objects.still_owed().filter(institution__short_name="ADISA").exists()
    assert not sent.addressees.get(institution__short_name="ADISA").obligations.exists()


def test_different_duties_are_each_asked_of_whom_owes_them():
    office = OfficeFactory(paper_book=True)
    to = institutions("MFE", "MD")
    demands = [
        DemandOf(demand=asks(ask_sq=f"Dërgoni kalendarin {place}"), institution=institution)
        for place, institution in enumerate(to, 1)
    ]
    letter = letter_2470(office=office, to=to, demands=[*demands, DemandOf(demand=asks(ask_sq="Konfirmoni"))])

    draft = reminder_of(letter)

    asked = {(d.addressee.institution.label if d.addressee else "", d.ask_sq) for d in draft.demands.all()}
    assert asked == {("MFE", "Dërgoni kalendarin 1"), ("MD", "Dërgoni kalendarin 2"), ("", "Konfirmoni")}
    sent_as(draft, "2470/1")
    assert Obligation.objects.count() == 4


def test_a_second_click_leads_to_the_draft_that_stands(letter):
    first, second = reminder_of(letter), reminder_of(letter)

    assert first == second
    assert Letter.objects.filter(follows=letter).count() == 1
    assert Reminder.objects.filter(stage=Stage.LETTER, letter=first).count() == 3


def test_after_it_has_gone_out_the_next_one_names_it_and_follows_the_first(letter):
    sent = sent_as(reminder_of(letter), "2470/1")

    again = reminder_of(sent, on=datetime.date(2018, 6, 20))

    assert (again.follows, first_letter(sent)) == (letter, letter)
    assert "kemi dërguar kujtesë me shkresën 2470/1 prot, datë 11.06.2018" in again.text
    assert sent_as(again, "2470/2", on=datetime.date(2018, 6, 20)).number_label == "2470/2"


def test_in_a_register_kept_here_it_takes_the_next_number_of_the_matter():
    office = OfficeFactory()
    letter = letter_2470_kept_here(office)

    sent = sent_as(reminder_of(letter), "")

    assert (letter.number_label, sent.number_label) == ("1", "1/1")


def letter_2470_kept_here(office) -> Letter:
    by = officer(office)
    on = datetime.date(2018, 5, 21)
    letter = drafted(office, to=institutions("ADISA"), demands=[DemandOf(demand=asks(ask_sq=ASK))], on=on)
    sign_letter(letter=letter, by=by, on=on)
    register_letter(letter=letter, by=by, on=on)
    return send_letter(letter=letter, by=by, on=on)


def test_a_reminder_that_went_out_shows_as_such_and_a_draft_does_not(letter):
    draft, by = reminder_of(letter), officer(letter.office)
    duty = duty_of(letter, "ADISA")
    assert followed([duty], actor=by, on=FIVE_AFTER) == {}

    sent_as(draft, "2470/1")

    assert followed([duty], actor=by, on=FIVE_AFTER)[duty.pk].reminded_on == FIVE_AFTER
    assert followed([duty], actor=by, on=DUE) == {}


def test_changing_the_draft_keeps_that_it_asks_again(letter):
    draft, by = reminder_of(letter), officer(letter.office)
    demand = Demand(kind=duty_of(letter, "APP").kind, ask_sq=ASK, due_on=DUE)
    changed = Draft(
        subject="Kujtesë e dytë",
        to=institutions("TJETËR") + [duty_of(letter, "ADISA").institution],
        demands=[DemandOf(demand=demand, asks_again=True)],
        body=letter.body,
        follows=letter,
        signatory="Drejtori",
    )

    edit_letter(letter=draft, draft=changed, seen=draft.revision, by=by, on=FIVE_AFTER)
    sent_as(draft, "2470/1")

    # Who owed nothing by the first letter owes nothing by a reminder either.
    assert not Obligation.objects.filter(institution__short_name="TJETËR").exists()
    assert duty_of(letter, "ADISA").sources.count() == 2


def test_when_all_have_answered_there_is_nothing_to_remind_of(letter):
    for name in ("ADISA", "AMVV", "APP"):
        answer(duty_of(letter, name))

    with pytest.raises(DomainError):
        reminder_of(letter)
    assert not Letter.objects.filter(follows=letter).exists()


def test_a_letter_that_has_not_gone_out_is_not_reminded_of():
    with pytest.raises(DomainError):
        reminder_of(drafted(OfficeFactory()))


def test_only_an_officer_of_the_letters_office_makes_it(letter):
    strangers = [clerk(letter.office), officer(OfficeFactory()), coordinator(duty_of(letter, "APP").institution)]

    for by in strangers:
        with pytest.raises(NotAllowed):
            draft_reminder(letter=letter, by=by, on=FIVE_AFTER)
