"""A cabinet change: who leads which ministry from now on, in one grid, typed or pasted, taken all or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.importers import PastedHolders, read_holders
from sekretariat.domain.mandates.queries import Lead, leads_of
from sekretariat.domain.mandates.services import HoldersRefused, NewHolder, change_holders
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..page import page
from .postforms import CabinetForm, HolderForm, MoreRowsForm

PREFIX = re.compile(r"i(\d{1,18})-")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the grid: `number` as it is counted on the page."""

    number: int
    lead: Lead
    form: HolderForm

    @property
    def faults(self) -> list[tuple[BoundField, str]]:
        return [(self.form[name], error) for name, errors in self.form.errors.items() for error in errors]


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def cabinet(request: HttpRequest) -> HttpResponse:
    """Show the grid; lay a pasted list over it; add a row to it; or take its rows."""
    if not request.actor.may_anywhere(Permission.MANDATES_EDIT):
        raise NotAllowed(_("Only those who keep mandates name persons for an institution."))
    if request.method == "GET":
        return _page(request, _lines(request, {}), CabinetForm(initial={"on": timezone.localdate()}))
    more = MoreRowsForm(request.POST, today=timezone.localdate())
    if "fill" in request.POST or "add" in request.POST:
        return _grown(request, more)
    form, lines = CabinetForm(request.POST), _lines(request, request.POST)
    filled = [line for line in lines if line.form.is_filled]
    told = [] if filled else [_("Nothing is typed in the grid yet.")]
    if form.is_valid() and filled and _take(lines, filled, form, by=request.actor):
        count = len(filled)
        said = ngettext("%(count)s new holder was entered.", "%(count)s new holders were entered.", count)
        messages.success(request, said % {"count": count})
        return redirect("institutions:list")
    return _page(request, lines, form, told=told)


def _grown(request: HttpRequest, more: MoreRowsForm) -> HttpResponse:
    """The grid as typed, with one row more, or with the pasted cells in their places. Nothing is told faulty yet."""
    told: Sequence[str] = []
    data = request.POST.copy()
    more.is_valid()
    if "add" in data and (key := more.cleaned_data.get("one")):
        data.appendlist("also", str(key))
    lines = _lines(request, data)
    if "fill" in data:
        listed = [line.lead.institution for line in lines]
        pasted = read_holders(more.cleaned_data.get("pasted", ""), institutions=listed)
        told, data = pasted.problems, _laid_over(data, pasted)
        lines = _lines(request, data)
    form = CabinetForm(initial={name: data.get(name) for name in CabinetForm.base_fields})
    return _page(request, lines, form, told=told, more=more if told or more.errors else None)


def _lines(request: HttpRequest, data: Mapping[str, str]) -> list[Line]:
    """The ministries of the day, and those that were added or typed."""
    today = timezone.localdate()
    also = [key for key in data.getlist("also") if key.isdecimal()] if isinstance(data, QueryDict) else []
    also += [found[1] for name, value in data.items() if value and (found := PREFIX.match(name))]
    visible = Institution.objects.visible_to(request.actor)
    wanted = visible.in_force(on=today).filter(Q(kind=InstitutionKind.MINISTRY) | Q(pk__in=also))
    return [
        Line(
            number=number,
            lead=lead,
            form=HolderForm(data if data else None, prefix=f"i{lead.institution.pk}"),
        )
        for number, lead in enumerate(leads_of(wanted, on=today), start=1)
    ]


def _laid_over(typed: QueryDict, pasted: PastedHolders) -> QueryDict:
    data = typed.copy()
    for pk, cells in pasted.cells.items():
        for column, value in cells.items():
            data[f"i{pk}-{column}"] = value
    return data


def _take(lines: Sequence[Line], filled: Sequence[Line], form: CabinetForm, *, by: Actor) -> bool:
    """Take all filled rows, or none and mark what is wrong."""
    if any(line.form.errors for line in lines):
        return False
    rows = [
        NewHolder(institution=line.lead.institution, post=line.lead.post, named=line.form.named()) for line in filled
    ]
    office_id = min(by.institutions(Permission.MANDATES_EDIT))
    try:
        change_holders(rows=rows, paper=form.paper(), office_id=office_id, by=by, on=form.cleaned_data["on"])
    except HoldersRefused as refused:
        for place, error in refused.problems.items():
            tell(filled[place].form, error, otherwise="name")
        return False
    except DomainError as error:
        tell(form, error)
        return False
    return True


def _page(
    request: HttpRequest,
    lines: Sequence[Line],
    form: CabinetForm,
    *,
    told: Sequence[str] = (),
    more: MoreRowsForm | None = None,
) -> HttpResponse:
    """`told`: sentences about the grid as a whole."""
    shows_faults = request.method == "POST" and not {"fill", "add"} & request.POST.keys()
    context = {
        "lines": lines,
        "form": form,
        "faulty": [line for line in lines if line.form.errors] if shows_faults else [],
        "told": told,
        "more": more or MoreRowsForm(today=timezone.localdate()),
        "also": [line.lead.institution.pk for line in lines if line.lead.institution.kind != InstitutionKind.MINISTRY],
    }
    return render(request, "institutions/cabinet.html", context)
