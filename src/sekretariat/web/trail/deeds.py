"""The trail by what was done: one operation is one deed, its head with the details folded under it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import names_of

from .sentences import Told, role_held, tell
from .subjects import Named, rows_of

DEEDS_A_PAGE = 50
DETAILS_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a deed is about: the kinds of rows as the trail calls them."""

    word: str
    label: str | Promise
    rows: tuple[str, ...]


OTHER = Kind(word="other", label=_("Other"), rows=())
KINDS = (
    Kind(word="letters", label=_("Letters"), rows=("letter", "matter", "register")),
    Kind(word="duties", label=_("Duties"), rows=("obligation", "answer", "link", "reminder", "extension")),
    Kind(word="bodies", label=_("Mechanisms"), rows=("body", "seat", "act", "issuer", "amendment", "legalbasis")),
    Kind(
        word="institutions",
        label=_("Institutions"),
        rows=("institution", "post", "territory", "succession", "subordination"),
    ),
    Kind(word="people", label=_("People"), rows=("person", "mandate", "user", "handover")),
    Kind(word="contacts", label=_("Mail and contacts"), rows=("outbox", "contactnote", "groupmail")),
    Kind(word="office", label=pgettext_lazy("place in the menu", "Office"), rows=("office", "holiday", "feed")),
    Kind(word="files", label=_("Files"), rows=("file",)),
    OTHER,
)
KIND_OF: Mapping[str, Kind] = {row: kind for kind in KINDS for row in kind.rows}


@dataclass(frozen=True, kw_only=True)
class Line:
    """An event and the row it is about, where the reader may see that row."""

    told: Told
    row: Named | None


@dataclass(frozen=True, kw_only=True)
class Deed:
    """`more` counts the details that the page has no room for."""

    head: Line
    details: list[Line]
    more: int


def of_kind(events: QuerySet[Event], word: str) -> QuerySet[Event]:
    """The whole of each deed that has something of the kind in it; all of them where no kind is named."""
    kind = next((one for one in KINDS if one.word == word), None)
    if kind is None:
        return events
    touching = events.exclude(target_type__in=KIND_OF) if kind is OTHER else events.filter(target_type__in=kind.rows)
    return events.filter(operation__in=touching.values("operation"))


def deeds_of(
    events: QuerySet[Event], *, actor: Actor, number: str | None, newest_first: bool
) -> tuple[Page, list[Deed]]:
    """One page of deeds: three queries, those of the sentences, and one for each kind of rows on the page."""
    operations = events.order_by().values("operation").annotate(first=Min("pk"), events=Count("pk"))
    page = Paginator(operations.order_by("-first" if newest_first else "first"), DEEDS_A_PAGE).get_page(number)
    counts = {row["operation"]: row["events"] for row in page}
    shown = list(events.filter(operation__in=list(counts), position__lte=DETAILS_SHOWN).order_by("position"))
    rows = rows_of(shown, actor)
    lines = defaultdict(list)
    for told in tell(shown):
        row = rows.get((told.event.target_type, told.event.target_key))
        lines[told.event.operation].append(Line(told=told, row=row))
    deeds = [
        Deed(head=lines[operation][0], details=lines[operation][1:], more=count - len(lines[operation]))
        for operation, count in counts.items()
        if lines[operation]
    ]
    return page, deeds


def counts_by_kind(events: QuerySet[Event]) -> list[tuple[Kind, int]]:
    """How many deeds have something of each kind in them; kinds without any are left out: one query."""
    deeds = defaultdict(set)
    for operation, row in events.order_by().values_list("operation", "target_type").distinct():
        deeds[KIND_OF.get(row, OTHER).word].add(operation)
    return [(kind, len(deeds[kind.word])) for kind in KINDS if deeds[kind.word]]


@dataclass(frozen=True, kw_only=True)
class Doer:
    """Somebody who did something; `page` is False for a person whose row is gone."""

    person_id: int
    name: str
    deeds: int
    page: bool


def doers_of(events: QuerySet[Event]) -> list[Doer]:
    """Who did how much, the busiest first: three queries."""
    rows = events.order_by().exclude(person_id=None).values_list("person_id")
    counted = list(rows.annotate(deeds=Count("operation", distinct=True)).order_by("-deeds", "person_id"))
    names = names_of([Event(person_id=person_id) for person_id, _deeds in counted])
    there = Person.objects.in_bulk(names)
    return [
        Doer(person_id=person_id, name=names[person_id], deeds=deeds, page=person_id in there)
        for person_id, deeds in counted
        if person_id in names
    ]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What was done by one mandate, and between which moments."""

    by_what: str
    deeds: int
    first: object
    last: object


def shares_of(events: QuerySet[Event]) -> list[Share]:
    """By which mandates the deeds were done: two queries."""
    counted = list(
        events.order_by()
        .values_list("mandate_id")
        .annotate(deeds=Count("operation", distinct=True), first=Min("recorded_at"), last=Max("recorded_at"))
        .order_by("-last")
    )
    mandates = _mandates(mandate_id for mandate_id, *_rest in counted)
    return [
        Share(by_what=role_held(mandates.get(mandate_id)), deeds=deeds, first=first, last=last)
        for mandate_id, deeds, first, last in counted
    ]


def _mandates(keys: Iterable[int | None]) -> dict[int, Mandate]:
    return Mandate.objects.select_related("institution").in_bulk(set(keys) - {None})
