"""What a manual says, read from its Markdown as a test needs it."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from sekretariat.web.help.manuals import parsed

LANGUAGES = ("sq", "en")


@dataclass
class Chapter:
    """A heading with what stands under it: the steps of its lists, the labels in bold in their order, the links."""

    level: str
    name: str
    title: str
    steps: int = 0
    labels: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def chapters(manual: str, language: str) -> list[Chapter]:
    found: list[Chapter] = []
    for token, inline in pairwise(parsed(manual, language)):
        if token.type == "heading_open":
            found.append(Chapter(level=token.tag, name=str(token.attrGet("id") or ""), title=inline.content))
        elif token.type == "list_item_open":
            found[-1].steps += 1
        elif token.type == "inline":
            found[-1].labels += _bold(token)
            found[-1].links += _links(token)
    return found


def _bold(inline: Token) -> list[str]:
    labels, inside = [], False
    for token in inline.children or []:
        if token.type in {"strong_open", "strong_close"}:
            inside = token.type == "strong_open"
        elif inside:
            labels.append(token.content)
    return labels


def _links(inline: Token) -> list[str]:
    return [str(token.attrGet("href")) for token in inline.children or [] if token.type == "link_open"]


def plain(text: str) -> str:
    """A label as it is compared: parameters as “…”, without case, quotation marks and closing punctuation."""
    text = re.sub(r"%\(\w+\)s", "…", text).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", text).strip().rstrip(".:→ ").lower()
