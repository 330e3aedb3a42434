"""Who may find an entry: a token on the entry, met by the same token held by the actor.

Each kind of token stands for one permission: "office:12" is met by who sees the letters of office 12. A token may be
narrowed to a body: "institution:5/8" is met by who acts for institution 5 in body 8, or in every body; "institution:5"
only by the latter. So the tokens say the same as `Actor.may`.
"""

import re
from collections.abc import Iterable

from ..actors import Actor, Permission

PUBLIC = "public"
SIGNED_IN = "signed-in"
PERMISSIONS = {
    "office": Permission.LETTERS_SEE,
    "followers": Permission.OBLIGATIONS_FOLLOW,
    "institution": Permission.OBLIGATIONS_SEE,
    "planners": Permission.PLANS_SEE,
    "parties": Permission.MEASURES_SEE,
    "convenors": Permission.MEETINGS_SEE,
    "invited": Permission.MEETINGS_ATTEND,
}
TOKEN = re.compile(r"[a-z][a-z-]*(:[0-9]+(/[0-9]+)?)?")


def office(office_id: int, *, body_id: int | None = None) -> str:
    """Those who see the letters of the office."""
    return _token("office", office_id, body_id)


def followers(office_id: int, *, body_id: int | None = None) -> str:
    """Those who follow what is owed to the office."""
    return _token("followers", office_id, body_id)


def institution(institution_id: int, *, body_id: int | None = None) -> str:
    """Those who see what the institution owes."""
    return _token("institution", institution_id, body_id)


def planners(office_id: int, *, body_id: int | None = None) -> str:
    """Those who see the plans that the office prepares."""
    return _token("planners", office_id, body_id)


def parties(institution_id: int, *, body_id: int | None = None) -> str:
    """Those who see the measures in which the institution takes part."""
    return _token("parties", institution_id, body_id)


def convenors(office_id: int, *, body_id: int | None = None) -> str:
    """Those who see the meetings that the office prepares."""
    return _token("convenors", office_id, body_id)


def invited(institution_id: int, *, body_id: int | None = None) -> str:
    """Those who see the meetings to which the institution is invited."""
    return _token("invited", institution_id, body_id)


def person(person_id: int) -> str:
    """One person, in whatever capacity."""
    return _token("person", person_id)


def scopes_of(actor: Actor) -> frozenset[str]:
    """The tokens the actor holds. A personal link opens its one duty and finds only what is public."""
    if not actor.is_known or actor.only_obligation is not None:
        return frozenset({PUBLIC})
    held = {PUBLIC, SIGNED_IN}
    if actor.person_id is not None:
        held.add(person(actor.person_id))
    for kind, permission in PERMISSIONS.items():
        for institution_id, body_ids in actor.scopes(permission):
            held.update(_token(kind, institution_id, body_id) for body_id in body_ids or [None])
    return frozenset(held)


def widened(tokens: Iterable[str]) -> frozenset[str]:
    """The tokens under which an entry is kept: one of a body is also met by who acts in every body."""
    tokens = checked(tokens)
    return tokens | {token.partition("/")[0] for token in tokens}


def checked(tokens: Iterable[str]) -> frozenset[str]:
    """The tokens as a set. A malformed one is a fault of ours that could open or hide rows: it crashes."""
    tokens = frozenset(tokens)
    for token in tokens:
        if not TOKEN.fullmatch(token):
            raise ValueError(f"not a scope token: {token!r}")
    return tokens


def _token(kind: str, key: int, body_id: int | None = None) -> str:
    return f"{kind}:{key}" if body_id is None else f"{kind}:{key}/{body_id}"
