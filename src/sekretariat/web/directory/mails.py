"""Mails to many of the directory: who is written to, the text, the fate of each mail."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.followup.directory.choosing import Chosen, ChosenGroup, chosen_group
from sekretariat.domain.followup.models import GroupMail
from sekretariat.domain.followup.services import GroupText, send_group_mail, send_test_mail
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.queries import counts_about, mails_about

from ..editing import tell
from ..letters.writing import offices_of
from ..office.mail import TONES
from ..page import page
from .choosing import filter_of
from .forms import DirectoryFilter, GroupMailForm

ROWS_A_PAGE = 50
NOBODY = ChosenGroup(reachable=(), without_email=(), without_person=())


@page(permission=Permission.CONTACTS_NOTE)
def mail_list(request: HttpRequest) -> HttpResponse:
    """What the office wrote to many, the newest first, and how many mails of each are out."""
    visible = GroupMail.objects.visible_to(request.actor).select_related("written_by", "office__unit")
    here = Paginator(visible, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": here,
        "counts": counts_about("groupmail", [group.pk for group in here]),
        "several_offices": len(request.actor.institutions(Permission.CONTACTS_NOTE)) > 1,
    }
    return render(request, "directory/mails.html", context)


@page(permission=Permission.CONTACTS_NOTE)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One text, and what became of the mail to each."""
    visible = GroupMail.objects.visible_to(request.actor).select_related("written_by", "office__unit")
    group = get_object_or_404(visible, pk=pk)
    state = request.GET.get("state", "")
    chosen = MailState(state) if state in MailState.values else None
    mails = mails_about(group).order_by("to_name", "pk")
    counts = counts_about("groupmail", [pk]).get(pk, {})
    context = {
        "group": group,
        "chosen": chosen,
        "counts": counts,
        "by_state": [(one, counts.get(one.value, 0), TONES[one]) for one in MailState],
        "tones": TONES,
        "listed": Paginator(mails.filter(state=chosen) if chosen else mails, ROWS_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "can_decide": request.actor.may(Permission.LETTERS_REGISTER, institution_id=group.office_id),
        "sees_history": request.actor.may(Permission.AUDIT_SEE, institution_id=group.office_id),
    }
    return render(request, "directory/mail.html", context)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Whom the address chooses, in which office's name, and the form."""

    office: Office
    offices: Sequence[Office]
    filter: DirectoryFilter
    group: ChosenGroup
    form: GroupMailForm
    by: Actor

    @property
    def seen(self) -> str:
        """A mark of exactly those who are written to, and of their addresses."""
        whom = "\n".join(f"{one.person.pk} {one.person.email}" for one in self.group.reachable)
        return hashlib.sha256(whom.encode()).hexdigest()

    @property
    def text(self) -> GroupText:
        return GroupText(subject=self.form.cleaned_data["subject"], text=self.form.cleaned_data["text"])

    @property
    def sample(self) -> Chosen:
        return self.group.reachable[0]


def _writing(request: HttpRequest) -> Writing:
    today = timezone.localdate()
    offices = offices_of(request.actor, Permission.CONTACTS_NOTE)
    office = next((one for one in offices if str(one.pk) == request.GET.get("office")), offices[0])
    filter_form = filter_of(request, on=today)
    with override("sq"):  # the language of the office's mails, whatever the reader's
        starts_with = _("Dear {emri},") + f"\n\n\n\n{office.sender_name}\n{office.sender_email}"
    return Writing(
        office=office,
        offices=offices,
        filter=filter_form,
        # An address that is understood in part would choose more persons than somebody meant.
        group=chosen_group(filter_form.choice(), actor=request.actor, on=today) if filter_form.is_valid() else NOBODY,
        form=GroupMailForm(
            request.POST if request.method == "POST" else None, initial={"token": uuid.uuid4(), "text": starts_with}
        ),
        by=request.actor,
    )


@page(permission=Permission.CONTACTS_NOTE, verbs=("GET", "POST"))
def write(request: HttpRequest) -> HttpResponse:
    """First the text, then the mail as the first one reads it, then one press that sends all of them."""
    writing = _writing(request)
    preview = None
    if writing.form.is_valid():
        try:
            if not writing.group.reachable:
                raise DomainError(_("Nobody is chosen who has an e-mail."))
            writing.text.check()
            if "send" in request.POST:
                if (sent := _sent(request, writing)) is not None:
                    return redirect("directory:mail", pk=sent.pk)
            if "test" in request.POST:
                _test(request, writing)
            if "edit" not in request.POST and "test" not in request.POST:
                preview = writing.text.to(writing.sample)
        except DomainError as error:
            tell(writing.form, error)
    context = {"writing": writing, "form": writing.form, "group": writing.group, "preview": preview}
    return render(request, "directory/mail_write.html", context)


def _sent(request: HttpRequest, writing: Writing) -> GroupMail | None:
    """None where somebody came or went since the list was shown: then it is shown anew."""
    token = writing.form.cleaned_data["token"]
    is_sent = GroupMail.objects.visible_to(writing.by).filter(token=token).exists()
    if not is_sent and writing.form.cleaned_data["seen"] != writing.seen:
        messages.warning(
            request,
            _("The directory changed since you looked: this is the list as it is now. Nothing was sent yet."),
        )
        return None
    sent = send_group_mail(
        office=writing.office,
        to=writing.group.reachable,
        text=writing.text,
        chosen=writing.filter.said(),
        token=token,
        by=writing.by,
        on=timezone.localdate(),
    )
    messages.success(request, _("%(count)s mails are on their way.") % {"count": sent.recipient_count})
    return sent


def _test(request: HttpRequest, writing: Writing) -> None:
    address = send_test_mail(
        office=writing.office, sample=writing.sample, text=writing.text, by=writing.by, on=timezone.localdate()
    )
    messages.success(
        request,
        _("A test was sent to %(address)s, as %(name)s would read it.")
        % {"address": address, "name": writing.sample.person.name},
    )
