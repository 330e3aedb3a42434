"""The rules that a body must keep: all with how they stand, and entering one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import secretariats_of
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.domain.meetings.enums import RuleKind
from sekretariat.domain.meetings.models import BodyRule
from sekretariat.domain.meetings.queries.keeping import rules_of
from sekretariat.domain.meetings.services import remove_rule, set_rule
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...page import SIGNED_IN, page
from .ruleforms import RuleForm


@page(permission=SIGNED_IN)
def rules(request: HttpRequest, body_pk: int) -> HttpResponse:
    """The rules are public law; how they stand tells of meetings that are being planned: that is its office's."""
    body = _visible_body(request, body_pk)
    today = timezone.localdate()
    standing = rules_of(body, on=today)
    offices = secretariats_of(body, on=today)
    context = {
        "body": body,
        "standing": standing,
        "may_edit": can_edit_body(request.actor, offices),
        "sees_standing": bool(offices & request.actor.institutions(Permission.MEETINGS_SEE)),
        "is_full": len(standing) == len(RuleKind),
    }
    return render(request, "meetings/rules.html", context)


@page(permission=Permission.BODIES_EDIT, verbs=("GET", "POST"))
def edit_rule(request: HttpRequest, body_pk: int) -> HttpResponse:
    """Enter a rule; with `?kind=`, the one of this kind that stands."""
    body = _kept_body(request, body_pk)
    kind = request.GET.get("kind", "")
    rule = BodyRule.objects.filter(body=body, kind=kind).select_related("act__issuer").first()
    form = RuleForm.of_rule(rule, request.POST if request.method == "POST" else None, kind=kind)
    if form.is_valid():
        try:
            set_rule(body=body, said=form.said, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The rule was saved."))
            return redirect("meetings:rules", body_pk=body.pk)
    return render(request, "meetings/rule_edit.html", {"body": body, "rule": rule, "form": form})


@page(permission=Permission.BODIES_EDIT, verbs=("POST",))
def remove(request: HttpRequest, body_pk: int, rule_pk: int) -> HttpResponse:
    body = _kept_body(request, body_pk)
    rule = get_object_or_404(body.rules.select_related("body"), pk=rule_pk)
    try:
        remove_rule(rule=rule, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The rule was taken back."))
    return redirect("meetings:rules", body_pk=body.pk)


def _visible_body(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.actor), pk=pk)


def _kept_body(request: HttpRequest, pk: int) -> Body:
    body = _visible_body(request, pk)
    if not can_edit_body(request.actor, secretariats_of(body, on=timezone.localdate())):
        raise NotAllowed(_("Only the body's technical secretariat keeps its rules."))
    return body
