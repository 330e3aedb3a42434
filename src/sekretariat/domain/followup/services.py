"""Personal links, the mails that carry them, and the directory of those who may be written to."""

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Post
from sekretariat.domain.institutions.services import add_post, edit_person, note_person
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.rules import can_register
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.services import begin_mandate, end_mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_record
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail

from .directory import Entry, EntryRefused, Planned, plan
from .enums import Fate
from .models import Link
from .queries import Recipient, mailings_of
from .tokens import hash_of, new_nonce, token_of


@transaction.atomic
def make_link(*, obligation: Obligation, recipient: Recipient, by: Actor, on: datetime.date) -> Link:
    """A link of this recipient to this obligation. It lives as long as the office's settings say."""
    nonce = new_nonce()
    link = Link.objects.create(
        obligation=obligation,
        mandate=recipient.mandate,
        email=recipient.email,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
        expires_at=timezone.now() + datetime.timedelta(days=obligation.office.link_days),
    )
    record(
        "link.made",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        link=link.pk,
        mandate=recipient.mandate.pk if recipient.mandate else None,
    )
    return link


@transaction.atomic
def withdraw_links(*, obligation: Obligation, by: Actor, on: datetime.date) -> int:
    """The standing links to this duty stop opening at the next request: they went to a wrong address, say.

    Returns how many.
    """
    if not can_record(by, obligation):
        raise NotAllowed(_("Only the office that asked withdraws the links to its duties."))
    standing = Link.objects.filter(obligation=obligation, revoked_at=None, expires_at__gt=timezone.now())
    withdrawn = standing.update(revoked_at=timezone.now())
    record("link.revoked", by=by, target=obligation, on=on, institution_id=obligation.institution_id, count=withdrawn)
    return withdrawn


@transaction.atomic
def mail_letter(*, letter: Letter, by: Actor, on: datetime.date) -> tuple[int, list[str]]:
    """Write to every addressee that still owes an answer: the letter's scan, what is asked, a personal link.

    Returns the number of mails in the outbox and the institutions nobody could be written to.
    """
    if not can_register(by, letter):
        raise NotAllowed(_("Only the letter's own office sends it."))
    if letter.state != LetterState.SENT:
        raise DomainError(_("First note that the letter was sent; then it can go by e-mail too."))
    record("letter.mailed", by=by, target=letter, on=on, institution_id=letter.office_id)
    mailings = mailings_of(letter, on=on)
    for mailing in mailings:
        if mailing.recipient:
            _write(letter, mailing.owed, mailing.recipient, by=by, on=on)
    unreachable = [mailing.institution.label for mailing in mailings if mailing.recipient is None]
    return len(mailings) - len(unreachable), unreachable


def _write(letter: Letter, owed: Sequence[Obligation], recipient: Recipient, *, by: Actor, on: datetime.date) -> None:
    office, marks = letter.office, []
    with override("sq"):
        lines = [
            _("Dear %(name)s,") % {"name": recipient.name},
            _("By letter %(citation)s, %(office)s asks you:")
            % {"citation": letter.citation, "office": office.sender_name},
        ]
        for obligation in owed:
            link = make_link(obligation=obligation, recipient=recipient, by=by, on=on)
            marks.append(fillers.mark("link", link.pk))
            due = _("by %(day)s") % {"day": obligation.due_on.strftime("%d.%m.%Y")} if obligation.due_on else ""
            lines.append(f"— {obligation.ask_sq} {due}".rstrip() + f"\n{marks[-1]}")
        lines.append(
            _("The links are yours alone and open without a password. You can also answer by an ordinary letter.")
        )
        lines.append(f"{office.sender_name}\n{office.sender_email}")
        mail.enqueue(
            to_address=recipient.email,
            to_name=recipient.name,
            from_name=office.sender_name,
            reply_to=office.sender_email,
            subject=f"{letter.citation}: {letter.subject}"[:200],
            text="\n\n".join(lines),
            marks=marks,
            about=letter,
            office_id=office.pk,
            files=[letter.scan] if letter.scan else [],
            by=by,
        )


@transaction.atomic
def note_directory(*, entries: Sequence[Entry], by: Actor, on: datetime.date) -> list[Planned]:
    """Bring the directory up to a list of leaders and staff: all of it, or none where one row is refused.

    Whoever leads an institution, by the title of the post, may from now on answer for it.
    """
    if not (by.may_anywhere(Permission.DIRECTORY_EDIT) and by.may_anywhere(Permission.MANDATES_EDIT)):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    rows = plan(entries, on=on)
    taken = [row for row in rows if isinstance(row, Planned)]
    for refused in rows:
        if isinstance(refused, EntryRefused):
            raise refused
    for institution, count in Counter(row.entry.institution for row in taken if row.fate != Fate.SAME).items():
        record("institution.people_listed", by=by, target=institution, on=on, institution_id=institution.pk, rows=count)
    for row in taken:
        _note(row, by=by, on=on)
    return taken


def _note(row: Planned, *, by: Actor, on: datetime.date) -> None:
    known, institution = row.known, row.entry.institution
    if known.person is None:
        known.person = note_person(name=known.name, email=known.email, phone=known.phone, by=by, on=on)
    elif row.changes:
        known.person = edit_person(person=known.person, seen=known.person.revision, by=by, on=on, **row.changes)
    for mandate in row.ends:
        end_mandate(
            mandate=mandate, reason=_("A newer list gives another function."), by=by, on=on - datetime.timedelta(days=1)
        )
    if row.begins:
        begin_mandate(
            person=known.person,
            role=row.role,
            institution=institution,
            post=_post(row, by=by, on=on) if row.entry.function else None,
            basis=Basis.SET_UP,
            by=by,
            on=on,
        )


def _post(row: Planned, *, by: Actor, on: datetime.date) -> Post:
    institution, title = row.entry.institution, row.entry.function
    known = Post.objects.filter(institution=institution, kind=row.kind, title_sq=title).first()
    return known or add_post(institution=institution, kind=row.kind, title_sq=title, by=by, on=on)
