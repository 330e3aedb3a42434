"""Every page of the permission table, in a real browser: accessible, in both languages and themes, wide and narrow."""

import itertools
from collections import defaultdict
from contextlib import closing

import pytest
from django.urls import reverse

from tests.browser.looks import FEW
from tests.web.test_permissions import ROWS
from tests.web.world import World, build_world

# Whom a page is looked at as: the first of these that may open it.
READERS = ("officer", "administrator", "coordinator", "anonymous")


@pytest.fixture
def world(transactional_db):
    return build_world()


def readable_pages(world: World) -> dict[str, list[str]]:
    """The addresses of every route that answers somebody with a page of HTML, by reader."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in (row for row in ROWS if row.verb == "GET"):
        reader = next((reader for reader in READERS if row.statuses[reader] == 200), None)
        url = reverse(row.name, kwargs=row.arguments(world))
        if reader and is_page(world, reader, url):
            found[reader].add(url)
    return {reader: sorted(urls) for reader, urls in found.items()}


def is_page(world: World, reader: str, url: str) -> bool:
    """A whole page: a piece of one, as htmx asks for it, is looked at inside its page."""
    with closing(world.client(reader).get(url)) as response:
        is_html = "text/html" in response.headers["Content-Type"]
        return is_html and b"<html" in b"".join(response)


def test_every_page_is_accessible(open_page, axe, world):
    faults = []

    for (reader, urls), look in itertools.product(readable_pages(world).items(), FEW):
        page = open_page("/about/", person=world.people.get(reader), **look)
        for url in urls:
            page.goto(url)
            try:
                axe(page)
            except AssertionError as error:
                faults.append(f"{url} as {reader}, {look}: {str(error)[:600]}")

    assert faults == []
