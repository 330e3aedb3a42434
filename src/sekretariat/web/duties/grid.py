"""Many answers at once: a grid of those who still owe one to a letter, typed or pasted, taken all or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.db.models import Q
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.enums import OWED, ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.replying.importers import GRID_COLUMNS, PastedGrid, read_pasted
from sekretariat.domain.replying.services import GridRefused, GridRow, reply_in_grid
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import NotAllowed

from ..editing import tell
from ..jinja import day
from ..page import SIGNED_IN, page
from ..tables import Column
from .gridforms import GRID_FORMS, HEADINGS, PasteForm, RowForm

PREFIX = re.compile(r"o(\d{1,18})-")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the grid: `number` as it is counted on the page."""

    number: int
    obligation: Obligation
    form: RowForm

    @property
    def faults(self) -> list[tuple[BoundField, str]]:
        return [(self.form[name], error) for name, errors in self.form.errors.items() for error in errors]


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grid; lay a pasted list over it; or take its rows."""
    letter = get_object_or_404(Letter.objects.visible_to(request.actor).select_related("office"), pk=pk)
    if not request.actor.may(Permission.OBLIGATIONS_RECORD, institution_id=letter.office_id, body_id=letter.body_id):
        raise NotAllowed(_("Only the office that asked records answers on behalf of institutions."))
    owed = _obligations(request, letter)
    paste = PasteForm(request.POST)
    if request.method == "GET":
        return _page(request, letter, _lines(owed))
    if "fill" in request.POST and paste.is_valid():
        pasted = read_pasted(paste.cleaned_data["pasted"], owed=owed)
        return _page(request, letter, _lines(owed, _laid_over(request.POST, pasted)), told=pasted.problems)
    lines = _lines(owed, request.POST)
    filled = [line for line in lines if line.form.is_filled]
    if filled and _take(lines, filled, by=request.actor):
        messages.success(request, _said(len(filled), len(lines) - len(filled)))
        return redirect("letters:detail", pk=pk)
    return _page(request, letter, lines, told=[] if filled else [_("Nothing is typed in the grid yet.")])


def _obligations(request: HttpRequest, letter: Letter) -> list[Obligation]:
    """What the addressees still owe, in the order of the board, one kind after the other.

    A row that was settled or withdrawn while it was typed stays too: what was typed is not to vanish.
    """
    typed = {int(found[1]) for key, value in request.POST.items() if value and (found := PREFIX.match(key))}
    rows = Obligation.objects.visible_to(request.actor).filter(addressees__letter=letter)
    rows = rows.filter(Q(state__in=OWED) | Q(pk__in=typed))
    return list(rows.select_related("institution", "office").order_by("kind", "institution__label_key", "pk"))


def _lines(owed: Sequence[Obligation], data: Mapping[str, str] | None = None) -> list[Line]:
    """The rows in order, each with the day of receipt that flows down to it."""
    lines: list[Line] = []
    for number, obligation in enumerate(owed, start=1):
        form = GRID_FORMS[ObligationKind(obligation.kind)](
            data, prefix=f"o{obligation.pk}", above=lines[-1].form.day if lines else None
        )
        form.is_valid()  # only then does the next row know the day
        lines.append(Line(number=number, obligation=obligation, form=form))
    return lines


def _laid_over(typed: QueryDict, pasted: PastedGrid) -> QueryDict:
    """What was typed so far, with the pasted cells in their places."""
    data = typed.copy()
    for pk, cells in pasted.cells.items():
        for column, value in cells.items():
            data[f"o{pk}-{column}"] = value
    return data


def _take(lines: Sequence[Line], filled: Sequence[Line], *, by: Actor) -> bool:
    """Take all filled rows, or none and mark what is wrong."""
    for line in filled:
        if line.obligation.state not in OWED:
            line.form.add_error(line.form.faults_go_to, _overtaken(line.obligation))
    if any(line.form.errors for line in lines):
        return False
    rows = [GridRow(obligation=x.obligation, content=x.form.content(), given=x.form.given()) for x in filled]
    try:
        reply_in_grid(rows=rows, by=by)
    except GridRefused as refused:
        for place, error in refused.problems.items():
            tell(filled[place].form, error, otherwise=filled[place].form.faults_go_to)
        return False
    return True


def _overtaken(obligation: Obligation) -> str:
    if obligation.state == ObligationState.WITHDRAWN:
        return _("This duty was withdrawn on %(day)s meanwhile. Clear the row.") % {"day": day(obligation.decided_on)}
    return _("This duty was answered on %(day)s meanwhile. Clear the row.") % {"day": day(obligation.answered_on)}


def _said(taken: int, left: int) -> str:
    said = ngettext("%(count)s answer was recorded.", "%(count)s answers were recorded.", taken) % {"count": taken}
    if left:
        left_out = ngettext("%(count)s row was left empty.", "%(count)s rows were left empty.", left)
        said += f" {left_out % {'count': left}}"
    return said


def _page(request: HttpRequest, letter: Letter, lines: Sequence[Line], told: Sequence[str] = ()) -> HttpResponse:
    """`told`: sentences about the grid as a whole. A list that was laid over the grid whole is not shown again."""
    is_laid_over = "fill" in request.POST and not told
    faulty = [line for line in lines if line.form.errors]
    if lines and not faulty and not told:
        next(iter(lines[0].form.fields.values())).widget.attrs["autofocus"] = True
    context = {
        "letter": letter,
        "lines": lines,
        "tables": [(_columns(kind), list(those)) for kind, those in groupby(lines, key=_kind)],
        "faulty": faulty,
        "told": told,
        "paste": PasteForm(request.POST if request.POST and not is_laid_over else None),
    }
    return render(request, "duties/grid.html", context)


def _kind(line: Line) -> ObligationKind:
    return ObligationKind(line.obligation.kind)


def _columns(kind: ObligationKind) -> dict[str, Column]:
    columns = {"number": Column(_("Row"), "number"), "who": Column(_("Institution"), is_head=True)}
    return columns | {
        name: Column(HEADINGS[name], "date" if name.endswith("_on") else "text") for name in GRID_COLUMNS[kind]
    }
