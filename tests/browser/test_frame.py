"""The frame in a real browser: accessible in every look, and its few scripts."""

import pytest

from sekretariat.ground.actors import Role
from tests.browser.looks import LOOKS
from tests.browser.moving import click_through
from tests.factories import MandateFactory, OfficeFactory, PersonFactory

PASTE = """(text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(paste);
}"""
PAGES = ("/accounts/login/", "/accounts/password/reset/", "/about/", "/accounts/inactive/")
PRIVATE_PAGES = ("/style/", "/accounts/second-step/", "/accounts/password/change/")


@pytest.fixture
def officer(transactional_db):
    person = PersonFactory(signs_in=True, name="Drita Hoxha")
    MandateFactory(person=person, role=Role.OFFICER, institution=OfficeFactory().unit)
    return person


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_are_accessible_in_every_look(open_page, axe, path):
    for look in LOOKS:
        axe(open_page(path, **look))


@pytest.mark.parametrize("path", PRIVATE_PAGES)
def test_private_pages_are_accessible_in_every_look(open_page, axe, officer, path):
    for look in LOOKS:
        axe(open_page(path, person=officer, **look))


@pytest.fixture
def guide(open_page, officer):
    return open_page("/style/", person=officer)


def test_the_first_press_of_tab_leads_past_the_frame(open_page):
    page = open_page("/about/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_a_form_with_mistakes_takes_the_focus_and_leads_to_its_fields(guide):
    assert guide.evaluate("document.activeElement.className").endswith("form-errors")

    guide.click(".form-errors a >> nth=0")

    assert guide.evaluate("document.activeElement.id") == "id_faulty-subject"


def test_a_day_picked_in_the_calendar_is_written_as_people_write_it(guide):
    guide.fill("#id_empty-on", "4.6.2018")
    guide.evaluate("""() => {
        const picker = document.querySelector("#id_empty-on").parentElement.querySelector("[type=date]");
        picker.value = "2018-06-11";
        picker.dispatchEvent(new Event("change"));
    }""")

    assert guide.input_value("#id_empty-on") == "11.06.2018"


def test_choose_all_marks_every_row(guide):
    guide.check("thead input[type=checkbox]")

    assert guide.locator("input[data-choice]:checked").count() == 4


def test_a_grid_takes_a_paste_from_a_spreadsheet(guide):
    guide.focus("#id_MFE-on")
    guide.evaluate(PASTE, "28.05.2018\tme shkresë\n29.05.2018\tme e-mail\n30.05.2018\tme telefon\ntepër\tx\n")

    filled = [guide.input_value(f"#id_{row}-{column}") for row in ("MFE", "AKSHI", "MB") for column in ("on", "note")]
    assert filled == ["28.05.2018", "me shkresë", "29.05.2018", "me e-mail", "30.05.2018", "me telefon"]


def test_a_grid_moves_down_by_enter_as_a_spreadsheet(guide):
    guide.focus("#id_MFE-note")
    guide.keyboard.press("Enter")
    guide.keyboard.type("me shkresë")
    guide.keyboard.press("ArrowUp")

    assert guide.input_value("#id_AKSHI-note") == "me shkresë"
    assert guide.evaluate("document.activeElement.id") == "id_MFE-note"


def test_the_language_is_changed_on_the_page_itself(open_page, officer):
    page = open_page("/style/?state=late", person=officer)

    click_through(page, "button[lang=en]")

    assert page.url.endswith("/style/?state=late")
    assert page.get_attribute("html", "lang") == "en"


def test_everything_is_there_without_scripts(open_page, officer):
    page = open_page("/style/", person=officer, scripts=False)

    click_through(page, "button[lang=en]")

    assert page.get_attribute("html", "lang") == "en"
    assert page.is_visible("#id_empty-on")
    assert not page.is_visible("thead input[type=checkbox]")


def test_a_page_prints_without_its_menu_and_says_who_printed_it(guide):
    guide.emulate_media(media="print")

    assert not guide.is_visible(".languages")
    assert "Drita Hoxha" in guide.inner_text(".printed")
