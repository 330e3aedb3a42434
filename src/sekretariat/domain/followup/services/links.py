"""Personal links to one obligation: made for a recipient, withdrawn by the office."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_record
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import NotAllowed

from ..models import Link
from ..queries import Recipient
from ..tokens import hash_of, new_nonce, token_of


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
        expires_at=_days_later(timezone.now(), obligation.office.link_days),
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


def _days_later(now: datetime.datetime, days: int) -> datetime.datetime:
    """The same time by the clock on the wall, whether or not the clock was changed in between."""
    return (timezone.localtime(now) + datetime.timedelta(days=days)).astimezone(datetime.UTC)


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
def carry_links(*, from_mandate: Mandate, to_mandate: Mandate) -> int:
    """The standing links of a person whose institution was renamed go on opening. Part of what renames it."""
    standing = Link.objects.filter(mandate=from_mandate, revoked_at=None)
    return standing.update(mandate=to_mandate)
