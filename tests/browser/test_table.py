"""The page at the table while the server is stopped: nothing typed is lost, nothing is written twice."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, Error, Page, expect

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.meetings.models import ActionPoint, Meeting, Statement
from sekretariat.domain.meetings.services import StatementSaid, edit_statement
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from tests.browser.conftest import session_of
from tests.browser.looks import FEW
from tests.browser.moving import click_through
from tests.browser.stopping import Server
from tests.domain.obligations.making import asked
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    MandateFactory,
    MeetingFactory,
    OfficeFactory,
    PersonFactory,
    StatementFactory,
)
from tests.factories import officer as officer_of
from tests.web.duties.making import day

SOON = 12_000  # ms within which the page has told the server, once it is back


@pytest.fixture
def officer(transactional_db) -> Person:
    person = PersonFactory(signs_in=True, name="Drita Hoxha")
    MandateFactory(person=person, role=Role.OFFICER, institution=OfficeFactory().unit)
    return person


@pytest.fixture
def meeting(officer) -> Meeting:
    """Two items, and somebody who is there."""
    office = officer.mandates.get().institution.office
    meeting = MeetingFactory(office=office, called=True, number=4)
    for position in (1, 2):
        AgendaItemFactory(meeting=meeting, position=position)
    AttendanceFactory(meeting=meeting, name="Ema Rama", presence="present")
    return meeting


@pytest.fixture
def server(transactional_db) -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.close()


@pytest.fixture
def warned() -> list[str]:
    """The warnings at leaving a page, each of which is left all the same."""
    return []


@pytest.fixture
def at_table(
    browser: Browser, server: Server, meeting: Meeting, officer: Person, warned: list[str]
) -> Iterator[Callable[[], Page]]:
    """Opens the table on the server that can be stopped, each time in a window of the same browser."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    cookies = {"language": "sq", settings.SESSION_COOKIE_NAME: session_of(officer)}
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])

    def opened() -> Page:
        page = context.new_page()
        page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
        page.goto(table_of(meeting))
        return page

    yield opened
    context.close()


def table_of(meeting: Meeting, place: int = 0) -> str:
    return reverse("meetings:table", args=[meeting.pk], query={"item": meeting.items.all()[place].pk})


def write(page: Page, text: str, form: str = "said") -> None:
    page.fill(f"[name={form}-text_sq]", text)


def save(page: Page, form: str = "said") -> None:
    page.click(f"#form-{form} button[type=submit]")


def status(page: Page):
    return expect(page.locator("#table-status"))


def written() -> list[str]:
    return list(Statement.objects.order_by("pk").values_list("text_sq", flat=True))


def test_what_is_written_while_the_server_is_stopped_is_saved_once_when_it_is_back(server, at_table, meeting):
    page = at_table()
    write(page, "Para ndërprerjes.")
    save(page)
    status(page).to_contain_text("Ruajtur")

    server.stop()
    write(page, "Gjatë ndërprerjes.")
    save(page)
    status(page).to_have_text("Nuk ka lidhje: 1 shënim pret")
    write(page, "Rregulli i parë.", "conclusion")
    save(page, "conclusion")
    status(page).to_have_text("Nuk ka lidhje: 2 shënime presin")
    write(page, "Ende pa u ruajtur")
    page.wait_for_timeout(3000)  # several tries reach nobody
    assert written() == ["Para ndërprerjes."]

    server.start()
    status(page).to_contain_text("Ruajtur", timeout=SOON)
    expect(page.locator("#table-waiting li")).to_have_count(0)

    assert written() == ["Para ndërprerjes.", "Gjatë ndërprerjes.", "Rregulli i parë."]
    assert {row.item.position for row in Statement.objects.select_related("item")} == {1}
    expect(page.locator("#lines .as-written")).to_have_text(written())
    assert page.input_value("[name=said-text_sq]") == "Ende pa u ruajtur"
    save(page)
    expect(page.locator("#lines .as-written")).to_have_count(4)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_reloading_while_the_server_is_stopped_keeps_the_draft_and_what_waits(server, at_table, meeting, warned):
    page = at_table()
    page.select_option("[name=said-kind]", "said")
    page.select_option("[name=said-speaker]", label=page.locator("[name=said-speaker] option").nth(1).inner_text())
    write(page, "Çfarë tha Ema Rama")
    write(page, "Hapi i parë.", "action")
    server.stop()
    save(page, "action")
    status(page).to_have_text("Nuk ka lidhje: 1 shënim pret")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.reload()
    assert warned == ["beforeunload"]
    page.close()

    server.start()
    page = at_table()

    status(page).to_contain_text("Ruajtur", timeout=SOON)
    assert ActionPoint.objects.get().text_sq == "Hapi i parë."
    assert page.input_value("[name=said-text_sq]") == "Çfarë tha Ema Rama"
    save(page)
    expect(page.locator("#lines .as-written")).to_have_count(2)
    assert Statement.objects.get().speaker.name == "Ema Rama"


