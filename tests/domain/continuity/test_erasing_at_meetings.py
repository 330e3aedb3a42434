"""A person taken off attendance lists, invitations, speakers and remarks; what was decided stays."""

import datetime
import json

import pytest
from django.utils import timezone
from django.utils.translation import override

from sekretariat.domain.continuity.exporters.person import person_json
from sekretariat.domain.continuity.services import erase_person
from sekretariat.domain.meetings.models import Invitation, MinutesRemark
from tests.factories import (
    AttendanceFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    MinutesFactory,
    OfficeFactory,
    PersonFactory,
    StatementFactory,
    administrator,
)

ON = datetime.date(2018, 9, 1)
NAME, EMAIL = "Mirela Kola", "mirela.kola@financa.al"

pytestmark = pytest.mark.django_db


@pytest.fixture
def institution():
    return InstitutionFactory()


@pytest.fixture
def person(institution):
    person = PersonFactory(name=NAME, email=EMAIL)
    MandateFactory(person=person, institution=institution, valid_to=datetime.date(2018, 8, 1))
    return person


@pytest.fixture
def meeting():
    return MeetingFactory(held=True)


@pytest.fixture
def place(meeting, institution, person):
    place = AttendanceFactory(meeting=meeting, institution=institution, person=person, name=NAME, email=EMAIL)
    Invitation.objects.create(attendance=place, email=EMAIL, nonce="n", token_hash="h")
    return place


def erase(person) -> str:
    return erase_person(person=person, by=administrator(OfficeFactory()), on=ON).name


def test_the_place_stands_under_the_pseudonym_and_the_invitation_opens_nothing(person, place):
    pseudonym = erase(person)

    place.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (place.name, place.email, place.person) == (pseudonym, "", person)
    assert (invitation.email, invitation.revoked_at is None) == ("", False)


def test_a_place_by_address_alone_and_the_place_of_a_substitute_go_too(person, meeting, institution):
    by_address = AttendanceFactory(meeting=meeting, institution=None, institution_name="MFE", name=NAME, email=EMAIL)
    sent = {"reply": "substitute", "substitute_name": NAME, "substitute_email": EMAIL}
    for_another = AttendanceFactory(meeting=meeting, institution=institution, name="Titullari", **sent)

    pseudonym = erase(person)

    by_address.refresh_from_db()
    for_another.refresh_from_db()
    assert (by_address.name, by_address.email) == (pseudonym, "")
    assert (for_another.name, for_another.substitute_name, for_another.substitute_email) == (
        "Titullari",
        pseudonym,
        "",
    )


def test_speakers_and_authors_of_remarks_are_named_no_more_but_what_was_said_stays(person, place, meeting):
    said = StatementFactory(
        meeting=meeting, kind="said", speaker_name=f"Znj. {NAME}", text_sq="Afati është i shkurtër."
    )
    remark = MinutesRemark.objects.create(
        minutes=MinutesFactory(meeting=meeting), said_by=NAME, text="Mungon një pikë.", received_on=ON
    )

    pseudonym = erase(person)

    said.refresh_from_db()
    remark.refresh_from_db()
    assert (said.speaker_name, said.text_sq) == (f"Znj. {pseudonym}", "Afati është i shkurtër.")
    assert (remark.said_by, remark.text) == (pseudonym, "Mungon një pikë.")


def test_a_namesake_at_another_meeting_keeps_the_name(person, place):
    other = AttendanceFactory(name=NAME)
    said = StatementFactory(kind="said", speaker_name=NAME)

    erase(person)

    other.refresh_from_db()
    said.refresh_from_db()
    assert (other.name, said.speaker_name) == (NAME, NAME)


def test_what_is_handed_out_tells_of_places_invitations_and_statements(person, place, meeting):
    StatementFactory(meeting=meeting, kind="said", speaker=place, text_sq="Pajtohemi.")
    MeetingFactory(chair=person, begins_at=datetime.time(9, 30))

    with override("en"):
        told = json.loads(person_json(person, history=[], created=timezone.now()).body)

    assert any(
        row.get("name, as on the list") == NAME for rows in told.values() for row in rows if isinstance(row, dict)
    )
    assert any(row.get("begins at") == "09:30" for rows in told.values() for row in rows if isinstance(row, dict))
    assert [row["sent to"] for row in told["invitation to a meeting"]] == [EMAIL]
    assert [row["text in Albanian"] for row in told["statement at a meeting"]] == ["Pajtohemi."]
