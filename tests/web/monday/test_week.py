"""The Monday page: whom to call, what falls due, what waits to be accepted, what has not left."""

import datetime
import re

import pytest
import time_machine

from sekretariat.domain.followup.models import ContactNote
from sekretariat.domain.followup.queries import monday
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.services import Draft, draft_letter
from sekretariat.domain.obligations.enums import ObligationState, Shown
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import tally
from sekretariat.ground.actors import Role
from sekretariat.ground.words import Precision
from tests.factories import (
    ContactNoteFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    officer,
)
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

PAGE = "/monday/"
MONDAY = datetime.date(2018, 6, 4)
TUESDAY = MONDAY + datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    """Three institutions owe by Monday 04.06.2018."""
    return a_scene()


@pytest.fixture
def reader(scene, client_of):
    return client_of(scene.officer)


def page(client, on: datetime.date = TUESDAY, language: str = "en") -> str:
    client.cookies["language"] = language
    response = client.get(PAGE, {"on": on.strftime("%d.%m.%Y")})
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    return response.content.decode()


def words_of(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").split())


def lead_of(text: str) -> str:
    return words_of(text.partition('<p class="lead">')[2].partition("</p>")[0])


def section(text: str, name: str) -> str:
    return text.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def settle(scene: Scene, name: str, on: datetime.date = MONDAY) -> Obligation:
    duty = scene.duty_of(Institution.objects.get(short_name=name))
    duty.state, duty.answered_on = ObligationState.ANSWERED, on
    duty.save()
    return duty


def owes(scene: Scene, institution: Institution, due_on: datetime.date, **values) -> Obligation:
    return ObligationFactory(
        institution=institution, office=scene.office, due_on=due_on, **({"ask_sq": "Dërgoni kalendarin"} | values)
    )


def test_the_first_sentence_says_it_in_numbers_that_lead_to_their_lists(scene, reader):
    settle(scene, "MD")
    owes(scene, scene.institutions[0], TUESDAY)

    text = page(reader)

    assert lead_of(text) == ("2 institutions are late ; 1 duty is due this week ; 1 answer waits to be accepted .")
    for show in ("late", "week", "answered"):
        assert f'href="/?show={show}&amp;on=05.06.2018"' in text
    assert lead_of(page(reader, language="sq")) == (
        "2 institucione janë me vonesë ; 1 detyrë mbaron këtë javë ; 1 përgjigje pret të pranohet ."
    )


def test_the_numbers_are_those_of_the_lists_they_lead_to(scene):
    settle(scene, "MD")
    owes(scene, scene.institutions[0], TUESDAY)
    owes(scene, scene.institutions[1], MONDAY)

    reader = officer(scene.office)
    shown = monday(reader, on=TUESDAY)

    listed = tally(Obligation.objects.owed_to_actor(reader), on=TUESDAY)
    assert sum(len(call.owed) for call in shown.late) == listed[Shown.LATE] == 3
    assert len(shown.late) == 2
    assert shown.due_count == listed[Shown.THIS_WEEK] == 1
    assert shown.to_accept_count == listed[Shown.ANSWERED] == 1


def test_who_is_late_longest_stands_first_with_all_that_is_owed_in_one_row(scene):
    mfe, mk, _md = scene.institutions
    owes(scene, mk, datetime.date(2018, 5, 29))

    late = monday(officer(scene.office), on=TUESDAY).late

    assert late[0].institution == mk
    assert [owed.stands.days_late for owed in late[0].owed] == [5, 1]
    assert [len(call.owed) for call in late] == [2, 1, 1]
    assert mfe in [call.institution for call in late]


def test_the_first_of_the_chain_with_a_telephone_is_called(scene, reader):
    mfe, mk, md = scene.institutions
    scene.coordinator.phone = ""
    scene.coordinator.save()
    head = PersonFactory(name="Arta Hoxha", phone="+355 4 222 33 44 / 069 11", email="")
    MandateFactory(person=head, institution=mfe, role=Role.HEAD)
    mk.email = "zyra@mk.example"
    mk.save()

    reached = {call.institution: call.reached for call in monday(officer(scene.office), on=TUESDAY).late}
    calls = section(page(reader), "calls")

    assert reached[mfe].name == "Arta Hoxha"
    assert 'href="tel:+35542223344"' in calls
    assert (reached[mk].email, reached[mk].mandate) == ("zyra@mk.example", None)
    assert 'href="mailto:zyra@mk.example"' in calls
    assert reached[md] is None
    assert "nobody is known" in calls


def test_without_a_telephone_the_first_who_can_be_written_to_is_named(scene):
    [call] = [c for c in monday(officer(scene.office), on=TUESDAY).late if c.institution == scene.institutions[0]]

    assert call.reached.mandate.person == scene.coordinator


def test_the_chain_is_that_of_the_body_the_longest_late_duty_belongs_to(scene):
    """A coordinator named in one body is not called about another's duty."""
    mfe = scene.institutions[0]
    owes(scene, mfe, datetime.date(2018, 5, 29))
    head = MandateFactory(institution=mfe, role=Role.HEAD).person

    late = monday(officer(scene.office), on=TUESDAY).late

    assert late[0].institution == mfe
    assert late[0].reached.mandate.person == head


def test_the_last_contact_of_ones_own_office_is_told(scene, reader):
    mfe = scene.institutions[0]
    for on, text in ((MONDAY, "I pari"), (TUESDAY, "E dërgojnë nesër"), (TUESDAY + datetime.timedelta(days=1), "Vonë")):
        ContactNoteFactory(office=scene.office, institution=mfe, on=on, text=text, promised_on=on)
    ContactNoteFactory(institution=mfe, on=TUESDAY, text="Nga një zyrë tjetër")

    calls = words_of(section(page(reader), "calls"))

    assert "E dërgojnë nesër" in calls
    assert "promised by 05.06.2018" in calls
    for other in ("I pari", "Vonë", "zyrë tjetër"):
        assert other not in calls


def test_a_call_is_noted_by_one_press_in_the_row_and_stands_there_as_the_last_contact(scene, reader):
    mfe = scene.institutions[0]
    with time_machine.travel("2018-06-05 10:00:00+02:00", tick=False):
        row = section(page(reader), "calls").partition(f'id="i{mfe.pk}"')[2].partition("</tr>")[0]
        sent = dict(re.findall(r'type="hidden" name="(way|person|next)" value="([^"]*)"', row))
        response = reader.post(f"/duties/{scene.duty.pk}/contact/", sent)
        calls = words_of(section(page(reader), "calls"))

    assert response.url == f"{PAGE}?on=05.06.2018#i{mfe.pk}"
    note = ContactNote.objects.get()
    assert (note.institution, note.person, note.noted_by) == (mfe, scene.coordinator, scene.officer)
    assert f"05.06.2018, telephone {scene.coordinator.name}" in calls


def test_a_call_is_noted_today_and_not_on_a_page_of_another_day(reader):
    assert "/contact/" not in page(reader)


def test_this_week_goes_to_sunday_and_the_next_follows_by_day_with_its_weekday(scene, reader):
    mfe, mk, md = scene.institutions
    sunday = datetime.date(2018, 6, 10)
    for institution in (mfe, mk):
        owes(scene, institution, sunday)
    owes(scene, md, sunday + datetime.timedelta(days=1))
    owes(scene, md, sunday + datetime.timedelta(days=8))

    text = page(reader)

    this, following = words_of(section(text, "this-week")), words_of(section(text, "next-week"))
    assert "Sunday, 10.06.2018 Dërgoni kalendarin" in this
    assert "MFE , MK" in this  # asked the same, by the same day: one row
    assert "Monday, 11.06.2018" in following
    assert "18.06.2018" not in text
    assert "e diel, 10.06.2018" in words_of(page(reader, language="sq"))


def test_what_is_due_on_the_day_itself_is_not_late(scene):
    shown = monday(officer(scene.office), on=MONDAY)

    assert shown.late == []
    assert [day.on for day in shown.this_week] == [MONDAY]
    assert shown.due_count == 3


def test_a_deadline_by_the_month_says_so(scene, reader):
    owes(scene, scene.institutions[0], datetime.date(2018, 6, 30), due_precision=Precision.MONTH)

    assert "end of June 2018" in words_of(section(page(reader, datetime.date(2018, 6, 25)), "this-week"))


def test_answers_wait_the_oldest_first(scene, reader):
    settle(scene, "MK", on=MONDAY)
    settle(scene, "MFE", on=datetime.date(2018, 5, 30))

    waiting = words_of(section(page(reader), "to-accept"))

    assert waiting.index("MFE 30.05.2018") < waiting.index("MK 04.06.2018")


def test_letters_that_have_not_left_are_told_with_their_next_step(scene, reader, client_of):
    draft = draft_letter(office=scene.office, draft=Draft(subject="Për kujtesën"), by=officer(scene.office), on=MONDAY)
    clerk = client_of(person_in(Role.CLERK, scene.office.unit))

    assert f'href="/letters/{draft.pk}/sign/"' in section(page(reader), "letters")
    assert f'href="/letters/{draft.pk}/sign/"' in section(page(clerk), "letters")
    assert scene.letter.subject not in section(page(reader), "letters")


def test_when_nobody_is_late_the_next_deadline_is_named(scene, reader):
    text = page(reader, datetime.date(2018, 5, 28))

    assert "Nobody is late" in lead_of(text)
    assert "The next deadline is 04.06.2018: MFE, Name the coordinator." in words_of(section(text, "calls"))


def test_an_office_without_any_duty_is_told_what_to_do(client_of):
    text = page(client_of(person_in(Role.OFFICER, OfficeFactory().unit)))

    assert "no deadline lies ahead" in text
    assert lead_of(text) == "Nobody is late; nothing is due this week; no answer waits to be accepted."


def test_another_office_sees_nothing_of_it(scene):
    draft_letter(office=scene.office, draft=Draft(subject="x"), by=officer(scene.office), on=MONDAY)
    settle(scene, "MD")

    shown = monday(officer(OfficeFactory()), on=MONDAY)

    assert (shown.late, shown.this_week, shown.next_week, shown.to_accept, shown.letters, shown.next_due) == (
        [], [], [], [], [], None,
    )  # fmt: skip


def test_the_page_stands_first_in_the_menu_of_who_follows_duties_and_in_no_others(scene, reader, client_of):
    def places(client) -> list[str]:
        return re.findall(r'<li><a href="([^"]+)"', client.get("/duties/mine/").content.decode().partition("places")[2])

    assert places(reader)[0] == PAGE
    assert PAGE not in places(client_of(scene.coordinator))


@pytest.mark.parametrize("typed", ["31.02.2018", "nesër", ""])
def test_a_day_that_is_not_understood_shows_today(reader, typed):
    assert reader.get(PAGE, {"on": typed}).status_code == 200


def test_the_queries_do_not_grow_with_what_there_is(scene, reader):
    def fill(institution: Institution) -> None:
        owes(scene, institution, MONDAY)
        owes(scene, institution, TUESDAY)
        owes(scene, institution, TUESDAY + datetime.timedelta(days=7))
        owes(scene, institution, MONDAY, state=ObligationState.ANSWERED, answered_on=MONDAY)
        MandateFactory(institution=institution, role=Role.HEAD)
        ContactNoteFactory(office=scene.office, institution=institution)
        draft_letter(office=scene.office, draft=Draft(subject="x"), by=officer(scene.office), on=MONDAY)

    Obligation.objects.exclude(pk=scene.duty.pk).update(
        state=ObligationState.WITHDRAWN, decided_on=MONDAY, decision_reason="x"
    )
    fill(scene.institutions[0])
    address = f"{PAGE}?on=05.06.2018"
    one = queries_of(reader, address)
    for institution in InstitutionFactory.create_batch(2):
        fill(institution)

    assert queries_of(reader, address) == one
