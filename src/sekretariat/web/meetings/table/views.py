"""The page at the table: item by item, what is said and concluded, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.meetings.models import ActionPoint, AgendaItem, Meeting, Statement
from sekretariat.domain.meetings.queries.table import Table, name_of, table_of
from sekretariat.domain.meetings.services import (
    edit_action_point,
    edit_statement,
    move_action_point,
    move_statement,
    remove_action_point,
    remove_statement,
    set_item_state,
    write_action_point,
    write_statement,
)
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed, Stale

from ...editing import tell
from ...page import SIGNED_IN, page
from ...routes import route_names
from ..arising import arising_in_words
from ..places import kept_meeting, page_of_meeting
from ..tabs import tabs_of
from .forms import FORMS, ActionForm, LineForm, Seen, StatementForm, key_of
from .places import address, is_script, item_asked, item_sent, line_sent

posted = page(permission=SIGNED_IN, verbs=("POST",))


@page(permission=SIGNED_IN)
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of the agenda with its lines and the forms to write further ones, or to correct one."""
    meeting = kept_meeting(request, pk)
    wanted = item_asked(request.GET)
    shown = table_of(meeting, item_pk=wanted)
    if wanted and shown.item is None:
        raise Http404
    seen = Seen(shown, request.actor)
    if "line" in request.GET:
        line = line_sent(meeting, request.GET)
        return _page(request, shown, [_form_of(line)(seen=seen, line=line)], is_edit=True)
    return _page(request, shown, [form(seen=seen) for form in FORMS.values()])


@posted
def save_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement or a conclusion, new or corrected."""
    return _save(request, pk, kind=StatementForm)


@posted
def action_point(request: HttpRequest, pk: int) -> HttpResponse:
    """An action point, new or corrected."""
    return _save(request, pk, kind=ActionForm)


def _save(request: HttpRequest, pk: int, *, kind: type[LineForm]) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    item = item_sent(meeting, request.POST)
    line = line_sent(meeting, request.POST) if request.POST.get("line") else None
    wanted = _form_of(line) if line else FORMS.get(request.POST.get("form", ""), kind)
    if not issubclass(wanted, kind):
        raise Http404
    shown = table_of(meeting, item_pk=item.pk if item else 0)
    form = wanted(request.POST, seen=Seen(shown, request.actor), line=line)
    if form.is_valid():
        try:
            _write(form, item, request)
        except NotAllowed:
            raise
        except Stale as stale:
            form.show_theirs(stale)
        except DomainError as error:
            tell(form, error, otherwise="text_sq")
        else:
            return _saved(request, meeting, item)
    if is_script(request):
        told = form.theirs.sentence if form.theirs else _first_fault(form)
        return JsonResponse(
            {"told": told, "form": _form_html(request, shown, form)}, status=409 if form.theirs else 422
        )
    forms = [form if wanted is one else one(seen=form.seen) for one in FORMS.values()]
    return _page(request, shown, [form] if line else forms, is_edit=line is not None)


def _write(form: Any, item: AgendaItem | None, request: HttpRequest) -> None:
    by, on, line = request.actor, timezone.localdate(), form.line
    meeting = form.seen.table.meeting
    if isinstance(form, ActionForm):
        said = form.action_point(item)
        if line is None:
            write_action_point(meeting=meeting, said=said, token=form.token_sent, by=by, on=on)
        else:
            edit_action_point(action_point=line, said=said, seen=form.revision_sent, by=by, on=on)
        return
    given = form.statement(item)
    if line is None:
        write_statement(meeting=meeting, said=given, token=form.token_sent, by=by, on=on)
    else:
        edit_statement(statement=line, said=given, seen=form.revision_sent, by=by, on=on)


def _saved(request: HttpRequest, meeting: Meeting, item: AgendaItem | None) -> HttpResponse:
    if not is_script(request):
        messages.success(request, _("Written down."))
        return redirect(address(meeting, item, part="lines"))
    after = table_of(meeting, item_pk=item.pk if item else 0)
    lines = render_to_string("meetings/_table_lines.html", _parts(request, after), request=request)
    return JsonResponse({"item": item.pk if item else 0, "lines": lines, "back": address(meeting, item)})


def _first_fault(form: LineForm) -> str:
    return next((str(fault) for faults in form.errors.values() for fault in faults), "")


def _form_html(request: HttpRequest, shown: Table, form: LineForm) -> str:
    return render_to_string("meetings/_table_form.html", {**_parts(request, shown), "form": form}, request=request)


@posted
def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    line = line_sent(meeting, request.POST)
    by, on = request.actor, timezone.localdate()
    try:
        if isinstance(line, ActionPoint):
            remove_action_point(action_point=line, by=by, on=on)
        else:
            remove_statement(statement=line, by=by, on=on)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The line was removed."))
    return redirect(address(meeting, line.item, part="lines"))


@posted
def move_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a line the place in `position`, from 1, among those of its kind in its item."""
    meeting = kept_meeting(request, pk)
    line = line_sent(meeting, request.POST)
    sent = request.POST.get("position", "")
    if not (sent.isdecimal() and len(sent) < 5):
        raise Http404
    by, on, position = request.actor, timezone.localdate(), int(sent)
    try:
        if isinstance(line, ActionPoint):
            move_action_point(action_point=line, position=position, by=by, on=on)
        else:
            move_statement(statement=line, position=position, by=by, on=on)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(address(meeting, line.item, part="lines"))


@posted
def item_state(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Tick the item off, put it off, or open it again; the next open one is shown."""
    meeting = kept_meeting(request, pk)
    item = get_object_or_404(meeting.items, pk=item_pk)
    try:
        set_item_state(item=item, state=request.POST.get("state", ""), by=request.actor, on=timezone.localdate())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(address(meeting, item))
    following = meeting.items.filter(position__gt=item.position, state="open").first()
    return redirect(address(meeting, following or item))


def _form_of(line: Statement | ActionPoint) -> type[LineForm]:
    return ActionForm if isinstance(line, ActionPoint) else StatementForm


def _parts(request: HttpRequest, shown: Table) -> dict[str, Any]:
    """What the lines and the forms are drawn with."""
    return {
        "table": shown,
        "meeting": shown.meeting,
        "item_key": shown.item.pk if shown.item else 0,
        "key_of": key_of,
        "name_of": name_of,
        "can_decide": "meetings:decide" in route_names(),
        "sees_duties": request.actor.may(
            Permission.OBLIGATIONS_FOLLOW, institution_id=shown.meeting.office_id, body_id=shown.meeting.body_id
        ),
    }


def _page(request: HttpRequest, shown: Table, forms: list[LineForm], *, is_edit: bool = False) -> HttpResponse:
    meeting = shown.meeting
    items = [shown.item] if shown.item else []
    context = {
        **_parts(request, shown),
        **arising_in_words(items, request.actor, sees_restricted=True),
        "forms": forms,
        "is_edit": is_edit,
        "open_address": address(meeting, shown.item),
        "person_key": request.actor.person_id,
        "meeting_tabs": tabs_of(meeting, request.actor),
        "here_tab": "meetings:table",
        "back": page_of_meeting(meeting),
    }
    return render(request, "meetings/table.html", context)
