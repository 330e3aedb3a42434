"""How allauth and axes work here: no sign-up, mail through the outbox, messages in our words."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sekretariat.accounts.models import User

from .mail import enqueue_notice
from .services import set_password

TOO_MANY_TRIES = _("There were too many wrong tries. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This sign-in is blocked. Ask the office's administrator."),
        "email_password_mismatch": _("The e-mail or the password is not right. Check both, or ask for a new password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": TOO_MANY_TRIES,
        "too_many_login_attempts": TOO_MANY_TRIES,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """A sign-in is given with a mandate, never taken."""
        return False

    def is_reauthentication_required(self, *, app: str, **_options: Any) -> bool:  # noqa: ARG002 - allauth's signature
        """Whoever has just signed in is not asked once more, so that setting up the second step is one way."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def set_password(self, user: User, password: str) -> None:
        set_password(user=user, password=password, by=self.request.actor)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user") or User.objects.get(email=email)
        enqueue_notice(template_prefix.rpartition("/")[2], user=user, by=self.request.actor)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: take the one shown now."),
        "cannot_delete_authenticator": _(
            "Everyone who works in the office signs in with a second step, so it stays on."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes belong to a second step. Set that up first."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:  # noqa: ARG002 - allauth's signature
        return settings.SECOND_STEP != "required" or not self.request.actor.works_in_office


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which name axes counts wrong passwords: the e-mail, however it was typed."""
    return ((credentials or {}).get("email") or request.POST.get("login", "")).strip().lower()
