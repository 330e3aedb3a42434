"""What is owed, by us and to us; one duty with its answers; accepting, returning and withdrawing."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.consultations.queries import remarks_by, round_behind
from sekretariat.domain.continuity.queries.orphans import duties_without_holder
from sekretariat.domain.followup.services import withdraw_links
from sekretariat.domain.letters.models import number_label
from sekretariat.domain.mandates.queries import named_in
from sekretariat.domain.obligations import services
from sekretariat.domain.obligations.enums import ObligationKind, Shown
from sekretariat.domain.obligations.models import AnswerFile, Obligation, ObligationQuerySet
from sekretariat.domain.obligations.queries import asked_by_number, how_due_was_counted
from sekretariat.domain.obligations.rules import answers_for, can_answer, can_decide, can_record
from sekretariat.ground.actors import Actor, Channel, Permission
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.models import File
from sekretariat.ground.words import NotUnderstood, fold, parse_protocol_number

from ..downloads import download
from ..editing import tell
from ..page import SIGNED_IN, page
from .answering import answer_form, take
from .following import follow_up_of
from .forms import AnswerForm, DayForm, OwedFilter, ReasonForm
from .lists import duty_list, duty_rows
from .reaching import back_to, visible_duty

MINE = (Shown.OWED, Shown.LATE, Shown.THIS_WEEK, Shown.ANSWERED, Shown.ACCEPTED, Shown.ALL)


@page(permission=SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what is owed to one's office; for everybody else, what one owes oneself."""
    if request.actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW):
        return _owed_to_us(request)
    return _owed_by_us(request)


