"""The work that can be started, by name, and who makes the actor of a job. The rooms above fill it at import."""

import dataclasses
from collections.abc import Callable
from typing import TypeVar

from ..actors import Actor, Channel, system_actor

JobFunction = Callable[..., object]  # (job, actor, **arguments) -> what can be kept as JSON, or None
F = TypeVar("F", bound=JobFunction)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Work:
    run: JobFunction
    max_attempts: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class StoredActor:
    """What a job keeps of who started it. Not the capacities: mandates may have ended when it runs."""

    user_id: int | None
    person_id: int | None
    name: str
    language: str
    only_obligation: int | None
    is_system: bool

    @classmethod
    def of(cls, actor: Actor) -> "StoredActor":
        return cls(**{field.name: getattr(actor, field.name) for field in dataclasses.fields(cls)})


ActorMaker = Callable[[StoredActor], Actor]

_works: dict[str, Work] = {}
_makers: list[ActorMaker] = []


def job(what: str, *, max_attempts: int = 3) -> Callable[[F], F]:
    """Register a function as work: `@job("letters.zip")`.

    It may run more than once, wholly or in part: a worker can die at any line, and another begins anew.
    """

    def register(function: F) -> F:
        if what in _works:
            raise ValueError(f"Two functions are registered as {what!r}.")
        _works[what] = Work(run=function, max_attempts=max_attempts)
        return function

    return register


def work(what: str) -> Work:
    """The work of that name; LookupError where nothing registered it."""
    return _works[what]


def register_actor_maker(maker: ActorMaker) -> None:
    """Name the function that makes an actor with the rights of today. One for the whole house: the last one counts."""
    _makers[:] = [maker]


def make_actor(stored: StoredActor) -> Actor:
    """Who acts in a job that runs now."""
    actor = system_actor() if stored.is_system else _makers[0](stored)
    return dataclasses.replace(actor, language=stored.language, channel=Channel.JOB)
