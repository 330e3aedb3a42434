"""The directory: leaders and staff with their addresses, and institutions without any."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sekretariat.domain.followup.directory.contacts import last_contacts
from sekretariat.domain.followup.directory.gaps import Gap, count_gaps, with_gaps
from sekretariat.domain.followup.directory.gaps import missing as those_missing
from sekretariat.domain.followup.exporters import directory_xlsx, missing_xlsx
from sekretariat.domain.institutions.models import Institution, InstitutionQuerySet
from sekretariat.domain.institutions.queries import in_county
from sekretariat.domain.mandates.queries import with_what_they_hold
from sekretariat.ground.actors import Permission
from sekretariat.ground.words import fold

from ..downloads import download_document
from ..page import page
from .choosing import filter_of, persons_of
from .forms import MissingFilter

ROWS_A_PAGE = 50
SORTS = {"name": ("sort_key", "pk"), "-name": ("-sort_key", "pk")}


@page(permission=Permission.DIRECTORY_SEE)
def directory_list(request: HttpRequest) -> HttpResponse:
    """Persons with what they hold today and how they are reached."""
    today = timezone.localdate()
    form = filter_of(request, on=today)
    persons = persons_of(request, form, on=today)
    ordered = with_what_they_hold(persons, on=today).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["name"]))
    here = Paginator(ordered, ROWS_A_PAGE).get_page(request.GET.get("page"))
    may_note = request.actor.may_anywhere(Permission.CONTACTS_NOTE)
    institutions = {held.institution_id for person in here for held in person.held}
    context = {
        "page": here,
        "form": form,
        "last": last_contacts(institutions, actor=request.actor) if may_note else {},
        "missing_count": those_missing(with_gaps(_visible(request), on=today), Gap.EMAIL).count(),
        "may_paste": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_erase": request.actor.may_anywhere(Permission.PERSONS_ERASE),
        "may_note": may_note,
    }
    return render(request, "directory/list.html", context)


@page(permission=Permission.DIRECTORY_SEE)
def export(request: HttpRequest) -> HttpResponse:
    """The filtered directory in Excel, to be corrected there and sent back."""
    today = timezone.localdate()
    persons = persons_of(request, filter_of(request, on=today), on=today).order_by("sort_key", "pk")
    return download_document(directory_xlsx(persons, on=today, created=timezone.now()))


def _visible(request: HttpRequest) -> InstitutionQuerySet:
    return Institution.objects.visible_to(request.actor)


@page(permission=Permission.DIRECTORY_SEE)
def missing(request: HttpRequest) -> HttpResponse:
    """Who is missing: institutions without a head, a coordinator, somebody with an e-mail, an official mailbox."""
    form = MissingFilter(request.GET)
    gap, institutions = _gap(request), _with_gaps(request, form)
    counts = count_gaps(institutions)
    lacking = those_missing(institutions, gap).select_related("part_of", "territory__part_of")
    context = {
        "page": Paginator(lacking.order_by("sort_key", "pk"), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "gap": gap,
        "gaps": [(one, counts[one]) for one in Gap],
        "all_count": institutions.count(),
        "may_paste": request.actor.may_anywhere(Permission.DIRECTORY_EDIT),
        "may_name": request.actor.may_anywhere(Permission.MANDATES_EDIT),
    }
    return render(request, "directory/missing.html", context)


@page(permission=Permission.DIRECTORY_SEE)
def missing_export(request: HttpRequest) -> HttpResponse:
    """The same in Excel: a list that waits for the names."""
    institutions = those_missing(_with_gaps(request, MissingFilter(request.GET)), _gap(request))
    parts = institutions.select_related("part_of", "territory__part_of").order_by("sort_key", "pk")
    return download_document(missing_xlsx(parts, on=timezone.localdate(), created=timezone.now()))


def _gap(request: HttpRequest) -> Gap:
    asked = request.GET.get("gap", "")
    return Gap(asked) if asked in Gap.values else Gap.EMAIL


def _with_gaps(request: HttpRequest, form: MissingFilter) -> InstitutionQuerySet:
    form.is_valid()
    wanted = form.cleaned_data
    institutions = with_gaps(_visible(request), on=timezone.localdate())
    if wanted.get("words"):
        institutions = institutions.filter(folded__contains=fold(wanted["words"]))
    if wanted.get("kind"):
        institutions = institutions.filter(kind=wanted["kind"])
    if wanted.get("county"):
        institutions = in_county(institutions, wanted["county"])
    return institutions