def test_an_answer_that_is_lost_on_its_way_makes_no_second_line(at_table, meeting):
    page = at_table()

    def lose_the_answer(route) -> None:
        route.fetch()  # the server writes it
        route.abort()
        page.unroute("**/table/save/")

    page.route("**/table/save/", lose_the_answer)
    write(page, "Një herë.")
    save(page)

    status(page).to_contain_text("Ruajtur", timeout=SOON)
    assert written() == ["Një herë."]


def test_after_signing_out_elsewhere_the_text_is_kept_and_said(at_table, meeting, officer, server):
    page = at_table()
    kept = Session.objects.all()
    kept.delete()
    write(page, "Pa humbur.")
    save(page)

    status(page).to_contain_text("Çfarë shkruat ruhet në këtë shfletues")
    expect(page.locator("#table-waiting li")).to_contain_text("Pa humbur.")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(officer), "url": server.url}])
    page.goto(table_of(meeting))
    status(page).to_contain_text("Ruajtur", timeout=SOON)
    assert written() == ["Pa humbur."]


def test_what_the_server_refuses_comes_back_into_its_form(at_table, meeting):
    page = at_table()
    page.select_option("[name=said-kind]", "said")
    write(page, "Kush e tha?")
    save(page)

    expect(page.locator("#form-said .form-errors")).to_contain_text("Zgjidhni ose shkruani kush e tha.")
    assert page.input_value("[name=said-text_sq]") == "Kush e tha?"
    page.fill("[name=said-speaker_name]", "z. Leka")
    save(page)

    status(page).to_contain_text("Ruajtur")
    assert Statement.objects.get().speaker_name == "z. Leka"
    assert page.input_value("[name=said-text_sq]") == ""


def test_a_correction_shows_what_another_secretary_changed_meanwhile(at_table, meeting):
    item = meeting.items.all()[0]
    row = StatementFactory(meeting=meeting, item=item, text_sq="Një.")
    page = at_table()
    click_through(page, "#lines a[href*='line=']")
    other = officer_of(meeting.office, person=PersonFactory(name="Arben Leka"))
    said = StatementSaid(text_sq="Dy.", item=item)
    edit_statement(statement=row, said=said, seen=0, by=other, on=day("25.06.2018"))
    write(page, "Tre.")
    save(page)

    expect(page.locator("#form-said .notice")).to_contain_text("Arben Leka")
    expect(page.locator("#form-said .notice")).to_contain_text("Dy.")
    assert written() == ["Dy."]
    with page.expect_navigation():
        save(page)
    assert written() == ["Tre."]


def test_a_correction_saved_while_the_server_is_stopped_arrives_when_it_is_back(server, at_table, meeting):
    StatementFactory(meeting=meeting, item=meeting.items.all()[0], text_sq="Një.")
    page = at_table()
    click_through(page, "#lines a[href*='line=']")
    write(page, "Dy.")
    server.stop()
    save(page)
    status(page).to_have_text("Nuk ka lidhje: 1 shënim pret")

    with page.expect_navigation(timeout=SOON):
        server.start()

    expect(page.locator("#lines .as-written")).to_have_text(["Dy."])
    assert written() == ["Dy."]


def test_the_table_works_without_scripts(open_page, officer, meeting):
    duty = asked(office=meeting.office, body=meeting.body)
    page = open_page(table_of(meeting), person=officer, scripts=False)
    write(page, "Pa skript.")
    click_through(page, "#form-said button[type=submit]")
    write(page, "Kalendarët.", "action")
    page.fill("[name=action-due]", "03.07.2018")
    page.click("#form-action summary")
    page.check(f"[name=action-standing_duties][value='{duty.pk}']")
    click_through(page, "#form-action button[type=submit]")

    assert written() == ["Pa skript."]
    assert ActionPoint.objects.get().due_on == day("03.07.2018")
    assert Obligation.objects.get().point_obligations.get().is_linked


def test_the_table_is_accessible_in_every_look(open_page, axe, officer, meeting):
    item = meeting.items.all()[0]
    row = StatementFactory(meeting=meeting, item=item, is_restricted=True)
    asked(office=meeting.office, body=meeting.body)
    correcting = f"{table_of(meeting)}&line=s{row.pk}"
    for path in (table_of(meeting), correcting):
        for look in FEW:
            axe(open_page(path, person=officer, **look))
