"""The application on the phone."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from tests.factories.rows import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret: str) -> str:
    """A code that is valid now and was valid half a minute ago."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def log_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def log_in_with_code(client: Client, email: str):
    log_in(client, email)
    return client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
