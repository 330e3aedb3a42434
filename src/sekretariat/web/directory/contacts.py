"""The log of contacts: who of the office spoke with whom, what was said and promised. An office's own."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.followup.directory.contacts import promise_passed, with_parts_of_note
from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.models import ContactNote, ContactNoteQuerySet
from sekretariat.domain.followup.services import note_contact
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold

from ..duties.forms import ContactForm
from ..editing import tell
from ..fields import DateField
from ..jinja import day
from ..letters.forms import OfficeForm
from ..letters.writing import offices_of
from ..page import page

ROWS_A_PAGE = 50


class InstitutionContactForm(ContactForm, OfficeForm):
    """From the page of an institution, about one of its duties or none in particular."""

    obligation = forms.ModelChoiceField(
        label=gettext_lazy("About the duty"),
        queryset=Obligation.objects.none(),
        required=False,
        empty_label=gettext_lazy("none in particular"),
    )

    def __init__(self, *args: Any, institution: Institution, actor: Actor, today: datetime.date) -> None:
        acting = Mandate.objects.in_force(on=today).filter(institution=institution).values("person")
        super().__init__(
            *args,
            people=Person.objects.visible_to(actor).filter(pk__in=acting).order_by("sort_key", "pk"),
            offices=offices_of(actor, Permission.CONTACTS_NOTE),
            initial={"on": today},
        )
        owed = Obligation.objects.owed_to_actor(actor).still_owed().filter(institution=institution)
        self.fields["obligation"].queryset = owed.order_by("due_on", "pk")
        if not owed.exists():
            del self.fields["obligation"]


class ContactFilter(forms.Form):
    institution = forms.CharField(label=gettext_lazy("Institution"), required=False, max_length=200)
    person = forms.CharField(label=gettext_lazy("With whom"), required=False, max_length=200)
    way = forms.ChoiceField(
        label=gettext_lazy("How"), choices=[("", gettext_lazy("whatever")), *ContactWay.choices], required=False
    )
    since = DateField(label=gettext_lazy("Since"), required=False)
    until = DateField(label=gettext_lazy("Until"), required=False)
    promised = forms.ChoiceField(
        label=gettext_lazy("Promised"),
        choices=[
            ("", gettext_lazy("whatever")),
            ("any", gettext_lazy("something was promised")),
            ("passed", gettext_lazy("promised, and the day has passed")),
        ],
        required=False,
    )

    def narrow(self, notes: ContactNoteQuerySet, *, today: datetime.date) -> ContactNoteQuerySet:
        """What could be understood of the address; a day that could not is told beside the filter."""
        self.is_valid()
        wanted = self.cleaned_data
        exact = {"way": wanted.get("way"), "on__gte": wanted.get("since"), "on__lte": wanted.get("until")}
        notes = notes.filter(**{name: value for name, value in exact.items() if value})
        for name in ("institution", "person"):
            if wanted.get(name):
                notes = notes.filter(**{f"{name}__folded__contains": fold(wanted[name])})
        if wanted.get("promised") == "any":
            notes = notes.exclude(promised_on=None)
        elif wanted.get("promised") == "passed":
            notes = promise_passed(notes, today=today)
        return notes


@page(permission=Permission.CONTACTS_NOTE)
def contact_list(request: HttpRequest) -> HttpResponse:
    """What the office noted, the latest contact first."""
    today = timezone.localdate()
    form = ContactFilter(request.GET)
    visible = ContactNote.objects.visible_to(request.actor)
    notes = with_parts_of_note(form.narrow(visible, today=today))
    context = {
        "page": Paginator(notes, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "today": today,
        "passed_count": promise_passed(visible, today=today).count(),
        "several_offices": len(request.actor.institutions(Permission.CONTACTS_NOTE)) > 1,
    }
    return render(request, "directory/contacts.html", context)


@page(permission=Permission.CONTACTS_NOTE, verbs=("GET", "POST"))
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a contact with the institution; afterwards one is back at its log."""
    institution = get_object_or_404(Institution.objects.visible_to(request.actor), pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = InstitutionContactForm(sent, institution=institution, actor=request.actor, today=timezone.localdate())
    if form.is_valid():
        try:
            noted = _noted(form, institution, by=request.actor)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _said(noted))
            return redirect(f"{reverse('institutions:detail', args=[pk])}?part=contacts")
    return render(request, "directory/contact_note.html", {"form": form, "institution": institution})


def _noted(form: InstitutionContactForm, institution: Institution, *, by: Actor) -> ContactNote:
    given = {name: value for name, value in form.cleaned_data.items() if name != "office"}
    given["on"] = given["on"] or timezone.localdate()
    return note_contact(office=form.office, institution=institution, by=by, **given)


def _said(noted: ContactNote) -> str:
    words = {"institution": noted.institution.label, "day": day(noted.on)}
    if noted.promised_on:
        return _("The contact with %(institution)s on %(day)s was noted. Promised by %(promised)s.") % (
            words | {"promised": day(noted.promised_on)}
        )
    return _("The contact with %(institution)s on %(day)s was noted.") % words
