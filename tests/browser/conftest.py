"""Pages in Debian's Chromium: `open_page(path, person=..., language="sq", theme="light", width=1280)`, `axe(page)`."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from sekretariat.domain.institutions.models import Person

# Playwright runs its own event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Debian's Chromium, without the frame of its windows where that is installed: each page costs a fraction.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one browser, whatever the number of workers


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("There is no Chromium: scripts/system.sh browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a page in a window of its own. What the page complains about in its console fails the test."""
    contexts, complaints = [], []

    def opened(
        path: str,
        *,
        person: Person | None = None,
        language: str = "sq",
        theme: str = "light",
        width: int = 1280,
        scripts: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        cookies = {"language": language} | ({settings.SESSION_COOKIE_NAME: session_of(person)} if person else {})
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person.user, backend=SIGNED_IN_BY)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails with axe's own report if the page breaks a rule of accessibility or scrolls sideways."""
    engine = Axe()

    def check(page: Page) -> None:
        found = engine.run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "the page scrolls sideways"

    return check
