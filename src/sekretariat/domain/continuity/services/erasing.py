"""The data of a person are taken off; what they did stays, under a pseudonym.

What is not touched, because it is the official record: letters (subject, text, signatory, instruction), the words in
which something was asked, names of files, and the files themselves.
"""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.accounts.services import retire
from sekretariat.domain.followup.models import ContactNote, Feed, Link, Reminder
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Extension, Obligation
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import forget_name, record
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.search import services as search

from ..rules import can_erase
from ._at_meetings import erase_at_meetings
from ._marks import Marks, replace_words


@transaction.atomic
def erase_person(*, person: Person, by: Actor, on: datetime.date) -> Person:
    """Name, e-mail, telephone and title go; the sign-in and the personal links stop. It cannot be taken back."""
    if not can_erase(by):
        raise NotAllowed(_("Only the administrator of an office erases the data of a person."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse(person, by=by)
    record("person.erased", by=by, target=person, on=on)
    marks = Marks(person)
    _erase_links(person)
    _erase_mails(marks)
    _erase_words(marks)
    erase_at_meetings(person, marks)
    if person.user is not None:
        retire(person.user)
    person.name, person.email, person.phone, person.title = marks.pseudonym, "", "", ""
    person.erased_on, person.revision = on, person.revision + 1
    person.save()
    forget_name(person.pk)
    search.remove(kind="person", key=str(person.pk))
    return person


def _refuse(person: Person, *, by: Actor) -> None:
    if person.pk == by.person_id:
        raise DomainError(_("You cannot erase yourself: another administrator does."))
    if person.erased_on is not None:
        raise DomainError(_("The data of this person are erased already."))
    if Mandate.objects.filter(person=person, is_stopped=False).exclude(valid_to__lt=timezone.localdate()).exists():
        raise DomainError(_("This person still holds a mandate. End it, or hand it over, first."))


def _erase_links(person: Person) -> None:
    """Personal links show where they went to. Those to the person's address, whatever mandate they were made for."""
    held = Q(mandate__person=person)
    mine = held | Q(email__iexact=person.email) if person.email else held
    Link.objects.filter(mine, revoked_at=None).update(revoked_at=timezone.now())
    Link.objects.filter(mine).update(email="")
    Reminder.objects.filter(mine).update(email="")
    Feed.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


def _erase_mails(marks: Marks) -> None:
    """What waits to go to the person goes no more; what went stays as a mail to nobody."""
    to_them = Outbox.objects.filter(to_address__iexact=marks.email) if marks.email else Outbox.objects.none()
    to_them.filter(state=MailState.WAITING).update(state=MailState.WITHDRAWN)
    for mail in to_them | Outbox.objects.filter(to_name=marks.name).exclude(state=MailState.WAITING):
        mail.to_address, mail.to_name, mail.last_error = "", marks.pseudonym, ""
        mail.subject, mail.text = marks.taken_off(mail.subject), marks.taken_off(mail.text)
        mail.save(update_fields=["to_address", "to_name", "last_error", "subject", "text"])


def _erase_words(marks: Marks) -> None:
    """The name in summaries, notes and reasons, where the person was concerned: a namesake elsewhere keeps theirs."""
    here = marks.institutions
    own = Q(person=marks.person_id) | Q(mandates__person=marks.person_id)
    replace_words(Answer.objects.filter(own | Q(institution__in=here)).distinct(), ("summary", "text"), marks)
    noted = Q(person=marks.person_id) | Q(noted_by=marks.person_id)
    replace_words(ContactNote.objects.filter(noted | Q(institution__in=here)), ("text",), marks)
    replace_words(Mandate.objects.filter(institution__in=here), ("end_reason",), marks)
    replace_words(Obligation.objects.filter(institution__in=here), ("decision_reason",), marks)
    replace_words(Extension.objects.filter(obligation__institution__in=here), ("reason",), marks)
