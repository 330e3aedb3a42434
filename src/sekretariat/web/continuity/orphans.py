"""What has no holder, with its next date and what can be done about it now."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sekretariat.domain.continuity.queries.orphans import orphans
from sekretariat.domain.institutions.models import Succession
from sekretariat.domain.obligations.queries import with_parts
from sekretariat.ground.actors import Permission

from ..duties.lists import DutyRow, duty_rows
from ..page import page

ROWS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class OrphanRow:
    """A duty without a holder: its institution ended (`end`, where it is entered), or nobody can be reached there."""

    duty: DutyRow
    is_gone: bool
    end: Succession | None

    @property
    def needs_successor(self) -> bool:
        return self.end is not None and self.end.successor_id is None


@page(permission=Permission.OBLIGATIONS_FOLLOW)
def orphan_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = orphans(request.actor, on=today)
    ordered = with_parts(found.duties).order_by(F("due_on").asc(nulls_last=True), "institution__label_key", "pk")
    here = Paginator(ordered, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": here,
        "rows": [_row(row, on=today) for row in duty_rows(here, actor=request.actor, on=today)],
        "found": found,
        "measure_count": found.measures.count(),
        "measures": found.measures[:ROWS_A_PAGE],
        "may_reorganise": request.actor.may_anywhere(Permission.DIRECTORY_EDIT)
        and request.actor.may_anywhere(Permission.MANDATES_EDIT),
        "may_write": request.actor.may_anywhere(Permission.LETTERS_WRITE),
        "may_assign": request.actor.may_anywhere(Permission.LETTERS_REGISTER),
    }
    return render(request, "continuity/orphans.html", context)


def _row(row: DutyRow, *, on: datetime.date) -> OrphanRow:
    institution = row.obligation.institution
    ends = institution.ends  # by the query: what became of it
    return OrphanRow(duty=row, is_gone=not institution.is_in_force(on=on), end=ends[0] if ends else None)
