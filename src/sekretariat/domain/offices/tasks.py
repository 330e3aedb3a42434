"""The office's recurring work: every finished day of the trail is sealed, and its seal leaves the house."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Seal
from sekretariat.ground.audit.seals import seal_days
from sekretariat.ground.jobs.ticks import tick
from sekretariat.ground.mail.services import enqueue

# What began before midnight may be written a moment after it; a seal made too early would call it a forgery.
GRACE = datetime.timedelta(hours=1)


@tick(every=datetime.timedelta(hours=1))
def seal_finished_days(now: datetime.datetime) -> None:
    """Seal them and queue the mail in one transaction: each seal is sent out, and none twice."""
    with transaction.atomic():
        made = seal_days(before=timezone.localdate(now - GRACE))
        if made and settings.SEAL_TO:
            _mail_out(made)


def _mail_out(seals: list[Seal]) -> None:
    """To somebody outside of this installation: a day cut off with its seal is found by the copy alone."""
    with override(settings.LANGUAGE_CODE):
        lines = [
            _("Seals of the audit trail of %(address)s. Keep this mail: it cannot be made again.")
            % {"address": settings.BASE_URL},
            *(
                _("%(day)s %(digest)s, events: %(count)s")
                % {"day": seal.day.isoformat(), "digest": seal.digest, "count": seal.events}
                for seal in seals
            ),
            _("To check later: sekretariat audit verify --kept “%(seal)s”")
            % {"seal": f"{seals[-1].day.isoformat()} {seals[-1].digest}"},
        ]
        enqueue(
            to_address=settings.SEAL_TO,
            to_name="",
            subject=_("Seal of %(day)s") % {"day": seals[-1].day.strftime("%d.%m.%Y")},
            text="\n\n".join(lines),
            by=system_actor(),
        )
