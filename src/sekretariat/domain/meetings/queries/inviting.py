"""Who is to be invited, who answers by which invitation, and the meetings of a calendar."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.bodies.queries import body_with_sub_bodies
from sekretariat.domain.followup.errors import LinkEnded, LinkUnknown
from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.tokens import hash_of
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import Place, network_of, places_of
from sekretariat.ground.actors import Actor, Channel, Role
from sekretariat.ground.audit.queries import Changes, changes_of
from sekretariat.ground.words.enums import Precision

from ..enums import MeetingState, RuleKind
from ..models import Attendance, BodyRule, Invitation, Meeting, MeetingQuerySet
from ..rules import Quorum, count_quorum, takes_answers

# Serve the body, or are its guests: their seats do not count for the quorum.
NOT_MEMBERS = (SeatRole.SECRETARIAT, SeatRole.GUEST)
FIRST = (SeatRole.CHAIR, SeatRole.CO_CHAIR)
# Meetings stay in a calendar so long after their day.
STAYS = datetime.timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Entitled:
    """A place that the body gives on a day: a seat with one who holds it, or nobody; or a coordinator's."""

    institution: Institution
    seat: Seat | None = None
    mandate: Mandate | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        return (self.seat.pk if self.seat else None, self.mandate.person_id if self.mandate else None)

    @property
    def values(self) -> dict[str, object]:
        """The columns of its place at the meeting."""
        person = self.mandate.person if self.mandate else None
        return {
            "institution": self.institution,
            "institution_name": self.institution.name_sq,
            "person": person,
            "name": person.name if person else "",
            "function": self._function,
            "email": (person.email if person else "") or self.institution.email,
            "seat": self.seat,
            "mandate": self.mandate,
            "role": self.seat.role if self.seat else "",
            "side": self.seat.side if self.seat else "",
            "is_member": self.seat is None or self.seat.role not in NOT_MEMBERS,
        }

    @property
    def _function(self) -> str:
        """As on the list, which is Albanian."""
        if self.seat and self.seat.function_sq:
            return self.seat.function_sq
        if self.mandate and not self.seat:
            with override("sq"):
                return str(Role(self.mandate.role).label)
        return ""


def entitled_to(body: Body, *, on: datetime.date) -> list[Entitled]:
    """Who has a place at a meeting of the body on that day, chairs first: three queries at the most.

    A seat that perhaps stands on the day is invited too: leaving out a member would harm more. A network, and a body
    without seats, invites its coordinators and their deputies.
    """
    places = places_of(body, on=on)
    found = [
        Entitled(institution=place.seat.institution, seat=place.seat, mandate=mandate)
        for place in sorted(places, key=lambda place: _order(place.seat))
        for mandate in _holders(place)
    ]
    has_seats = any(place.seat.role not in NOT_MEMBERS for place in places)
    if body.kind == BodyKind.NETWORK or not has_seats:
        seated = {one.mandate.person_id for one in found if one.mandate}
        found += [
            Entitled(institution=mandate.institution, mandate=mandate)
            for mandate in _once(body, on=on)
            if mandate.person_id not in seated
        ]
    return found


def _holders(place: Place) -> Sequence[Mandate | None]:
    return place.holders or [None]


def _order(seat: Seat) -> int:
    return FIRST.index(SeatRole(seat.role)) if seat.role in FIRST else len(FIRST)


def _once(body: Body, *, on: datetime.date) -> Iterator[Mandate]:
    """Everybody of the network once, by the first of what they are named for."""
    seen = set()
    for mandate in network_of(body, on=on):
        if mandate.person_id not in seen:
            seen.add(mandate.person_id)
            yield mandate


def places_at(meeting: Meeting) -> list[Attendance]:
    """The places in their order, with what a list says of them: one query."""
    return list(
        meeting.attendances.select_related("institution", "person", "seat__act", "seat__ended_by", "meeting").order_by(
            "position", "pk"
        )
    )


def quorum_rule_of(body_id: int) -> BodyRule | None:
    return BodyRule.objects.filter(body=body_id, kind=RuleKind.QUORUM).select_related("act__issuer").first()


def quorum_of(meeting: Meeting) -> Quorum:
    """As the presence stands now: two queries."""
    return count_quorum(meeting.attendances.all(), quorum_rule_of(meeting.body_id))


def invited_by_mail(places: Iterable[Attendance]) -> set[int]:
    """Keys of the places to which an invitation went: one query."""
    sent = Invitation.objects.filter(attendance__in=[place.pk for place in places], revoked_at=None)
    return set(sent.values_list("attendance_id", flat=True))


def open_invitation(token: str, *, language: str, now: datetime.datetime) -> tuple[Invitation, Actor]:
    """The invitation behind the token and who answers by it. Changes nothing: mail scanners open links too.

    Raises LinkUnknown, or LinkEnded where it was replaced, the meeting was cancelled or held, or has begun: each with
    a sentence for the reader.
    """
    invitation = (
        Invitation.objects.filter(token_hash=hash_of(token))
        .select_related("attendance__meeting__office__unit", "attendance__meeting__body", "attendance__institution")
        .first()
    )
    if invitation is None:
        raise LinkUnknown(
            _("This invitation is not known here, or was withdrawn. Open the link exactly as it stands in the mail.")
        )
    meeting = invitation.attendance.meeting
    whom = {"office": meeting.office.sender_name, "email": meeting.office.sender_email}
    if meeting.state == MeetingState.CANCELLED:
        raise LinkEnded(
            _("The meeting was cancelled: %(reason)s Questions go to %(office)s (%(email)s).")
            % (whom | {"reason": meeting.cancelled_because.rstrip(".") + "."})
        )
    if invitation.revoked_at:
        raise LinkEnded(_("This invitation was withdrawn. Ask %(office)s (%(email)s) for a new one.") % whom)
    if not takes_answers(meeting, now=now):
        raise LinkEnded(
            _("The meeting has begun, or is over: invitations are no longer answered. Write to %(office)s (%(email)s).")
            % whom
        )
    return invitation, _actor(invitation.attendance, language=language)


def _actor(place: Attendance, *, language: str) -> Actor:
    """An invitation carries no capacities: whatever its holder's mandates allow, it answers for one place."""
    return Actor(
        person_id=place.person_id,
        name=place.name or place.institution_name,
        language=language,
        channel=Channel.LINK,
    )


@dataclass(frozen=True, kw_only=True)
class DatedMeeting:
    """A meeting with its day, and how often it was changed: what a calendar shows and moves."""

    meeting: Meeting
    changes: Changes


def meetings_in(feed: Feed, *, actor: Actor, on: datetime.date) -> list[DatedMeeting]:
    """The meetings of a calendar, by day: two queries. Those that are planned are their office's alone."""
    seen = Meeting.objects.visible_to(actor)
    if feed.body_id:
        seen = seen.filter(body__in=body_with_sub_bodies(feed.body_id))
    return with_changes(seen.filter(Q(on__gte=on - STAYS), precision=Precision.DAY))


def with_changes(meetings: MeetingQuerySet) -> list[DatedMeeting]:
    rows = list(meetings.select_related("office__unit", "body", "led_by", "chair").order_by("on", "begins_at", "pk"))
    changes = changes_of("meeting", [row.pk for row in rows], what="meeting.")
    return [
        DatedMeeting(meeting=row, changes=changes.get(str(row.pk), Changes(count=1, last_at=row.created_at)))
        for row in rows
    ]
