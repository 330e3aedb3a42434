"""Who works in an office, and letting somebody in or out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import people_of
from sekretariat.domain.mandates.services import end_mandate, give_office_role
from sekretariat.ground.actors import OFFICE_ROLES, Permission, Role
from sekretariat.ground.errors import DomainError

from ..editing import tell
from ..page import page
from .forms import EndForm, PersonForm
from .here import Here, here_of

ROWS_A_PAGE = 50


@page(permission=Permission.LETTERS_SEE, verbs=("GET", "POST"))
def people(request: HttpRequest) -> HttpResponse:
    """Everybody by role, with the form that adds one."""
    here = here_of(request)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        here.refuse_unless_editor()
        if form.is_valid() and (mandate := _given(request, here, form)):
            messages.success(request, _said(mandate))
            return redirect(here.url("office:people"))
    team = _team(here).order_by("role", "person__sort_key", "pk").select_related("person__user")
    listed = Paginator(team, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/people.html", {"here": here, "form": form, "listed": listed})


def _team(here: Here) -> QuerySet[Mandate]:
    on = timezone.localdate()
    return people_of([here.office.pk], on=on).filter(role__in=OFFICE_ROLES, is_stopped=False)


def _given(request: HttpRequest, here: Here, form: PersonForm) -> Mandate | None:
    given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
    try:
        return give_office_role(office=here.office, by=request.actor, on=timezone.localdate(), **given)
    except DomainError as error:
        tell(form, error)
        return None


def _said(mandate: Mandate) -> str:
    values = {"name": mandate.person.name, "role": mandate.get_role_display()}
    if mandate.person.user.has_usable_password():
        return _("%(name)s works here as: %(role)s. The sign-in is the one there was.") % values
    return _("%(name)s works here as: %(role)s. A mail goes out with the way to choose a password.") % values


@page(permission=Permission.LETTERS_SEE, verbs=("GET", "POST"))
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own, since it takes somebody's rights."""
    here = here_of(request)
    mandate = get_object_or_404(_team(here), pk=pk)
    here.refuse_unless_editor()
    form = EndForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            end_mandate(mandate=mandate, by=request.actor, **form.cleaned_data)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The role of %(name)s was ended.") % {"name": mandate.person.name})
            # Whoever ended the own role may not see this office any more.
            is_own = mandate.person_id == request.actor.person_id
            return redirect("/" if is_own else here.url("office:people"))
    return render(request, "office/end.html", {"here": here, "mandate": mandate, "form": form})
