"""The language of Word templates: Jinja with fields, loops, conditions and a few filters, and what is wrong in one."""

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from .errors import BadTemplate

ALLOWED_FILTERS = ("upper", "lower", "capitalize", "title", "trim", "default", "first", "last", "length", "join")
FORBIDDEN_TAGS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
TAG_SHOWN = 120

# A tag to its end; or, when it is never closed, to the next one.
TAG = re.compile(r"\{[{%#](?:.*?[}%#]\}|(?:(?!\{[{%#]).)*)")
BLOCK = re.compile(r"\{%[-+]?\s*(\w+)")
TAG_OR_ELEMENT = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\bendraw\s*[-+]?%\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|<(?P<closes>/?)(?P<element>[\w:]+)[^>]*?(?P<is_empty>/?)>",
    re.DOTALL,
)


class _Missing(StrictUndefined):
    """A name without a value. The message of its error is the name alone."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: type[Exception] = UndefinedError
    ) -> None:
        super().__init__(hint=name or hint, obj=obj, name=name, exc=exc)  # type: ignore[arg-type]


class _Environment(ImmutableSandboxedEnvironment):
    """Nothing in it reaches out, or makes much out of little."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)


def environment(*, autoescape: bool = True) -> Environment:
    """Without `autoescape` for what is set as text and not as XML."""
    made = _Environment(autoescape=autoescape, undefined=_Missing, finalize=_keep_braces if autoescape else None)
    made.globals.clear()
    made.filters = {name: FILTERS[name] for name in ALLOWED_FILTERS}
    return made


def _keep_braces(value: object) -> Markup:
    """The value as XML. docxtpl writes "{_{" for braces that are meant, and would change them in a value too."""
    return Markup(str(escape(value)).replace("{_", "{&#95;").replace("_}", "&#95;}"))  # noqa: S704


def names_in(source: str) -> set[str]:
    """The names the source takes from outside; raises BadTemplate where it is wrong."""
    reader = environment()
    try:
        parsed = reader.parse(source)
        reader.compile(source)  # finds what parsing does not: filters that are not allowed
    except TemplateSyntaxError as error:
        raise BadTemplate("broken_tag", _broken_tag(source, error.lineno, reader)) from error
    for kind in FORBIDDEN_TAGS:
        if found := parsed.find(kind):
            raise BadTemplate("forbidden_tag", _words(source.split("\n")[found.lineno - 1])[:TAG_SHOWN])
    for tag in _tangled(source):
        raise BadTemplate("tangled_blocks", tag[:TAG_SHOWN])
    return meta.find_undeclared_variables(parsed)


def _broken_tag(source: str, line: int, reader: Environment) -> str:
    """The tag at fault: on the line that Jinja names, or a block that the template never closes."""
    words = _words(source.split("\n")[line - 1])
    tags = TAG.findall(words)
    broken = [tag for tag in tags if not _stands_alone(tag, reader)]
    found = broken[:1] or _unclosed(_words(source)) or tags or [words]
    return found[-1].strip()[:TAG_SHOWN]


def _words(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml).strip()


def _stands_alone(tag: str, reader: Environment) -> bool:
    """Whether the tag by itself is right, with its end where it opens a block."""
    block = _block(tag)
    if block.startswith(("end", "el")):
        return True
    try:
        reader.compile(f"{tag}{{% end{block} %}}" if block in ("for", "if") else tag)
    except TemplateSyntaxError:
        return False
    return True


def _unclosed(words: str) -> list[str]:
    opened: list[str] = []
    for tag in TAG.findall(words):
        block = _block(tag)
        if block in ("for", "if"):
            opened.append(tag)
        elif block in ("endfor", "endif"):
            opened = opened[:-1]
    return opened


def _block(tag: str) -> str:
    """The word a block tag begins with; empty for a field."""
    found = BLOCK.match(tag)
    return found[1] if found else ""


def _tangled(source: str) -> Iterator[str]:
    """Blocks that end inside other elements than they began in: left out or repeated, they would break the XML."""
    path: list[str] = []
    opened: list[tuple[str, list[str]]] = []
    for match in TAG_OR_ELEMENT.finditer(source):
        block = _block(match.group())
        if match["element"] and match["closes"]:
            path = path[:-1]
        elif match["element"] and not match["is_empty"]:
            path = [*path, match["element"]]
        elif block in ("for", "if"):
            opened.append((match.group(), path))
        elif block in ("elif", "else", "endif", "endfor") and path != opened[-1][1]:
            yield opened[-1][0]
        if block in ("endif", "endfor"):
            opened.pop()
