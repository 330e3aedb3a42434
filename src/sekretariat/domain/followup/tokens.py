"""Tokens of personal links, calendar addresses and invitations: derived, compared by hash, kept nowhere."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


def token_of(nonce: str) -> str:
    """The token behind a link's nonce. Whoever holds the database but not the secret key cannot make it."""
    return _derived("personal-link", nonce)


def feed_token_of(nonce: str) -> str:
    """The token behind a calendar's nonce: another one than a link's, even where the nonce were the same."""
    return _derived("calendar-feed", nonce)


def invitation_token_of(nonce: str) -> str:
    """The token behind the nonce of an invitation to a meeting."""
    return _derived("meeting-invitation", nonce)


def _derived(purpose: str, nonce: str) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
