"""More time, a call, a letter to the superior: from the page of the duty."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.models import ContactNote, Reminder
from sekretariat.domain.followup.services import send_reminders
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Extension, Obligation
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.factories import PersonFactory
from tests.web.html import faults_of
from tests.web.queries import queries_of

from .making import day, person_in
from .test_lists import text_of

pytestmark = pytest.mark.django_db


def url(scene, name: str = "detail") -> str:
    return reverse(f"duties:{name}", args=[scene.duty.pk])


@pytest.fixture
def officer(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


def test_the_deadline_is_put_off_and_the_duty_says_why(scene, officer):
    page = officer.post(url(scene, "extend"), {"new_due": "T3 2030", "reason": "Mungon titullari"}, follow=True)

    said = text_of(page)
    assert scene.duty.due_on == day("30.09.2030")
    assert "The deadline of MFE is now Q3" in said
    assert f"{scene.coordinator.name} is told by e-mail." in said
    assert "the deadline was put off from 04.06.2018 to Q3 2030: Mungon titullari" in said
    assert Outbox.objects.get().to_address == scene.coordinator.email
    assert faults_of(page.content.decode()) == []


def test_the_institution_reads_why_it_was_put_off(scene, officer, client_of):
    officer.post(url(scene, "extend"), {"new_due": "11.06.2030", "reason": "Mungon titullari"})

    page = client_of(scene.coordinator).get(url(scene))

    assert "afati u shty nga 04.06.2018 në 11.06.2030: Mungon titullari" in text_of(page)
    assert "Kujtesat dhe kontaktet" not in text_of(page)


def test_the_board_shows_whose_deadline_was_put_off(scene, officer):
    officer.post(url(scene, "extend"), {"new_due": "11.06.2030", "reason": "Mungon titullari"})

    said = text_of(officer.get(reverse("letters:detail", args=[scene.letter.pk])))

    assert said.count("the deadline was put off from 04.06.2018 to 11.06.2030: Mungon titullari") == 1
    assert "Deadline 04.06.2018 — 10 working days from 21.05.2018" in said


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"new_due": "së shpejti", "reason": "x"}, "new_due"),
        ({"new_due": "", "reason": "x"}, "new_due"),
        ({"new_due": "04.06.2018", "reason": "x"}, "new_due"),  # not later: the service refuses it
        ({"new_due": "11.06.2030", "reason": ""}, "reason"),
        ({"new_due": "11.06.2030", "reason": "x" * 501}, "reason"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_moves(scene, officer, typed, field):
    page = officer.post(url(scene, "extend"), typed)

    content = page.content.decode()
    assert f'id="id_{field}_error"' in content
    assert typed["new_due"] in content
    assert not Extension.objects.exists()
    assert faults_of(content) == []


def test_where_nobody_can_be_told_the_page_says_so(scene, officer):
    scene.coordinator.email = ""
    scene.coordinator.save()

    page = officer.post(url(scene, "extend"), {"new_due": "11.06.2030", "reason": "x"}, follow=True)

    assert "Nobody could be written to at: MFE." in text_of(page)


def test_one_click_notes_a_call_of_today(scene, officer):
    page = officer.post(url(scene, "contact"), {"way": "phone"}, follow=True)

    note = ContactNote.objects.get()
    assert (note.way, note.on, note.obligation, note.noted_by) == (
        "phone",
        timezone.localdate(),
        scene.duty,
        scene.officer,
    )
    assert f"Telephone ({scene.officer.name})" in text_of(page)


def test_the_click_leads_back_to_the_row_of_the_board(scene, officer):
    board = reverse("letters:detail", args=[scene.letter.pk])
    content = officer.get(board).content.decode()
    back = f"{board}#o{scene.duty.pk}"
    assert f'value="{back}"' in content
    assert f'id="o{scene.duty.pk}"' in content

    answered = officer.post(url(scene, "contact"), {"way": "phone", "next": back})

    assert answered.url == back
    assert f"telephone {timezone.localdate():%d.%m}" in text_of(officer.get(board))


def test_it_leads_to_no_other_site(scene, officer):
    answered = officer.post(url(scene, "contact"), {"way": "phone", "next": "https://elsewhere.example/"})

    assert answered.url == url(scene)


def test_what_was_said_with_whom_and_by_when_is_noted(scene, officer):
    typed = {
        "way": "visit",
        "on": "05.06.2018",
        "person": scene.coordinator.pk,
        "text": "Emri pritet nga ministri",
        "promised_on": "08.06.2018",
    }

    page = officer.post(url(scene, "contact"), typed, follow=True)

    said = text_of(page)
    assert "05.06.2018" in said
    assert "Emri pritet nga ministri; promised by 08.06.2018" in said
    assert scene.coordinator.name in said
    assert faults_of(page.content.decode()) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "pigeon"}, "way"),
        ({"on": "01.01.2999"}, "on"),
        ({"promised_on": "01.01.2018", "on": "05.06.2018"}, "promised_on"),
        ({"person": "999999"}, "person"),
        ({"text": "x" * 1001}, "text"),
    ],
)
def test_a_contact_that_cannot_be_is_told_at_its_field(scene, officer, wrong, field):
    page = officer.post(url(scene, "contact"), {"way": "phone"} | wrong)

    assert f"id_{field}" in page.content.decode()
    assert "form-errors" in page.content.decode()
    assert not ContactNote.objects.exists()


def test_only_people_of_the_institution_are_offered(scene, officer):
    stranger = PersonFactory(name="Dikush Tjetër")

    content = officer.get(url(scene, "contact")).content.decode()

    assert scene.coordinator.name in content
    assert stranger.name not in content


def test_a_clerk_notes_calls_and_puts_nothing_off(scene, client_of):
    clerk = client_of(person_in(Role.CLERK, scene.office.unit))

    assert clerk.post(url(scene, "contact"), {"way": "phone"}).status_code == 302
    content = clerk.get(url(scene)).content.decode()
    assert url(scene, "extend") not in content
    assert url(scene, "escalate") not in content


def test_reminders_are_shown_to_the_office(scene, officer):
    send_reminders(office=scene.office, on=day("30.05.2018"))

    said = text_of(officer.get(url(scene)))

    assert "Reminder by e-mail" in said
    assert f"{scene.coordinator.name}, {scene.coordinator.email}" in said
    assert "reminded 30.05" in text_of(officer.get(reverse("letters:detail", args=[scene.letter.pk])))


def test_passing_it_on_leads_to_the_draft_once(scene, officer):
    answered = officer.post(url(scene, "escalate"))

    draft = Letter.objects.get(follows=scene.letter)
    assert answered.url == reverse("letters:detail", args=[draft.pk])
    assert Reminder.objects.get().letter == draft
    assert url(scene, "escalate") not in officer.get(url(scene)).content.decode()
    again = officer.post(url(scene, "escalate"), follow=True)
    assert "not been passed on to the superior already" in text_of(again)
    assert Letter.objects.filter(follows=scene.letter).count() == 1


def test_what_is_settled_is_neither_put_off_nor_passed_on(scene, officer):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))

    content = officer.get(url(scene)).content.decode()

    assert url(scene, "extend") not in content
    assert url(scene, "escalate") not in content
    assert officer.get(url(scene, "extend")).status_code == 403


def test_the_page_takes_as_many_queries_for_three_notes_as_for_one(scene, officer):
    officer.post(url(scene, "contact"), {"way": "phone"})
    few = queries_of(officer, url(scene))

    for _ in range(2):
        officer.post(url(scene, "contact"), {"way": "phone", "person": scene.coordinator.pk})

    assert queries_of(officer, url(scene)) == few
