"""Lists of leaders and staff, pasted or as a file: first what would become of each row, then all of them at once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.followup.directory import Planned
from sekretariat.domain.followup.directory.columns import COLUMNS
from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.exporters import empty_list_xlsx
from sekretariat.domain.followup.importers import (
    DirectoryRefused,
    ListedRow,
    check_rows,
    read_directory,
    rows_of_file,
    take_directory,
    take_rows,
)
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError

from ..downloads import download_document
from ..editing import tell
from ..page import page
from .forms import PasteForm, UploadForm

TONES = {Fate.NEW: "info", Fate.SAME: "none", Fate.COMPLETED: "done", Fate.CORRECTED: "soon"}
MOST_SHOWN = 2_000
SALT = "list-of-people"
MAX_AGE = 12 * 60 * 60  # seconds


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    """Nothing is saved while one row is faulty."""
    form = PasteForm(request.POST if request.method == "POST" else None)
    rows: Sequence[ListedRow] = []
    if form.is_valid():
        text, today = form.cleaned_data["text"], timezone.localdate()
        try:
            if "save" in request.POST:
                return _taken(request, take_directory(text=text, by=request.actor, on=today))
            rows = read_directory(text, on=today)
            if not rows:
                form.add_error("text", _("No row of people was found in it."))
        except DirectoryRefused as refused:
            tell(form, refused)
            rows = refused.rows
        except DomainError as error:
            tell(form, error)
    return render(request, "directory/paste.html", _context(form, rows))


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """The rows of a checked file come back with its page: nothing of it is kept before it is recorded."""
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    rows: Sequence[ListedRow] = []
    left: list[str] = []
    today = timezone.localdate()
    try:
        if "save" in request.POST:
            form = UploadForm(None)
            rows = _unpacked(request.POST.get("rows", ""), by=request.actor)
            return _taken(request, take_rows(rows=rows, by=request.actor, on=today))
        if form.is_valid():
            file = form.cleaned_data["file"]
            read = rows_of_file(stream=file, name=file.name)
            rows, left = check_rows(read.rows, on=today), read.left
    except DirectoryRefused as refused:
        rows = refused.rows
    except DomainError as error:
        form = form if form.is_bound else UploadForm({}, {})
        form.full_clean()
        form.errors.clear()
        tell(form, error, otherwise="file")
    context = _context(form, rows) | {"left": left}
    if rows and not context["problems"]:
        context["packed"] = _packed(rows, by=request.actor)
    return render(request, "directory/upload.html", context)


@page(permission=Permission.DIRECTORY_EDIT)
def empty_list(_request: HttpRequest) -> HttpResponse:
    """The headings in Excel, to be filled in."""
    return download_document(empty_list_xlsx(on=timezone.localdate(), created=timezone.now()))


def _taken(request: HttpRequest, taken: Sequence[Planned]) -> HttpResponse:
    fates = Counter(row.fate for row in taken)
    words = {"new": fates[Fate.NEW], "completed": fates[Fate.COMPLETED], "corrected": fates[Fate.CORRECTED]}
    messages.success(
        request, _("The list was taken: %(new)s new, %(completed)s completed, %(corrected)s corrected.") % words
    )
    return redirect("directory:list")


def _context(form: forms.Form, rows: Sequence[ListedRow]) -> dict[str, Any]:
    return {
        "form": form,
        "rows": rows,
        "shown": _shown(rows),
        "columns": COLUMNS,
        "tones": TONES,
        "fates": Counter(row.planned.fate for row in rows if row.planned),
        "problems": [problem for row in rows for problem in row.problems],
        "has_sheets": len({row.sheet for row in rows}) > 1,
    }


def _shown(rows: Sequence[ListedRow]) -> Sequence[ListedRow]:
    """All rows; of a very long list those in which something happens first, as many as a page can hold."""
    if len(rows) <= MOST_SHOWN:
        return rows
    return sorted(rows, key=lambda row: bool(row.planned and row.planned.fate == Fate.SAME))[:MOST_SHOWN]


def _packed(rows: Sequence[ListedRow], *, by: Actor) -> str:
    """The rows as the page carries them between checking and recording: signed, and of use to this person alone."""
    plain = [(row.sheet, row.number, *(row.cells[name] for name in COLUMNS)) for row in rows]
    return signing.dumps({"rows": plain, "by": by.person_id}, salt=SALT, compress=True)


def _unpacked(packed: str, *, by: Actor) -> list[ListedRow]:
    try:
        content = signing.loads(packed, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        content = {"by": None, "rows": ()}
    if content["by"] != by.person_id or not content["rows"]:
        raise DomainError(_("The list that was checked is no longer at hand. Send the file again."), field="file")
    return [
        ListedRow(sheet=sheet, number=number, cells=dict(zip(COLUMNS, cells, strict=True)))
        for sheet, number, *cells in content["rows"]
    ]
