"""Who was competent for a body on a day: one sentence, then the chain of acts behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sekretariat.domain.acts.enums import Effect, Verdict
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.rules import can_keep_acts, doubtful_act, possible_from
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.bodies.queries import ChainLink, Competence, Why, competence

from ..acts.words import CHANGED, held_said
from ..jinja import day
from ..page import SIGNED_IN, page
from .forms import CompetenceForm

TONES = {Verdict.YES: "done", Verdict.NO: "none", Verdict.CANNOT_BE_SAID: "soon"}
CHANGES = {
    Effect.AMENDS: gettext_lazy("it amends"),
    Effect.REPLACES: gettext_lazy("it replaces"),
    Effect.REPEALS: gettext_lazy("it repeals"),
}


@page(permission=SIGNED_IN)
def competent(request: HttpRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.actor).select_related("parent"), pk=pk)
    today = timezone.localdate()
    asked = {"on": request.GET.get("on") or today, "role": request.GET.get("role") or SeatRole.SECRETARIAT.value}
    form = CompetenceForm(asked)
    form.is_valid()
    on = form.cleaned_data.get("on") or today
    role = SeatRole(form.cleaned_data.get("role") or SeatRole.SECRETARIAT)
    answer = competence(body, role=role, on=on)
    context = {
        "body": body,
        "form": form,
        "answer": answer,
        "tone": TONES[answer.verdict],
        "sentences": sentences(answer),
        "chain": told_chain(answer),
        "may_confirm": can_keep_acts(request.actor),
        "today": today,
    }
    return render(request, "bodies/competence.html", context)


def sentences(answer: Competence) -> list[str]:
    """The answer in words, the first one by itself an answer."""
    if answer.verdict == Verdict.YES:
        return [_were(answer), *_doubts(answer.doubtful, answer)]
    if answer.verdict == Verdict.CANNOT_BE_SAID:
        return _doubts(answer.doubtful, answer)
    if answer.founded == Verdict.NO:
        return [_not_founded(answer)]
    nobody = _("On %(day)s nobody was %(role)s, by the acts that are entered here.")
    return [nobody % _words(answer), *map(_later, answer.later), *map(_earlier, answer.earlier)]


def _words(answer: Competence) -> dict[str, str]:
    return {"day": day(answer.on), "role": role_said(answer.role)}


def role_said(role: str) -> str:
    return str(SeatRole(role).label).lower()


def _were(answer: Competence) -> str:
    count = len(answer.certain)
    said = ngettext("On %(day)s %(who)s was %(role)s.", "On %(day)s these were %(role)s: %(who)s.", count)
    return said % {**_words(answer), "who": "; ".join(map(_named, answer.certain))}


def _named(seat: Seat) -> str:
    name = seat.institution.name_sq
    if seat.institution.short_name:
        name = f"{name} ({seat.institution.short_name})"
    if seat.valid_from and seat.act:
        return _("%(name)s, since %(day)s by %(act)s") % {"name": name, "day": day(seat.valid_from), "act": seat.act}
    if seat.act:
        return _("%(name)s, by %(act)s") % {"name": name, "act": seat.act}
    if seat.valid_from:
        return _("%(name)s, since %(day)s") % {"name": name, "day": day(seat.valid_from)}
    return _("%(name)s (by which act and since when is not entered)") % {"name": name}


def _doubts(seats: Iterable[Seat], answer: Competence) -> list[str]:
    said = _("For %(day)s it cannot be said whether %(who)s was %(role)s: %(why)s.")
    return [said % {**_words(answer), "who": seat.institution.label, "why": doubt_said(seat, answer)} for seat in seats]


def doubt_said(seat: Seat, answer: Competence) -> str:
    acts = [act for act in [doubtful_act(seat, answer.on)] if act] or list(answer.doubts)
    return "; ".join(map(not_confirmed, acts))


def not_confirmed(act: Act) -> str:
    """Why it cannot be said: the date of the act, and between which days it lies."""
    span = possible_from(act)
    words = {"act": act, "first": day(span.first), "last": day(span.last)}
    return _("the date of %(act)s is not confirmed and lies between %(first)s and %(last)s") % words


def _not_founded(answer: Competence) -> str:
    acts = ", ".join(str(link.act) for link in answer.chain if link.why == Why.BASIS)
    if acts and answer.body.valid_from is None and answer.body.valid_to is None:
        return _("On %(day)s the body was not there yet: it stands on %(acts)s.") % {
            "day": day(answer.on),
            "acts": acts,
        }
    return _("On %(day)s the body was not there.") % {"day": day(answer.on)}


def _later(seat: Seat) -> str:
    if seat.valid_from:
        return _("Not yet: %(who)s is it from %(day)s.") % {"who": seat.institution.label, "day": day(seat.valid_from)}
    return _("Not yet: %(who)s is named by %(act)s, later.") % {"who": seat.institution.label, "act": seat.act}


def _earlier(seat: Seat) -> str:
    words = {"who": seat.institution.label, "day": day(seat.valid_to), "act": seat.ended_by}
    if seat.valid_to:
        return _("Not any more: %(who)s was it until %(day)s.") % words
    return _("Not any more: the seat of %(who)s was ended by %(act)s.") % words


@dataclass(frozen=True, kw_only=True)
class Told:
    """A link of the chain as the page shows it: what the act has to do with it, and whether it bound on the day."""

    link: ChainLink
    why: str | Promise
    held: str


def told_chain(answer: Competence) -> list[Told]:
    on = day(answer.on)
    return [Told(link=link, why=_why(link), held=_held(link, on=on)) for link in answer.chain]


def _held(link: ChainLink, *, on: str) -> str:
    """Of what the act above changes nothing is said that is not said of that act already."""
    if link.why == Why.CHANGES and link.amendment and link.amendment.on is None:
        return ""
    return held_said(link.holds, on=on)


def _why(link: ChainLink) -> str | Promise:
    if link.why == Why.SEAT and link.seat:
        return _("names %(who)s") % {"who": link.seat.institution.label}
    if link.why == Why.END and link.seat:
        return _("ends the seat of %(who)s") % {"who": link.seat.institution.label}
    if link.amendment is None:
        return link.why.label
    return (CHANGES if link.why == Why.CHANGES else CHANGED)[Effect(link.amendment.effect)]
