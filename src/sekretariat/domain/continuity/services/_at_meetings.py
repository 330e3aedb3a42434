"""A person taken off the meetings: the attendance list and the speakers stand under the pseudonym.

What was said and decided, and the minutes that went out, are the official record and stay.
"""

from django.db.models import Q
from django.utils import timezone

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.meetings.models import Attendance, Invitation, MinutesRemark, Statement

from ._marks import Marks, replace_words


def erase_at_meetings(person: Person, marks: Marks) -> None:
    """Their own places by key or address; as a substitute, speaker or author of a remark where it can be no other."""
    own = Q(person=person)
    if person.email:
        own |= Q(person=None, email__iexact=person.email)
    places = dict(Attendance.objects.filter(own).values_list("pk", "meeting"))
    _erase_invitations(person, list(places))
    Attendance.objects.filter(pk__in=places).update(email="")
    Attendance.objects.filter(pk__in=places).exclude(name="").update(name=marks.pseudonym)
    _erase_substitutes(person, marks)
    there = Q(meeting__in=set(places.values()))
    here = there | Q(meeting__attendances__institution__in=marks.institutions)
    replace_words(Statement.objects.filter(here).distinct(), ("speaker_name",), marks)
    of_minutes = Q(minutes__meeting__in=set(places.values())) | Q(institution__in=marks.institutions)
    replace_words(MinutesRemark.objects.filter(of_minutes), ("said_by",), marks)


def _erase_invitations(person: Person, places: list[int]) -> None:
    """What went to the person's address, for whatever place, opens nothing any more."""
    mine = Q(attendance__in=places)
    if person.email:
        mine |= Q(email__iexact=person.email)
    Invitation.objects.filter(mine, revoked_at=None).update(revoked_at=timezone.now())
    Invitation.objects.filter(mine).update(email="")


def _erase_substitutes(person: Person, marks: Marks) -> None:
    """Who came for another is known by the address, or by the name within the institutions of the person."""
    mine = Q(substitute_name__iexact=person.name, institution__in=marks.institutions)
    if person.email:
        mine |= Q(substitute_email__iexact=person.email)
    rows = Attendance.objects.filter(mine).exclude(substitute_name="")
    rows.update(substitute_name=marks.pseudonym, substitute_email="")
    noted = Q(person=person) | Q(person=None, institution__in=marks.institutions)
    replace_words(Attendance.objects.filter(noted), ("reply_note", "name", "substitute_name"), marks)
