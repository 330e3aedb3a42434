"""Posts of an institution: entered, corrected, ended, held by somebody; and under whom the institution stands."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution, Post, Subordination
from sekretariat.domain.institutions.services import add_post, edit_post, end_subordination, subordinate
from sekretariat.domain.mandates.services import appoint_to_post, end_post
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, Stale

from ..editing import tell
from ..jinja import day
from ..page import page
from .forms import EndForm
from .postforms import AppointForm, LastDayForm, NewPostForm, PostForm, SubordinateForm


def _institution(request: HttpRequest, pk: int) -> Institution:
    return get_object_or_404(Institution.objects.visible_to(request.actor), pk=pk)


def _post(request: HttpRequest, pk: int) -> Post:
    visible = Institution.objects.visible_to(request.actor)
    return get_object_or_404(Post.objects.filter(institution__in=visible).select_related("institution"), pk=pk)


def _done(request: HttpRequest, institution: Institution, said: str, *, part: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"{reverse('institutions:detail', args=[institution.pk])}?part={part}")


def _tried(form: forms.Form, service: Callable[[], object]) -> bool:
    """Whether the valid form was taken; what the service refused is told in it."""
    if not form.is_valid():
        return False
    try:
        service()
    except DomainError as error:
        tell(form, error)
        return False
    return True


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def new(request: HttpRequest, pk: int) -> HttpResponse:
    institution = _institution(request, pk)
    form = NewPostForm(request.POST if request.method == "POST" else None)
    if _tried(
        form,
        lambda: add_post(institution=institution, by=request.actor, on=timezone.localdate(), **form.cleaned_data),
    ):
        words = {"title": form.cleaned_data["title_sq"]}
        return _done(request, institution, _("The post “%(title)s” was entered.") % words, part="posts")
    return render(request, "institutions/post_new.html", {"form": form, "institution": institution})


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    form = PostForm.of(post, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            edit_post(post=post, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.values)
        except Stale as stale:
            form.show_theirs(post, stale)
        except DomainError as error:
            tell(form, error)
        else:
            words = {"title": form.values["title_sq"]}
            return _done(request, post.institution, _("The post “%(title)s” was corrected.") % words, part="posts")
    return render(request, "institutions/post_edit.html", {"form": form, "post": post})


@page(permission=Permission.MANDATES_EDIT, verbs=("GET", "POST"))
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """What is grave is asked on a page of its own: whoever holds the post loses it."""
    post = _post(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if _tried(form, lambda: end_post(post=post, by=request.actor, **form.cleaned_data)):
        words = {"title": post.title_sq, "day": day(form.cleaned_data["on"])}
        return _done(request, post.institution, _("The post “%(title)s” ends on %(day)s.") % words, part="posts")
    return render(request, "institutions/post_end.html", {"form": form, "post": post})


@page(permission=Permission.MANDATES_EDIT, verbs=("GET", "POST"))
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    form = AppointForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})

    def service() -> None:
        appoint_to_post(
            post=post,
            named=form.named(),
            paper=form.paper(),
            until=form.cleaned_data["until"],
            office_id=min(request.actor.institutions(Permission.MANDATES_EDIT)),
            by=request.actor,
            on=form.cleaned_data["on"],
        )

    if _tried(form, service):
        words = {"name": form.cleaned_data["name"], "title": post.title_sq, "day": day(form.cleaned_data["on"])}
        said = _("%(name)s holds the post “%(title)s” from %(day)s.") % words
        return _done(request, post.institution, said, part="posts")
    return render(request, "institutions/post_appoint.html", {"form": form, "post": post})


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def stand_under(request: HttpRequest, pk: int) -> HttpResponse:
    institution, today = _institution(request, pk), timezone.localdate()
    form = SubordinateForm(request.POST if request.method == "POST" else None, today=today)
    if _tried(form, lambda: subordinate(institution=institution, by=request.actor, on=today, **form.cleaned_data)):
        words = {"name": institution.label, "superior": form.cleaned_data["superior"].label}
        return _done(request, institution, _("%(name)s stands under %(superior)s.") % words, part="units")
    return render(request, "institutions/subordinate.html", {"form": form, "institution": institution})


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def stand_alone(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Institution.objects.visible_to(request.actor)
    rows = Subordination.objects.filter(institution__in=visible).select_related("institution", "superior", "act")
    row = get_object_or_404(rows, pk=pk)
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if _tried(form, lambda: end_subordination(subordination=row, by=request.actor, **form.cleaned_data)):
        words = {"name": row.institution.label, "superior": row.superior.label, "day": day(form.cleaned_data["on"])}
        said = _("After %(day)s %(name)s no longer stands under %(superior)s.") % words
        return _done(request, row.institution, said, part="units")
    return render(request, "institutions/subordination_end.html", {"form": form, "row": row})
