"""The office's day: who is to be reminded is written to, and what is very late is drafted for signature."""

import datetime

from django.utils import timezone

from sekretariat.domain.offices.models import Office
from sekretariat.ground.days.counting import is_working_day
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.jobs.ticks import tick

from .services import draft_due_escalations, send_reminders

# Mails go out when offices open, on days on which they do.
FROM_HOUR = 7


@tick(every=datetime.timedelta(minutes=15))
def remind_and_escalate(now: datetime.datetime) -> None:
    local = timezone.localtime(now)
    today = local.date()
    if local.hour < FROM_HOUR or not is_working_day(today, holidays=holidays_between(today, today)):
        return
    offices = list(Office.objects.select_related("unit").order_by("pk"))
    for office in offices:
        send_reminders(office=office, on=today)
    for office in offices:
        draft_due_escalations(office=office, on=today)
