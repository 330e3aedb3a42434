"""A thousand registrations from eight processes at once: every number of both registers is given, and given once."""

import time

import pytest

pytestmark = pytest.mark.process

PROCESSES = 8
LETTERS = 1000

SET_UP = f"""
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter
from tests.factories import LetterFactory, OfficeFactory, PersonFactory
PersonFactory()
offices = [OfficeFactory(), OfficeFactory()]
Letter.objects.bulk_create(
    LetterFactory.build(office=offices[place % 2], state=LetterState.SIGNED) for place in range({LETTERS})
)
"""

# Every process takes each eighth letter, of both offices in turn.
REGISTER = f"""
import datetime
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import register_letter
from sekretariat.domain.offices.models import Office
from tests.factories import officer
by = {{{{office.pk: officer(office, Person.objects.get()) for office in Office.objects.all()}}}}
for letter in list(Letter.objects.order_by("pk")[{{share}}::{PROCESSES}]):
    register_letter(letter=letter, by=by[letter.office_id], on=datetime.date(2018, 5, 21))
"""

REPORT = """
from sekretariat.domain.letters.models import Matter, Register
from sekretariat.domain.letters.queries import report_of
for register in Register.objects.order_by("pk"):
    report = report_of(register)
    numbers = sorted(Matter.objects.filter(register=register).values_list("number", flat=True))
    print(report.letters, len(report.gaps), len(report.doubles), numbers == list(range(1, report.letters + 1)))
"""


def test_a_thousand_registrations_from_eight_processes_leave_no_gap_and_no_double(installation, capsys):
    installation.python(SET_UP)

    began = time.monotonic()
    running = [installation.start_python(REGISTER.format(share=share)) for share in range(PROCESSES)]
    codes = [process.wait(timeout=300) for process in running]
    seconds = time.monotonic() - began

    assert codes == [0] * PROCESSES
    assert installation.python(REPORT).split("\n")[:-1] == ["500 0 0 True"] * 2
    with capsys.disabled():
        database = installation.env["DATABASE_URL"].partition(":")[0]
        print(f"\n{database}: {LETTERS} registrations from {PROCESSES} processes in {seconds:.1f} s, no gap, no double")
