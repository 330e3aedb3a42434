"""The notes or the minutes of a meeting in the house form. The order is that of the papers of the Prime Minister's
Office: who and where, what was said and done so far, what comes next, how it was received, which papers there are.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.letters.exporters import Document
from sekretariat.domain.plans.enums import PlanKind
from sekretariat.domain.plans.models import Plan
from sekretariat.ground.words import fold, format_date
from sekretariat.officefiles import noted_docx, noted_pdf
from sekretariat.officefiles.noted import (
    Block,
    Bullets,
    Head,
    Heading,
    Labelled,
    Noted,
    Numbered,
    Paragraph,
    Signatures,
)
from sekretariat.officefiles.paper import Table

from ..enums import CONCLUSIONS, THERE, MeetingKind, MinutesKind, PaperKind, Presence, StatementKind
from ..models import Attendance, BodyDecision, Meeting, MeetingPaper, Statement
from ..queries.record import Part, Record, record_of
from .saying import (
    Language,
    action_point_sentence,
    annex_range,
    annexes_of,
    in_capitals,
    led_sentence,
    package_sentence,
    with_footnote,
)

Form = Literal["docx", "pdf"]
DRAWN: Mapping[Form, Callable[..., bytes]] = {"docx": noted_docx.draw, "pdf": noted_pdf.draw}
AT_THE_ITEM = (StatementKind.NOTED, StatementKind.SAID, StatementKind.STEP_TAKEN)
ACTION_PLANS = (PlanKind.OGP, PlanKind.STRATEGY)


def notes_document(
    meeting: Meeting, *, form: Form, language: Literal["sq", "en"], is_public: bool, created: datetime.datetime
) -> Document:
    """The record as a paper, from the rows as they stand; the same rows and moment give the same bytes."""
    record = record_of(meeting, is_public=is_public)
    with override(language):
        noted = _Writer(record, Language(language)).paper()
    name = f"{_stem(record)}-{language}{'-public' if is_public else ''}.{form}"
    return Document(name=name, body=DRAWN[form](noted, created=created))


def _stem(record: Record) -> str:
    """ "shenime-rrjeti-ogp-3-2018", "procesverbal-kk-4-2021"."""
    body = re.sub(r"[^a-z0-9]+", "-", fold(record.meeting.body.label)).strip("-")[:60]
    kind = "procesverbal" if record.kind == MinutesKind.MINUTES else "shenime"
    return f"{kind}-{body}-{record.meeting.number}-{record.meeting.year}"


class _Writer:
    """The blocks of the paper, in the active language."""

    def __init__(self, record: Record, language: Language) -> None:
        self.record = record
        self.meeting = record.meeting
        self.language = language
        self.is_minutes = record.kind == MinutesKind.MINUTES
        self.is_written = record.meeting.kind == MeetingKind.WRITTEN
        self.annexes = annexes_of(record.enclosures)
        self.tells_package = bool(self.annexes)

    def paper(self) -> Noted:
        title = _("MINUTES") if self.is_minutes else _("DISCUSSION NOTES")
        day = format_date(self.meeting.on, language=self.language.code)
        footer = f"{title.capitalize()}, {self.meeting.body.label}, {day}"
        if self.record.is_public:
            footer += " — " + _("public edition")
        return Noted(
            title=f"{title.capitalize()}, {day}",
            language=self.language.code,
            blocks=list(self._blocks(title)),
            footer=footer,
            page_words=(_("Page"), _("of")),
        )

    def _blocks(self, title: str) -> Iterator[Block]:
        yield self._head(title)
        yield from self._facts()
        if self.is_minutes:
            yield from self._attendance()
            yield from self._agenda()
        for part in self.record.parts:
            yield from self._part(part)
        if self.tells_package:  # where no steps were told
            yield Paragraph(text=package_sentence(self.annexes))
        yield from self._next_steps()
        for statement in self._of_kind(StatementKind.APPRAISAL):
            yield Paragraph(text=with_footnote(statement, self.language))
        yield from self._papers()
        if self.is_minutes:
            chair = self.meeting.chair.name if self.meeting.chair else ""
            keeper = self.language.text(self.meeting.office.unit, "name")
            yield Signatures(places=[(_("Chair of the meeting"), chair), (_("Technical secretariat"), keeper)])

    def _head(self, title: str) -> Head:
        body = self.meeting.body
        subject = "subject" if body.subject_sq or body.subject_en else "name"
        below = self.language.continued(self.language.text(self.meeting, "title"), is_minutes=self.is_minutes)
        return Head(
            above=[
                [_("REPUBLIC OF ALBANIA"), in_capitals(self.language.text(self.record.top, "name"))],
                [in_capitals(self.language.text(body, subject))],
            ],
            title=title,
            below=[in_capitals(below)] if below else [],
        )

    def _facts(self) -> Iterator[Block]:
        meeting = self.meeting
        if self.is_minutes:
            yield Labelled(label=_("Number"), text=meeting.number_label)
        place = self.language.text(meeting, "place") or (_("online") if meeting.link else "")
        if self.is_written:
            yield Labelled(label=_("Manner"), text=_("Written procedure"))
            yield Labelled(label=_("Answers until"), text=self.language.day(meeting.on))
        else:
            if place:
                yield Labelled(label=_("Place"), text=place)
            yield Labelled(label=_("Date"), text=self.language.day(meeting.on) + self._hours())
        led_by = [meeting.chair.name] if meeting.chair else []
        led_by += [self.language.text(unit, "name") for unit in self.record.led_by]
        if led_by:
            yield Labelled(label=_("Directed by"), text=", ".join(led_by))
        if self.is_minutes and meeting.quorum_said:
            yield Labelled(label=_("Quorum"), text=meeting.quorum_said)

    def _hours(self) -> str:
        """Minutes tell them; notes, as the house writes them, do not."""
        if not self.is_minutes or not self.meeting.begins_at:
            return ""
        times = [self.meeting.begins_at, *([self.meeting.ends_at] if self.meeting.ends_at else [])]
        return _(", at %(hours)s") % {"hours": " – ".join(f"{time:%H:%M}" for time in times)}

    def _attendance(self) -> Iterator[Block]:
        places = [place for place in self.record.attendances if place.is_invited or place.presence in THERE]
        if not places:
            return
        yield Heading(text=_("Who was asked") if self.is_written else _("Attendance"))
        rows = [
            [place.institution_name or "—", self._name_of(place), self._presence_of(place)]
            for place in sorted(places, key=lambda one: (one.presence not in THERE, one.position, one.pk))
        ]
        last = _("Answer") if self.is_written else _("Presence")
        yield Table(headings=[_("Institution"), _("Name and function"), last], rows=rows, widths=[4, 4, 2])

    def _name_of(self, place: Attendance) -> str:
        own = ", ".join(filter(None, [place.name, place.function]))
        if place.presence != Presence.REPRESENTED:
            return own or "—"
        substitute = ", ".join(filter(None, [place.substitute_name, place.substitute_function]))
        return _("%(substitute)s (for %(member)s)") % {"substitute": substitute, "member": own} if own else substitute

    def _presence_of(self, place: Attendance) -> str:
        if self.is_written:
            return _("Answered") if place.presence in THERE else _("Did not answer")
        return str(Presence(place.presence).label) if place.presence else "—"

    def _agenda(self) -> Iterator[Block]:
        items = [(part.number, self.language.text(part.item, "title")) for part in self.record.parts if part.item]
        if items:
            yield Heading(text=_("Agenda"))
            yield Numbered(items=items)

    def _part(self, part: Part) -> Iterator[Block]:
        if self.is_minutes and part.item:
            yield Heading(text=f"{part.number}. {self.language.text(part.item, 'title')}")
            if presented_by := self._presenter(part):
                yield Labelled(label=_("Presented by"), text=presented_by)
        said = [statement for statement in part.statements if statement.kind in AT_THE_ITEM]
        for is_step, statements in groupby(said, key=lambda one: one.kind == StatementKind.STEP_TAKEN):
            if is_step:
                yield from self._steps(list(statements))
            else:
                yield from (self._said(statement) for statement in statements)
        if part.components:
            assert part.item is not None
            yield Paragraph(text=self._about_leads(part), leads_in=True)
            yield Bullets(items=[led_sentence(component, self.language) for component in part.components])
        for decision in part.decisions:
            yield from self._decision(decision)

    def _presenter(self, part: Part) -> str:
        item = part.item
        assert item is not None
        institution = self.language.text(item.presenter_institution, "name")
        return ", ".join(filter(None, [item.presenter.name if item.presenter else "", institution]))

    def _said(self, statement: Statement) -> Block:
        text = with_footnote(statement, self.language)
        speaker = statement.speaker_name
        if statement.speaker:
            place = statement.speaker
            name = place.substitute_name if place.presence == Presence.REPRESENTED else place.name
            speaker = ", ".join(filter(None, [name, place.institution_name]))
        return Labelled(label=speaker, text=text) if speaker else Paragraph(text=text)

    def _steps(self, statements: Sequence[Statement]) -> Iterator[Block]:
        plans = (part.item.plan for part in self.record.parts if part.item and part.item.plan)
        if any(self._is_prepared(plan) for plan in plans):
            lead = _("The following steps have been taken so far to prepare the Action Plan:")
        else:
            lead = _("The following steps have been taken so far:")
        yield Paragraph(text=lead, leads_in=True)
        yield Bullets(items=[with_footnote(statement, self.language) for statement in statements])
        if self.tells_package:
            yield Paragraph(text=package_sentence(self.annexes))
            self.tells_package = False

    def _is_prepared(self, plan: Plan) -> bool:
        """On the day of the meeting: what was adopted later was being prepared then."""
        return plan.kind in ACTION_PLANS and (plan.adoption_on is None or plan.adoption_on > self.meeting.on)

    def _about_leads(self, part: Part) -> str:
        assert part.item is not None
        assert part.item.plan is not None
        said = _("The institutions that will lead were discussed, for the %(count)s components of %(plan)s:")
        return said % {"count": len(part.components), "plan": part.item.plan.label}

    def _decision(self, decision: BodyDecision) -> Iterator[Block]:
        label = _("Decision no. %(number)s (%(verb)s)")
        label %= {"number": decision.number_label, "verb": decision.get_verb_display()}
        yield Labelled(label=label, text=self.language.text(decision, "text"))
        validations = [
            f"{one.entry.code} {self.language.text(one.entry.measure, 'title')}: {one.get_outcome_display().lower()}"
            + (f" — {one.reason}" if one.reason else "")
            for one in decision.validations.all()
        ]
        if validations:
            yield Bullets(items=validations)

    def _next_steps(self) -> Iterator[Block]:
        """Conclusions and what has a deadline, in one list: not everything said is a duty."""
        items = [with_footnote(statement, self.language) for statement in self._of_kind(*CONCLUSIONS)]
        items += [
            action_point_sentence(point, self.language, names_owers=self.is_minutes)
            for point in self.record.action_points
        ]
        if items:
            yield Paragraph(text=_("Among the immediate steps to be taken in this framework are:"), leads_in=True)
            yield Bullets(items=items)

    def _of_kind(self, *kinds: StatementKind) -> list[Statement]:
        """Across the items, in the order in which they were written in each."""
        return [statement for statement in self.record.statements if statement.kind in kinds]

    def _papers(self) -> Iterator[Block]:
        papers = [self._paper(paper) for paper in self.record.papers if not self._is_one_of_the_letters(paper)]
        if letters := self._letters():
            papers.append(letters)
        if papers:
            is_workshop = self.meeting.kind == MeetingKind.WORKSHOP
            lead = _("Documents prepared at the workshop:") if is_workshop else _("Documents of the meeting:")
            yield Paragraph(text=lead, leads_in=True)
            yield Bullets(items=papers)

    def _paper(self, paper: MeetingPaper) -> str:
        title = self.language.text(paper, "title")
        if paper.kind == PaperKind.FRAMEWORK and (annexes := annex_range(self.annexes)):
            return f"{title} ({annexes})"
        return title

    def _is_one_of_the_letters(self, paper: MeetingPaper) -> bool:
        return paper.kind == PaperKind.LETTERS and paper.letter is not None

    def _letters(self) -> str:
        """All of them in one line; those that no footnote cites with their number and day."""
        letters = [paper.letter for paper in self.record.papers if paper.letter and self._is_one_of_the_letters(paper)]
        if not letters:
            return ""
        in_footnotes = {letter for statement in self.record.statements for letter in statement.letters.all()}
        others = [letter.citation or letter.subject for letter in letters if letter not in in_footnotes]
        said = _("Official letters")
        return f"{said} ({'; '.join(others)})" if others else said
