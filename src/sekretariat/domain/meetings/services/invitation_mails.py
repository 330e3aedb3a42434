"""Invitations by mail: the calendar file, a personal link to answer by, in Albanian and then in English."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.followup.tokens import hash_of, invitation_token_of, new_nonce
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.services import keep
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail
from sekretariat.ground.mail.errors import MailRefused
from sekretariat.ground.words import format_date

from ..enums import InvitationReply, MeetingKind, MeetingState
from ..exporters.calendars import MEDIA_TYPE, invitation_ics
from ..models import AgendaItem, Attendance, Invitation, Meeting
from ._guards import locked, note_in_trail, refuse_unless_keeper

RULE = "—" * 20


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How many mails are in the outbox, and whom nobody could write to."""

    count: int
    unreachable: Sequence[str] = field(default=())


@transaction.atomic
def send_invitations(*, meeting: Meeting, attendances: Sequence[Attendance], by: Actor, on: datetime.date) -> Sent:
    """Write to these places: an invitation, or the changed one where one went out before, with the same link.

    Of a cancelled meeting everybody is told who was invited before; the others hear nothing of it. A substitute who
    was named with an e-mail gets the appointment too.
    """
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    _refuse_unless_called(meeting)
    items = list(meeting.items.filter(is_restricted=False).order_by("position", "pk"))
    places = list(
        meeting.attendances.filter(pk__in=[place.pk for place in attendances], is_invited=True).order_by("position")
    )
    standing = _standing(places)
    if meeting.state == MeetingState.CANCELLED:
        places = [place for place in places if place.pk in standing]
    note_in_trail(
        "meeting.invited", meeting, by=by, on=on, number=meeting.number_label, count=len(places), day=str(meeting.on)
    )
    count, unreachable = 0, []
    for place in places:
        if not place.email:
            unreachable.append(str(place))
            continue
        try:
            count += _invite(meeting, place, standing.get(place.pk), items=items, by=by, on=on)
        except MailRefused:  # one address that no server takes does not keep the others from their mail
            unreachable.append(str(place))
    return Sent(count=count, unreachable=unreachable)


@transaction.atomic
def _invite(
    meeting: Meeting,
    place: Attendance,
    standing: Invitation | None,
    *,
    items: Sequence[AgendaItem],
    by: Actor,
    on: datetime.date,
) -> int:
    """The mails of one place: one, and one to its substitute. Raises MailRefused."""
    write_to(meeting, place, standing, items=items, by=by, on=on)
    if place.reply != InvitationReply.SUBSTITUTE or not place.substitute_email:
        return 1
    is_withdrawn = meeting.state == MeetingState.CANCELLED
    letter = _Letter(meeting, place, items=items, is_withdrawn=is_withdrawn, to_name=place.substitute_name)
    _enqueue(meeting, place, letter, email=place.substitute_email, by=by, on=on)
    return 2


def _refuse_unless_called(meeting: Meeting) -> None:
    if meeting.state == MeetingState.PLANNED:
        raise DomainError(_("Call the meeting first: then the invitations go out."))
    if meeting.state == MeetingState.HELD:
        raise DomainError(_("This meeting was held: nobody is invited to it any more."))


def _standing(places: Sequence[Attendance]) -> dict[int, Invitation]:
    found = Invitation.objects.filter(attendance__in=places, revoked_at=None).order_by("pk")
    return {invitation.attendance_id: invitation for invitation in found}


def write_to(
    meeting: Meeting,
    place: Attendance,
    standing: Invitation | None,
    *,
    items: Sequence[AgendaItem] = (),
    is_withdrawn: bool = False,
    by: Actor,
    on: datetime.date,
) -> None:
    """One mail to one place. `is_withdrawn`: it is invited no longer. A link once sent goes on opening, unless the
    place has another address now.
    """
    is_withdrawn = is_withdrawn or meeting.state == MeetingState.CANCELLED
    if is_withdrawn:
        letter = _Letter(meeting, place, items=items, is_withdrawn=True)
        _enqueue(meeting, place, letter, email=standing.email if standing else place.email, by=by, on=on)
        return
    invitation = standing if standing and standing.email == place.email else _made(place)
    letter = _Letter(meeting, place, items=items, invitation=invitation, is_changed=standing is not None)
    _enqueue(meeting, place, letter, email=place.email, by=by, on=on)


def _made(place: Attendance) -> Invitation:
    place.invitations.filter(revoked_at=None).update(revoked_at=timezone.now())
    nonce = new_nonce()
    return Invitation.objects.create(
        attendance=place, email=place.email, nonce=nonce, token_hash=hash_of(invitation_token_of(nonce))
    )


