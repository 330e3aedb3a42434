"""One text to many of the directory: each gets a mail of their own from the office."""

import datetime
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.mail import services as mail
from sekretariat.ground.mail.services import Mail

from ..directory.choosing import Chosen
from ..models import GroupMail
from ..rules import can_note_contacts

NAME, INSTITUTION = "{emri}", "{institucioni}"
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True, kw_only=True)
class GroupText:
    """Subject and text, in which {emri} and {institucioni} stand for whom each mail goes to."""

    subject: str
    text: str

    def check(self) -> None:
        """Refuse what would go out with a brace in it: a name of ours written wrong."""
        for field, text in (("subject", self.subject), ("text", self.text)):
            wrong = sorted({found for found in BRACES.findall(text) if found not in (NAME, INSTITUTION)})
            if wrong:
                raise DomainError(
                    ngettext(
                        "%(wrong)s means nothing here. Write {emri} or {institucioni}, or take the braces out.",
                        "%(wrong)s mean nothing here. Write {emri} or {institucioni}, or take the braces out.",
                        len(wrong),
                    )
                    % {"wrong": ", ".join(wrong)},
                    field=field,
                )

    def to(self, chosen: Chosen) -> "GroupText":
        """As this one reads it. A name that looks like ours inside a name is left as it is."""
        values = {NAME: chosen.person.name, INSTITUTION: chosen.institution}

        def fill(text: str) -> str:
            return BRACES.sub(lambda found: values[found.group()], text)

        return GroupText(subject=fill(self.subject), text=fill(self.text))


@transaction.atomic
def send_group_mail(
    *,
    office: Office,
    to: Sequence[Chosen],
    text: GroupText,
    chosen: str,
    token: uuid.UUID,
    by: Actor,
    on: datetime.date,
) -> GroupMail:
    """Put one mail for each into the outbox, all or none. The same token again is the same mail: nothing goes twice.

    `chosen` says in words who was chosen.
    """
    _refuse_unless_of_office(by, office)
    # Two sendings of one form at once wait for each other here.
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    already = GroupMail.objects.filter(token=token, office=office).first()
    if already is not None:
        return already
    if not to:
        raise DomainError(_("Nobody is chosen who has an e-mail."))
    text.check()
    group = GroupMail(
        token=token,
        office=office,
        subject=text.subject,
        text=text.text,
        chosen=chosen[:300],
        written_by_id=by.person_id,
        recipient_count=len(to),
    )
    check(group)
    group.save()
    record("groupmail.sent", by=by, target=group, on=on, institution_id=office.pk, count=len(to))
    mail.enqueue_all((_mail(office, text.to(one), one.person, about=group) for one in to), by=by)
    return group


@transaction.atomic
def send_test_mail(*, office: Office, sample: Chosen, text: GroupText, by: Actor, on: datetime.date) -> str:
    """Write to the one who writes, as the sample would read it. Returns the address."""
    _refuse_unless_of_office(by, office)
    me = Person.objects.filter(pk=by.person_id or 0).first()
    if me is None or not me.email:
        raise DomainError(_("Your own e-mail is not known here, so the test cannot be sent."))
    text.check()
    filled = text.to(sample)
    tested = GroupText(subject=_("[test] %(subject)s") % {"subject": filled.subject}, text=filled.text)
    record("groupmail.tested", by=by, target=office, on=on, institution_id=office.pk)
    mail.enqueue_all([_mail(office, tested, me)], by=by)
    return me.email


def _refuse_unless_of_office(by: Actor, office: Office) -> None:
    if not can_note_contacts(by, office.pk):
        raise NotAllowed(_("Only those who work in the office write in its name."))


def _mail(office: Office, text: GroupText, person: Person, *, about: GroupMail | None = None) -> Mail:
    return Mail(
        to_address=person.email,
        to_name=person.name,
        from_name=office.sender_name,
        reply_to=office.sender_email,
        subject=text.subject,
        text=text.text,
        about=about,
        office_id=office.pk,
    )
