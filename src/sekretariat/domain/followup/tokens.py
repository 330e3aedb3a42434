"""Tokens of personal links: derived, compared by hash, kept nowhere."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


def token_of(nonce: str) -> str:
    """The token behind the nonce. Whoever holds the database but not the secret key cannot make it."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"personal-link:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
