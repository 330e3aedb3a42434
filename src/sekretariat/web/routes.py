"""Every route with what its view declares: for `sekretariat urls`, and for the tests of rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

from .page import Page


@dataclass(frozen=True, kw_only=True)
class Route:
    """`page` is None for a view that declares nothing; a test refuses those."""

    path: str
    name: str
    page: Page | None


def all_routes(resolver: URLResolver | None = None, path: str = "/", namespace: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from all_routes(entry, here, inner)
        else:
            yield route_of(entry, here, namespace)


def route_of(entry: URLPattern, path: str, namespace: str) -> Route:
    return Route(path=path, name=f"{namespace}{entry.name or ''}", page=getattr(entry.callback, "page", None))


@cache
def route_names() -> frozenset[str]:
    """What is installed: for those who offer a page only where there is one."""
    return frozenset(route.name for route in all_routes())
