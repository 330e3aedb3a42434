"""Who acts, as one frozen value that is made once and passed down to rules, queries and services."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from .enums import Channel, Permission, Role
from .roles import OFFICE_ROLES, PERMISSIONS


class Operation:
    """One request, link, command or job. All its audit events share this id."""

    __slots__ = ("_details", "_has_head", "id")

    def __init__(self) -> None:
        self.id = uuid.uuid4()
        self._details = 0
        self._has_head = False

    def next_position(self, *, is_detail: bool = False) -> int:
        """0 for the head event, then 1, 2, ... for its details.

        A detail that must come before its head (a file is kept before the answer that brings it) leaves 0 free.
        """
        if not is_detail and not self._has_head:
            self._has_head = True
            return 0
        self._details += 1
        return self._details


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """One ground on which a person acts: a role in an institution, perhaps within one body.

    `body_ids` holds the body of the mandate with its sub-bodies; empty means any body.
    """

    role: Role
    institution_id: int
    mandate_id: int | None = None
    body_ids: frozenset[int] = frozenset()

    def gives(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[self.role]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, in which capacities, by which way. Rules over it need no query.

    `only_obligation` narrows a personal link to the one duty it was made for.
    """

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    language: str = "sq"
    channel: Channel = Channel.PAGE
    capacities: tuple[Capacity, ...] = ()
    only_obligation: int | None = None
    is_system: bool = False
    operation: Operation = field(default_factory=Operation, compare=False, repr=False)

    @property
    def is_known(self) -> bool:
        """Whether somebody stands behind it: a person, the holder of a personal link, or the system."""
        return self.person_id is not None or self.only_obligation is not None or self.is_system

    @property
    def works_in_office(self) -> bool:
        return any(c.role in OFFICE_ROLES for c in self.capacities)

    def may_anywhere(self, permission: Permission) -> bool:
        return self.is_system or any(c.gives(permission) for c in self.capacities)

    def may(self, permission: Permission, *, institution_id: int | None, body_id: int | None = None) -> bool:
        """Whether the actor holds the permission for this institution and, where one is named, this body."""
        return self.is_system or any(
            c.gives(permission) and c.institution_id == institution_id and (not c.body_ids or body_id in c.body_ids)
            for c in self.capacities
        )

    def scopes(self, permission: Permission) -> Iterable[tuple[int, frozenset[int]]]:
        """(institution, bodies) pairs in which the permission holds; no bodies means all of them."""
        return [(c.institution_id, c.body_ids) for c in self.capacities if c.gives(permission)]

    def institutions(self, permission: Permission) -> frozenset[int]:
        """Institutions in which the permission holds, for whatever body."""
        return frozenset(c.institution_id for c in self.capacities if c.gives(permission))


ANONYMOUS = Actor()


def system_actor(channel: Channel = Channel.JOB) -> Actor:
    """The named actor of jobs and commands. It passes every rule, and the trail says it was the system."""
    return Actor(name="Sekretariat", channel=channel, is_system=True)
