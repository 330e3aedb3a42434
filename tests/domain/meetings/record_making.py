"""A meeting that was held, with what is written down at it, and the next one of the body."""

import datetime
import io
import zipfile

from pypdf import PdfReader, PdfWriter

from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import Meeting, Minutes
from sekretariat.domain.meetings.services import circulate_minutes
from sekretariat.domain.offices.models import Office
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    BodyFactory,
    MeetingFactory,
    MinutesFactory,
    OfficeFactory,
    StatementFactory,
    officer,
)

HELD = datetime.date(2018, 6, 25)
SENT = datetime.date(2018, 6, 28)
NEXT = datetime.date(2018, 9, 24)


def a_held_meeting(office: Office | None = None, **fields: object) -> Meeting:
    """Two members; one item with a statement, and one statement that is restricted."""
    office = office or OfficeFactory()
    meeting = MeetingFactory(office=office, body=BodyFactory(short_name="GMIP"), held=True, number=1, **fields)
    AttendanceFactory.create_batch(2, meeting=meeting)
    item = AgendaItemFactory(meeting=meeting, position=1, title_sq="Kalendarët")
    StatementFactory(meeting=meeting, item=item, text_sq="U vlerësua angazhimi.")
    StatementFactory(meeting=meeting, item=item, text_sq="Pozicion i kufizuar.", is_restricted=True)
    MinutesFactory(meeting=meeting)
    return meeting


def circulated(meeting: Meeting | None = None, **until: object) -> Minutes:
    meeting = meeting or a_held_meeting()
    values = {"remarks_until": None} | until
    return circulate_minutes(minutes=meeting.record, **values, by=officer(meeting.office), on=SENT)


def the_next_meeting(meeting: Meeting, **fields: object) -> Meeting:
    """Called, with the approval of the last minutes as its first item."""
    values = {"office": meeting.office, "body": meeting.body, "called": True, "on": NEXT, "number": 2}
    later = MeetingFactory(**values | fields)
    AgendaItemFactory(meeting=later, position=1, kind=ItemKind.LAST_MINUTES, earlier=meeting)
    MinutesFactory(meeting=later)
    return later


def a_pdf(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def uploaded(office: Office, name: str, data: bytes) -> File:
    return take_upload(stream=io.BytesIO(data), name=name, by=officer(office), on=HELD)


def names_in(packed: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        return folder.namelist()


def read_in(packed: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        return folder.read(name)


def words_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
