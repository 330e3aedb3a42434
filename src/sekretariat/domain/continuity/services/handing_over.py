"""Everything that is open with somebody passes to somebody else in one act, with its folder printed."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.services import pass_on_letters
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.services import Named, begin_mandate, end_mandate, invite, person_named
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import keep
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail

from ..exporters.folder import Cover, folder_docx
from ..models import HandOver
from ..queries.open import Open, open_with
from ..rules import OF_OFFICE, can_hand_over

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAY = datetime.timedelta(days=1)


@transaction.atomic
def hand_over(
    *,
    mandate: Mandate,
    to: Named,
    letter_number: str,
    letter_on: datetime.date | None,
    office: Office,
    by: Actor,
    on: datetime.date,
) -> HandOver:
    """The mandate ends the day before `on` and another person's begins, by the letter, in its post, seat and body.

    Its links and its rights stop at the next request. What was open is printed for the one who comes and sent to
    them; letters in an officer's hands become theirs. The name stays on what was done.
    """
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("person", "institution", "body")
        .get(pk=mandate.pk)
    )
    _refuse(mandate, by)
    record("mandate.handed_over", by=by, target=mandate, on=on, institution_id=mandate.institution_id)
    taker = person_named(to, by=by, on=on)
    if taker.pk == mandate.person_id:
        raise DomainError(_("%(name)s holds it already.") % {"name": taker.name}, field="name")
    today = timezone.localdate()
    shown = open_with(mandate, office=office, on=today)
    folder = _folder(mandate, shown, taker, letter_number, letter_on, office, by=by, on=on)
    end_mandate(mandate=mandate, reason=_("The duty was handed over."), by=by, on=on - DAY)
    begun = _begin(mandate, taker, letter_number, letter_on, by=by, on=on)
    if mandate.role in OF_OFFICE:
        pass_on_letters(office=office, giver=mandate.person, taker=taker, by=by, on=on)
    invite(person=taker, office_id=office.pk, by=by, on=on)
    _write_to(taker, begun, shown, folder, office, by=by, on=on)
    return HandOver.objects.create(
        ended=mandate, begun=begun, office=office, on=on, folder=folder, open_count=len(shown.duties)
    )


def _refuse(mandate: Mandate, by: Actor) -> None:
    if mandate.is_stopped:
        raise DomainError(_("This mandate has ended already."))
    if not can_hand_over(by, mandate):
        raise NotAllowed(_("Only those who keep mandates hand them over; an office's, its administrator."))


def _folder(
    mandate: Mandate,
    shown: Open,
    taker: Person,
    letter_number: str,
    letter_on: datetime.date | None,
    office: Office,
    *,
    by: Actor,
    on: datetime.date,
) -> File:
    cover = Cover(
        mandate=mandate,
        office=office,
        taker=taker.name,
        letter_number=letter_number,
        letter_on=letter_on,
        on=on,
        prepared_by=by.name,
    )
    document = folder_docx(cover, shown, created=timezone.now())
    return keep(data=document.body, name=document.name, media_type=DOCX, by=by, on=on)


def _begin(
    mandate: Mandate,
    taker: Person,
    letter_number: str,
    letter_on: datetime.date | None,
    *,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    return begin_mandate(
        person=taker,
        role=Role(mandate.role),
        institution=mandate.institution,
        body=mandate.body,
        post=mandate.post,
        seat=mandate.seat,
        basis=Basis.LETTER if letter_number else Basis.SET_UP,
        letter_number=letter_number,
        letter_on=letter_on,
        by=by,
        on=on,
    )


def _write_to(
    taker: Person, begun: Mandate, shown: Open, folder: File, office: Office, *, by: Actor, on: datetime.date
) -> None:
    """What is theirs now, with the folder and, for who answers an institution, a personal link to each open duty."""
    if not taker.email:
        return
    answers = begun.role not in OF_OFFICE
    marks: list[str] = []
    with override("sq"):
        count = len(shown.duties)
        lines = [
            _("Dear %(name)s,") % {"name": taker.name},
            _("From %(day)s you act as %(role)s for %(institution)s.")
            % {
                "day": on.strftime("%d.%m.%Y"),
                "role": str(begun.get_role_display()).lower(),
                "institution": begun.institution.name_sq,
            },
            ngettext("%(count)s duty is open.", "%(count)s duties are open.", count) % {"count": count}
            + " "
            + _("The folder with what is open, due and promised is attached."),
        ]
        for duty in shown.duties if answers else ():
            recipient = Recipient(email=taker.email, name=taker.name, mandate=begun)
            marks.append(fillers.mark("link", make_link(obligation=duty, recipient=recipient, by=by, on=on).pk))
            lines.append(f"— {duty.ask_sq}\n{marks[-1]}")
        lines.append(f"{office.sender_name}\n{office.sender_email}")
        mail.enqueue(
            to_address=taker.email,
            to_name=taker.name,
            from_name=office.sender_name,
            reply_to=office.sender_email,
            subject=_("Hand-over: %(institution)s") % {"institution": begun.institution.label},
            text="\n\n".join(lines),
            marks=marks,
            about=begun,
            office_id=office.pk,
            files=[folder],
            by=by,
        )
