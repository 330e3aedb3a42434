"""Keeping the tree of a plan on pages: its components and goals, and who leads them through which body."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.plans.models import Node, Plan
from sekretariat.domain.plans.services import RowRefused, add_node, edit_node, remove_node, set_node_parties
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, Stale

from ...editing import tell
from ...page import page
from ...rows import Rows, asks_for_more, rows_of
from .forms import (
    NodeForm,
    NodePartyRow,
    initial_of_party,
    names_of_bodies,
    names_of_institutions,
    suggested_representatives,
)
from .places import kept_plan, page_of_node, page_of_plan, trail_of
from .plans import keeper_page, sent

PARTIES = "parties"


@keeper_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    form = NodeForm(sent(request), plan=plan, initial={"parent": request.GET.get("parent", ""), "revision": 0})
    rows = _parties(request)
    if _is_sent(request) and form.is_valid() and rows.is_valid():
        try:
            node = _enter(plan, form, rows, by=request.actor)
        except DomainError as error:
            _refuse(form, rows, error)
        else:
            messages.success(request, _("%(node)s was entered.") % {"node": node})
            return redirect(page_of_node(node))
    return _page(request, "plans/node_new.html", plan, form, rows, back=page_of_plan(plan))


@transaction.atomic
def _enter(plan: Plan, form: NodeForm, rows: Rows, *, by: Actor) -> Node:
    today = timezone.localdate()
    node = add_node(plan=plan, **form.values, by=by, on=today)
    if rows.filled:
        set_node_parties(node=node, parties=[row.party() for row in rows.filled], by=by, on=today)
    return node


@keeper_page
def edit(request: HttpRequest, pk: int, node_pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    node = get_object_or_404(Node.objects.select_related("plan", "parent"), plan=plan, pk=node_pk)
    form = NodeForm.of(node, sent(request), plan=plan)
    rows = _parties(request, node)
    if _is_sent(request) and form.is_valid() and rows.is_valid():
        try:
            _correct(node, form, rows, by=request.actor)
        except Stale as stale:
            form.show_theirs(node, stale)
        except DomainError as error:
            _refuse(form, rows, error)
        else:
            messages.success(request, _("%(node)s was corrected.") % {"node": node})
            return redirect(page_of_node(node))
    return _page(request, "plans/node_edit.html", plan, form, rows, node=node, back=page_of_node(node))


@transaction.atomic
def _correct(node: Node, form: NodeForm, rows: Rows, *, by: Actor) -> None:
    today = timezone.localdate()
    edit_node(node=node, seen=form.seen, by=by, on=today, **form.values)
    stood = [initial_of_party(party) for party in _standing(node)]
    if stood != [_said(row) for row in rows.filled]:
        set_node_parties(node=node, parties=[row.party() for row in rows.filled], by=by, on=today)


def _said(row: Any) -> dict[str, Any]:
    """The row as `initial_of_party` would say it."""
    given = {name: value or None for name, value in row.cleaned_data.items()}
    mandate = given["representative"]
    return {**given, "representative": mandate.person.name if mandate else ""}


def _standing(node: Node) -> list[Any]:
    return list(node.parties.select_related("institution", "body", "representative__person"))


def _parties(request: HttpRequest, node: Node | None = None) -> Rows:
    standing = _standing(node) if node else []
    institutions = names_of_institutions(also=[party.institution_id for party in standing])
    return rows_of(
        NodePartyRow,
        sent(request),
        prefix=PARTIES,
        standing=[initial_of_party(party) for party in standing],
        institutions=institutions,
        bodies=names_of_bodies(),
    )


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form came to be saved, not to grow."""
    return request.method == "POST" and not asks_for_more(request.POST)


def _refuse(form: NodeForm, rows: Rows, error: DomainError) -> None:
    if isinstance(error, RowRefused):
        tell(rows.filled[error.place], error, otherwise="institution")
    else:
        tell(form, error)


def _page(
    request: HttpRequest, template: str, plan: Plan, form: NodeForm, rows: Rows, *, back: str, node: Node | None = None
) -> HttpResponse:
    first = rows.forms[0]
    context = {
        "plan": plan,
        "node": node,
        "form": form,
        "rows": rows,
        "back": back,
        "trail": trail_of(plan),
        "institutions": first.fields["institution"].names.labels.values(),
        "bodies": first.fields["body"].names.labels.values(),
        "representatives": suggested_representatives(plan),
    }
    return render(request, template, context)


@page(permission=Permission.PLANS_EDIT, verbs=("POST",))
def remove(request: HttpRequest, pk: int, node_pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    node = get_object_or_404(Node.objects.select_related("plan"), plan=plan, pk=node_pk)
    try:
        remove_node(node=node, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plans:edit_node", pk=pk, node_pk=node_pk)
    messages.success(request, _("%(node)s was taken out. The history keeps it.") % {"node": node})
    return redirect(page_of_plan(plan))
