"""Personal links: answering one obligation without an account."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """One person's (or one mailbox's) way to one obligation.

    The token is never stored: it is derived from the secret key and `nonce` at the moment the mail is sent, and
    only its hash is compared (`tokens.py`).
    """

    obligation = models.ForeignKey("domain.Obligation", models.PROTECT, related_name="links")
    mandate = models.ForeignKey("domain.Mandate", models.PROTECT, null=True, blank=True, related_name="links")
    email = models.EmailField(_("sent to"))
    nonce = models.CharField(max_length=43)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["obligation"], condition=Q(revoked_at=None), name="link_standing")]

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.email}"
