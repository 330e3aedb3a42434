"""The permission table: route x verb x role -> status, one module per area of the site.

An area's module (`tests/web/permissions/<area>.py`) holds `ROWS`, a list of `row(...)`:

    ROWS = [
        row("letters:detail", "GET", lambda w: {"pk": w.sent.pk}, "302 404 404 200 200 200 200 200 404"),
        row("letters:sign", "POST", lambda w: {"pk": w.draft.pk}, "302 404 404 404 404 200 200 403 404"),
    ]

The nine statuses stand in the order of `tests.web.world.ROLES`: anonymous, nobody, outsider, coordinator, head, clerk,
officer, administrator, other_officer. A POST is sent empty unless `data` is given, so an allowed one mostly answers 200
(the form with its errors). Every declared verb of every route needs at least one row; `test_permissions.py` fails
otherwise, sends each request, and checks that verbs a route does not declare get 405.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.web.world import ROLES, World


@dataclass(frozen=True)
class Row:
    name: str
    verb: str
    arguments: Callable[[World], dict]
    statuses: dict[str, int]
    data: Callable[[World], dict] = field(default=lambda world: {})

    def __str__(self) -> str:
        return f"{self.verb} {self.name}"


def row(
    name: str,
    verb: str,
    arguments: Callable[[World], dict],
    statuses: str,
    data: Callable[[World], dict] = lambda world: {},
) -> Row:
    given = [int(status) for status in statuses.split()]
    return Row(name, verb, arguments, dict(zip(ROLES, given, strict=True)), data)


def no_arguments(world: World) -> dict:
    return {}
