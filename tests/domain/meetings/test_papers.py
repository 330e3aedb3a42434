"""Papers of a meeting: what may be one, in which order, and that approved minutes keep theirs."""

import pytest
from django.utils.translation import override

from sekretariat.domain.meetings.enums import PaperKind
from sekretariat.domain.meetings.services import PaperSaid, add_paper, approve_minutes, remove_paper
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.domain.letters.making import sent
from tests.factories import AgendaItemFactory, InstitutionFactory, OfficeFactory, coordinator, officer

from .record_making import NEXT, SENT, a_held_meeting, a_pdf, circulated, the_next_meeting, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are read in English."""
    with override("en"):
        yield


@pytest.fixture
def meeting(db):
    return a_held_meeting()


def added(meeting, **said):
    return add_paper(meeting=meeting, said=PaperSaid(**said), by=officer(meeting.office), on=SENT)


def test_papers_stand_in_the_order_in_which_they_were_added(meeting):
    file = uploaded(meeting.office, "prezantimi.pdf", a_pdf())

    added(meeting, title_sq=" Kuadri   metodologjik ", kind=PaperKind.FRAMEWORK, file=file, access="public")
    added(meeting, title_sq="Shkresat", kind=PaperKind.LETTERS, letter=sent(meeting.office))

    papers = [(one.position, one.title_sq, one.access) for one in meeting.papers.all()]
    assert papers == [(1, "Kuadri metodologjik", "public"), (2, "Shkresat", "internal")]


def test_a_letter_stands_once_and_is_one_that_the_officer_sees(meeting):
    letter = sent(meeting.office)
    added(meeting, title_sq="Shkresa", letter=letter)

    with pytest.raises(DomainError, match="already"):
        added(meeting, title_sq="Shkresa", letter=letter)
    with pytest.raises(DomainError) as refused:
        added(meeting, title_sq="Shkresa", letter=sent(OfficeFactory()))
    assert refused.value.field == "letter"


def test_a_paper_is_of_this_meetings_item_and_one_thing_only(meeting):
    file = uploaded(meeting.office, "a.pdf", a_pdf())

    with pytest.raises(DomainError) as refused:
        added(meeting, title_sq="A", item=AgendaItemFactory())
    assert refused.value.field == "item"
    with pytest.raises(DomainError):
        added(meeting, title_sq="A", file=file, letter=sent(meeting.office))
    with pytest.raises(DomainError) as refused:
        added(meeting, title_sq="A", kind=PaperKind.AGENDA, file=file)
    assert refused.value.field == "kind"


def test_only_the_office_adds_and_removes(meeting):
    paper = added(meeting, title_sq="A")
    stranger = coordinator(InstitutionFactory())

    with pytest.raises(NotAllowed):
        add_paper(meeting=meeting, said=PaperSaid(title_sq="A"), by=stranger, on=SENT)
    with pytest.raises(NotAllowed):
        remove_paper(paper=paper, by=stranger, on=SENT)
    remove_paper(paper=paper, by=officer(meeting.office), on=SENT)
    assert not meeting.papers.exists()


def test_approved_minutes_keep_the_papers_that_they_name_and_one_may_still_come(meeting):
    paper = added(meeting, title_sq="A")
    by = officer(meeting.office)
    approve_minutes(minutes=circulated(meeting), at=the_next_meeting(meeting), by=by, on=NEXT)

    with pytest.raises(DomainError, match="approved"):
        remove_paper(paper=paper, by=by, on=NEXT)
    assert added(meeting, title_sq="Lista e nënshkruar", kind=PaperKind.SIGNED_LIST).pk
