"""Who is written to, and who stands behind a personal link."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import chain_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Channel

from .errors import LinkRefused
from .models import Link
from .tokens import hash_of


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a mail about an obligation goes to; `mandate` is None for the official mailbox."""

    email: str
    name: str
    mandate: Mandate | None = None


def recipients_of(institution: Institution, *, body_id: int | None, on: datetime.date) -> list[Recipient]:
    """The chain, first choice first: coordinator, deputy, focal point, head, then the official mailbox."""
    chain = [
        Recipient(email=m.person.email, name=m.person.name, mandate=m)
        for m in chain_of(institution.pk, body_id=body_id, on=on)
    ]
    if institution.email:
        chain.append(Recipient(email=institution.email, name=institution.name_sq))
    return chain


def open_link(token: str, *, obligation_id: int, language: str, now: datetime.datetime) -> tuple[Link, Actor]:
    """The link behind the token and who acts by it. Changes nothing: mail scanners open links too.

    Raises LinkRefused, with a sentence for the reader, where the link is unknown, made for another obligation,
    expired, revoked, or its mandate has ended.
    """
    link = (
        Link.objects.filter(token_hash=hash_of(token))
        .select_related("obligation__institution", "obligation__office__unit", "mandate__person")
        .first()
    )
    if link is None:
        raise LinkRefused(_("This link is not known here. Open it exactly as it stands in the mail."))
    if link.obligation_id != obligation_id:
        raise LinkRefused(_("This link was made for another duty. Open each duty by its own link."))
    office = link.obligation.office
    whom = {"office": office.sender_name, "email": office.sender_email}
    if link.revoked_at:
        raise LinkRefused(_("This link was withdrawn. Ask %(office)s (%(email)s) for a new one.") % whom)
    if link.expires_at <= now:
        raise LinkRefused(_("This link has expired. Ask %(office)s (%(email)s) for a new one.") % whom)
    if link.mandate and _has_ended(link.mandate, on=timezone.localdate(now)):
        ended = {"day": link.mandate.valid_to.strftime("%d.%m.%Y") if link.mandate.valid_to else ""}
        raise LinkRefused(
            _("Your mandate ended on %(day)s, and this link with it. Ask %(office)s (%(email)s) what to do.")
            % (whom | ended)
        )
    return link, _actor(link, language=language)


def _has_ended(mandate: Mandate, *, on: datetime.date) -> bool:
    return mandate.is_stopped or (mandate.valid_to is not None and mandate.valid_to < on)


def _actor(link: Link, *, language: str) -> Actor:
    """A link carries no capacities: whatever its holder's mandates allow, the link opens one obligation."""
    obligation: Obligation = link.obligation
    person = link.mandate.person if link.mandate else None
    return Actor(
        person_id=person.pk if person else None,
        name=person.name if person else obligation.institution.name_sq,
        language=language,
        channel=Channel.LINK,
        only_obligation=obligation.pk,
    )
