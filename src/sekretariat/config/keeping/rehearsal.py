"""A restore for a trial: into a folder that is thrown away, by a process of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.utils import timezone

from sekretariat.config.environment import KEY_NAME
from sekretariat.ground.errors import DomainError

from . import noted

COMMAND = "from sekretariat.config.cli import main; main()"
ELSEWHERE = ("DATABASE_URL", "SEKRETARIAT_DATA", "SEKRETARIAT_FILES", "SEKRETARIAT_STATIC", KEY_NAME)


def rehearse(path: Path) -> str:
    """Restore the backup into SQLite in a temporary folder and return what the restore said of it.

    Raises DomainError where it fails or differs. That it went well is noted in this installation.
    """
    with tempfile.TemporaryDirectory(prefix="sekretariat-rehearsal-") as folder:
        environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", COMMAND, "restore", str(path.absolute())],
            env=environment | {"SEKRETARIAT_DATA": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise DomainError(f"The rehearsal failed.\n{done.stdout}{done.stderr}")
    noted.note(noted.Done.COMPARED, at=timezone.now())
    return done.stdout
