"""The office records an answer on behalf: from a paper letter, or from an e-mail dropped on the institution's row."""

from collections.abc import Sequence
from itertools import chain

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import with_parts
from sekretariat.domain.obligations.rules import can_record
from sekretariat.domain.replying.contents import PersonNamed
from sekretariat.domain.replying.importers import Suggestion, read_dropped
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.errors import FileRefused
from sekretariat.officefiles.errors import UnsafeFile

from ..editing import tell
from ..page import SIGNED_IN, page
from .answering import answer_form, take
from .forms import AnswerForm, DropForm, ReceiptForm
from .kinds import FORMS
from .lists import duty_rows


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def record(request: HttpRequest, pk: int) -> HttpResponse:
    obligation = _recordable(request, pk)
    form = answer_form(request, obligation, by=request.actor)
    receipt = ReceiptForm(
        request.POST if request.method == "POST" else None,
        initial={"received_on": timezone.localdate(), "channel": Channel.PAPER},
    )
    if request.method == "POST":
        # Each form tells its own faults, so both are asked.
        received_on = receipt.cleaned_data["received_on"] if receipt.is_valid() else None
        answer = take(
            form,
            obligation=obligation,
            channel=Channel(receipt.cleaned_data.get("channel") or Channel.PAPER),
            by=request.actor,
            received_on=received_on,
        )
        if answer:
            messages.success(
                request,
                _("The answer of %(institution)s was recorded. Its reference number is %(number)s.")
                % {"institution": obligation.institution.label, "number": answer.pk},
            )
            return redirect("duties:detail", pk=pk)
    return _page(request, obligation, form, receipt)


@page(permission=SIGNED_IN, verbs=("POST",))
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what was dropped and show the form filled from it. Nothing is an answer before it is confirmed there."""
    obligation = _recordable(request, pk)
    dropped = DropForm(request.POST, request.FILES)
    read: list[Suggestion] = []
    if dropped.is_valid():
        try:
            read = [_read(upload, obligation, by=request.actor) for upload in dropped.cleaned_data["file"]]
        except DomainError as error:
            tell(dropped, error, otherwise="file")
    form, receipt = _prefilled(obligation, read, by=request.actor)
    return _page(request, obligation, form, receipt, dropped=dropped, read=read)


def _read(upload: UploadedFile, obligation: Obligation, *, by: Actor) -> Suggestion:
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:  # before it is read into memory
        raise FileRefused(UnsafeFile("too_large"), name=upload.name or "")
    return read_dropped(
        obligation=obligation, data=upload.read(), name=upload.name or "", by=by, on=timezone.localdate()
    )


def _prefilled(obligation: Obligation, read: Sequence[Suggestion], *, by: Actor) -> tuple[AnswerForm, ReceiptForm]:
    """The two forms of the page, filled with what could be read from the dropped files; the first that says it wins."""
    text = next((said.text for said in read if said.text), "")
    answered = {
        "letter_number": next((said.letter_number for said in read if said.letter_number), ""),
        "letter_on": next((said.letter_on for said in read if said.letter_on), None),
        "text": text if obligation.kind == ObligationKind.FREE_ANSWER else "",
        **_named([person for said in read for person in said.persons]),
    }
    receipt = {
        "received_on": next((said.received_on for said in read if said.received_on), timezone.localdate()),
        "channel": Channel.EMAIL if text else Channel.PAPER,
    }
    kept = list(chain.from_iterable(said.files for said in read))
    form = FORMS[ObligationKind(obligation.kind)](by=by, obligation=obligation, kept=kept, initial=answered)
    return form, ReceiptForm(initial=receipt)


def _named(persons: Sequence[PersonNamed]) -> dict[str, str]:
    """The first two as coordinator and deputy; the officer sees them before they are taken."""
    return {
        f"{role}_{part}": getattr(person, part)
        for role, person in zip(("coordinator", "deputy"), persons, strict=False)
        for part in ("name", "email", "phone", "title")
    }


def _recordable(request: HttpRequest, pk: int) -> Obligation:
    obligation = get_object_or_404(with_parts(Obligation.objects.visible_to(request.actor)), pk=pk)
    if not can_record(request.actor, obligation):
        raise NotAllowed(_("Only the office that asked records answers on behalf, as long as the duty stands."))
    return obligation


def _page(
    request: HttpRequest,
    obligation: Obligation,
    form: AnswerForm,
    receipt: ReceiptForm,
    *,
    dropped: DropForm | None = None,
    read: Sequence[Suggestion] = (),
) -> HttpResponse:
    context = {
        "row": duty_rows([obligation], actor=request.actor, on=timezone.localdate())[0],
        "form": form,
        "receipt": receipt,
        "dropped": dropped or DropForm(),
        "texts": [said.text for said in read if said.text],
        "left_out": [name for said in read for name in said.left_out],
    }
    return render(request, "duties/record.html", context)
