"""The page of who is invited and who was there, and the steps that begin from it."""

import io
import re

import docx
import pytest
import time_machine
from django.urls import reverse

from sekretariat.domain.meetings.enums import MeetingState, Presence
from sekretariat.domain.meetings.models import Attendance, Invitation, Meeting
from sekretariat.domain.meetings.services import record_presence
from sekretariat.domain.meetings.services.attending import PresenceSaid
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.domain.meetings.making import DAY, a_council
from tests.factories import ActFactory, AttendanceFactory, BodyRuleFactory, SeatFactory
from tests.web.html import faults_of
from tests.web.letters.conftest import english, person_in
from tests.web.queries import queries_of

__all__ = ["english"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2018-06-25 09:30:00+02:00", tick=False):
        yield


@pytest.fixture
def council():
    return a_council()


@pytest.fixture
def officer(english, council):
    return english(person_in(Role.OFFICER, council.office.unit))


def address(council, name: str = "people", *more) -> str:
    return reverse(f"meetings:{name}", args=[council.meeting.pk, *more])


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def presence_of(council, **said: str) -> dict[str, str]:
    """What the grid sends: for each name "present", or "represented by somebody"."""
    sent = {}
    for place in council.places():
        presence, _, substitute = said.get(place.name, "").partition(" by ")
        sent |= {
            f"p{place.pk}-presence": presence,
            f"p{place.pk}-substitute": substitute or place.substitute_name,
            f"p{place.pk}-was": place.presence + place.substitute_name,
        }
    return sent


def came(*rows: tuple[str, str]) -> dict[str, str]:
    sent = {"came-TOTAL_FORMS": str(len(rows)), "came-INITIAL_FORMS": "0"}
    for place, (name, institution) in enumerate(rows):
        sent |= {f"came-{place}-name": name, f"came-{place}-institution": institution}
    return sent


def test_from_the_plan_to_the_quorum_by_the_pages_alone(council, officer):
    BodyRuleFactory(body=council.body, by_side=True)

    page = officer.post(address(council, "call"), follow=True)
    assert "7 places are invited: 7 have not answered." in text_of(page)
    assert "2 of 3 seats are needed (Central government); 2 of 3 seats are needed (Local" in text_of(page)
    assert "Send 6 invitations" in text_of(page)

    page = officer.post(address(council, "invite"), {"whom": "new"}, follow=True)
    assert "6 invitations are on their way. Nobody could be written to at:" in text_of(page)
    assert Outbox.objects.count() == 6
    assert faults_of(page.content.decode()) == []

    sent = presence_of(council, Ana="present", Ben="represented by Zana Gega", Cen="present", Dea="present")
    page = officer.post(address(council, "presence"), sent | came(("Gent Hoxha", "Universiteti")), follow=True)
    said = text_of(page)
    assert "It was recorded who was there." in said
    assert (
        "Quorum so far: Central government: 2 of 3 seats; 2 were needed. "
        "Local self-government: 2 of 3 seats; 2 were needed." in said
    )
    assert "came without an invitation" in said

    page = officer.post(address(council, "hold"), follow=True)
    council.meeting.refresh_from_db()
    assert (council.meeting.state, council.meeting.quorum_met) == (MeetingState.HELD, True)
    assert faults_of(page.content.decode()) == []


def test_a_meeting_that_cannot_be_called_says_why_and_offers_no_button(council, officer):
    Meeting.objects.update(begins_at=None, ends_at=None)

    page = officer.get(address(council))

    assert "The meeting has no hour yet." in text_of(page)
    assert "Call the meeting" not in text_of(page)
    answered = officer.post(address(council, "call"), follow=True)
    assert "The meeting has no hour yet." in text_of(answered)


def test_what_was_refused_is_marked_in_its_row_and_nothing_typed_is_lost(council, officer):
    council.called()
    sent = presence_of(council, Ana="present", Ben="represented")

    page = officer.post(address(council, "presence"), sent | came(("", ""), ("Gent", "Universiteti")))

    html = page.content.decode()
    ben = council.place_of("Ben")
    assert page.status_code == 200
    assert f'<a href="#id_p{ben.pk}-substitute">Ben, Substitute</a>: Write who represented them.' in html
    assert f'name="p{council.place_of("Ana").pk}-presence"' in html
    assert "Universiteti" in html
    assert faults_of(html) == []
    assert not Attendance.objects.exclude(presence="").exists()


def test_what_another_recorded_meanwhile_is_not_overwritten_unseen(council, officer):
    council.called()
    sent = presence_of(council, Ana="present", Ben="present") | came()
    theirs = [PresenceSaid(attendance=council.place_of("Ana"), presence="absent")]
    theirs += [PresenceSaid(attendance=council.place_of("Cen"), presence="excused")]
    record_presence(meeting=council.meeting, said=theirs, by=council.by, on=DAY)

    page = officer.post(address(council, "presence"), sent)

    assert "Somebody else recorded “Absent” meanwhile." in text_of(page)
    assert council.place_of("Ana").presence == Presence.ABSENT
    [was] = re.findall(rf'name="p{council.place_of("Ana").pk}-was" value="(\w+)"', page.content.decode())
    again = sent | {f"p{council.place_of('Ana').pk}-was": was}
    officer.post(address(council, "presence"), again)
    assert council.place_of("Ana").presence == Presence.PRESENT
    assert council.place_of("Cen").presence == Presence.EXCUSED  # only the other one touched that row


def test_presence_is_filled_in_from_the_answers_and_recorded_only_when_sent(council, officer):
    council.called()
    Attendance.objects.filter(name="Ana").update(reply="yes")
    Attendance.objects.filter(name="Ben").update(reply="substitute", substitute_name="Zana")

    html = officer.get(address(council), {"fill": "1"}).content.decode()

    for name, presence in (("Ana", "present"), ("Ben", "represented")):
        select = html.split(f'name="p{council.place_of(name).pk}-presence"')[1].split("</select>")[0]
        assert f'value="{presence}" selected' in select
    assert not Attendance.objects.exclude(presence="").exists()


def test_an_invitation_goes_to_one_place_or_again_to_all(council, officer):
    council.called()

    officer.post(address(council, "invite"), {"whom": str(council.place_of("Cen").pk)})
    assert Invitation.objects.count() == 1
    officer.post(address(council, "invite"), {"whom": "all"})
    assert (Invitation.objects.count(), Outbox.objects.count()) == (6, 7)


def test_the_secretariat_tells_those_who_were_invited_to_a_meeting_that_was_cancelled(council, officer):
    council.called()
    officer.post(address(council, "invite"), {"whom": "new"})
    Meeting.objects.update(state=MeetingState.CANCELLED, cancelled_because="Mungon salla")

    page = officer.get(address(council))
    assert "Tell those who were invited" in text_of(page)
    officer.post(address(council, "invite"), {"whom": "all"})

    assert Outbox.objects.count() == 12


def test_who_is_invited_sees_the_list_without_addresses_and_answers_for_the_own_place_alone(council, english):
    council.called()
    cen = council.place_of("Cen")
    reader = english(person_in(Role.COORDINATOR, cen.institution))

    page = reader.get(address(council))

    html = page.content.decode()
    assert "Zëvendësministër" in html
    assert "@prova.example" not in html
    assert address(council, "reply", cen.pk) in html
    assert address(council, "reply", council.place_of("Dea").pk) not in html
    assert "presence" not in re.findall(r'<form[^>]*id="(\w+)"', html)
    assert faults_of(html) == []


def test_the_office_records_an_answer_it_was_told_by_telephone(council, officer):
    council.called()
    cen = council.place_of("Cen")

    page = officer.post(address(council, "reply", cen.pk), {"reply": "substitute"})
    assert "Write the name of the substitute." in text_of(page)
    page = officer.post(
        address(council, "reply", cen.pk), {"reply": "substitute", "substitute_name": "Zana"}, follow=True
    )

    assert "The answer of Cen was recorded." in text_of(page)
    assert council.place_of("Cen").substitute_name == "Zana"


def test_a_seat_of_which_it_cannot_be_said_whether_it_stands_is_marked(council, officer):
    SeatFactory(body=council.body, act=ActFactory(on=None, year=2018))
    council.called()

    assert "It cannot be said whether this seat stands on the day" in text_of(officer.get(address(council)))


def test_a_guest_is_put_on_the_list_and_taken_off(council, officer):
    council.called()
    form = officer.get(address(council, "add_place")).content.decode()
    assert faults_of(form) == []
    assert "Local self-government" in form

    empty = officer.post(address(council, "add_place"), {})
    assert "Write the name, or the institution." in text_of(empty)
    officer.post(address(council, "add_place"), {"name": "Eksperti", "institution": council.office.unit.name_sq})
    place = council.place_of("Eksperti")
    assert place.institution == council.office.unit

    officer.post(address(council, "remove_place", place.pk))
    assert not Attendance.objects.filter(pk=place.pk).exists()
    assert officer.post(address(council, "remove_place", AttendanceFactory().pk)).status_code == 404


def test_a_list_is_pasted_shown_and_recorded(council, officer):
    council.called()
    paste = address(council, "paste_people")

    faulty = officer.post(paste, {"text": "Ana\t\tndoshta"})
    assert "row 1, column “Presence”" in text_of(faulty)
    shown = officer.post(paste, {"text": "Ana\nBen\t\t\tZana"})
    assert "2 rows were read, nothing is saved yet." in text_of(shown)
    assert not Attendance.objects.exclude(presence="").exists()
    assert faults_of(shown.content.decode()) == []
    assert "No row of people was found in it." in text_of(officer.post(paste, {"text": " \t "}))

    page = officer.post(paste, {"text": "Ana\nBen\t\t\tZana", "save": "1"}, follow=True)

    assert "2 rows of the list were recorded." in text_of(page)
    assert council.place_of("Ben").substitute_name == "Zana"


def test_the_list_to_sign_is_a_word_file(council, officer):
    council.called()

    answered = officer.get(address(council, "sign_in_sheet"))

    assert answered["Content-Type"].endswith("wordprocessingml.document")
    paper = docx.Document(io.BytesIO(b"".join(answered.streaming_content)))
    assert "Cen" in [row.cells[1].text for row in paper.tables[1].rows]


def test_the_page_takes_no_more_queries_for_more_places(council, officer):
    for _ in range(1):
        AttendanceFactory(meeting=council.meeting)
    Meeting.objects.update(state=MeetingState.CALLED, called_on=DAY)
    one = queries_of(officer, address(council))
    for _ in range(2):
        seat = SeatFactory(body=council.body, act=ActFactory())
        AttendanceFactory(meeting=council.meeting, seat=seat)

    assert queries_of(officer, address(council)) == one
