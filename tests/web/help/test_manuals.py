"""The manuals agree with the product, and with each other."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse

from sekretariat.ground.actors import Role
from sekretariat.web.help.manuals import NAMES, PAGES, read_manual
from sekretariat.web.help.sections import MANUALS, OTHERWISE, SECTIONS
from tests.web.help.reading import LANGUAGES, chapters, plain
from tests.web.test_permissions import ROWS

ROOT = Path(__file__).resolve().parents[3]
# Who reads which manual, in the words of the permission table.
READERS = {
    "officer": ("officer",),
    "clerk": ("clerk",),
    "administrator": ("administrator",),
    "coordinator": ("coordinator", "head", "anonymous"),
}
# Pages that say all there is to say, or that nobody opens by themselves.
NEEDS_NO_HELP = {
    "calendars:feed",
    "about",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password_from_key_done",
    "account_set_password",
    "healthz",
    "help:manual",
    "help:own",
    "language",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "security_txt",
    "style",
}
# Whoever opens a personal link is told what a coordinator is told.
BY_LINK = {"links:open", "links:file", "meetings:answer"}
# An administrator owes nothing and follows nothing: these say just that.
NOTHING_THERE = {
    ("administrator", "duties:list"),
    ("administrator", "duties:mine"),
    ("administrator", "calendars:list"),
}

each_manual = pytest.mark.parametrize("name", NAMES)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def texts() -> dict[str, set[str]]:
    """Every text of the interface in each language, as labels are compared."""
    with (ROOT / "locale" / "sq" / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        "en": {plain(text) for message in messages for text in _forms(message.id)},
        "sq": {plain(text) for message in messages for text in _forms(message.string)},
    }


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def opened_by(manual: str) -> set[str]:
    """Routes that answer one of the manual's readers with a page, a form or the step after it."""
    return {
        row.name
        for row in ROWS
        for reader in READERS[manual]
        if row.statuses[reader] == 200 or (row.statuses[reader] == 302 and reader != "anonymous")
    }


def test_every_role_has_its_manual():
    assert {MANUALS.get(role, OTHERWISE) for role in Role} == set(NAMES)
    for language in LANGUAGES:
        assert {path.stem for path in (PAGES / language).glob("*.md")} == set(NAMES)


def test_the_documentation_folder_shows_the_same_files():
    assert (ROOT / "docs" / "help").resolve() == PAGES.resolve()


@each_manual
def test_both_languages_have_the_same_chapters_steps_and_links(name):
    albanian, english = (chapters(name, language) for language in LANGUAGES)

    def shape(parts):
        return [(part.level, part.name, part.steps, len(part.labels), part.links) for part in parts]

    assert shape(albanian) == shape(english)


@each_manual
def test_chapters_have_names_that_are_given_once(name):
    first, *others = chapters(name, "sq")

    assert first.level == "h1"
    assert all(part.name for part in others)
    assert len({part.name for part in others}) == len(others)


@each_manual
@in_each_language
def test_every_label_stands_on_a_page(name, language, texts):
    unknown = [
        f"{part.name}: {label}"
        for part in chapters(name, language)
        for label in part.labels
        if plain(label) not in texts[language]
    ]

    assert unknown == []


@each_manual
def test_every_link_leads_to_a_page_its_reader_may_open(name):
    parts = chapters(name, "sq")
    linked = [link for part in parts for link in part.links]
    routes = {link.removeprefix("route:") for link in linked if link.startswith("route:")}
    # Whoever has signed in is led past the entrance.
    openable = opened_by(name) | {"account_login"}

    assert [reverse(route) for route in routes if route not in openable] == []
    assert {link[1:] for link in linked if link.startswith("#")} <= {part.name for part in parts}
    assert [link for link in linked if not link.startswith(("route:", "#"))] == []


@each_manual
def test_every_page_a_reader_may_open_is_explained(name):
    manual = read_manual(name, "sq")
    linked = {link.removeprefix("route:") for part in chapters(name, "sq") for link in part.links}
    explained = {
        route for route, sections in SECTIONS.items() if any(manual.has(section) for section in sections.split())
    }
    quiet = NEEDS_NO_HELP | (BY_LINK if name != "coordinator" else set())
    quiet |= {route for reader, route in NOTHING_THERE if reader == name}

    assert opened_by(name) - linked - explained - quiet == set()


def test_pages_that_need_no_help_are_named_only_as_long_as_they_exist():
    routes = {row.name for row in ROWS}

    assert NEEDS_NO_HELP - routes == set()
    assert set(SECTIONS) - routes == set()
    assert NEEDS_NO_HELP & set(SECTIONS) == set()


def test_sections_that_pages_point_to_stand_in_a_manual():
    known = {part.name for name in NAMES for part in chapters(name, "sq")}

    assert {section for sections in SECTIONS.values() for section in sections.split()} - known == set()
