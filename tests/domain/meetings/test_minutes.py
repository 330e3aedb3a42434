"""Minutes from draft to approved: what is frozen, who is told, what is refused on the way."""

import datetime
import io

import docx
import pytest
from django.utils.translation import override

from sekretariat.domain.meetings.enums import ItemState, MinutesState
from sekretariat.domain.meetings.models import MinutesPaper
from sekretariat.domain.meetings.services import (
    ItemSaid,
    RemarkSaid,
    add_item,
    approve_minutes,
    circulate_minutes,
    edit_item,
    respond_to_remark,
    take_remark,
)
from sekretariat.domain.meetings.services._guards import refuse_approved
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    AttendanceFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    StatementFactory,
    coordinator,
    officer,
)

from .record_making import HELD, NEXT, SENT, a_held_meeting, circulated, the_next_meeting, words_of_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are read in English."""
    with override("en"):
        yield


def by_office(minutes):
    return officer(minutes.meeting.office)


def remarked(minutes, said_by: str = "Arben Hoxha", text: str = "Të shtohet emri."):
    return take_remark(minutes=minutes, said=RemarkSaid(said_by=said_by, text=text), by=by_office(minutes), on=SENT)


def answered(remark, *, is_taken: bool, response: str = ""):
    return respond_to_remark(remark=remark, is_taken=is_taken, response=response, by=by_office(remark.minutes), on=SENT)


def text_of(paper: MinutesPaper) -> str:
    with paper.file.open() as file:
        data = file.read()
    if paper.format == "pdf":
        return words_of_pdf(data)
    return " ".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)


def test_circulating_freezes_the_minutes_whole_and_without_what_is_restricted():
    minutes = circulated(remarks_until=datetime.date(2018, 7, 5))

    assert (minutes.state, minutes.circulated_on) == (MinutesState.CIRCULATED, SENT)
    told = {(one.format, one.is_public): text_of(one) for one in minutes.papers.all()}
    assert len(told) == 4
    assert all("U vlerësua angazhimi." in text for text in told.values())
    assert {key for key, text in told.items() if "Pozicion i kufizuar." in text} == {("docx", False), ("pdf", False)}


def test_circulating_writes_once_to_everybody_invited_who_has_an_address():
    meeting = a_held_meeting()
    first = meeting.attendances.first()
    AttendanceFactory(meeting=meeting, email=first.email.upper())
    AttendanceFactory(meeting=meeting, email="")
    AttendanceFactory(meeting=meeting, email="erdhi@prova.example", is_invited=False)
    substitute = {"reply": "substitute", "substitute_name": "Zana", "substitute_email": "zana@prova.example"}
    AttendanceFactory(meeting=meeting, email="", **substitute)

    minutes = circulated(meeting)

    mails = Outbox.objects.order_by("pk")
    addresses = [place.email for place in meeting.attendances.order_by("pk")[:2]]
    assert [mail.to_address for mail in mails] == [*addresses, "zana@prova.example"]
    assert all(f"[[meeting_record:{meeting.pk}]]" in mail.text for mail in mails)
    public = minutes.papers.get(format="pdf", is_public=True)
    assert {one.file_id for mail in mails for one in mail.attachments.all()} == {public.file_id}


def test_a_meeting_that_was_not_held_has_nothing_to_circulate():
    minutes = MinutesFactory(meeting=MeetingFactory(called=True))

    with pytest.raises(DomainError, match="held"):
        circulate_minutes(minutes=minutes, remarks_until=None, by=by_office(minutes), on=SENT)


def test_minutes_are_circulated_once_by_their_office_and_never_with_a_day_that_has_passed():
    minutes = a_held_meeting().record

    with pytest.raises(NotAllowed):
        circulate_minutes(minutes=minutes, remarks_until=None, by=coordinator(InstitutionFactory()), on=SENT)
    with pytest.raises(DomainError) as refused:
        circulate_minutes(minutes=minutes, remarks_until=HELD, by=by_office(minutes), on=SENT)
    assert refused.value.field == "remarks_until"
    circulate_minutes(minutes=minutes, remarks_until=None, by=by_office(minutes), on=SENT)
    with pytest.raises(DomainError, match="already"):
        circulate_minutes(minutes=minutes, remarks_until=None, by=by_office(minutes), on=SENT)
    assert minutes.papers.count() == 4


def test_whoever_is_invited_remarks_in_the_name_of_their_institution():
    minutes = circulated()
    place = minutes.meeting.attendances.first()
    by = coordinator(place.institution)

    remark = take_remark(minutes=minutes, said=RemarkSaid(text="  Jo unë. ", said_by="Tjetri"), by=by, on=SENT)

    assert (remark.said_by, remark.text, remark.institution) == (by.name, "Jo unë.", place.institution)
    assert Event.objects.filter(what="meeting.minutes_remarked").count() == 1


def test_who_was_not_invited_makes_no_remark_and_nobody_after_the_last_day_but_through_the_office():
    minutes = circulated(remarks_until=datetime.date(2018, 7, 5))
    late = datetime.date(2018, 7, 6)
    said = RemarkSaid(text="Vonë", said_by="Ana")

    with pytest.raises(NotAllowed):
        take_remark(minutes=minutes, said=said, by=coordinator(InstitutionFactory()), on=SENT)
    invited = coordinator(minutes.meeting.attendances.first().institution)
    with pytest.raises(DomainError, match=r"05\.07\.2018"):
        take_remark(minutes=minutes, said=said, by=invited, on=late)
    assert take_remark(minutes=minutes, said=said, by=by_office(minutes), on=late).said_by == "Ana"


def test_a_draft_takes_no_remark():
    minutes = a_held_meeting().record

    with pytest.raises(DomainError, match="circulated"):
        remarked(minutes)


def test_a_remark_that_is_not_taken_has_a_reason():
    remark = remarked(circulated())

    with pytest.raises(DomainError) as refused:
        answered(remark, is_taken=False, response="  ")
    assert refused.value.field == "response"

    remark = answered(remark, is_taken=False, response="U tha ndryshe.")
    assert (remark.is_taken, remark.response, remark.responded_on) == (False, "U tha ndryshe.", SENT)


def test_minutes_are_approved_at_the_next_meeting_which_ticks_its_item():
    minutes = circulated()
    later = the_next_meeting(minutes.meeting)
    answered(remarked(minutes), is_taken=True)
    StatementFactory(meeting=minutes.meeting, text_sq="U shtua emri.")

    approved = approve_minutes(minutes=minutes, at=later, by=by_office(minutes), on=NEXT)

    assert (approved.state, approved.approved_at, approved.approved_on) == (MinutesState.APPROVED, later, NEXT)
    assert later.items.get().state == ItemState.DONE
    papers = approved.papers.filter(state=MinutesState.APPROVED)
    assert papers.count() == 4
    assert "U shtua emri." in text_of(papers.get(format="docx", is_public=True))
    before = approved.papers.get(state=MinutesState.CIRCULATED, format="docx", is_public=True)
    assert "U shtua emri." not in text_of(before)
    head = Event.objects.filter(what__startswith="meeting.").order_by("-pk")
    assert "meeting.minutes_approved" in {event.what for event in head}


def test_remarks_without_an_answer_keep_the_minutes_from_approval_and_are_named():
    minutes = circulated()
    remarked(minutes, "Arben Hoxha")
    answered(remarked(minutes, "Besa Kola"), is_taken=True)

    with pytest.raises(DomainError) as refused:
        approve_minutes(minutes=minutes, at=the_next_meeting(minutes.meeting), by=by_office(minutes), on=NEXT)

    assert "Arben Hoxha" in str(refused.value)
    assert "Besa Kola" not in str(refused.value)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.CIRCULATED


@pytest.mark.parametrize(
    "fields",
    [
        {"on": datetime.date(2018, 6, 1), "number": 9},
        {"called": False, "state": "planned"},
        {"body": "another"},
        {"on": datetime.date(2018, 12, 3)},
    ],
    ids=["earlier", "not called", "another body", "its day has not come"],
)
def test_a_meeting_that_cannot_approve_is_refused(fields):
    minutes = circulated()
    if "body" in fields:
        fields = {"body": BodyFactory()}
    at = MeetingFactory(
        **{"office": minutes.meeting.office, "body": minutes.meeting.body, "called": True, "on": NEXT} | fields
    )

    with pytest.raises(DomainError) as refused:
        approve_minutes(minutes=minutes, at=at, by=by_office(minutes), on=NEXT)

    assert refused.value.field == "at"
    assert not minutes.papers.filter(state=MinutesState.APPROVED).exists()


def test_a_draft_is_not_approved():
    meeting = a_held_meeting()

    with pytest.raises(DomainError, match="Circulate"):
        approve_minutes(minutes=meeting.record, at=the_next_meeting(meeting), by=officer(meeting.office), on=NEXT)


def test_what_approved_minutes_tell_is_not_changed_any_more():
    minutes = circulated()
    remark = answered(remarked(minutes), is_taken=True)
    refuse_approved(minutes.meeting)
    approve_minutes(minutes=minutes, at=the_next_meeting(minutes.meeting), by=by_office(minutes), on=NEXT)
    meeting, by = minutes.meeting, by_office(minutes)

    with pytest.raises(DomainError, match="approved"):
        refuse_approved(meeting)
    with pytest.raises(DomainError, match="approved"):
        add_item(meeting=meeting, said=ItemSaid(title_sq="E re"), by=by, on=NEXT)
    with pytest.raises(DomainError, match="approved"):
        edit_item(item=meeting.items.get(), said=ItemSaid(title_sq="Tjetër"), by=by, on=NEXT)
    with pytest.raises(DomainError, match="approved"):
        answered(remark, is_taken=True, response="Tjetër")
    with pytest.raises(DomainError, match="approved"):
        remarked(minutes)
