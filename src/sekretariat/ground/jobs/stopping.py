"""The order to stop. Work in hand is finished; what takes too long for that is broken off and begun anew later."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from .errors import Interrupted

GRACE = 8  # seconds; whoever sends SIGTERM commonly waits for ten before it kills

_asked = False


def asked() -> bool:
    """Whether the worker was told to stop: long work that can pause between two steps does so."""
    return _asked


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Within, SIGTERM and Ctrl-C ask instead of killing. Only for the main thread of a worker that then ends."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ask)
    signal.signal(signal.SIGALRM, _interrupt)
    with contextlib.suppress(Interrupted):
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ask(_signal: int, _frame: FrameType | None) -> None:
    # A bare flag: a lock, as in threading.Event, could be held by the very code this handler has cut into.
    global _asked  # noqa: PLW0603
    _asked = True
    signal.setitimer(signal.ITIMER_REAL, GRACE)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted
