"""Directions and states of letters."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Direction(models.TextChoices):
    OUTGOING = "outgoing", pgettext_lazy("letter", "Outgoing")
    INCOMING = "incoming", pgettext_lazy("letter", "Incoming")
    INTERNAL = "internal", pgettext_lazy("letter", "Internal")


class LetterState(models.TextChoices):
    """An outgoing letter walks through all four; an incoming one begins registered."""

    DRAFT = "draft", pgettext_lazy("letter", "Draft")
    SIGNED = "signed", pgettext_lazy("letter", "Signed")
    REGISTERED = "registered", pgettext_lazy("letter", "Registered")
    SENT = "sent", pgettext_lazy("letter", "Sent")


NUMBERED = (LetterState.REGISTERED, LetterState.SENT)


class AddresseeRole(models.TextChoices):
    TO = "to", pgettext_lazy("addressee", "To")
    FOR_INFORMATION = "for_information", pgettext_lazy("addressee", "For information")