def _enqueue(
    meeting: Meeting, place: Attendance, letter: "_Letter", *, email: str, by: Actor, on: datetime.date
) -> None:
    office = meeting.office
    method = "CANCEL" if letter.is_withdrawn else "REQUEST"
    calendar = keep(
        data=invitation_ics(
            meeting,
            place,
            email=email,
            items=letter.items,
            stamp=timezone.now(),
            is_withdrawn=letter.is_withdrawn,
        ),
        name=f"mbledhja-{meeting.number}-{meeting.year}.ics",
        media_type=MEDIA_TYPE.format(method=method),
        by=by,
        on=on,
    )
    mail.enqueue(
        to_address=email,
        to_name=letter.to_name,
        from_name=office.sender_name,
        reply_to=office.sender_email,
        subject=letter.subject,
        text=letter.text,
        marks=letter.marks,
        about=place,
        office_id=office.pk,
        files=[calendar],
        by=by,
    )


class _Letter:
    """The words of the mail: everything twice, since one does not know who reads it at the institution."""

    def __init__(
        self,
        meeting: Meeting,
        place: Attendance,
        *,
        items: Sequence[AgendaItem] = (),
        invitation: Invitation | None = None,
        is_changed: bool = False,
        is_withdrawn: bool = False,
        to_name: str = "",
    ) -> None:
        self.meeting, self.items = meeting, items
        self.to_name = to_name or place.name or place.institution_name
        self.is_changed, self.is_withdrawn = is_changed, is_withdrawn
        self.mark = fillers.mark("invitation", invitation.pk) if invitation else ""

    @property
    def marks(self) -> list[str]:
        return [self.mark] if self.mark else []

    @property
    def subject(self) -> str:
        said = []
        for language in ("sq", "en"):
            with override(language):
                said.append(self._kind())
        day = format_date(self.meeting.on, language="sq")
        return f"{' / '.join(said)}: {self.meeting.body.label}, {self.meeting.number_label}, {day}"[:200]

    @property
    def text(self) -> str:
        said = []
        for language in ("sq", "en"):
            with override(language):
                said.append("\n\n".join(self._lines(language)))
        office = self.meeting.office
        signed = f"{office.sender_name}\n{office.sender_email}"
        return f"\n\n{RULE}\n\n".join(said) + f"\n\n{signed}"

    def _kind(self) -> str:
        if self.is_withdrawn:
            return _("Cancelled")
        return _("Changed invitation") if self.is_changed else _("Invitation")

    def _lines(self, language: str) -> list[str]:
        lines = [_("Dear %(name)s,") % {"name": self.to_name}, self._opening(language)]
        if self.is_withdrawn:
            return lines
        lines.append("\n".join(self._when_and_where(language)))
        if self.items:
            agenda = [f"{item.position}. {_text(item, 'title', language)}" for item in self.items]
            lines.append("\n".join([f"{_('Agenda')}:", *agenda]))
        if self.mark:
            address = self.mark + ("?language=en" if language == "en" else "")
            lines.append(_("Please say whether you come, or whom you send:") + f"\n{address}")
            lines.append(_("The link is yours alone and opens without a password, until the meeting begins."))
        return lines

    def _opening(self, language: str) -> str:
        meeting = self.meeting
        words = {
            "office": _text(meeting.office.unit, "name", language),
            "body": _text(meeting.body, "name", language),
            "number": meeting.number_label,
            "title": _text(meeting, "title", language) or MeetingKind(meeting.kind).label,
            "day": format_date(meeting.on, language=language),
        }
        if meeting.state == MeetingState.CANCELLED:
            return _(
                "The meeting of %(body)s on %(day)s (%(number)s, %(title)s) was cancelled: %(reason)s. "
                "Take it out of your calendar; nothing is asked of you."
            ) % (words | {"reason": meeting.cancelled_because.rstrip(".")})
        if self.is_withdrawn:
            return (
                _(
                    "Your invitation to the meeting of %(body)s on %(day)s (%(number)s, %(title)s) was withdrawn. "
                    "Take it out of your calendar; nothing is asked of you."
                )
                % words
            )
        if self.is_changed:
            return (
                _("%(office)s has changed the meeting of %(body)s (%(number)s, %(title)s). It now stands as follows.")
                % words
            )
        return _("%(office)s invites you to the meeting of %(body)s (%(number)s, %(title)s).") % words

    def _when_and_where(self, language: str) -> list[str]:
        meeting = self.meeting
        when = format_date(meeting.on, language=language)
        if meeting.begins_at:
            when += f", {meeting.begins_at:%H:%M}" + (f"–{meeting.ends_at:%H:%M}" if meeting.ends_at else "")
        label = _("Answers until") if meeting.kind == MeetingKind.WRITTEN else _("When")
        facts = [(label, when), (_("Where"), _text(meeting, "place", language)), (_("Link"), meeting.link)]
        return [f"{label}: {value}" for label, value in facts if value]


def _text(row: object, name: str, language: str) -> str:
    other = "en" if language == "sq" else "sq"
    return getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}")
