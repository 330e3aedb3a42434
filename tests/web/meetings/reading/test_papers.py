"""The papers of a meeting: added, taken off, and each as its reader may have it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from sekretariat.domain.meetings.enums import PaperKind
from sekretariat.domain.meetings.models import MeetingPaper
from sekretariat.ground.files.models import File
from sekretariat.officefiles import docx
from tests.domain.letters.making import sent
from tests.factories import AgendaItemFactory, InstitutionFactory, MeetingPaperFactory, OfficeFactory
from tests.web.html import faults_of
from tests.web.letters.conftest import PDF, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=[one.pk for one in args])


def given(**more) -> dict:
    return {"kind": "other", "access": "internal"} | more


def a_pdf(name: str = "korniza.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@pytest.fixture
def paper(keeper, meeting) -> MeetingPaper:
    keeper.post(url("add_paper", meeting), given(file=a_pdf()))
    return MeetingPaper.objects.get()


def test_a_file_takes_its_name_as_the_title_and_is_read_by_whoever_is_invited(keeper, member, meeting, paper):
    assert (paper.title_sq, paper.file.name) == ("korniza", "korniza.pdf")
    assert url("paper", meeting, paper) in words(member.get(url("papers", meeting)))

    answer = member.get(url("paper", meeting, paper))

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_restricted_paper_and_one_of_a_restricted_item_are_not_there_for_guests(guest, member, meeting, paper):
    paper.access = "restricted"
    paper.save()
    of_item = MeetingPaperFactory(
        meeting=meeting, title_en="Of the item", item=AgendaItemFactory(meeting=meeting, is_restricted=True)
    )

    assert guest.get(url("paper", meeting, paper)).status_code == 404
    assert "There is no paper for you yet." in words(guest.get(url("papers", meeting)))
    assert "2 papers." in words(member.get(url("papers", meeting)))
    assert of_item.title_en in words(member.get(url("papers", meeting)))


def test_a_file_is_chosen_once_though_the_form_has_a_fault(keeper, meeting):
    page = keeper.post(url("add_paper", meeting), given(file=a_pdf(), letter="9999"))
    assert "Keep the file that is here already: korniza.pdf" in words(page)
    assert faults_of(page.content.decode()) == []
    note = page.content.decode().partition('name="kept" value="')[2].partition('"')[0]

    keeper.post(url("add_paper", meeting), given(kept=note, keep=File.objects.get().pk))

    assert MeetingPaper.objects.get().file.name == "korniza.pdf"


def test_a_paper_that_says_nothing_is_refused(keeper, meeting):
    page = keeper.post(url("add_paper", meeting), given())

    assert "Choose a file, a letter or an edition, or write what the paper is." in words(page)
    assert not MeetingPaper.objects.exists()


def test_the_agenda_stands_among_the_papers_by_its_name_in_both_languages(keeper, meeting):
    keeper.post(url("add_paper", meeting), given(kind="agenda"))

    paper = MeetingPaper.objects.get()
    with override("sq"):
        assert (paper.title_sq, paper.title_en) == (PaperKind.AGENDA.label, "Agenda")
    assert "made from what is entered here" in words(keeper.get(url("papers", meeting)))


def test_agenda_and_attendance_list_are_made_as_they_stand_and_hide_from_guests_what_is_restricted(
    keeper, guest, member, meeting, place
):
    AgendaItemFactory(meeting=meeting, title_en="Open to all", position=1)
    AgendaItemFactory(meeting=meeting, title_en="Negotiating position", position=2, is_restricted=True)
    agenda, people = (MeetingPaperFactory(meeting=meeting, kind=kind) for kind in ("agenda", "attendance_list"))

    seen = {who: text_of(one.get(url("paper", meeting, agenda))) for who, one in {"m": member, "g": guest}.items()}

    assert "Open to all" in seen["g"]
    assert "Negotiating position" not in seen["g"]
    assert "Negotiating position" in seen["m"]
    assert place.name in text_of(keeper.get(url("paper", meeting, people)))


def text_of(answer: HttpResponse) -> str:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return docx.text(data)


def test_a_letter_leads_to_its_page_and_for_other_guests_to_its_document(keeper, member, meeting, office):
    letter = sent(office, to=[InstitutionFactory()], subject="Thirrje për punëtorinë")
    keeper.post(url("add_paper", meeting), given(letter=letter.number_label))
    paper = MeetingPaper.objects.get()

    assert paper.title_sq == "Thirrje për punëtorinë"
    assert keeper.get(url("paper", meeting, paper)).url == reverse("letters:detail", args=[letter.pk])
    answer = member.get(url("paper", meeting, paper))
    assert answer.status_code == 200
    assert b"".join(answer)[:2] == b"PK"


def test_the_letter_of_another_office_is_not_taken(keeper, meeting, stranger):
    foreign = sent(OfficeFactory(), to=[InstitutionFactory()])

    page = keeper.post(url("add_paper", meeting), given(letter=foreign.number_label))

    assert "There is no letter" in words(page)
    assert not MeetingPaper.objects.exists()


def test_a_paper_is_taken_off_by_the_secretariat(keeper, member, meeting, paper):
    assert member.post(url("remove_paper", meeting, paper)).status_code == 403

    page = keeper.post(url("remove_paper", meeting, paper), follow=True)

    assert "was taken off the papers." in words(page)
    assert not MeetingPaper.objects.exists()


def test_the_papers_take_the_same_queries_for_one_and_for_three(keeper, meeting):
    def add() -> None:
        MeetingPaperFactory(meeting=meeting, item=AgendaItemFactory(meeting=meeting))

    add()
    for_one = queries_of(keeper, url("papers", meeting))
    add()
    add()

    assert queries_of(keeper, url("papers", meeting)) == for_one <= 16
