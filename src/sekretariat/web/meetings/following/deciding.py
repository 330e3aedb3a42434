"""Recording what the body decided under an item: words and number, and what it did with measures or with a plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.consultations.queries import RemarkCount, entries_to_send, remark_counts
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import AgendaItem, BodyDecision, Meeting
from sekretariat.domain.meetings.services import DecisionSaid, edit_decision, remove_decision, take_decision
from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.queries import gates_of, said
from sekretariat.domain.plans.services import Verdict
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.jobs.services import start

from ...editing import tell
from ...page import page
from ...plans.validationforms import VerdictForm
from ...plans.verdicts import VerdictLine, all_complete
from ...routes import route_names
from ..places import kept_meeting, page_of_meeting
from .decidingforms import DecisionEditForm, DecisionForm, EditionPart

# Two fields a row, below Django's limit of fields in one form.
MOST_ROWS = 300

keeper_page = page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))


@dataclass(frozen=True, kw_only=True)
class Line(VerdictLine):
    """A measure of the item: what it lacks, how it was remarked on, and what is typed of it."""

    remarks: RemarkCount | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that the page of one decision asks; `edition` is there for an adoption alone."""

    item: AgendaItem
    form: DecisionForm
    lines: Sequence[Line]
    edition: EditionPart | None

    @property
    def faulty(self) -> list[Line]:
        return [line for line in self.lines if line.form.errors]

    def is_sound(self) -> bool:
        forms = [self.form, *(line.form for line in self.lines), *([self.edition] if self.edition else [])]
        sound = [form.is_valid() for form in forms]  # every one of them tells its faults
        return all(sound)

    @property
    def verdicts(self) -> list[Verdict]:
        chosen = [line for line in self.lines if line.form.cleaned_data["outcome"]]
        return [Verdict(entry=line.entry, **line.form.cleaned_data) for line in chosen]


@keeper_page
def decide(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Show what is decided on; choose all measures that are complete; or record the decision."""
    meeting = kept_meeting(request, pk)
    item = get_object_or_404(meeting.items.select_related("plan", "meeting__body", "remarks_round"), pk=item_pk)
    if request.method == "GET":
        return _page(request, meeting, _sheet(item))
    sheet = _sheet(item, request.POST)
    if "fill" in request.POST:
        filled = _sheet(item, all_complete(request.POST, sheet.lines))
        untouched = Sheet(item=item, form=sheet.form.untouched(item), lines=filled.lines, edition=sheet.edition)
        return _page(request, meeting, untouched)
    if sheet.is_sound() and (made := _record(request, meeting, sheet)):
        messages.success(request, _("Decision %(number)s was recorded.") % {"number": made.number_label})
        return redirect(_back(meeting))
    return _page(request, meeting, sheet)


def _sheet(item: AgendaItem, data: Any = None) -> Sheet:
    return Sheet(
        item=item,
        form=DecisionForm(data, item=item),
        lines=_lines(item, data) if item.kind == ItemKind.VALIDATION else [],
        edition=EditionPart(data, item=item) if item.kind == ItemKind.ADOPTION else None,
    )


def _lines(item: AgendaItem, data: Mapping[str, str] | None) -> list[Line]:
    """The item's own measures; all that wait in its plan where it names none."""
    keys = list(item.item_entries.values_list("entry", flat=True))
    if not keys and item.plan is not None:
        keys = list(entries_to_send(item.plan).values_list("pk", flat=True)[:MOST_ROWS])
    gates = gates_of(PlanEntry.objects.filter(pk__in=keys))
    counts = remark_counts([one.entry for one in gates])
    return [
        Line(
            one=one,
            lacks=[said(one, gap) for gap in one.gaps],
            remarks=counts.get(one.entry.pk),
            form=VerdictForm(data, prefix=f"e{one.entry.pk}", use_required_attribute=False),
        )
        for one in gates
    ]


def _record(request: HttpRequest, meeting: Meeting, sheet: Sheet) -> BodyDecision | None:
    """Record it, or nothing and mark what is wrong."""
    given = dict(sheet.form.cleaned_data)
    given.pop("institutions")
    decision = DecisionSaid(
        **given,
        item=sheet.item,
        institutions=sheet.form.concerned,
        verdicts=sheet.verdicts,
        edition=sheet.edition.said if sheet.edition else None,
    )
    try:
        made = take_decision(meeting=meeting, said=decision, by=request.actor, on=timezone.localdate())
    except EntriesRefused as refused:
        at = {line.entry.pk: line.form for line in sheet.lines}
        for key, error in refused.problems.items():
            tell(at[key], error, otherwise="outcome")
    except NotAllowed:
        raise
    except DomainError as error:
        tell(sheet.form, error)
    else:
        if made.edition_id is not None:
            start(what="plans.papers", by=request.actor, edition=made.edition_id)
        return made
    return None


def _page(request: HttpRequest, meeting: Meeting, sheet: Sheet) -> HttpResponse:
    context = {
        "meeting": meeting,
        "sheet": sheet,
        "item": sheet.item,
        "form": sheet.form,
        "complete_count": sum(line.one.is_complete for line in sheet.lines),
        "earlier": sheet.item.decisions.order_by("position", "pk"),
        "back": _back(meeting),
    }
    return render(request, "meetings/decide.html", context)


def _back(meeting: Meeting) -> str:
    if "meetings:table" in route_names():
        return reverse("meetings:table", args=[meeting.pk])
    return page_of_meeting(meeting)


@keeper_page
def edit(request: HttpRequest, pk: int, decision_pk: int) -> HttpResponse:
    """Put the words of a decision right."""
    meeting = kept_meeting(request, pk)
    decision = get_object_or_404(meeting.decisions.select_related("meeting", "body"), pk=decision_pk)
    form = DecisionEditForm.of_decision(decision, request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("text_sq", "text_en", "is_restricted")}
        try:
            edit_decision(
                decision=decision,
                **words,
                institutions=form.concerned,
                seen=form.seen,
                by=request.actor,
                on=timezone.localdate(),
            )
        except Stale as stale:
            form.show_theirs(decision, stale)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("Decision %(number)s was corrected.") % {"number": decision.number_label})
            return redirect(_back(meeting))
    context = {"meeting": meeting, "decision": decision, "form": form, "back": _back(meeting)}
    return render(request, "meetings/decision_edit.html", context)


@page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
def remove(request: HttpRequest, pk: int, decision_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    decision = get_object_or_404(meeting.decisions.select_related("meeting"), pk=decision_pk)
    try:
        remove_decision(decision=decision, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Decision %(number)s was taken back.") % {"number": decision.number_label})
    return redirect(_back(meeting))
