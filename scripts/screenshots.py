"""Pictures of every page: wide and narrow, light and dark, Albanian and English.

    python scripts/screenshots.py http://localhost:8000 [NAME | LOOK ...]

A LOOK is such as wide-light-sq. The server must be running with the demonstration; pictures go into screenshots/.
"""

import itertools
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from sekretariat.config.demonstration import cast

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
WIDTHS = {"wide": 1280, "phone": 390}
THEMES = ("light", "dark")
LANGUAGES = ("sq", "en")


@dataclass(frozen=True)
class Shot:
    """`who` is an e-mail of the demonstration; empty for a page open to all."""

    name: str
    path: str
    who: str = ""


OFFICER, ADMINISTRATOR = cast.OFFICER.email, cast.ADMINISTRATOR.email
COORDINATOR, HEAD = cast.BY_LINK[0].coordinator.email, cast.HEADS["MD"].email
SHOTS = [
    Shot("login", "/accounts/login/"),
    Shot("password-reset", "/accounts/password/reset/"),
    Shot("about", "/about/"),
    Shot("not-found", "/nuk-ka/"),
    Shot("link-refused", "/l/1/kjo-nuk-njihet/"),
    Shot("duties-mine", "/?show=all", COORDINATOR),
    Shot("duty-answer", "/duties/35/", COORDINATOR),
    Shot("duties-head", "/", HEAD),
    Shot("monday", "/monday/?on=05.06.2018", OFFICER),
    Shot("monday-nobody-late", "/monday/?on=28.05.2018", OFFICER),
    Shot("calendars", "/calendars/", OFFICER),
    Shot("duties", "/", OFFICER),
    Shot("duty", "/duties/1/", OFFICER),
    Shot("duty-record", "/duties/16/record/", OFFICER),
    Shot("duty-followed", "/duties/17/", OFFICER),
    Shot("duty-extend", "/duties/17/extend/", OFFICER),
    Shot("duty-contact", "/duties/17/contact/", OFFICER),
    Shot("duty-return", "/duties/1/decide/return/", OFFICER),
    Shot("letters", "/letters/", OFFICER),
    Shot("letter-new", "/letters/new/", OFFICER),
    Shot("letter-incoming", "/letters/incoming/", OFFICER),
    Shot("letter", "/letters/1/?on=05.06.2018", OFFICER),
    Shot("letter-grid", "/letters/2/grid/", OFFICER),
    Shot("letter-mail", "/letters/1/mail/", OFFICER),
    Shot("register", "/letters/registers/2018/", OFFICER),
    Shot("mechanisms", "/mechanisms/", OFFICER),
    Shot("mechanism", "/mechanisms/1/", OFFICER),
    Shot("mechanism-network", "/mechanisms/6/", OFFICER),
    Shot("mechanism-competence", "/mechanisms/9/competence/?on=01.06.2021", OFFICER),
    Shot("mechanism-members", "/mechanisms/10/members/", OFFICER),
    Shot("acts", "/acts/", OFFICER),
    Shot("act", "/acts/4/", OFFICER),
    Shot("act-new", "/acts/new/", OFFICER),
    Shot("act-confirm", "/acts/4/confirm/", OFFICER),
    Shot("act-affected", "/acts/4/changes/3/", OFFICER),
    Shot("acts-find", "/acts/find/", OFFICER),
    Shot("institutions", "/institutions/", OFFICER),
    Shot("institution", "/institutions/6/", OFFICER),
    Shot("institution-edit", "/institutions/6/edit/", OFFICER),
    Shot("mandate-new", "/institutions/6/mandates/new/", OFFICER),
    Shot("directory", "/directory/", OFFICER),
    Shot("directory-missing", "/directory/missing/", OFFICER),
    Shot("directory-paste", "/directory/paste/", OFFICER),
    Shot("history", "/history/letter/1/", OFFICER),
    Shot("history-day", "/history/day/", OFFICER),
    Shot("history-person", "/history/person/1/done/", OFFICER),
    Shot("search", "/search/?q=koordinator", OFFICER),
    Shot("office", "/office/", ADMINISTRATOR),
    Shot("office-template", "/office/template/", ADMINISTRATOR),
    Shot("office-people", "/office/people/", ADMINISTRATOR),
    Shot("office-mail", "/office/mail/", ADMINISTRATOR),
    Shot("office-holidays", "/office/holidays/?year=2018", ADMINISTRATOR),
    Shot("second-step", "/accounts/second-step/", OFFICER),
    Shot("help-officer", "/help/", OFFICER),
    Shot("help-coordinator", "/help/", COORDINATOR),
    Shot("style", "/style/", OFFICER),
]


def contexts(browser: Browser, base_url: str) -> Iterator[tuple[str, BrowserContext]]:
    for (size, width), theme, language in itertools.product(WIDTHS.items(), THEMES, LANGUAGES):
        context = browser.new_context(
            base_url=base_url, viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "language", "value": language, "url": base_url}])
        yield f"{size}-{theme}-{language}", context
        context.close()


def sign_in(context: BrowserContext, who: str) -> None:
    """One person at a time: whoever was signed in before is not any more."""
    kept = [cookie for cookie in context.cookies() if cookie["name"] == "language"]
    context.clear_cookies()
    context.add_cookies(kept)
    if not who:
        return
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", cast.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.close()


def take(base_url: str, names: set[str]) -> int:
    looks = {name for name in names if name.count("-") == 2 and name.split("-")[0] in WIDTHS}
    names -= looks
    shots = sorted((s for s in SHOTS if not names or s.name in names), key=lambda shot: shot.who)
    FOLDER.mkdir(exist_ok=True)
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for look, context in contexts(browser, base_url):
            if looks and look not in looks:
                continue
            for who, of_one in itertools.groupby(shots, key=lambda shot: shot.who):
                sign_in(context, who)
                page = context.new_page()
                for shot in of_one:
                    page.goto(shot.path)
                    page.screenshot(path=FOLDER / f"{shot.name}-{look}.png", full_page=True)
                    count += 1
                page.close()
        browser.close()
    return count


if __name__ == "__main__":
    print(f"{take(sys.argv[1].rstrip('/'), set(sys.argv[2:]))} pictures in {FOLDER}")
