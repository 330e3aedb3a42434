"""The address of a meeting's record, for the mails that circulate it."""

from django.conf import settings
from django.urls import reverse

from sekretariat.domain.meetings.models import Meeting


def record_address(key: str) -> str | None:
    """Fills `[[meeting_record:<key of the meeting>]]`; who may open it is for the page to say."""
    if not Meeting.objects.filter(pk=key).exists():
        return None
    return settings.BASE_URL + reverse("meetings:record", args=[key])
