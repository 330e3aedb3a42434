"""The mails of this room: who is greeted, who signs, and that a link in it is a mark."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _

from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.files.models import File
from sekretariat.ground.mail import services as mail
from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision

from ..queries import Recipient


def write(
    *,
    office: Office,
    recipient: Recipient,
    subject: str,
    lines: Sequence[str],
    about: models.Model,
    by: Actor,
    marks: Sequence[str] = (),
    files: Sequence[File] = (),
) -> None:
    """Put the mail into the outbox in the office's name. The lines are paragraphs in Albanian."""
    greeting = _("Dear %(name)s,") % {"name": recipient.name}
    signed = f"{office.sender_name}\n{office.sender_email}"
    mail.enqueue(
        to_address=recipient.email,
        to_name=recipient.name,
        from_name=office.sender_name,
        reply_to=office.sender_email,
        subject=" ".join(subject.split())[:200],
        text="\n\n".join([greeting, *lines, signed]),
        marks=marks,
        about=about,
        office_id=office.pk,
        files=files,
        by=by,
    )


def asked_by_letter(obligation: Obligation) -> str:
    """What is asked, and by which letter: "Caktoni koordinatorin (shkresa 2470 prot, 21.05.2018)"."""
    source = obligation.sources.first()
    if source is None:
        return obligation.ask_sq
    is_letter = source.source.startswith("letter:")
    asked = _("letter %(number)s") % {"number": source.citation} if is_letter else source.citation
    return f"{obligation.ask_sq} ({asked})"


def due_of(obligation: Obligation) -> str:
    """The deadline as it stands, in Albanian; nothing where there is none."""
    if obligation.due_on is None:
        return ""
    return format_date(obligation.due_on, Precision(obligation.due_precision), language="sq")
