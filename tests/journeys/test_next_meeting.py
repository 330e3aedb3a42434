"""The notes of the workshop of 25.06.2018 go round, come back with remarks and are approved at the next meeting; its
decision goes out as an extract; the folder is opened. The officer clicks, the worker works.
"""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import Meeting, MinutesRemark
from sekretariat.domain.meetings.services import ItemSaid, MeetingSaid, add_item, plan_meeting
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand, Source, ask
from sekretariat.ground.actors import Role
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.services import run
from sekretariat.ground.mail.fillers import fill
from sekretariat.ground.mail.models import Outbox
from tests.domain.meetings.record_making import a_held_meeting, a_pdf, uploaded, words_of_pdf
from tests.factories import (
    ActionPointFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingPaperFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    StatementFactory,
)
from tests.factories import officer as officer_actor

pytestmark = pytest.mark.django_db

DUE = datetime.date(2018, 7, 3)


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime(2018, 6, 28, 8, tzinfo=datetime.UTC), tick=False) as traveller:
        yield traveller


class Person:
    """Signs in each morning anew."""

    def __init__(self, role: Role, institution) -> None:
        self.row = PersonFactory(signs_in=True)
        MandateFactory(person=self.row, role=role, institution=institution)

    def client(self) -> Client:
        client = Client()
        client.force_login(self.row.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["language"] = "en"
        return client

    def get(self, name: str, *args: int, **query: object):
        return self.client().get(reverse(name, args=args), query)

    def post(self, name: str, *args: int, **data: object):
        response = self.client().post(reverse(name, args=args), data)
        assert response.status_code == 302, re.findall(r'<li><a href="#.*?</li>', response.content.decode())
        return response


@pytest.fixture
def workshop(clock) -> Meeting:
    """Held; MFE has a seat, AKSHI is a guest; a restricted statement and a restricted paper."""
    office = OfficeFactory(paper_book=True)
    meeting = a_held_meeting(office, title_sq="Workshopi i koordinatorëve të OGP-së")
    SeatFactory(body=meeting.body, role="secretariat", institution=office.unit)
    for name, is_member in (("MFE", True), ("AKSHI", False)):
        institution = InstitutionFactory(short_name=name)
        AttendanceFactory(meeting=meeting, institution=institution, name=f"Koordinatori {name}", is_member=is_member)
    file = uploaded(office, "prezantimi.pdf", a_pdf(3))
    MeetingPaperFactory(meeting=meeting, title_sq="Prezantimi i procesit", access="public", file=file)
    secret = uploaded(office, "pozicioni.pdf", a_pdf(2))
    MeetingPaperFactory(meeting=meeting, title_sq="Pozicioni negociues", access="restricted", file=secret)
    return meeting


@pytest.fixture
def officer(workshop) -> Person:
    return Person(Role.OFFICER, workshop.office.unit)


def coordinator_of(meeting: Meeting, name: str) -> Person:
    return Person(Role.COORDINATOR, meeting.attendances.get(institution__short_name=name).institution)


def circulate_and_answer(workshop: Meeting, officer: Person) -> None:
    """One remark is taken and the record put right; another is refused with a reason."""
    officer.post("meetings:circulate", workshop.pk, remarks_until="10.07.2018")
    for name, text in (("MFE", "Shtoni afatin."), ("AKSHI", "Hiqni pikën 1.")):
        coordinator_of(workshop, name).post("meetings:remark", workshop.pk, text=text)
    taken, refused = MinutesRemark.objects.order_by("pk")
    StatementFactory(meeting=workshop, text_sq="Kalendarët dërgohen brenda datës 03.07.2018.")
    officer.post("meetings:respond", workshop.pk, taken.pk, outcome="taken", response="U shtua.")
    officer.post("meetings:respond", workshop.pk, refused.pk, outcome="refused", response="Kështu u diskutua.")


def next_meeting(workshop: Meeting, by) -> Meeting:
    """Of the same body; its first item is the approval of the notes."""
    day = datetime.date(2018, 9, 24)
    made = plan_meeting(office=workshop.office, body=workshop.body, said=MeetingSaid(on=day), by=by, on=day)
    said = ItemSaid(title_sq="Miratimi i shënimeve", kind=ItemKind.LAST_MINUTES, earlier=workshop)
    add_item(meeting=made, said=ItemSaid(title_sq="Kalendarët"), by=by, on=day)
    add_item(meeting=made, said=said, position=1, by=by, on=day)
    Meeting.objects.filter(pk=made.pk).update(state="called", called_on=day)
    return Meeting.objects.get(pk=made.pk)


def test_the_notes_go_round_and_everybody_invited_finds_them_by_the_link_in_the_mail(workshop, officer):
    officer.post("meetings:circulate", workshop.pk, remarks_until="10.07.2018")

    mails = list(Outbox.objects.all())
    assert {mail.to_address for mail in mails} == set(workshop.attendances.values_list("email", flat=True))
    told = fill(mails[0].text, mails[0].marks)
    [address] = re.findall(r"https?://\S+", told)
    path = "/" + address.split("/", 3)[3]
    assert coordinator_of(workshop, "MFE").client().get(path).status_code == 200
    assert "10.07.2018" in told


def test_the_next_meeting_opens_with_the_approval_by_one_button(workshop, officer, clock):
    circulate_and_answer(workshop, officer)
    clock.move_to(datetime.datetime(2018, 9, 24, 8, tzinfo=datetime.UTC))
    later = next_meeting(workshop, officer_actor(workshop.office))
    first = later.items.get(position=1)
    assert (first.kind, first.earlier) == (ItemKind.LAST_MINUTES, workshop)

    offered = officer.get("meetings:record", later.pk).content.decode()
    assert f'action="{reverse("meetings:approve", args=[workshop.pk])}"' in offered

    back = officer.post("meetings:approve", workshop.pk, at=later.pk, back="agenda")

    assert back.headers["Location"] == reverse("meetings:detail", args=[later.pk])
    first.refresh_from_db()
    assert first.state == "done"
    page = officer.get("meetings:record", workshop.pk).content.decode()
    assert f"Approved at meeting {later.number_label}" in page
    public = workshop.record.papers.get(state="approved", format="pdf", is_public=True)
    with public.file.open() as file:
        frozen = words_of_pdf(file.read())
    assert "Kalendarët dërgohen brenda datës 03.07.2018." in frozen
    assert "Pozicion i kufizuar." not in frozen


def test_the_decision_goes_out_as_an_extract_with_the_duty_that_stands(workshop, officer):
    ministry = workshop.attendances.get(institution__short_name="MFE").institution
    decision = BodyDecisionFactory(meeting=workshop, number=1, verb="agreed", text_sq="Të dërgohen kalendarët.")
    decision.institutions.add(ministry)
    duty = ask(
        demand=Demand(kind=ObligationKind.FREE_ANSWER, ask_sq="Dërgoni kalendarin", due_on=DUE),
        institution=ministry,
        office=workshop.office,
        body=workshop.body,
        source=Source(key=f"meeting:{workshop.pk}", subject="Mbledhja", citation="1/2018", on=workshop.on),
        by=officer_actor(workshop.office),
        on=workshop.on,
    )
    ActionPointFactory(meeting=workshop, decision=decision).obligations.add(duty)

    officer.post("meetings:extract", workshop.pk, decision.pk, to=ministry.name_sq)
    letter = Letter.objects.get()
    officer.post("letters:sign", letter.pk, signatory="Drejtori", on="28.06.2018")
    clerk = Person(Role.CLERK, workshop.office.unit)
    clerk.post("letters:register", letter.pk, number="3120", on="28.06.2018")
    clerk.post("letters:send", letter.pk, on="28.06.2018")

    letter.refresh_from_db()
    assert (letter.state, letter.citation) == ("sent", "3120 prot, 28.06.2018")
    assert letter.enclosures.get().file.name.startswith("ekstrakt-gmip-1-2018")
    assert list(Obligation.objects.all()) == [duty]
    assert [source.citation for source in duty.sources.all()] == ["1/2018", letter.citation]
    assert letter.citation in officer.get("meetings:extract", workshop.pk, decision.pk).content.decode()


def test_the_folder_opens_with_its_parts_apart(workshop, officer, clock):
    circulate_and_answer(workshop, officer)
    clock.move_to(datetime.datetime(2018, 9, 24, 8, tzinfo=datetime.UTC))
    later = next_meeting(workshop, officer_actor(workshop.office))
    officer.post("meetings:approve", workshop.pk, at=later.pk)

    whole = listing(officer.get("meetings:folder_file", workshop.pk))
    public = listing(officer.get("meetings:folder_file", workshop.pk, part="public"))
    of_guest = listing(coordinator_of(workshop, "AKSHI").get("meetings:folder_file", workshop.pk))

    assert tops(whole) == {"publike", "te-brendshme", "te-kufizuara"}
    assert tops(public) == {"publike"}
    assert tops(of_guest) == {"publike", "te-brendshme"}
    assert any("pozicioni-negociues" in name for name in whole)
    assert not any("pozicioni-negociues" in name for name in public + of_guest)
    assert any("prezantimi-i-procesit" in name for name in public)
    # Agenda and approved notes, each in both forms; the presentation.
    assert len(public) == 1 + 5


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
def test_the_public_folder_as_one_pdf_has_the_pages_of_its_documents(workshop, officer, tmp_path):
    officer.post("meetings:folder_file", workshop.pk, part="public")
    run(Job.objects.get().pk)
    made = b"".join(officer.get("jobs:result", Job.objects.get().pk))

    path = tmp_path / "dosja.pdf"
    path.write_bytes(made)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    # The list, the agenda, three pages of the presentation.
    assert re.search(r"^Pages:\s+5$", told, re.MULTILINE)
    words = words_of_pdf(made)
    assert "Prezantimi i procesit" in words
    assert "Pozicioni negociues" not in words


def listing(response) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(b"".join(response))).namelist()


def tops(names: list[str]) -> set[str]:
    return {name.partition("/")[0] for name in names if "/" in name}
