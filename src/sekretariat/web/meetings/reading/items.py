"""The items of an agenda on pages: added, corrected, moved up and down, taken off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.meetings.models import AgendaItem, Meeting
from sekretariat.domain.meetings.services import add_item, edit_item, move_item, remove_item
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError

from ...editing import tell
from ...page import page
from ..places import kept_meeting, page_of_meeting
from .itemforms import ItemForm, initial_from, initial_of
from .keeping import keeper_page, sent, trail_of

done_page = page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
STEPS = {"up": -1, "down": 1}


@keeper_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    form = ItemForm(sent(request), meeting=meeting, actor=request.actor, initial=initial_from(request.GET))
    if not form.is_being_filled and form.is_valid():
        try:
            item = add_item(meeting=meeting, said=form.said(), by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("“%(title)s” stands on the agenda.") % {"title": item.title_sq})
            return redirect(_back(meeting))
    return _page(request, meeting, form, "meetings/item_new.html")


@keeper_page
def edit(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    item = _item(meeting, item_pk)
    form = ItemForm(sent(request), meeting=meeting, actor=request.actor, item=item, initial=initial_of(item))
    if not form.is_being_filled and form.is_valid():
        try:
            edit_item(item=item, said=form.said(), by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("“%(title)s” was corrected.") % {"title": form.cleaned_data["title_sq"]})
            return redirect(_back(meeting))
    return _page(request, meeting, form, "meetings/item_edit.html")


def _page(request: HttpRequest, meeting: Meeting, form: ItemForm, template: str) -> HttpResponse:
    if form.is_being_filled:
        form.errors.clear()  # asked for the measures of the plan: nothing is judged yet
    context = {
        "form": form,
        "meeting": meeting,
        "item": form.item,
        "trail": trail_of(meeting),
        "back": _back(meeting),
    }
    return render(request, template, context)


@done_page
def move(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One place up or down."""
    meeting = kept_meeting(request, pk)
    item = _item(meeting, item_pk)
    place = meeting.items.filter(position__lt=item.position).count() + 1
    try:
        step = STEPS.get(request.POST.get("to", ""), 0)
        move_item(item=item, position=place + step, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(_back(meeting))


@done_page
def remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    item = _item(meeting, item_pk)
    try:
        remove_item(item=item, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("“%(title)s” was taken off the agenda.") % {"title": item.title_sq})
    return redirect(_back(meeting))


def _item(meeting: Meeting, pk: int) -> AgendaItem:
    return get_object_or_404(meeting.items.select_related("meeting"), pk=pk)


def _back(meeting: Meeting) -> str:
    return f"{page_of_meeting(meeting)}#agenda"
