"""What the office has mailed, and deciding about what the worker could not settle."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.queries import counts_by_state, outbox_of
from sekretariat.ground.mail.services import mark_sent, send_again

from ..page import page
from .here import Here, here_of, may_see_mail

ROWS_A_PAGE = 50
TONES = {
    MailState.WAITING: "open",
    MailState.SENDING: "open",
    MailState.SENT: "done",
    MailState.REFUSED: "late",
    MailState.IN_DOUBT: "soon",
    MailState.WITHDRAWN: "none",
}
DECISIONS = {
    "again": (send_again, _("The mail to %(address)s goes out again.")),
    "sent": (mark_sent, _("The mail to %(address)s is marked as sent.")),
}


@page(permission=Permission.LETTERS_SEE)
def mail(request: HttpRequest) -> HttpResponse:
    """The outbox by state, newest first."""
    here = here_of(request, may_see_mail)
    state = request.GET.get("state", "")
    chosen = MailState(state) if state in MailState.values else None
    mails = outbox_of(here.office.pk)
    mails = mails.filter(state=chosen) if chosen else mails
    counts = counts_by_state(office_id=here.office.pk)
    context = {
        "here": here,
        "chosen": chosen,
        "counts": counts,
        "by_state": [(one, getattr(counts, one.value), TONES[one]) for one in MailState],
        "tones": TONES,
        "listed": Paginator(mails, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "can_decide": _can_decide(request, here),
        "has_server": bool(settings.MAIL_HOST),
    }
    return render(request, "office/mail.html", context)


def _can_decide(request: HttpRequest, here: Here) -> bool:
    return request.actor.may(Permission.LETTERS_REGISTER, institution_id=here.office.pk)


@page(permission=Permission.LETTERS_SEE, verbs=("POST",))
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a refused or doubtful mail again, or note that it arrived."""
    here = here_of(request, may_see_mail)
    row = get_object_or_404(outbox_of(here.office.pk), pk=pk)
    if not _can_decide(request, here):
        raise NotAllowed(_("The officers and the protocol clerks of the office decide about its mails."))
    if (decision := DECISIONS.get(request.POST.get("decision", ""))) is None:
        raise Http404
    service, done = decision
    try:
        service(mail=row, by=request.actor)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done % {"address": row.to_address})
    return redirect(here.url("office:mail"))
