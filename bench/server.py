"""The real server on a free port: gunicorn as `sekretariat serve` starts it, stopped at the end whatever happens."""

import contextlib
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sekretariat.config.serving import gunicorn_command

WORKERS = 2
PATIENCE = 60  # seconds
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    def memory(self) -> float:
        """Megabytes of the server and its workers together, shared pages counted once (PSS)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        rolls = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (self.process.pid, *children))
        return sum(int(PSS.search(roll)[1]) for roll in rolls) / 1024  # type: ignore[index]


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = gunicorn_command(bind=f"127.0.0.1:{port}", workers=WORKERS)
    # In the bench nobody has a telephone with codes at hand, as in the demonstration.
    env = os.environ | {"SEKRETARIAT_SECOND_STEP": "offered", "PORT": str(port)}
    process = subprocess.Popen([*command[:-1], "bench.wsgi:application"], env=env)  # noqa: S603
    try:
        _wait_for(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")
