"""Who is written to, and who stands behind a personal link."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import chain_of, chains_in, chains_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Channel

from ..errors import LinkEnded, LinkOfAnotherDuty, LinkUnknown
from ..models import Link
from ..tokens import hash_of


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a mail about an obligation goes to; `mandate` is None for the official mailbox."""

    email: str
    name: str
    mandate: Mandate | None = None

    @property
    def phone(self) -> str:
        return self.mandate.person.phone if self.mandate else ""


def recipients_of(institution: Institution, *, body_id: int | None, on: datetime.date) -> list[Recipient]:
    """The chain, first choice first: coordinator, deputy, focal point, head, then the official mailbox."""
    return recipients_in(institution, chain_of(institution.pk, body_id=body_id, on=on))


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """An addressee that still owes an answer to a letter, and whom a mail reaches there: None where nobody."""

    institution: Institution
    owed: Sequence[Obligation]
    recipient: Recipient | None


def mailings_of(letter: Letter, *, on: datetime.date) -> list[Mailing]:
    """Who is written to when the letter goes by e-mail, by short name of the institution: three queries."""
    still_owed = Obligation.objects.still_owed().select_related("office", "institution").order_by("pk")
    addressees = letter.addressees.prefetch_related(Prefetch("obligations", still_owed))
    owing = [
        addressee for addressee in addressees.order_by("institution__label_key", "pk") if addressee.obligations.all()
    ]
    # Who was written to may exist no longer: its successor owes it now.
    parties = [(addressee.obligations.all()[0].institution, list(addressee.obligations.all())) for addressee in owing]
    chains = chains_in([institution.pk for institution, _owed in parties], body_id=letter.body_id, on=on)
    return [
        Mailing(
            institution=institution,
            owed=owed,
            recipient=next(iter(recipients_in(institution, chains.get(institution.pk, []))), None),
        )
        for institution, owed in parties
    ]


def recipients_by_body(institution: Institution, *, on: datetime.date) -> list[tuple[Body | None, list[Recipient]]]:
    """The chain in general (no body), and in each body where the institution has named somebody: one query."""
    return [(body, recipients_in(institution, mandates)) for body, mandates in chains_of(institution, on=on)]


def recipients_in(institution: Institution, mandates: list[Mandate]) -> list[Recipient]:
    """A chain of mandates as those who are written to, the official mailbox behind them."""
    chain = [Recipient(email=m.person.email, name=m.person.name, mandate=m) for m in mandates]
    if institution.email:
        chain.append(Recipient(email=institution.email, name=institution.name_sq))
    return chain


def open_link(token: str, *, obligation_id: int, language: str, now: datetime.datetime) -> tuple[Link, Actor]:
    """The link behind the token and who acts by it. Changes nothing: mail scanners open links too.

    Raises LinkUnknown, LinkOfAnotherDuty, or LinkEnded where it has expired, was withdrawn, or its mandate has
    ended: each with a sentence for the reader.
    """
    link = (
        Link.objects.filter(token_hash=hash_of(token))
        .select_related("obligation__institution", "obligation__office__unit", "mandate__person")
        .first()
    )
    if link is None:
        raise LinkUnknown(_("This link is not known here. Open it exactly as it stands in the mail."))
    if link.obligation_id != obligation_id:
        raise LinkOfAnotherDuty(_("This link was made for another duty. Open each duty by its own link."))
    office = link.obligation.office
    whom = {"office": office.sender_name, "email": office.sender_email}
    if link.revoked_at:
        raise LinkEnded(_("This link was withdrawn. Ask %(office)s (%(email)s) for a new one.") % whom)
    if link.expires_at <= now:
        raise LinkEnded(_("This link has expired. Ask %(office)s (%(email)s) for a new one.") % whom)
    if link.mandate and _has_ended(link.mandate, on=timezone.localdate(now)):
        ended = {"day": link.mandate.valid_to.strftime("%d.%m.%Y") if link.mandate.valid_to else ""}
        raise LinkEnded(
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
