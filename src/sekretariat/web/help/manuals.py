"""The manuals: one Markdown file per language and reader (`pages/`), read once.

Written in plain Markdown, with two things of our own: `## Heading {#name}` names a section, by the same word in every
language, and `[words](route:letters:list)` links to a page by the name of its route. Labels of the pages are **bold**.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

PAGES = Path(__file__).parent / "pages"
# In the order in which they are offered.
NAMES = ("officer", "clerk", "administrator", "coordinator")

PARSER = MarkdownIt("commonmark", {"html": False})
SECTION_NAME = re.compile(r"\s*\{#(?P<name>[a-z-]+)\}$")
ROUTE_LINK = re.compile(r'<a href="route:(?P<route>[\w:]+)">(?P<words>.*?)</a>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Section:
    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Manual:
    name: str
    title: str
    sections: Sequence[Section]
    html: str

    def has(self, section: str) -> bool:
        return any(one.name == section for one in self.sections)

    def for_reader(self, may_open: Callable[[str], bool]) -> Markup:
        """The text; a link to a page that would refuse the reader is shown as its words alone."""

        def linked(found: re.Match[str]) -> str:
            route, words = found["route"], found["words"]
            return f'<a href="{reverse(route)}">{words}</a>' if may_open(route) else words

        return Markup(ROUTE_LINK.sub(linked, self.html))  # noqa: S704  our own files, and Markdown lets no HTML through


def parsed(name: str, language: str) -> list[Token]:
    """The file as tokens, with the names of its sections taken from the headings into their ids."""
    text = (PAGES / language / f"{name}.md").read_text(encoding="utf-8")
    tokens = PARSER.parse(text)
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and (found := SECTION_NAME.search(inline.content)):
            heading.attrSet("id", found["name"])
            inline.children = PARSER.parseInline(inline.content[: found.start()])[0].children
            inline.content = inline.content[: found.start()]
    return tokens


@cache
def read_manual(name: str, language: str) -> Manual:
    tokens = parsed(name, language)
    title, body = tokens[1].content, tokens[3:]
    sections = [
        Section(name=str(heading.attrGet("id")), title=inline.content)
        for heading, inline in pairwise(body)
        if heading.type == "heading_open" and heading.tag == "h2"
    ]
    return Manual(name=name, title=title, sections=sections, html=PARSER.renderer.render(body, PARSER.options, {}))
