"""Two workers wake at the same moment, and one is killed while it writes: every mail is written once."""

import time

import pytest

pytestmark = pytest.mark.process

COUNT = 40

SET_UP = f"""
from tests.factories import InstitutionFactory, ObligationFactory, OfficeFactory
office = OfficeFactory()
for place in range({COUNT}):
    institution = InstitutionFactory(email=f"zyra{{place}}@shembull.al")
    ObligationFactory(office=office, institution=institution)
"""

REMIND = """
import datetime
from sekretariat.domain.followup.services import send_reminders
from sekretariat.domain.offices.models import Office
print(send_reminders(office=Office.objects.get(), on=datetime.date(2018, 6, 4)))
"""

REPORT = """
from sekretariat.domain.followup.models import Link, Reminder
from sekretariat.ground.mail.models import Outbox
print(Reminder.objects.count(), Outbox.objects.count(), Link.objects.count())
print(Outbox.objects.values("to_address").distinct().count())
"""


def test_two_workers_at_once_and_one_that_is_killed_write_every_mail_once(installation):
    installation.python(SET_UP)

    killed = installation.start_python(REMIND)
    waited_until = time.monotonic() + 30
    while time.monotonic() < waited_until and installation.python(REPORT).startswith("0 "):
        pass
    killed.kill()
    running = [installation.start_python(REMIND) for _ in range(2)]
    codes = [process.wait(timeout=60) for process in running]

    assert codes == [0, 0]
    assert installation.python(REPORT).split() == [str(COUNT)] * 4
