"""What the page at the table shows, gathered in as many queries however much was written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sekretariat.domain.obligations.enums import OWED, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Plan, PlanLetter

from ..enums import THERE, InvitationReply, ItemState, Presence
from ..models import ActionPoint, ActionPointObligation, AgendaItem, Attendance, BodyDecision, Meeting, Statement


@dataclass(frozen=True, kw_only=True)
class Table:
    """The agenda with how much stands under each item, who is there, and what stands under the one that is open.

    `item` is None for what belongs to no item: the opening, the steps taken so far, the appraisal at the end.
    """

    meeting: Meeting
    items: Sequence[AgendaItem]  # each with `written`: how many lines stand under it
    item: AgendaItem | None
    places: Sequence[Attendance]
    statements: Sequence[Statement]
    decisions: Sequence[BodyDecision]
    action_points: Sequence[ActionPoint]  # each with its `point_obligations`

    @cached_property
    def there(self) -> list[Attendance]:
        """Who is there; before presence is recorded, whoever did not say no."""
        if any(place.presence for place in self.places):
            return [place for place in self.places if place.presence in THERE]
        return [place for place in self.places if place.reply != InvitationReply.NO]

    @property
    def is_presence_recorded(self) -> bool:
        return any(place.presence for place in self.places)

    @property
    def is_empty(self) -> bool:
        return not (self.statements or self.decisions or self.action_points)


def table_of(meeting: Meeting, *, item_pk: int | None) -> Table:
    """The table with that item open: `item_pk` 0 is what belongs to none, None the first item that is still open."""
    items = list(_items(meeting))
    return Table(
        meeting=meeting,
        items=items,
        item=(item := _open_item(items, item_pk)),
        places=list(meeting.attendances.select_related("institution")),
        statements=list(_in_order(meeting.statements, item).select_related("speaker__institution")),
        decisions=list(_in_order(meeting.decisions, item)),
        action_points=list(_in_order(meeting.action_points, item).select_related("decision")),
    )


def name_of(place: Attendance) -> str:
    """Who sits at the place: the substitute where one came, with the institution as it is known."""
    came = place.presence == Presence.REPRESENTED and place.substitute_name
    institution = place.institution.label if place.institution else place.institution_name
    return ", ".join(filter(None, [place.substitute_name if came else place.name, institution]))


def standing_duties(meeting: Meeting, *, also: Iterable[int] = ()) -> QuerySet[Obligation]:
    """The duties to which an action point may be linked, the next ones due first.

    Those owed to the meeting's secretariat within its body, or for a plan that the body decides or the agenda brings;
    still owed, or answered only on the day of the meeting or after it. `also` are further keys.
    """
    plans = Plan.objects.filter(Q(agenda_items__meeting=meeting) | Q(body=meeting.body) | Q(network=meeting.body))
    plans = plans.filter(office=meeting.office_id)
    bodies = Q(body=meeting.body) | Q(body__in=plans.values("body")) | Q(body__in=plans.values("network"))
    letters = PlanLetter.objects.filter(plan__in=plans).values_list("letter", flat=True)
    asked = Q(sources__source__in=[f"letter:{key}" for key in letters])
    named = Q(agenda_items__meeting=meeting)
    open_then = Q(state__in=OWED) | Q(answered_on__gte=meeting.on) & ~Q(state=ObligationState.WITHDRAWN)
    found = Obligation.objects.filter(office=meeting.office_id).filter(bodies | asked | named).filter(open_then)
    keys = found.values("pk")
    return (
        Obligation.objects.filter(Q(pk__in=keys) | Q(pk__in=list(also)))
        .select_related("institution")
        .order_by(F("due_on").asc(nulls_last=True), "institution__label_key", "pk")
    )


def _items(meeting: Meeting) -> QuerySet[AgendaItem]:
    written = _count_of(Statement) + _count_of(BodyDecision) + _count_of(ActionPoint)
    return meeting.items.select_related("presenter", "presenter_institution").annotate(written=written)


def _count_of(kind: type[Statement] | type[BodyDecision] | type[ActionPoint]) -> Coalesce:
    rows = kind._default_manager.filter(item=OuterRef("pk")).order_by().values("item")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)


def _open_item(items: Sequence[AgendaItem], item_pk: int | None) -> AgendaItem | None:
    if item_pk is None:
        return next((item for item in items if item.state == ItemState.OPEN), items[0] if items else None)
    return next((item for item in items if item.pk == item_pk), None)


def _in_order(rows: Any, item: AgendaItem | None) -> QuerySet:
    found: QuerySet = rows.filter(item=item).order_by("position", "pk")
    if found.model is Statement:
        return found.prefetch_related("letters")
    if found.model is ActionPoint:
        behind = ActionPointObligation.objects.select_related("obligation__institution")
        return found.prefetch_related(Prefetch("point_obligations", queryset=behind))
    return found
