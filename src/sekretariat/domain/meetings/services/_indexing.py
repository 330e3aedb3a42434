"""Meetings as the search finds them."""

from django.db.models import Q

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..enums import MADE_KNOWN
from ..models import Meeting


def index_meeting(meeting: Meeting) -> None:
    """Found by its office; once called, also by whoever has a place at it. What is restricted is not found at all.

    Called by every service that changes what it is found by (title, body, items, decisions) or who has a place.
    """
    search.put(
        kind="meeting",
        key=str(meeting.pk),
        title=f"{meeting.body.label} {meeting.number_label} {meeting.title_sq}".strip(),
        text=" ".join(filter(None, _texts(meeting))),
        scopes=_scopes(meeting),
        on=meeting.on,
    )


def _texts(meeting: Meeting) -> list[str]:
    body = meeting.body
    items = meeting.items.filter(is_restricted=False).order_by("position", "pk")
    decisions = meeting.decisions.filter(Q(item=None) | Q(item__is_restricted=False), is_restricted=False)
    names = [meeting.title_en, body.name_sq, body.name_en, meeting.place_sq, meeting.place_en]
    texts = [text for row in items.values_list("title_sq", "title_en", "text_sq", "text_en") for text in row]
    decided = [text for row in decisions.order_by("number").values_list("text_sq", "text_en") for text in row]
    return [*names, *texts, *decided]


def _scopes(meeting: Meeting) -> set[str]:
    held = {scopes.convenors(meeting.office_id, body_id=meeting.body_id)}
    if meeting.state in MADE_KNOWN:
        for institution_id, person_id in meeting.attendances.values_list("institution", "person"):
            if institution_id:
                held.add(scopes.invited(institution_id, body_id=meeting.body_id))
            if person_id:
                held.add(scopes.person(person_id))
    return held
