"""What changed in a plan between two states of it, for a page and as a document."""

import datetime
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sekretariat.domain.letters.exporters import Document
from sekretariat.officefiles import report_docx
from sekretariat.officefiles.report import (
    Block,
    Column,
    Cover,
    Heading,
    Line,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
    Tone,
)

from ..enums import ChangeKind, PaperLanguage, PlanPart
from ..models import Edition, Plan
from ..queries import Compared, Place
from .change_words import field_in_words, value_in_words
from .wording import ByLanguage, Wording


@dataclass(frozen=True, kw_only=True)
class ChangeInWords:
    """`mark` says by what decision a target was made worse, or that there was none (`is_undecided`)."""

    kind: ByLanguage
    what: ByLanguage
    old: ByLanguage
    new: ByLanguage
    mark: ByLanguage | None = None
    is_undecided: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangesOfOne:
    """The changes of one measure or node, or of the plan itself. `is_gone`: it stands in the plan no more."""

    place: Place
    title: ByLanguage
    rows: Sequence[ChangeInWords]
    is_gone: bool


def changes_in_words(compared: Iterable[Compared], words: Wording, *, tells_undecided: bool) -> list[ChangesOfOne]:
    """`tells_undecided`: whether the reader is told what was done without a decision: the plan's secretariat is."""
    groups = itertools.groupby(compared, key=lambda one: (one.change.place.part, one.change.place.key))
    found = []
    for _key, group in groups:
        ones = list(group)
        place = ones[0].change.place
        rows = [_one(one, words, tells_undecided=tells_undecided) for one in ones]
        is_gone = any(one.change.part == place.part and one.change.kind == ChangeKind.REMOVED for one in ones)
        found.append(ChangesOfOne(place=place, title=_title(place, words), rows=rows, is_gone=is_gone))
    return found


def _title(place: Place, words: Wording) -> ByLanguage:
    title = words.pair({"sq": place.title_sq, "en": place.title_en}, "sq", "en")
    return words.said("%(code)s %(title)s", code=place.code, title=title) if place.code else title


def _one(one: Compared, words: Wording, *, tells_undecided: bool) -> ChangeInWords:
    change = one.change
    what = words.said(change.part.label)
    whole_place = change.part in (PlanPart.NODE, PlanPart.MEASURE) and not change.field
    if change.field or change.part == PlanPart.TARGET:
        label = field_in_words(change, words)
        own = change.part in (PlanPart.PLAN, PlanPart.NODE, PlanPart.MEASURE)
        what = label if own else words.said("%(part)s — %(label)s", part=what, label=label)
    dash = words.same("—")
    return ChangeInWords(
        kind=words.choice(ChangeKind, change.kind),
        what=what,
        old=dash if whole_place and change.old is None else value_in_words(change, change.old, words),
        new=dash if whole_place and change.new is None else value_in_words(change, change.new, words),
        mark=_mark(one, words, tells_undecided=tells_undecided),
        is_undecided=one.is_undecided and tells_undecided,
    )


def _mark(one: Compared, words: Wording, *, tells_undecided: bool) -> ByLanguage | None:
    if one.decision:
        return words.said(
            _("changed by decision no. %(number)s of %(day)s, %(body)s"),
            number=one.decision.number or "—",
            day=words.day(one.decision.decided_on.isoformat()),
            body=one.decision.decided_by,
        )
    return words.said(_("changed without a decision")) if one.is_undecided and tells_undecided else None


def standing_in_words(edition: Edition | None, words: Wording, *, on: datetime.date) -> ByLanguage:
    """Which of the two states it is: "versioni 1, 28.09.2018", or today's."""
    if edition is None:
        return words.said(_("as it stands on %(day)s"), day=words.day(on.isoformat()))
    day = words.day(edition.decided_on.isoformat())
    return words.said(_("edition %(number)s of %(day)s"), number=edition.sequence, day=day)


def changes_docx(
    plan: Plan,
    compared: Sequence[Compared],
    *,
    since: Edition,
    until: Edition | None,
    language: PaperLanguage,
    tells_undecided: bool,
    on: datetime.date,
    created: datetime.datetime,
) -> Document:
    words = Wording.of(language)
    groups = changes_in_words(compared, words, tells_undecided=tells_undecided)
    states = [standing_in_words(one, words, on=on) for one in (since, until)]
    name = words.pair({"sq": plan.name_sq, "en": plan.name_en}, "sq", "en")
    institution = plan.office.registers_at
    keeper = words.pair({"sq": institution.name_sq.upper(), "en": institution.name_en.upper()}, "sq", "en")
    head = (words.said(_("REPUBLIC OF ALBANIA")), keeper)
    between = words.said(_("From %(old)s to %(new)s"), old=states[0], new=states[1])
    count = words.say(_("Number of changes: %(count)s"), count=sum(len(group.rows) for group in groups))
    blocks: list[Block] = [Heading(lines=words.say(_("Changes"))), Paragraph(lines=[*words.lines(between), *count])]
    for group in groups:
        blocks += [Heading(level=3, lines=words.lines(group.title)), _table(group, words)]
    report = Report(
        title=name[words.languages[0]],
        languages=words.languages,
        cover=Cover(
            head=[line.text for text in head for line in words.lines(text)],
            title=words.say(_("What changed in the plan")),
            below=[words.lines(name), words.lines(between)],
            foot=words.lines(words.day(on.isoformat())),
        ),
        contents="",
        sections=[Section(is_wide=True, blocks=blocks)],
        footer=between[words.languages[0]],
        page_words=(words.say(_("Page"))[0].text, words.say(_("of"))[0].text),
    )
    stem = f"{plan.pk}-v{since.sequence}-{f'v{until.sequence}' if until else f'{on:%Y-%m-%d}'}"
    return Document(name=f"plan-{stem}-{language.value}.docx", body=report_docx.draw(report, created=created))


def _table(group: ChangesOfOne, words: Wording) -> Table:
    return Table(
        columns=[
            Column(lines=words.say(_("What")), share=30),
            Column(lines=words.say(_("Change")), share=10),
            Column(lines=words.say(_("Before")), share=28),
            Column(lines=words.say(_("Now")), share=32),
        ],
        rows=[
            Row(
                cells=[
                    words.lines(row.what),
                    words.lines(row.kind),
                    words.lines(row.old),
                    [*words.lines(row.new), *_marked(row, words)],
                ]
            )
            for row in group.rows
        ],
    )


def _marked(row: ChangeInWords, words: Wording) -> list[Line]:
    if row.mark is None:
        return []
    return [Line(line.text, Tone.LATE if row.is_undecided else Tone.SMALL) for line in words.lines(row.mark)]
