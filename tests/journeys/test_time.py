"""Letter 2470 and its deadline: three reminders, a call, a week more for one, the reminder letter 2470/1 in Word, and
the letter to the superior of who still has not answered. The worker runs; the office clicks.
"""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.enums import Stage
from sekretariat.domain.followup.models import Link, Reminder
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.letters.exporters import letter_docx
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import board, with_parts_of_letter
from sekretariat.domain.letters.services import register_letter, send_letter, sign_letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from sekretariat.ground.jobs.ticks import run_due_ticks
from sekretariat.ground.mail.models import Outbox
from tests.domain.followup.making import ASK, SUBJECT, answer, duty_of, letter_2470
from tests.domain.letters.test_exporters import in_libreoffice
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory, SubordinationFactory
from tests.factories import officer as officer_actor

pytestmark = [pytest.mark.django_db, pytest.mark.office]

MISSING = ("ADISA", "AMVV", "APP")


@pytest.fixture
def clock():
    with time_machine.travel(datetime.datetime(2018, 5, 30, 4, tzinfo=datetime.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def letter(clock) -> Letter:
    letter = letter_2470("MFE", "MD", *MISSING, office=OfficeFactory(paper_book=True))
    for name in ("MFE", "MD"):
        answer(duty_of(letter, name), on=datetime.date(2018, 5, 28))
    ministry = InstitutionFactory(short_name="MB", name_sq="Ministria e Brendshme")
    SubordinationFactory(institution=duty_of(letter, "AMVV").institution, superior=ministry)
    return letter


class Desk:
    """The officer signs in each morning anew: a session does not live as long as a deadline."""

    def __init__(self, person) -> None:
        self.user = person.user

    def client(self) -> Client:
        client = Client()
        client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["language"] = "sq"
        return client

    def get(self, url: str):
        return self.client().get(url)

    def post(self, url: str, data: dict | None = None, **options):
        return self.client().post(url, data or {}, **options)


@pytest.fixture
def officer(letter) -> Desk:
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=letter.office.unit)
    return Desk(person)


def words(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(letter: Letter) -> str:
    return reverse("letters:detail", args=[letter.pk])


def day_passes(clock, day: str) -> list[str]:
    """The worker's morning of the day; the mails it wrote, by whom they go to."""
    known = Outbox.objects.count()
    clock.move_to(datetime.datetime.strptime(f"{day} 06:00", "%d.%m.%Y %H:%M").replace(tzinfo=datetime.UTC))
    run_due_ticks(timezone.now())
    return [mail.to_address for mail in Outbox.objects.order_by("pk")[known:]]


def test_a_deadline_from_three_days_before_it_to_the_superior(letter, officer, clock, tmp_path):
    everybody = [f"zyra@{name.lower()}.example" for name in MISSING]

    # Three working days before, and nothing on the days between.
    assert day_passes(clock, "30.05.2018") == everybody
    assert day_passes(clock, "31.05.2018") == []
    assert "kujtuar 30.05" in words(officer.get(page_of(letter)))

    # One answers through the link of the reminder's mail.
    link = Link.objects.filter(obligation=duty_of(letter, "ADISA")).latest("pk")
    answered = officer.post(
        reverse("links:open", args=[link.obligation_id, token_of(link.nonce)]),
        {"coordinator_name": "Nora Hysa", "coordinator_email": "nora@adisa.example"},
    )
    assert answered.status_code == 302

    # On the day, and the day after: those two who still owe it.
    assert day_passes(clock, "04.06.2018") == everybody[1:]
    assert day_passes(clock, "05.06.2018") == everybody[1:]
    assert day_passes(clock, "06.06.2018") == []

    # A call to one, noted by one click on the board; a week more for the other.
    amvv, app = duty_of(letter, "AMVV"), duty_of(letter, "APP")
    officer.post(reverse("duties:contact", args=[amvv.pk]), {"way": "phone", "next": page_of(letter)})
    extended = officer.post(
        reverse("duties:extend", args=[app.pk]),
        {"new_due": "13 qershor 2018", "reason": "Titullari u emërua më 4 qershor"},
        follow=True,
    )
    assert "afati u shty nga 04.06.2018 në 13.06.2018: Titullari u emërua më 4 qershor" in words(extended)
    assert Outbox.objects.latest("pk").to_address == "zyra@app.example"
    shown = words(officer.get(page_of(letter)))
    assert "kujtuar 05.06, telefoni 06.06" in shown
    assert "3 nga 5 janë përgjigjur; 1 është me vonesë që prej 04.06.2018." in shown

    # The new deadline is reminded of like any other.
    assert day_passes(clock, "08.06.2018") == ["zyra@app.example"]

    check_reminder_letter(letter, officer, tmp_path)
    check_escalation(letter, officer, clock)


def check_reminder_letter(letter: Letter, officer, tmp_path) -> None:
    """One click makes 2470/1 for the one that is late; it goes out, and nobody owes anything twice."""
    page = officer.post(reverse("letters:remind", args=[letter.pk]), follow=True)
    draft = Letter.objects.get(follows=letter)
    assert page.redirect_chain == [(page_of(draft), 302)]
    saved = officer.get(reverse("letters:docx", args=[draft.pk]))
    assert b"".join(saved)[:2] == b"PK"

    by, on = officer_actor(letter.office), datetime.date(2018, 6, 8)
    sign_letter(letter=draft, by=by, on=on)
    register_letter(letter=draft, number_text="2470/1", by=by, on=on)
    [document] = letter_docx(with_parts_of_letter(Letter.objects.all()).get(pk=draft.pk))
    assert document.name == "2470-1-AMVV.docx"
    [read] = in_libreoffice([document], tmp_path)
    assert "Nr. 2470/1 Prot." in read
    assert "Drejtuar: Institucioni AMVV" in read
    assert f'Shkresë 2470 prot, datë 21.05.2018, lëndë "{SUBJECT}"' in read
    assert f"Ju lutemi: {ASK}; afati ishte 04.06.2018, me vonesë 4 ditë pune më 08.06.2018." in read

    send_letter(letter=draft, by=by, on=on)
    assert Obligation.objects.count() == 5
    assert [s.citation for s in duty_of(letter, "AMVV").sources.all()] == [
        "2470 prot, 21.05.2018",
        "2470/1 prot, 08.06.2018",
    ]
    assert "2470/1" in words(officer.get(page_of(letter)))


def check_escalation(letter: Letter, officer, clock) -> None:
    """Five working days late the letter to the superior lies drafted, with what was done; nothing goes out."""
    assert day_passes(clock, "11.06.2018") == []
    [reminder] = Reminder.objects.filter(stage=Stage.ESCALATION)
    draft = reminder.letter
    assert [a.institution.label for a in draft.addressees.all()] == ["MB"]
    assert "Institucioni AMVV: Caktoni koordinatorin; afati ishte 04.06.2018, me vonesë 5 ditë pune." in draft.text
    assert "Iu kujtua më 30.05.2018, 04.06.2018, 05.06.2018, 08.06.2018. U telefonua më 06.06.2018." in draft.text
    assert (draft.state, draft.number) == ("draft", None)

    shown = words(officer.get(page_of(letter)))
    assert f"Mungesë përgjigjeje: {SUBJECT}" in shown
    assert "Përcill te eprorët" not in shown
    # Who was given more time is late only after the new day.
    now = board(letter, actor=officer_actor(letter.office), on=datetime.date(2018, 6, 13))
    assert (now.late, now.missing) == (1, 2)
    assert day_passes(clock, "14.06.2018") == ["zyra@app.example"]
