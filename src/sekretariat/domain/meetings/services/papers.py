"""The papers of a meeting: a file, a letter or an edition, with who may read it."""

import datetime
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.plans.models import Edition
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, check
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File

from ..enums import MADE_FROM_ROWS, PaperKind
from ..models import AgendaItem, Meeting, MeetingPaper
from ._guards import locked, note_in_trail, refuse_approved, refuse_cancelled, refuse_unless_keeper


@dataclass(frozen=True, kw_only=True)
class PaperSaid:
    """One paper as it is entered. `file` was taken in already (`ground.files.services.take_upload`).

    Without file, letter and edition it only stands in the list: it was handed out on paper, or is made from the rows.
    """

    title_sq: str
    title_en: str = ""
    kind: str = PaperKind.OTHER
    access: str = AccessLevel.INTERNAL
    item: AgendaItem | None = None
    file: File | None = None
    letter: Letter | None = None
    edition: Edition | None = None


@transaction.atomic
def add_paper(*, meeting: Meeting, said: PaperSaid, by: Actor, on: datetime.date) -> MeetingPaper:
    """Put a paper at the end of the meeting's list. One that came after the minutes were approved is added too."""
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    _check_links(meeting, said, by=by)
    last = meeting.papers.aggregate(last=Max("position"))["last"] or 0
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    values["title_sq"], values["title_en"] = " ".join(said.title_sq.split()), " ".join(said.title_en.split())
    paper = MeetingPaper(meeting=meeting, position=last + 1, **values)
    check(paper)
    paper.save()
    note_in_trail("meeting.paper_added", meeting, by=by, on=on, title=paper.title_sq, access=paper.access)
    return paper


def _check_links(meeting: Meeting, said: PaperSaid, *, by: Actor) -> None:
    if said.item and said.item.meeting_id != meeting.pk:
        raise DomainError(_("Choose an item of this meeting's agenda."), field="item")
    if said.letter and not Letter.objects.visible_to(by).filter(pk=said.letter.pk).exists():
        raise DomainError(_("This letter is not one of your office's."), field="letter")
    if said.edition and not Edition.objects.visible_to(by).filter(pk=said.edition.pk).exists():
        raise DomainError(_("This edition is not one that you see."), field="edition")
    if said.kind in MADE_FROM_ROWS and (said.file or said.letter or said.edition):
        raise DomainError(_("The agenda and the attendance list are made from what is entered here."), field="kind")


@transaction.atomic
def remove_paper(*, paper: MeetingPaper, by: Actor, on: datetime.date) -> None:
    """Take a paper off the list, unless approved minutes name it. File and letter themselves stay."""
    refuse_unless_keeper(paper.meeting, by=by)
    meeting = locked(paper.meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    note_in_trail("meeting.paper_removed", meeting, by=by, on=on, title=paper.title_sq)
    paper.delete()
