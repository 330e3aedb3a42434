"""The life of the minutes: circulated, remarked on, approved at a later meeting of the body."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import keep
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail

from ..enums import InvitationReply, ItemKind, ItemState, MeetingState, MinutesState
from ..exporters.notes import notes_document
from ..models import Attendance, Meeting, Minutes, MinutesPaper, MinutesRemark
from ..rules import can_keep_meeting, invited_as
from ._guards import note_in_trail, refuse_unless_keeper
from .agenda import set_item_state

MEDIA_TYPES: Mapping[Literal["docx", "pdf"], str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
NAMED = 3  # so many unanswered remarks are named, the others are counted


@dataclass(frozen=True, kw_only=True)
class RemarkSaid:
    """A remark as it came. Of whoever is signed in the name is their own, and the institution that of their place."""

    text: str
    said_by: str = ""
    institution: Institution | None = None


@transaction.atomic
def circulate_minutes(
    *, minutes: Minutes, remarks_until: datetime.date | None, by: Actor, on: datetime.date
) -> Minutes:
    """Freeze the record as it stands and send it to everybody who is invited and has an e-mail.

    The mail carries what is not restricted; the rest is on the meeting's page, for those who may read it.
    """
    meeting = minutes.meeting
    refuse_unless_keeper(meeting, by=by)
    minutes = _locked(minutes)
    if minutes.state != MinutesState.DRAFT:
        raise DomainError(_("These minutes were circulated already."))
    if meeting.state != MeetingState.HELD:
        raise DomainError(_("The minutes are circulated once the meeting was held."))
    if remarks_until and remarks_until < on:
        raise DomainError(_("Give those who were there a day that is still to come."), field="remarks_until")
    minutes.state, minutes.circulated_on, minutes.remarks_until = MinutesState.CIRCULATED, on, remarks_until
    check(minutes)
    minutes.save()
    until = str(remarks_until or "")
    note_in_trail("meeting.minutes_circulated", meeting, by=by, on=on, number=meeting.number_label, until=until)
    _mail_to_all(minutes, _freeze(minutes, by=by, on=on), by=by)
    return minutes


def _locked(minutes: Minutes) -> Minutes:
    return (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "meeting__office")
        .get(pk=minutes.pk)
    )


def _freeze(minutes: Minutes, *, by: Actor, on: datetime.date) -> File:
    """Keep the record at its state, whole and without what is restricted; returns the public .pdf."""
    meeting = minutes.meeting
    meeting.record = minutes  # so that the document tells the state it has now
    created = timezone.now()
    files: dict[tuple[bool, str], File] = {}
    for is_public in (False, True):
        for form, media_type in MEDIA_TYPES.items():
            document = notes_document(meeting, form=form, language="sq", is_public=is_public, created=created)
            access = _access(minutes, is_public=is_public)
            file = keep(data=document.body, name=document.name, media_type=media_type, by=by, on=on, access=access)
            MinutesPaper.objects.create(
                minutes=minutes, state=minutes.state, format=form, is_public=is_public, file=file
            )
            files[is_public, form] = file
    return files[True, "pdf"]


def _access(minutes: Minutes, *, is_public: bool) -> AccessLevel:
    if not is_public:
        return AccessLevel.RESTRICTED
    return AccessLevel.PUBLIC if minutes.state == MinutesState.APPROVED else AccessLevel.INTERNAL


def _mail_to_all(minutes: Minutes, paper: File, *, by: Actor) -> None:
    office = minutes.meeting.office
    mark = fillers.mark("meeting_record", minutes.meeting_id)
    with override("sq"):
        subject, lines = _written(minutes, mark)
        signed = f"{office.sender_name}\n{office.sender_email}"
        for address, name in _recipients(minutes.meeting).items():
            mail.enqueue(
                to_address=address,
                to_name=name,
                from_name=office.sender_name,
                reply_to=office.sender_email,
                subject=subject,
                text="\n\n".join([_("Dear %(name)s,") % {"name": name}, *lines, signed]),
                marks=[mark],
                about=minutes.meeting,
                office_id=office.pk,
                files=[paper],
                by=by,
            )


def _written(minutes: Minutes, mark: str) -> tuple[str, list[str]]:
    meeting = minutes.meeting
    values = {
        "kind": str(minutes.get_kind_display()),
        "number": meeting.number_label,
        "body": meeting.body.name_sq,
        "day": f"{meeting.on:%d.%m.%Y}",
    }
    subject = _("%(kind)s: meeting %(number)s of %(body)s") % values
    lines = [_("Attached you find the %(kind)s of meeting %(number)s of %(body)s, held on %(day)s.") % values]
    if minutes.remarks_until:
        lines.append(_("We await your remarks until %(day)s.") % {"day": f"{minutes.remarks_until:%d.%m.%Y}"})
    lines.append(_("Whoever has an account reads them, and remarks on them, here: %(link)s") % {"link": mark})
    return " ".join(subject.split())[:200], lines


def _recipients(meeting: Meeting) -> dict[str, str]:
    """Address and name of everybody invited, and of who came in their stead; each address once."""
    found: dict[str, str] = {}
    for place in Attendance.objects.filter(meeting=meeting, is_invited=True).order_by("position", "pk"):
        if place.email:
            found.setdefault(place.email.lower(), place.name or place.institution_name)
        if place.reply == InvitationReply.SUBSTITUTE and place.substitute_email:
            found.setdefault(place.substitute_email.lower(), place.substitute_name)
    return found


@transaction.atomic
def take_remark(*, minutes: Minutes, said: RemarkSaid, by: Actor, on: datetime.date) -> MinutesRemark:
    """A remark on circulated minutes: by whoever is invited and signed in, or by the office for who wrote or called."""
    minutes = _locked(minutes)
    remark = _as_said(minutes, said, by=by, on=on)
    if minutes.state != MinutesState.CIRCULATED:
        raise DomainError(_("Remarks are made while the minutes are circulated, before they are approved."))
    check(remark)
    remark.save()
    note_in_trail(
        "meeting.minutes_remarked", minutes.meeting, by=by, on=on, number=minutes.meeting.number_label, pk=remark.pk
    )
    return remark


def _as_said(minutes: Minutes, said: RemarkSaid, *, by: Actor, on: datetime.date) -> MinutesRemark:
    meeting, text = minutes.meeting, said.text.strip()
    if can_keep_meeting(by, meeting):
        return MinutesRemark(
            minutes=minutes,
            institution=said.institution,
            said_by=" ".join(said.said_by.split()),
            text=text,
            received_on=on,
        )
    place = invited_as(by, meeting, meeting.attendances.select_related("institution"))
    if place is None:
        raise NotAllowed(_("Remarks are made by those who were invited to the meeting."))
    if minutes.remarks_until and on > minutes.remarks_until:
        raise DomainError(
            _("Remarks were awaited until %(day)s. Write to the technical secretariat.")
            % {"day": f"{minutes.remarks_until:%d.%m.%Y}"}
        )
    said_by = by.name or place.name or place.institution_name
    return MinutesRemark(minutes=minutes, institution=place.institution, said_by=said_by, text=text, received_on=on)


@transaction.atomic
def respond_to_remark(
    *, remark: MinutesRemark, is_taken: bool, response: str, by: Actor, on: datetime.date
) -> MinutesRemark:
    """Take the remark, or say why not. An answer can be put right until the minutes are approved."""
    refuse_unless_keeper(remark.minutes.meeting, by=by)
    minutes = _locked(remark.minutes)
    if minutes.state == MinutesState.APPROVED:
        raise DomainError(_("These minutes were approved: the answers to the remarks stay."))
    remark.is_taken, remark.response, remark.responded_on = is_taken, response.strip(), on
    if not is_taken and not remark.response:
        raise DomainError(_("Say why the remark is not taken."), field="response")
    check(remark)
    remark.save()
    if is_taken:
        note_in_trail("meeting.remark_taken", minutes.meeting, by=by, on=on, reason=remark.response)
    else:
        note_in_trail("meeting.remark_refused", minutes.meeting, by=by, on=on, reason=remark.response)
    return remark


@transaction.atomic
def approve_minutes(*, minutes: Minutes, at: Meeting, by: Actor, on: datetime.date) -> Minutes:
    """The body approved them at its meeting `at`: freeze them, and tick that item of its agenda.

    What they tell is not changed any more (`refuse_approved`).
    """
    meeting = minutes.meeting
    refuse_unless_keeper(meeting, by=by)
    minutes = _locked(minutes)
    if minutes.state != MinutesState.CIRCULATED:
        raise DomainError(_("Circulate the minutes first; approved ones stay as they are."))
    _check_approving(meeting, at, on=on)
    _refuse_unanswered(minutes)
    minutes.state, minutes.approved_on, minutes.approved_at = MinutesState.APPROVED, at.on, at
    check(minutes)
    minutes.save()
    note_in_trail("meeting.minutes_approved", meeting, by=by, on=on, number=meeting.number_label, at=at.number_label)
    _freeze(minutes, by=by, on=on)
    for item in at.items.filter(kind=ItemKind.LAST_MINUTES, earlier=meeting).exclude(state=ItemState.DONE):
        set_item_state(item=item, state=ItemState.DONE, by=by, on=on)
    return minutes


def _check_approving(meeting: Meeting, at: Meeting, *, on: datetime.date) -> None:
    if at.body_id != meeting.body_id:
        raise DomainError(_("A body approves its own minutes: choose a meeting of the same body."), field="at")
    if (at.on, at.number) <= (meeting.on, meeting.number):
        raise DomainError(_("The minutes are approved at a later meeting of the body."), field="at")
    if at.state not in {MeetingState.CALLED, MeetingState.HELD}:
        raise DomainError(_("That meeting was not called: it approves nothing."), field="at")
    if at.on > on:
        raise DomainError(
            _("That meeting is on %(day)s: the minutes are approved then.") % {"day": f"{at.on:%d.%m.%Y}"}, field="at"
        )


def _refuse_unanswered(minutes: Minutes) -> None:
    unanswered = list(minutes.remarks.filter(is_taken=None).values_list("said_by", flat=True))
    if not unanswered:
        return
    names = ", ".join(unanswered[:NAMED]) + (" …" if len(unanswered) > NAMED else "")
    raise DomainError(_("Answer the remarks first: %(names)s.") % {"names": names})
