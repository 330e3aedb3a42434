"""The address by which an invitation is answered: made at the moment of sending, kept nowhere."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.errors import LinkRefused
from sekretariat.domain.followup.tokens import invitation_token_of
from sekretariat.domain.meetings.models import Invitation
from sekretariat.domain.meetings.queries.inviting import open_invitation


def invitation_address(key: str) -> str | None:
    """Fills `[[invitation:<key>]]`; None once the invitation is not answered any more."""
    invitation = Invitation.objects.filter(pk=key).first()
    if invitation is None:
        return None
    token = invitation_token_of(invitation.nonce)
    try:
        open_invitation(token, language=settings.LANGUAGE_CODE, now=timezone.now())
    except LinkRefused:
        return None
    return settings.BASE_URL + reverse("meetings:answer", args=[token])
