"""Setting up an installation: its office and the first administrator. There is no such page afterwards."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from sekretariat.domain.mandates.services import set_up_office
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Channel, system_actor
from sekretariat.ground.errors import DomainError

from ..editing import tell
from ..letters.forms import institution_names, searchable
from ..page import PUBLIC, page
from .code import forget_setup_code
from .forms import SetUpForm


@page(permission=PUBLIC, verbs=("GET", "POST"))
@sensitive_post_parameters("code", "password", "password_again")
def first(request: HttpRequest) -> HttpResponse:
    """Open to whoever knows the set-up code, while there is no office."""
    if Office.objects.exists():
        raise Http404
    names = searchable(institution_names(timezone.localdate()))
    form = SetUpForm(request.POST if request.method == "POST" else None, names=names)
    if form.is_valid() and _is_set_up(form):
        forget_setup_code()
        messages.success(request, _("The office is set up. Sign in as its administrator."))
        return redirect("account_login")
    return render(request, "setup/first.html", {"form": form, "has_institutions": bool(names)})


def _is_set_up(form: SetUpForm) -> bool:
    try:
        set_up_office(by=system_actor(Channel.PAGE), on=timezone.localdate(), **form.values())
    except DomainError as error:
        tell(form, error)
    return form.is_valid()
