"""The register of correspondence, one letter with the board of its addressees, and what is wrong with the numbers."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.followup.queries import first_letter, not_escalated, standing_reminder, to_remind_of
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.enums import AddresseeRole, LetterState
from sekretariat.domain.letters.exporters import copies
from sekretariat.domain.letters.models import Addressee, Letter, LetterQuerySet, Register
from sekretariat.domain.letters.queries import (
    Figures,
    Replies,
    acts_cited_by,
    concerning,
    drafts_following,
    figures_of,
    later_documents,
    matching,
    replies_to,
    report_of,
    with_parts_of_letter,
)
from sekretariat.domain.letters.rules import can_register, can_write
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.queries import mails_about

from ..page import SIGNED_IN, page
from .board import Part, ShownBoard, shown_board
from .forms import DayForm, LetterFilter, institution_names
from .steps import Step, next_step, other_steps
from .words import TONES, status_of, term_of, title_of

ROWS_A_PAGE = 50
MOST_SINGLY = 20
NEWEST_FIRST = "-date"
# Drafts have no date and no number: they stand where the newest letter stands.
SORTS = {
    "date": (F("on").asc(nulls_last=True), F("number").asc(nulls_last=True), "fraction", "repeat", "pk"),
    "-date": (F("on").desc(nulls_first=True), F("number").desc(nulls_first=True), "-fraction", "-repeat", "-pk"),
    "number": (F("number").asc(nulls_last=True), "fraction", "on", "pk"),
    "-number": (F("number").desc(nulls_first=True), "-fraction", "-on", "-pk"),
    "subject": ("sort_key", "-on", "pk"),
    "-subject": ("-sort_key", "-on", "pk"),
}


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    letter: Letter
    tone: str
    replies: Replies


@page(permission=SIGNED_IN)
def letter_list(request: HttpRequest) -> HttpResponse:
    """The letters of one's offices; for a coordinator or a head, those that came to the institution."""
    actor: Actor = request.actor
    today = timezone.localdate()
    visible = Letter.objects.visible_to(actor)
    figures = figures_of(visible, on=today)
    form = LetterFilter(request.GET, years=years_of(figures), names=institution_names(today))
    ordered = _filtered(visible, form).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS[NEWEST_FIRST]))
    letters = Paginator(ordered.select_related("sender"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": letters,
        "rows": _rows(letters, actor=actor, on=today),
        "form": form,
        "figures": figures,
        "today": today,
        "late": Obligation.objects.visible_to(actor).late(today=today).count(),
        "may_write": actor.may_anywhere(Permission.LETTERS_WRITE),
        "may_register": actor.may_anywhere(Permission.LETTERS_REGISTER),
        "sees_register": actor.may_anywhere(Permission.LETTERS_SEE),
    }
    return render(request, "letters/list.html", context)


def years_of(figures: Figures) -> Sequence[int]:
    """The years with letters, newest first."""
    if figures.first_on is None or figures.last_on is None:
        return ()
    return range(figures.last_on.year, figures.first_on.year - 1, -1)


def _filtered(letters: LetterQuerySet, form: LetterFilter) -> LetterQuerySet:
    """What was chosen narrows the list; what is not understood is told by the form and narrows nothing."""
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("q"):
        letters = matching(letters, wanted["q"])
    if wanted.get("institution"):
        letters = concerning(letters, Institution.objects.get(pk=wanted["institution"]))
    if wanted.get("direction"):
        letters = letters.filter(direction=wanted["direction"])
    if wanted.get("state"):
        letters = letters.filter(state=wanted["state"])
    if wanted.get("year"):
        letters = letters.filter(on__year=wanted["year"])
    return letters


def _rows(letters: Page, *, actor: Actor, on: datetime.date) -> list[LetterRow]:
    replies = replies_to(letters, actor=actor, on=on)
    return [
        LetterRow(letter=letter, tone=TONES[LetterState(letter.state)], replies=replies.get(letter.pk, Replies()))
        for letter in letters
    ]


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter. The office sees all of it; an institution what was sent to it, and its own row of the board."""
    actor: Actor = request.actor
    letter = visible_letter(actor, pk)
    today = timezone.localdate()
    day_form = DayForm({"on": request.GET.get("on") or today}, label=_("As of"))
    on = day_form.cleaned_data["on"] if day_form.is_valid() else today
    now = shown_board(letter, actor=actor, on=on, part=_part(request)) if letter.state == LetterState.SENT else None
    context = {"letter": letter, "shown": now, "day_form": day_form, "title": title_of(letter)}
    context["cited_acts"] = acts_cited_by(letter)
    return render(request, "letters/detail.html", context | _around(letter, actor=actor, now=now))


def visible_letter(actor: Actor, pk: int) -> Letter:
    return get_object_or_404(with_parts_of_letter(Letter.objects.visible_to(actor)), pk=pk)


def is_of_own_office(actor: Actor, letter: Letter) -> bool:
    return letter.office_id in actor.institutions(Permission.LETTERS_SEE)


def _part(request: HttpRequest) -> Part:
    asked = request.GET.get("show", "")
    return Part(asked) if asked in Part.values else Part.ALL


def _around(letter: Letter, *, actor: Actor, now: ShownBoard | None) -> dict[str, object]:
    """What stands around the board: the next step, the facts, the files, the matter."""
    is_ours = is_of_own_office(actor, letter)
    mails = Counter(mails_about(letter).values_list("state", flat=True)) if is_ours and now else Counter()
    step: Step | None = None
    others: list[Step] = []
    if can_register(actor, letter):
        is_owed = now is not None and now.board.missing > 0
        step = next_step(letter, is_mailed=bool(mails), is_owed=is_owed)
        others = other_steps(letter, besides=step)
    return {
        "is_ours": is_ours,
        "can_write": can_write(actor, letter),
        "status": status_of(letter),
        "step": step,
        "other_steps": others,
        "own_duty": next((line.row.obligation for line in now.lines if line.can_answer), None) if now else None,
        "can_follow": is_ours and letter.on is not None and actor.may_anywhere(Permission.LETTERS_WRITE),
        "sees_history": actor.may(Permission.AUDIT_SEE, institution_id=letter.office_id),
        "recipients": _recipients(letter, actor=actor),
        "made_note": _made_note(letter),
        "singly": _singly(letter) if is_ours else [],
        "demands": [(demand, term_of(demand)) for demand in letter.demands.all()] if is_ours else [],
        "mails": {MailState(state).label: count for state, count in sorted(mails.items())},
        "matter": later_documents(letter).visible_to(actor),
        "drafts": drafts_following(letter).visible_to(actor) if is_ours else [],
        "chase": _chase(letter, on=timezone.localdate()) if now and can_chase(actor, letter) else None,
    }


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What may be done today about those who have not answered."""

    to_remind: int
    is_late: bool  # those to be reminded are
    reminder: Letter | None  # drafted already, and not gone out
    to_escalate: int


def can_chase(actor: Actor, letter: Letter) -> bool:
    return actor.may(Permission.LETTERS_WRITE, institution_id=letter.office_id)


def _chase(letter: Letter, *, on: datetime.date) -> Chase:
    asked = Obligation.objects.filter(addressees__letter=letter)
    owed = to_remind_of(letter, on=on)
    return Chase(
        to_remind=len({row.institution_id for row in owed}),
        is_late=any(row.due_on and row.due_on < on for row in owed),
        reminder=standing_reminder(first_letter(letter)),
        to_escalate=not_escalated(asked, on=on).count(),
    )


def _recipients(letter: Letter, *, actor: Actor) -> dict[str, list[str]]:
    """Names of the addressees by their role. An institution that was written to sees them on its board alone."""
    if not is_of_own_office(actor, letter):
        return {role: [] for role in AddresseeRole.values}
    return {
        role: [a.institution.label for a in letter.addressees.all() if a.role == role] for role in AddresseeRole.values
    }


def _singly(letter: Letter) -> list[Addressee | None]:
    """Whose own document stands in the list of files; of very many there is the archive alone."""
    wanted = copies(letter) if letter.one_per_addressee else []
    return wanted if 1 < len(wanted) <= MOST_SINGLY else []


def _made_note(letter: Letter) -> str:
    """What the documents made here are, beside the signed paper."""
    if letter.scan:
        return _("working copy; the signed scan is the record")
    if letter.one_per_addressee:
        return _("one document per addressee, in an archive")
    return _("to be printed and signed") if letter.state == LetterState.DRAFT else _("working copy")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Missing numbers in one run."""

    first: int
    last: int


def runs_of(numbers: Iterable[int]) -> list[Gap]:
    """3, 4, 5, 9 as 3 to 5 and 9."""
    runs: list[Gap] = []
    for number in numbers:
        if runs and number == runs[-1].last + 1:
            runs[-1] = Gap(first=runs[-1].first, last=number)
        else:
            runs.append(Gap(first=number, last=number))
    return runs


@page(permission=Permission.LETTERS_SEE)
def register_report(request: HttpRequest, year: int) -> HttpResponse:
    """The registers in which the actor's offices number their letters: gaps, doubles, how many."""
    offices = Office.objects.visible_to(request.actor)
    registers = Register.objects.filter(institution__in=offices.values("registers_at"))
    years = list(registers.order_by("-year").values_list("year", flat=True).distinct())
    if year not in years:
        raise Http404
    of_the_year = registers.filter(year=year).select_related("institution").order_by("institution__sort_key")
    reports = [(report, runs_of(report.gaps)) for report in map(report_of, of_the_year)]
    return render(request, "letters/registers.html", {"year": year, "years": years, "reports": reports})
