"""Starting the server, alone or with its worker beside it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

WORKER = "from sekretariat.config.cli import main; import sys; sys.argv[1:] = ['worker']; main()"


def gunicorn_command(*, bind: str, workers: int) -> list[str]:
    return [
        str(Path(sys.executable).with_name("gunicorn")),
        "--bind", bind,
        "--workers", str(workers),
        "--worker-class", "gthread",
        "--threads", "4",
        "--max-requests", "5000",
        "--max-requests-jitter", "500",
        "--graceful-timeout", "20",
        "--log-level", "warning",
        "sekretariat.config.wsgi:application",
    ]  # fmt: skip


def serve_alone(command: list[str]) -> None:
    """The server takes this process's place, and its signals."""
    os.execv(command[0], command)  # noqa: S606


def serve_with_worker(command: list[str]) -> int:
    """Run server and worker as children, until one of them ends or this process is told to stop: then stop both."""
    children = [subprocess.Popen(command), subprocess.Popen([sys.executable, "-c", WORKER])]  # noqa: S603

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    return max(child.wait() or 0 for child in children)