@page(permission=SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What one owes, also for a person who works in an office too."""
    return _owed_by_us(request)


def _owed_by_us(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    part = _part(request.GET.get("show"))
    duties = duty_list(
        Obligation.objects.owed_by_actor(actor),
        part=part if part in MINE else Shown.OWED,
        sort=request.GET.get("sort", ""),
        page=request.GET.get("page"),
        actor=actor,
        on=_day(DayForm(request.GET)),
    )
    context = {"duties": duties, "parts": MINE, "today": timezone.localdate(), **_sides(actor)}
    return render(request, "duties/mine.html", context)


def _owed_to_us(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    asked = Obligation.objects.owed_to_actor(actor)
    bodies = Body.objects.filter(Exists(asked.filter(body=OuterRef("pk")))).order_by("sort_key")
    form = OwedFilter(request.GET, bodies=bodies)
    duties = duty_list(
        _filtered(asked, form),
        part=_part(form.cleaned_data.get("show")),
        sort=request.GET.get("sort", ""),
        page=request.GET.get("page"),
        actor=actor,
        on=_day(form),
    )
    today = timezone.localdate()
    without_holder = duties_without_holder(actor, on=today).count()
    context = {"duties": duties, "filter_form": form, "today": today, "without_holder": without_holder, **_sides(actor)}
    return render(request, "duties/owed.html", context)


def _sides(actor: Actor) -> dict[str, bool]:
    """Whether the person stands on both sides, and so needs the two tabs."""
    follows = actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW)
    answers = actor.may_anywhere(Permission.OBLIGATIONS_ANSWER)
    return {"has_both_sides": follows and answers, "answers": answers}


def _part(text: str | None) -> Shown:
    return Shown(text) if text in Shown.values else Shown.OWED


def _day(form: DayForm) -> datetime.date:
    return form.day()


def _filtered(obligations: ObligationQuerySet, form: OwedFilter) -> ObligationQuerySet:
    """What was typed narrows the list; what cannot be understood is told by the form and narrows nothing."""
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("institution"):
        obligations = obligations.filter(institution__folded__contains=fold(wanted["institution"]))
    if wanted.get("letter"):
        try:
            number = number_label(*parse_protocol_number(wanted["letter"]))
        except NotUnderstood as error:
            form.add_error("letter", error.hint.label)
        else:
            obligations = asked_by_number(obligations, number)
    if wanted.get("body"):
        obligations = obligations.filter(body=wanted["body"])
    return obligations


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what is asked, how it stands, what came back; and the form, for who may answer."""
    obligation = visible_duty(request, pk)
    actor: Actor = request.actor
    form = answer_form(request, obligation, by=actor)
    if request.method == "POST":
        # Whether it is still owed is the service's to say: whoever was a moment late keeps what he typed.
        if not answers_for(actor, obligation):
            raise NotAllowed(_("Only the institution that owes it answers here."))
        answer = take(form, obligation=obligation, channel=Channel.PAGE, by=actor, received_on=timezone.localdate())
        if answer:
            taken = _("The answer was taken. Its reference number is %(number)s.")
            messages.success(request, taken % {"number": answer.pk})
            # Not to the duty: who has just named another coordinator may see it no longer.
            return redirect("duties:list")
    return render(request, "duties/detail.html", _told(request, obligation, form))


def _told(request: HttpRequest, obligation: Obligation, form: AnswerForm) -> dict[str, object]:
    """The context of the page of one duty."""
    on = _day(DayForm(request.GET))
    counted = how_due_was_counted(obligation)
    asks_for_remarks = obligation.kind == ObligationKind.GIVE_REMARKS
    return {
        "remarks": remarks_by(obligation) if asks_for_remarks else [],
        "remarks_round": round_behind(obligation) if asks_for_remarks else None,
        "row": duty_rows([obligation], actor=request.actor, on=on)[0],
        "on": on,
        "today": timezone.localdate(),
        "counted": counted.explain(get_language()) if counted else "",
        "named": named_in(obligation.answers.all()),
        "form": form if form.is_bound or can_answer(request.actor, obligation) else None,
        "can_record": can_record(request.actor, obligation),
        "can_decide": can_decide(request.actor, obligation),
        "follow_up": follow_up_of(obligation, actor=request.actor, today=timezone.localdate()),
        "has_links": can_record(request.actor, obligation)
        and obligation.links.filter(revoked_at=None, expires_at__gt=timezone.now()).exists(),
    }


@page(permission=SIGNED_IN, verbs=("POST",))
def withdraw_duty_links(request: HttpRequest, pk: int) -> HttpResponse:
    """The personal links to the duty went astray: none of them opens any more."""
    count = withdraw_links(obligation=visible_duty(request, pk), by=request.actor, on=timezone.localdate())
    said = ngettext("%(count)s personal link no longer opens.", "%(count)s personal links no longer open.", count)
    messages.success(request, said % {"count": count})
    return redirect("duties:detail", pk=pk)


@page(permission=SIGNED_IN)
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of one of the duty's answers: whoever sees the duty may read it."""
    obligations = Obligation.objects.visible_to(request.actor).filter(pk=pk)
    attached = AnswerFile.objects.filter(answer__obligations__in=obligations, file=OuterRef("pk"))
    return download(get_object_or_404(File.objects.filter(Exists(attached)), pk=file_pk))


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the office may decide about a duty, with the words of its page."""

    service: Callable[..., Obligation]
    title: str | Promise
    means: str | Promise
    done: str | Promise
    form: type[forms.Form] = ReasonForm


DECISIONS = {
    "accept": Decision(
        service=services.accept,
        form=forms.Form,
        title=_("Accept the answer"),
        means=_("The duty is settled. The institution sees that its answer was accepted."),
        done=_("The answer of %(institution)s was accepted."),
    ),
    "return": Decision(
        service=services.return_answer,
        title=_("Return the answer"),
        means=_("The duty is owed again, by the same deadline. The answer stays in the history."),
        done=_("The answer was returned to %(institution)s with your reason."),
    ),
    "withdraw": Decision(
        service=services.withdraw,
        title=_("Withdraw the duty"),
        means=_("%(institution)s no longer owes it, and it no longer counts. It stays in the history."),
        done=_("The duty of %(institution)s was withdrawn."),
    ),
}


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Accept, return or withdraw. The address is typed by the routes alone, so another word is no page."""
    if (chosen := DECISIONS.get(decision)) is None:
        raise Http404
    obligation = visible_duty(request, pk)
    if not can_decide(request.actor, obligation):
        raise NotAllowed(_("Only the office that asked decides this duty, as long as it is not withdrawn."))
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            chosen.service(obligation=obligation, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, chosen.done % {"institution": obligation.institution.label})
            return redirect(back_to(request, obligation))
    context = {
        "row": duty_rows([obligation], actor=request.actor, on=timezone.localdate())[0],
        "title": chosen.title,
        "means": chosen.means % {"institution": obligation.institution.label},
        "is_grave": decision == "withdraw",
        "form": form,
        "back": back_to(request, obligation),
    }
    return render(request, "duties/decide.html", context)
