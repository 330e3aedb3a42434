"""A duty opened by a personal link: without an account, in a narrow page, with nothing of the site around it.

Reading changes nothing, not even a cookie: mail scanners open links before people do. The address is the key, so it
is told to nobody: no cache keeps the page, no request carries it as its referrer, and the logs mask it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from sekretariat.domain.followup.errors import LinkOfAnotherDuty, LinkRefused, LinkUnknown
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import open_link
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import letters_asking
from sekretariat.domain.mandates.queries import named_in
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted, with_parts
from sekretariat.domain.obligations.rules import can_answer
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.files.models import File

from ..downloads import download
from ..duties.answering import answer_form, take
from ..duties.forms import AnswerForm
from ..duties.lists import duty_rows
from ..middleware import language_asked
from ..page import PUBLIC, page
from .telling import narrow_page, told_to_nobody

STATUSES = {LinkUnknown: 404, LinkOfAnotherDuty: 403}
ENDED = 410


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A link that opens, and who acts by it."""

    link: Link
    token: str
    actor: Actor

    def duty(self) -> Obligation:
        return with_parts(Obligation.objects.visible_to(self.actor)).get()


def by_link(view: Callable) -> Callable:
    """Opens the link for the view, in the language its address asks for, or tells calmly why it does not open."""

    @wraps(view)
    def opened(request: HttpRequest, obligation_id: int, token: str, **kwargs: object) -> HttpResponse:
        language = language_asked(request)
        with translation.override(language):
            try:
                link, actor = open_link(token, obligation_id=obligation_id, language=language, now=timezone.now())
            except LinkRefused as refused:
                status = STATUSES.get(type(refused), ENDED)
                response = _page(request, "links/refused.html", {"reason": str(refused)}, status=status)
            else:
                response = view(request, Opened(link=link, token=token, actor=actor), **kwargs)
        return told_to_nobody(response, language=language)

    return opened


# Whoever can send this form holds the token, which is all that a forger would lack; no sign-in is ridden on. The
# check could not work either: without a referrer browsers send "Origin: null", and some mail programs keep no cookie.
@csrf_exempt
@page(permission=PUBLIC, verbs=("GET", "POST"))
@by_link
def open_duty(request: HttpRequest, opened: Opened) -> HttpResponse:
    obligation = opened.duty()
    form = answer_form(request, obligation, by=opened.actor)
    if request.method == "POST":
        today = timezone.localdate()
        if take(form, obligation=obligation, channel=Channel.LINK, by=opened.actor, received_on=today):
            return redirect(request.get_full_path())
        obligation = opened.duty()
    return _page(request, "links/duty.html", _told(opened, obligation, form))


@page(permission=PUBLIC)
@by_link
def file(_request: HttpRequest, opened: Opened, file_pk: int) -> HttpResponse:
    """A file of a letter that asks, or of an answer."""
    obligation = opened.duty()
    files = [file for asked in _asked_by(obligation) for file in asked.files]
    files += [file for answer in obligation.answers.all() for file in answer.files.all()]
    wanted = next((file for file in files if file.pk == file_pk), None)
    if wanted is None:
        raise Http404
    return download(wanted)


@dataclass(frozen=True, kw_only=True)
class AskedBy:
    """A letter that asks, and the files it came with: the signed scan first."""

    letter: Letter
    files: list[File]


def _asked_by(obligation: Obligation) -> list[AskedBy]:
    return [
        AskedBy(
            letter=letter,
            files=[*([letter.scan] if letter.scan else []), *(enclosed.file for enclosed in letter.enclosures.all())],
        )
        for letter in letters_asking(obligation)
    ]


def _told(opened: Opened, obligation: Obligation, form: AnswerForm) -> dict[str, object]:
    counted = how_due_was_counted(obligation)
    return {
        "link": opened.link,
        "token": opened.token,
        "row": duty_rows([obligation], actor=opened.actor, on=timezone.localdate())[0],
        "counted": counted.explain(translation.get_language()) if counted else "",
        "asked_by": _asked_by(obligation),
        "form": form if form.is_bound or can_answer(opened.actor, obligation) else None,
        "answers": list(reversed(obligation.answers.all())),
        "named": named_in(obligation.answers.all()),
    }


def _page(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    return narrow_page(request, template, context, route="links:open", status=status)
