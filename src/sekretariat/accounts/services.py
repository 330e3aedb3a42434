"""Ending a sign-in for good."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction

from .models import User


@transaction.atomic
def retire(user: User) -> None:
    """Nobody signs in by it any more, and it tells nobody's address; its row stays for what hangs on it."""
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username__iexact=user.email).delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.email, user.is_active = f"user-{user.pk}@erased.invalid", False
    user.set_unusable_password()
    user.save()
