"""The directory: leaders and staff with their addresses, institutions without any, and lists that are pasted."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.importers import COLUMNS, DirectoryRefused, ListedRow, read_directory, take_directory
from sekretariat.domain.institutions.models import Institution, Person, PersonQuerySet
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import with_what_they_hold, without_an_address
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold

from ..editing import tell
from ..page import page
from .forms import DirectoryFilter, MissingFilter, PasteForm

ROWS_A_PAGE = 50
SORTS = {"name": ("sort_key", "pk"), "-name": ("-sort_key", "pk")}
TONES = {Fate.NEW: "info", Fate.SAME: "none", Fate.COMPLETED: "done", Fate.CORRECTED: "soon"}


@page(permission=Permission.DIRECTORY_SEE)
def directory_list(request: HttpRequest) -> HttpResponse:
    """Persons with what they hold today and how they are reached."""
    today = timezone.localdate()
    form = DirectoryFilter(request.GET)
    held = Mandate.objects.in_force(on=today).filter(person=OuterRef("pk"))
    persons = _filtered(Person.objects.visible_to(request.actor), form, held)
    ordered = with_what_they_hold(persons, on=today).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["name"]))
    context = {
        "page": Paginator(ordered, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "missing_count": without_an_address(Institution.objects.visible_to(request.actor), on=today).count(),
        "may_paste": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_erase": request.actor.may_anywhere(Permission.PERSONS_ERASE),
    }
    return render(request, "directory/list.html", context)


def _filtered(persons: PersonQuerySet, form: DirectoryFilter, held: object) -> PersonQuerySet:
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("words"):
        words = fold(wanted["words"])
        in_institution = Exists(held.filter(institution__folded__contains=words))
        persons = persons.filter(
            Q(folded__contains=words) | Q(email__contains=wanted["words"].strip().lower()) | in_institution
        )
    if wanted.get("kind"):
        persons = persons.filter(Exists(held.filter(institution__kind=wanted["kind"])))
    if wanted.get("role"):
        persons = persons.filter(Exists(held.filter(role=wanted["role"])))
    return persons


@page(permission=Permission.DIRECTORY_SEE)
def missing(request: HttpRequest) -> HttpResponse:
    """Who is missing: institutions for which nobody with an e-mail acts."""
    form = MissingFilter(request.GET)
    visible = Institution.objects.visible_to(request.actor).select_related("part_of", "territory__part_of")
    if form.is_valid() and form.cleaned_data["kind"]:
        visible = visible.filter(kind=form.cleaned_data["kind"])
    institutions = without_an_address(visible, on=timezone.localdate()).order_by("sort_key", "pk")
    context = {
        "page": Paginator(institutions, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "may_paste": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_name": request.actor.may_anywhere(Permission.MANDATES_EDIT),
    }
    return render(request, "directory/missing.html", context)


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    """First what would become of each row, then all of them at once. Nothing is saved while one row is faulty."""
    form = PasteForm(request.POST if request.method == "POST" else None)
    rows: list[ListedRow] = []
    if form.is_valid():
        text, today = form.cleaned_data["text"], timezone.localdate()
        if "save" in request.POST:
            try:
                taken = take_directory(text=text, by=request.actor, on=today)
            except DirectoryRefused as refused:
                tell(form, refused)
                rows = list(refused.rows)
            except DomainError as error:
                tell(form, error)
            else:
                messages.success(request, _summary(Counter(row.fate for row in taken)))
                return redirect("directory:list")
        else:
            rows = read_directory(text, on=today)
            if not rows:
                form.add_error("text", _("No row of people was found in it."))
    context = {
        "form": form,
        "rows": rows,
        "columns": COLUMNS,
        "tones": TONES,
        "fates": Counter(row.planned.fate for row in rows if row.planned),
        "problems": [problem for row in rows for problem in row.problems],
    }
    return render(request, "directory/paste.html", context)


def _summary(fates: Counter[Fate]) -> str:
    words = {"new": fates[Fate.NEW], "completed": fates[Fate.COMPLETED], "corrected": fates[Fate.CORRECTED]}
    return _("The list was taken: %(new)s new, %(completed)s completed, %(corrected)s corrected.") % words
