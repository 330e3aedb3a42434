"""Reading the trail."""

from django.db.models import QuerySet

from .models import Event, Name, Seal


def events_of(target_type: str, target_key: object) -> QuerySet[Event]:
    """The history of one row, newest first."""
    return Event.objects.filter(target_type=target_type, target_key=str(target_key)).order_by("-id")


def names_of(events: list[Event]) -> dict[int, str]:
    """The names still known of those who acted, by person id."""
    people = {event.person_id for event in events if event.person_id}
    return dict(Name.objects.filter(person_id__in=people).values_list("person_id", "name"))


def last_seal() -> Seal | None:
    return Seal.objects.order_by("day").last()
