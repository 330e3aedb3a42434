"""The minutes, extracts and folder on their pages."""

import datetime
import io
import zipfile

import pytest
import time_machine
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.models import Meeting, MinutesRemark
from sekretariat.ground.actors import Role
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.services import run
from tests.domain.meetings.record_making import (
    NEXT,
    SENT,
    a_held_meeting,
    a_pdf,
    circulated,
    the_next_meeting,
    uploaded,
    words_of_pdf,
)
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    InstitutionFactory,
    MeetingPaperFactory,
    StatementFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, person_in, row_names, words
from tests.web.queries import queries_of

__all__ = ["english", "office"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime.datetime(2018, 9, 24, 12, tzinfo=datetime.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting(office) -> Meeting:
    return a_held_meeting(office)


@pytest.fixture
def keeper(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def guest(english, meeting):
    """Answers for an institution that was invited without a seat."""
    place = AttendanceFactory(meeting=meeting, institution=InstitutionFactory(short_name="AKSHI"), is_member=False)
    return english(person_in(Role.COORDINATOR, place.institution))


def url_of(name: str, meeting: Meeting, **more) -> str:
    return reverse(f"meetings:{name}", kwargs={"pk": meeting.pk, **more})


def record(client, meeting) -> str:
    response = client.get(url_of("record", meeting))
    assert faults_of(response.content.decode()) == []
    return words(response)


def test_the_draft_is_the_offices_and_shows_what_is_written_with_what_is_restricted(meeting, keeper, guest):
    shown = record(keeper, meeting)

    assert "U vlerësua angazhimi." in shown
    assert "Pozicion i kufizuar." in shown
    assert "Circulate the minutes" in shown
    told = record(guest, meeting)
    assert "The minutes are not circulated yet." in told
    assert "U vlerësua angazhimi." not in told
    assert guest.get(url_of("record_file", meeting)).status_code == 403


def test_the_record_is_saved_in_both_forms_and_languages(meeting, keeper):
    for form in ("docx", "pdf"):
        for language in ("sq", "en"):
            response = keeper.get(url_of("record_file", meeting), {"form": form, "language": language})
            assert response.status_code == 200
            assert b"".join(response)[:4] in {b"PK\x03\x04", b"%PDF"}
    assert keeper.get(url_of("record_file", meeting), {"form": "exe"}).status_code == 404


def test_circulated_minutes_are_read_by_the_invited_without_what_is_restricted(meeting, keeper, guest):
    response = keeper.post(url_of("circulate", meeting), {"remarks_until": "01.10.2018"}, follow=True)

    assert "Circulated; no remark yet." in words(response)
    told = record(guest, meeting)
    assert "U vlerësua angazhimi." in told
    assert "Pozicion i kufizuar." not in told
    whole = meeting.record.papers.get(format="docx", is_public=False)
    public = meeting.record.papers.get(format="docx", is_public=True)
    file = url_of("record_file", meeting)
    assert guest.get(file, {"paper": whole.pk}).status_code == 404
    assert b"".join(guest.get(file, {"paper": public.pk}))[:2] == b"PK"
    assert b"".join(keeper.get(file, {"paper": whole.pk}))[:2] == b"PK"
    assert "Pozicion i kufizuar." in words_of_pdf(b"".join(keeper.get(file, {"form": "pdf"})))
    assert "Pozicion i kufizuar." not in words_of_pdf(b"".join(guest.get(file, {"form": "pdf"})))


def test_a_day_that_has_passed_is_told_at_its_field_and_nothing_is_sent(meeting, keeper):
    response = keeper.post(url_of("circulate", meeting), {"remarks_until": "01.07.2018"})

    assert response.status_code == 200
    assert "Give those who were there a day that is still to come." in words(response)
    meeting.record.refresh_from_db()
    assert meeting.record.state == "draft"


def test_a_guest_remarks_and_the_office_answers(meeting, keeper, guest):
    circulated(meeting)

    guest.post(url_of("remark", meeting), {"text": "Shto emrin tonë."}, follow=True)
    remark = MinutesRemark.objects.get()
    assert (remark.institution.short_name, remark.text) == ("AKSHI", "Shto emrin tonë.")
    assert "Circulated; 1 remark, 1 not answered yet." in record(keeper, meeting)

    respond = url_of("respond", meeting, remark_pk=remark.pk)
    refused = keeper.post(respond, {"outcome": "refused", "response": ""})
    assert "Say why the remark is not taken." in words(refused)
    keeper.post(respond, {"outcome": "taken", "response": ""})
    remark.refresh_from_db()
    assert remark.is_taken
    assert "taken" in record(guest, meeting)


def test_the_office_takes_down_a_remark_that_came_by_mail(meeting, keeper):
    circulated(meeting)
    InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë")

    sent = {"said_by": "Ana Deda", "institution": "Ministria e Drejtësisë", "text": "Jo kështu."}
    response = keeper.post(url_of("remark", meeting), sent, follow=True)

    assert row_names(response) == ["Ana DedaMD"]


def test_one_button_on_the_next_agenda_approves_and_leads_back_to_it(meeting, keeper):
    circulated(meeting)
    later = the_next_meeting(meeting, on=datetime.date(2018, 9, 24))

    response = keeper.post(url_of("approve", meeting), {"at": later.pk, "back": "agenda"})

    assert response.headers["Location"] == url_of("detail", later)
    assert "Approved at meeting 2/2018 on 24.09.2018." in record(keeper, meeting)


def test_the_next_meeting_shows_the_button_until_it_has_approved(meeting, keeper, guest):
    circulated(meeting)
    later = the_next_meeting(meeting)
    button = f'action="{url_of("approve", meeting)}"'
    AttendanceFactory(meeting=later, institution=meeting.attendances.last().institution)

    assert button in record(keeper, later)
    assert button not in record(guest, later)
    keeper.post(url_of("approve", meeting), {"at": later.pk})
    assert button not in record(keeper, later)


def test_an_unanswered_remark_keeps_the_page_and_is_named(meeting, keeper):
    minutes = circulated(meeting)
    MinutesRemark.objects.create(minutes=minutes, said_by="Ana Deda", text="Jo", received_on=SENT)
    later = the_next_meeting(meeting)

    response = keeper.post(url_of("approve", meeting), {"at": later.pk})

    assert response.status_code == 200
    assert "Answer the remarks first: Ana Deda." in words(response)


def test_a_meeting_of_another_office_cannot_be_chosen_to_approve(meeting, keeper):
    circulated(meeting)
    elsewhere = the_next_meeting(a_held_meeting())

    response = keeper.post(url_of("approve", meeting), {"at": elsewhere.pk})

    assert response.status_code == 200
    meeting.record.refresh_from_db()
    assert meeting.record.state == "circulated"


def test_an_extract_is_offered_to_whom_it_concerns_and_drafted(meeting, keeper):
    ministry = InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave")
    decision = BodyDecisionFactory(meeting=meeting, text_sq="Të dërgohet kalendari.")
    decision.institutions.add(ministry)
    address = url_of("extract", meeting, decision_pk=decision.pk)
    page = keeper.get(address)
    assert faults_of(page.content.decode()) == []
    assert "MFE – Ministria e Financave" in words(page)

    response = keeper.post(address, {"to": "Ministria e Financave"})

    letter = Letter.objects.get()
    assert response.headers["Location"] == reverse("letters:detail", args=[letter.pk])
    assert list(decision.letters.all()) == [letter]
    again = keeper.post(address, {"to": ""})
    assert again.status_code == 200
    assert Letter.objects.count() == 1


def test_the_folder_lists_what_the_reader_may_have_and_gives_it(meeting, keeper, guest):
    file = uploaded(meeting.office, "a.pdf", a_pdf())
    MeetingPaperFactory(meeting=meeting, title_sq="Pozicioni negociues", access="restricted", file=file)
    MeetingPaperFactory(meeting=meeting, title_sq="Prezantimi", access="public", file=file)

    page = keeper.get(url_of("folder", meeting))
    assert faults_of(page.content.decode()) == []
    assert "Pozicioni negociues" in row_names(page)
    assert "Pozicioni negociues" not in row_names(guest.get(url_of("folder", meeting)))
    whole = b"".join(keeper.get(url_of("folder_file", meeting)))
    public = keeper.get(url_of("folder_file", meeting), {"part": "public"})
    assert "dosja-publike-gmip-1-2018.zip" in public.headers["Content-Disposition"]
    folders = {name.partition("/")[0] for name in names(b"".join(public))}
    assert folders == {"00-permbajtja.docx", "publike"}
    assert {name.partition("/")[0] for name in names(whole)} == folders | {"te-brendshme", "te-kufizuara"}


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_the_pdf_is_made_in_the_background_for_who_asked(meeting, keeper):
    response = keeper.post(url_of("folder_file", meeting), {"part": "public"})

    job = Job.objects.get()
    assert response.headers["Location"] == reverse("jobs:detail", args=[job.pk])
    run(job.pk)
    made = keeper.get(reverse("jobs:result", args=[job.pk]))
    assert "dosja-publike-gmip-1-2018.pdf" in made.headers["Content-Disposition"]
    assert b"".join(made)[:5] == b"%PDF-"


def test_a_folder_that_is_too_large_says_so_on_its_page(meeting, keeper, monkeypatch):
    MeetingPaperFactory(meeting=meeting, title_sq="Prezantimi", file=uploaded(meeting.office, "a.pdf", a_pdf()))
    monkeypatch.setattr("sekretariat.domain.meetings.exporters.folder.MAX_BYTES", 10)

    response = keeper.get(url_of("folder_file", meeting))

    assert response.status_code == 200
    assert "The largest is “Prezantimi”" in words(response)


@pytest.mark.parametrize("name", ["record", "folder"])
def test_pages_take_the_same_queries_for_one_and_for_three_of_each(meeting, keeper, name):
    def one_more():
        item = AgendaItemFactory(meeting=meeting)
        StatementFactory(meeting=meeting, item=item)
        BodyDecisionFactory(meeting=meeting, item=item)
        AttendanceFactory(meeting=meeting)
        MeetingPaperFactory(meeting=meeting, item=item, file=uploaded(meeting.office, "a.pdf", a_pdf()))
        MinutesRemark.objects.create(
            minutes=meeting.record, said_by="A", text="B", received_on=SENT, institution=InstitutionFactory()
        )

    one_more()
    once = queries_of(keeper, url_of(name, meeting))
    one_more()
    one_more()

    assert queries_of(keeper, url_of(name, meeting)) == once


def test_approved_on_the_day_of_the_later_meeting(meeting, keeper):
    circulated(meeting)
    later = the_next_meeting(meeting)
    assert f"{later.number_label} · {NEXT:%d.%m.%Y}" in record(keeper, meeting)

    keeper.post(url_of("approve", meeting), {"at": later.pk})

    meeting.record.refresh_from_db()
    assert meeting.record.approved_on == NEXT
