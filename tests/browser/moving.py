"""Pressing what leads to another page, and being there before the next look."""

from playwright.sync_api import Page


def click_through(page: Page, selector: str) -> None:
    """Click what leads to another page, and return when that page stands.

    A click alone returns while the old page may still be there, or none: what reads next finds either.
    """
    with page.expect_navigation():
        page.click(selector)


def press_through(page: Page, selector: str, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.press(selector, key)
