"""What is done about those who have not answered a letter: the next letter, and one to their superiors."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.followup.queries import first_letter, standing_reminder
from sekretariat.domain.followup.services import draft_escalations, draft_reminder
from sekretariat.domain.letters.exporters import copies
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..page import page
from .views import visible_letter


@page(permission=Permission.LETTERS_WRITE, verbs=("POST",))
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the reminder letters in one click, and lead to their draft."""
    letter = visible_letter(request.actor, pk)
    stood = standing_reminder(first_letter(letter))
    try:
        draft = draft_reminder(letter=letter, by=request.actor, on=timezone.localdate())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("letters:detail", pk=pk)
    if draft == stood:
        messages.info(request, _("This reminder was drafted before and has not gone out yet. Change it, or send it."))
    else:
        count = len(copies(draft))
        said = ngettext(
            "The reminder letter is drafted: %(count)s document to be printed and signed.",
            "The reminder letters are drafted: %(count)s documents to be printed and signed.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("letters:detail", pk=draft.pk)


@page(permission=Permission.LETTERS_WRITE, verbs=("POST",))
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the letters to the superiors of all who are late with this letter."""
    letter = visible_letter(request.actor, pk)
    owed = Obligation.objects.visible_to(request.actor).filter(addressees__letter=letter, office=letter.office_id)
    drafts = draft_escalations(obligations=owed, by=request.actor, on=timezone.localdate())
    return lead_to(request, drafts, otherwise=letter)


def lead_to(request: HttpRequest, drafts: Sequence[Letter], *, otherwise: Letter) -> HttpResponse:
    """To the one draft, or to the letter that lists them."""
    if not drafts:
        messages.warning(request, _("Nothing of this is late that has not been passed on to the superior already."))
        return redirect("letters:detail", pk=otherwise.pk)
    said = ngettext(
        "A letter to the superior is drafted for signature.",
        "%(count)s letters to superiors are drafted for signature.",
        len(drafts),
    )
    messages.success(request, said % {"count": len(drafts)})
    return redirect("letters:detail", pk=drafts[0].pk if len(drafts) == 1 else otherwise.pk)
