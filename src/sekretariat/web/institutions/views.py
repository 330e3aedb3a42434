"""Institutions: the list, one with its people, duties, letters and units, and entering and correcting them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.continuity.rules import can_reorganise
from sekretariat.domain.institutions.models import Institution, InstitutionQuerySet
from sekretariat.domain.institutions.queries import in_county
from sekretariat.domain.institutions.services import add_institution, edit_institution
from sekretariat.domain.obligations.enums import Shown
from sekretariat.domain.obligations.queries import with_owed
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, Stale
from sekretariat.ground.words import fold

from ..directory.contacts import InstitutionContactForm
from ..duties.lists import duty_list
from ..editing import tell
from ..page import SIGNED_IN, page
from .forms import InstitutionFilter, InstitutionForm, NewInstitutionForm
from .reading import InstitutionReading

ROWS_A_PAGE = 50
SORTS = {
    "name": ("sort_key", "pk"),
    "-name": ("-sort_key", "pk"),
    "owed": ("owed_count", "sort_key", "pk"),
    "-owed": ("-owed_count", "sort_key", "pk"),
    "late": ("late_count", "sort_key", "pk"),
    "-late": ("-late_count", "sort_key", "pk"),
}


@page(permission=SIGNED_IN)
def institution_list(request: HttpRequest) -> HttpResponse:
    """Institutions in force; for those who follow answers also what each owes their office now."""
    today = timezone.localdate()
    follows = request.actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW)
    visible = Institution.objects.visible_to(request.actor).in_force(on=today)
    institutions = with_owed(visible, actor=request.actor, today=today)
    form = InstitutionFilter(request.GET, follows=follows)
    sort = request.GET.get("sort", "")
    ordered = _filtered(institutions, form).order_by(*SORTS.get(sort if follows else sort.strip("-"), SORTS["name"]))
    parts = ordered.select_related("part_of", "territory__part_of")
    context = {
        "page": Paginator(parts, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "follows": follows,
        "owing_count": institutions.filter(owed_count__gt=0).count() if follows else 0,
        "late_count": institutions.filter(late_count__gt=0).count() if follows else 0,
        "may_edit": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_change_cabinet": can_reorganise(request.actor),
        "sees_directory": request.actor.may_anywhere(Permission.DIRECTORY_SEE),
    }
    return render(request, "institutions/list.html", context)


def _filtered(institutions: InstitutionQuerySet, form: InstitutionFilter) -> InstitutionQuerySet:
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("words"):
        institutions = institutions.filter(folded__contains=fold(wanted["words"]))
    if wanted.get("kind"):
        institutions = institutions.filter(kind=wanted["kind"])
    if wanted.get("county"):
        institutions = in_county(institutions, wanted["county"])
    if wanted.get("owes"):
        institutions = institutions.filter(**{f"{wanted['owes']}_count__gt": 0})
    return institutions


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One institution: who acts for it, who is written to, what it owes, its letters and units."""
    visible = Institution.objects.visible_to(request.actor).select_related("part_of", "territory__part_of")
    institution = get_object_or_404(visible, pk=pk)
    today = timezone.localdate()
    shown = InstitutionReading(institution, actor=request.actor, on=today)
    part = shown.part(request.GET.get("part"))
    context = {
        "institution": institution,
        "shown": shown,
        "part": part,
        "today": today,
        "may_edit": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_name": request.actor.may_anywhere(Permission.MANDATES_EDIT),
        "sees_addresses": request.actor.may_anywhere(Permission.DIRECTORY_SEE),
        "may_reorganise": can_reorganise(request.actor),
        "sees_history": request.actor.may_anywhere(Permission.AUDIT_SEE),
    }
    if part == "duties":
        context["duties"] = duty_list(
            shown.duties,
            part=Shown.ALL,
            sort=request.GET.get("sort", "-due"),
            page=request.GET.get("page"),
            actor=request.actor,
            on=today,
        )
    elif part == "letters":
        newest = shown.letters.select_related("sender").order_by("-on", "-number", "-fraction", "-pk")
        context["letters"] = Paginator(newest, ROWS_A_PAGE).get_page(request.GET.get("page"))
    elif part == "contacts":
        context["notes"] = Paginator(shown.notes, ROWS_A_PAGE).get_page(request.GET.get("page"))
        context["contact_form"] = InstitutionContactForm(
            None, institution=institution, actor=request.actor, today=today
        )
    return render(request, "institutions/detail.html", context)


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    form = NewInstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            institution = add_institution(**form.values(), by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was entered.") % {"name": institution.name_sq})
            return redirect("institutions:detail", pk=institution.pk)
    return render(request, "institutions/new.html", {"form": form})


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.visible_to(request.actor), pk=pk)
    form = InstitutionForm.of(institution, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            edit_institution(
                institution=institution, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.values
            )
        except Stale as stale:
            form.show_theirs(institution, stale)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was corrected.") % {"name": form.values["name_sq"]})
            return redirect("institutions:detail", pk=pk)
    return render(request, "institutions/edit.html", {"form": form, "institution": institution})
