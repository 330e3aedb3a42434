"""What is very late is drafted to the superior of the day, once, and sent by nobody."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from sekretariat.domain.followup.enums import Stage
from sekretariat.domain.followup.models import Reminder
from sekretariat.domain.followup.services import (
    draft_due_escalations,
    draft_escalations,
    extend,
    note_contact,
    send_reminders,
)
from sekretariat.domain.followup.tasks import remind_and_escalate
from sekretariat.domain.letters.enums import AddresseeRole, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.words.enums import Precision
from tests.factories import InstitutionFactory, OfficeFactory, SubordinationFactory, clerk, coordinator, officer

from .making import ASK, DUE, FIVE_AFTER, ONE_AFTER, SUBJECT, THREE_BEFORE, answer, duty_of, letter_2470

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Letter:
    return letter_2470("ADISA", "AMVV", "APP")


@pytest.fixture
def interior(letter):
    ministry = InstitutionFactory(name_sq="Ministria e Brendshme", short_name="MB")
    for name in ("AMVV", "APP"):
        SubordinationFactory(institution=duty_of(letter, name).institution, superior=ministry)
    return ministry


def drafts_of(letter: Letter, *, on: datetime.date = FIVE_AFTER) -> list[Letter]:
    return draft_due_escalations(office=Office.objects.get(pk=letter.office_id), on=on)


def addressee_of(draft: Letter):
    return draft.addressees.get(role=AddresseeRole.TO).institution


def test_one_draft_for_each_superior_and_one_to_who_has_none(letter, interior):
    drafts = drafts_of(letter)

    assert {addressee_of(draft).label: draft.state for draft in drafts} == {
        "ADISA": LetterState.DRAFT,
        "MB": LetterState.DRAFT,
    }
    assert {draft.follows for draft in drafts} == {letter}
    assert {draft.subject for draft in drafts} == {f"Mungesë përgjigjeje: {SUBJECT}"}
    assert not Outbox.objects.exists()


def test_it_names_institutions_duties_days_and_what_was_done(letter, interior):
    duty = duty_of(letter, "AMVV")
    send_reminders(office=letter.office, on=THREE_BEFORE)
    send_reminders(office=letter.office, on=ONE_AFTER)
    note_contact(
        office=letter.office,
        institution=duty.institution,
        obligation=duty,
        way="phone",
        text="Do ta shohin",
        by=officer(letter.office),
        on=datetime.date(2018, 6, 7),
    )
    answer(duty_of(letter, "ADISA"))

    [draft] = drafts_of(letter)

    lines = draft.text.splitlines()
    assert lines[0].startswith(f'Referuar: Shkresë 2470 prot, datë 21.05.2018, lëndë "{SUBJECT}".')
    assert lines[1:3] == [
        f"Institucioni AMVV: {ASK}; afati ishte 04.06.2018, me vonesë 5 ditë pune. "
        "Iu kujtua më 30.05.2018, 05.06.2018. U telefonua më 07.06.2018.",
        f"Institucioni APP: {ASK}; afati ishte 04.06.2018, me vonesë 5 ditë pune. Iu kujtua më 30.05.2018, 05.06.2018.",
    ]
    assert "Do ta shohin" not in draft.text


def test_who_has_no_superior_is_written_to_for_its_head(letter):
    texts = {addressee_of(draft).label: draft.text for draft in drafts_of(letter)}

    assert set(texts) == {"ADISA", "AMVV", "APP"}
    assert all(text.startswith("Për titullarin e institucionit.") for text in texts.values())


def test_the_superior_is_the_one_of_the_day(letter):
    agency, before, now = duty_of(letter, "APP").institution, InstitutionFactory(), InstitutionFactory()
    SubordinationFactory(institution=agency, superior=before, valid_to=ONE_AFTER)
    SubordinationFactory(institution=agency, superior=now, valid_from=ONE_AFTER + datetime.timedelta(days=1))

    superiors = {addressee_of(draft) for draft in drafts_of(letter)}

    assert now in superiors
    assert before not in superiors


def test_it_is_drafted_once_for_a_deadline_and_again_for_a_new_one(letter):
    assert len(drafts_of(letter)) == 3
    assert drafts_of(letter) == []
    assert Reminder.objects.filter(stage=Stage.ESCALATION).count() == 3

    later = datetime.date(2018, 6, 15)
    by = officer(letter.office)
    extend(obligation=duty_of(letter, "APP"), new_due_on=later, new_precision=Precision.DAY, reason="x", by=by, on=DUE)

    [again] = drafts_of(letter, on=datetime.date(2018, 6, 22))
    assert addressee_of(again).label == "APP"


@pytest.mark.parametrize(("on", "drafts"), [(DUE, 0), (datetime.date(2018, 6, 8), 0), (datetime.date(2019, 6, 11), 0)])
def test_neither_too_early_nor_a_year_too_late(letter, on, drafts):
    assert len(drafts_of(letter, on=on)) == drafts


def test_an_office_that_wants_none_gets_none(letter):
    Office.objects.update(escalate_after_days=0)

    assert drafts_of(letter) == []


def test_an_officer_has_it_drafted_earlier_and_for_one_duty(letter, interior):
    [draft] = draft_escalations(obligations=[duty_of(letter, "APP")], by=officer(letter.office), on=ONE_AFTER)

    assert addressee_of(draft) == interior
    assert "AMVV" not in draft.text
    assert len(drafts_of(letter)) == 2  # of the two others, once their day has come


def test_what_is_not_late_is_not_passed_on(letter):
    assert draft_escalations(obligations=Obligation.objects.all(), by=officer(letter.office), on=DUE) == []


def test_the_trail_says_to_whom_it_was_passed_on(letter, interior):
    drafts_of(letter)

    told = {(e.institution_id, e.data["to"]) for e in Event.objects.filter(what="obligation.escalated")}
    assert (duty_of(letter, "APP").institution_id, "MB") in told
    drafted = Event.objects.filter(what="letter.drafted", data__subject__startswith="Mungesë")
    assert {event.position for event in drafted} == {0, 2}


def test_only_officers_of_the_office_have_it_drafted(letter):
    duty = duty_of(letter, "APP")

    for by in (clerk(letter.office), officer(OfficeFactory()), coordinator(duty.institution)):
        with pytest.raises(NotAllowed):
            draft_escalations(obligations=[duty], by=by, on=FIVE_AFTER)
    assert not Letter.objects.filter(follows=letter).exists()


def test_the_worker_drafts_it_in_the_morning(letter):
    for moment in ("2018-06-11 04:45", "2018-06-11 05:00", "2018-06-11 05:15"):
        now = datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC)
        with time_machine.travel(now, tick=False):
            remind_and_escalate(timezone.now())

    drafts = Letter.objects.filter(follows=letter)
    assert (drafts.count(), {draft.drafter for draft in drafts}) == (3, {None})
