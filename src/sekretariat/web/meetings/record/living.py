"""The steps of the minutes: circulating, a remark, its answer, the approval."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.written import later_meetings
from sekretariat.domain.meetings.rules import can_keep_meeting, can_read_minutes, invited_as
from sekretariat.domain.meetings.services import (
    RemarkSaid,
    approve_minutes,
    circulate_minutes,
    respond_to_remark,
    take_remark,
)
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...letters.forms import institution_names
from ...page import SIGNED_IN, page
from ..places import kept_meeting, visible_meeting
from .forms import ApproveForm, CirculateForm, RemarkForm, RemarkForOthersForm, RespondForm
from .views import record_page


@page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    form = CirculateForm(request.POST)
    if form.is_valid():
        until = form.cleaned_data["remarks_until"]
        try:
            circulate_minutes(minutes=meeting.record, remarks_until=until, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The minutes are frozen as they stand and are being sent to the invited."))
            return redirect("meetings:record", pk=pk)
    return record_page(request, visible_meeting(request, pk), circulating=form)


@page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """One button: on the record, and on the item of the meeting that approves (`at`), to which it leads back."""
    meeting = kept_meeting(request, pk)
    today = timezone.localdate()
    form = ApproveForm(request.POST, meetings=later_meetings(meeting))
    if form.is_valid():
        at = get_object_or_404(Meeting.objects.kept_by(request.actor), pk=form.cleaned_data["at"])
        try:
            approve_minutes(minutes=meeting.record, at=at, by=request.actor, on=today)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The minutes are approved; what they tell is not changed any more."))
            if request.POST.get("back") == "agenda":
                return redirect("meetings:detail", pk=at.pk)
            return redirect("meetings:record", pk=pk)
    return record_page(request, visible_meeting(request, pk), approving=form)


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, today = visible_meeting(request, pk), timezone.localdate()
    may_keep = can_keep_meeting(request.actor, meeting)
    is_invited = invited_as(request.actor, meeting, meeting.attendances.all()) is not None
    if not may_keep and not (is_invited and can_read_minutes(request.actor, meeting, meeting.record)):
        raise NotAllowed(_("Remarks are made by those who were invited to the meeting."))
    sent = request.POST if request.method == "POST" else None
    form = RemarkForOthersForm(sent, names=institution_names(today)) if may_keep else RemarkForm(sent)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if key := given.pop("institution", None):
            given["institution"] = Institution.objects.get(pk=key)
        try:
            take_remark(minutes=meeting.record, said=RemarkSaid(**given), by=request.actor, on=today)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The remark is taken down."))
            return redirect("meetings:record", pk=pk)
    return render(request, "meetings/remark.html", {"meeting": meeting, "form": form, "may_keep": may_keep})


@page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))
def respond(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    row = get_object_or_404(meeting.record.remarks.select_related("institution", "minutes__meeting"), pk=remark_pk)
    answered = {None: "", True: "taken", False: "refused"}[row.is_taken]
    form = RespondForm(
        request.POST if request.method == "POST" else None, initial={"outcome": answered, "response": row.response}
    )
    if form.is_valid():
        is_taken = form.cleaned_data["outcome"] == "taken"
        response = form.cleaned_data["response"]
        try:
            respond_to_remark(
                remark=row, is_taken=is_taken, response=response, by=request.actor, on=timezone.localdate()
            )
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The remark is answered."))
            return redirect("meetings:record", pk=pk)
    return render(request, "meetings/respond.html", {"meeting": meeting, "remark": row, "form": form})
