"""Changes of the second step in the audit trail. allauth tells of them by signals and in no other way."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from sekretariat.accounts.models import User
from sekretariat.ground.audit.services import record

WORDS = {
    authenticator_added: "user.second_step_added",
    authenticator_removed: "user.second_step_removed",
    authenticator_reset: "user.second_step_renewed",
}


@receiver(list(WORDS))
def record_second_step(*, signal: object, request: HttpRequest, user: User, authenticator: Authenticator, **_: object):
    record(WORDS[signal], by=request.actor, target=user, kind=str(authenticator.type))
