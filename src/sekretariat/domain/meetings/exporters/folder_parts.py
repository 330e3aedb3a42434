"""Which documents the folder of a meeting holds, for one reader, and how public each of them is."""

import datetime
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.exporters import Document, whole_letter
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.plans.models import Edition
from sekretariat.ground.actors import Actor
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File

from ..enums import MADE_FROM_ROWS, MinutesState
from ..models import Attendance, BodyDecision, Meeting, Minutes, Statement
from ..rules import can_read_minutes, can_read_paper, can_see_restricted
from .agenda_paper import agenda_document
from .attendance_list import attendance_document
from .notes import notes_document
from .plain_paper import day_of

PUBLIC, INTERNAL, RESTRICTED = AccessLevel.PUBLIC, AccessLevel.INTERNAL, AccessLevel.RESTRICTED
ORDER = (PUBLIC, INTERNAL, RESTRICTED)
PRINTED_EDITION = ("docx", "pdf")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One document of the folder: a kept file, or one that `make` draws; neither where it exists on paper alone.

    `in_pdf` is false of the Word twin of a document that is there as PDF too.
    """

    access: str
    title: str
    origin: str
    file: File | None = None
    make: Callable[[], Document] | None = None
    form: str = ""
    in_pdf: bool = True

    @property
    def suffix(self) -> str:
        if self.file:
            return PurePath(self.file.name).suffix.lower().removeprefix(".") or "bin"
        return self.form

    @property
    def size(self) -> int:
        """Of a kept file; what is drawn is small."""
        return self.file.size if self.file else 0

    def open(self) -> BinaryIO:
        """The content; raises ContentMissing."""
        if self.file:
            return self.file.open()
        return io.BytesIO(self.make().body if self.make else b"")


def folder_parts(meeting: Meeting, *, actor: Actor) -> list[Part]:
    """The documents that the actor may have, the public ones first. Titles and origins are in Albanian."""
    attendances = list(meeting.attendances.all())
    with override("sq"):
        parts = [
            *_agenda(meeting),
            *_attendance(meeting),
            *_papers(meeting, actor, attendances),
            *_letters(meeting, actor),
            *_minutes(meeting, actor),
        ]
    if not can_see_restricted(actor, meeting, attendances):
        parts = [part for part in parts if part.access != RESTRICTED]
    return sorted(parts, key=lambda part: ORDER.index(AccessLevel(part.access)))  # within a level as they came


def _from_rows(meeting: Meeting) -> str:
    return _("made from what is entered of the meeting of %(day)s") % {"day": day_of(meeting, "sq")}


def _pair(make: Callable[..., Document], *, access: str, title: str, origin: str) -> Iterator[Part]:
    """A document that we draw, as Word and as PDF."""
    for form in ("docx", "pdf"):
        yield Part(
            access=access, title=title, origin=origin, make=partial(make, form=form), form=form, in_pdf=form == "pdf"
        )


def _agenda(meeting: Meeting) -> Iterator[Part]:
    """Without its restricted items for everybody; with them, where there are any, in the restricted part."""
    draw = partial(agenda_document, meeting, language="sq", created=meeting.created_at)
    origin = _from_rows(meeting)
    yield from _pair(partial(draw, is_public=True), access=PUBLIC, title=pgettext("document", "Agenda"), origin=origin)
    if meeting.items.filter(is_restricted=True).exists():
        whole = partial(draw, is_public=False)
        yield from _pair(whole, access=RESTRICTED, title=_("Agenda with its restricted items"), origin=origin)


def _attendance(meeting: Meeting) -> Iterator[Part]:
    draw = partial(attendance_document, meeting, language="sq", created=meeting.created_at)
    yield from _pair(draw, access=INTERNAL, title=pgettext("document", "Attendance list"), origin=_from_rows(meeting))


def _papers(meeting: Meeting, actor: Actor, attendances: Sequence[Attendance]) -> Iterator[Part]:
    rows = meeting.papers.select_related("meeting", "item", "file", "edition__plan", "edition__content")
    rows = rows.prefetch_related("edition__papers__file").order_by("position", "pk")
    readable = [row for row in rows if can_read_paper(actor, row, attendances)]
    letters = _with_parts(row.letter_id for row in readable if row.letter_id)
    for row in readable:
        access = RESTRICTED if row.item and row.item.is_restricted else row.access
        if row.file:
            yield Part(access=access, title=row.title_sq, origin=_uploaded(row.file), file=row.file)
        elif row.edition:
            yield from _edition(row.edition, row.title_sq, access)
        elif row.letter_id:
            yield from _letter(letters[row.letter_id], access)
        elif row.kind not in MADE_FROM_ROWS:
            yield Part(access=access, title=row.title_sq, origin=_("on paper"))


def _uploaded(file: File) -> str:
    return _("file entered on %(day)s") % {"day": f"{timezone.localdate(file.uploaded_at):%d.%m.%Y}"}


def _edition(edition: Edition, title: str, access: str) -> Iterator[Part]:
    """Its frozen papers in Albanian; where none is made yet, what they are made from."""
    origin = _("edition %(number)s of the plan “%(plan)s”") % {"number": edition.sequence, "plan": edition.plan.label}
    papers = [one for one in edition.papers.all() if one.language == "sq" and one.format in PRINTED_EDITION]
    for one in papers:
        twin = one.format == "docx" and len(papers) > 1
        yield Part(access=access, title=title, origin=origin, file=one.file, in_pdf=not twin)
    if not papers:
        yield Part(access=access, title=title, origin=origin, file=edition.content)


def _letters(meeting: Meeting, actor: Actor) -> Iterator[Part]:
    """Those that the record cites and the extracts that went out, beyond the letters among the papers."""
    among = set(meeting.papers.exclude(letter=None).values_list("letter", flat=True))
    levels: dict[int, str] = {}
    cited = [
        *_cited(Statement.letters.through.objects.filter(statement__meeting=meeting), "statement"),
        *_cited(BodyDecision.letters.through.objects.filter(bodydecision__meeting=meeting), "bodydecision"),
    ]
    for key, is_restricted in cited:
        levels[key] = RESTRICTED if is_restricted or levels.get(key) == RESTRICTED else INTERNAL
    rows = Letter.objects.visible_to(actor).filter(pk__in=levels.keys() - among).exclude(state=LetterState.DRAFT)
    for letter in sorted(with_parts_of_letter(rows), key=lambda one: (one.on or datetime.date.max, one.pk)):
        yield from _letter(letter, levels[letter.pk])


def _cited(links: object, owner: str) -> Iterator[tuple[int, bool]]:
    """(letter, whether the row that cites it, or its item, is restricted)."""
    names = ("letter", f"{owner}__is_restricted", f"{owner}__item__is_restricted")
    for key, of_row, of_item in links.values_list(*names):  # type: ignore[attr-defined]
        yield key, bool(of_row or of_item)


def _with_parts(keys: Iterator[int]) -> dict[int, Letter]:
    return {letter.pk: letter for letter in with_parts_of_letter(Letter.objects.filter(pk__in=list(keys)))}


def _letter(letter: Letter, access: str) -> Iterator[Part]:
    """The signed scan, or the document while there is none; then what it encloses."""
    named = letter.citation or _("draft")
    title = _("Letter %(number)s: %(subject)s") % {"number": named, "subject": letter.subject}
    origin = _("letter %(number)s") % {"number": named}
    if letter.scan:
        yield Part(access=access, title=title, origin=_("%(letter)s, signed") % {"letter": origin}, file=letter.scan)
    else:
        yield from _pair(partial(whole_letter, letter), access=access, title=title, origin=origin)
    for one in letter.enclosures.all():
        enclosed = _("enclosed with %(letter)s") % {"letter": origin}
        yield Part(access=access, title=one.title, origin=enclosed, file=one.file)


def _minutes(meeting: Meeting, actor: Actor) -> Iterator[Part]:
    """As they were frozen last; a draft as it stands, for the office. Public only once they are approved."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None or not can_read_minutes(actor, meeting, minutes):
        return
    has_restricted = _has_restricted(meeting)
    title = f"{minutes.get_kind_display()} ({str(minutes.get_state_display()).lower()})"
    # What is restricted is left out of the one and kept apart in the other.
    variants = [(True, PUBLIC if minutes.state == MinutesState.APPROVED else INTERNAL)]
    if has_restricted:
        variants.append((False, RESTRICTED))
    frozen = {(one.is_public, one.format): one.file for one in minutes.papers.filter(state=minutes.state)}
    for is_public, access in variants:
        named = title if is_public else _("%(title)s, with what is restricted") % {"title": title}
        if minutes.state == MinutesState.DRAFT:
            draw = partial(notes_document, meeting, language="sq", is_public=is_public, created=meeting.created_at)
            yield from _pair(draw, access=access, title=named, origin=_from_rows(meeting))
            continue
        for form in ("docx", "pdf"):
            if file := frozen.get((is_public, form)):
                origin = _("frozen on %(day)s") % {"day": f"{timezone.localdate(file.uploaded_at):%d.%m.%Y}"}
                yield Part(access=access, title=named, origin=origin, file=file, in_pdf=form == "pdf")


def _has_restricted(meeting: Meeting) -> bool:
    rows = (meeting.items, meeting.statements, meeting.decisions, meeting.action_points)
    return any(some.filter(is_restricted=True).exists() for some in rows)


def public_parts(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.access == PUBLIC]
