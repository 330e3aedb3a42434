"""The set-up code: whoever can read the data folder may set the installation up, and nobody else."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def setup_code() -> str:
    """The code, made at first need and readable by the folder's owner alone."""
    path = _path()
    # "x" leaves the choice of the one winner to the file system when two processes ask at once.
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(12))
    return path.read_text().strip()


def is_setup_code(typed: str) -> bool:
    return secrets.compare_digest(typed.strip().encode(), setup_code().encode())


def forget_setup_code() -> None:
    """The installation is set up; the code opens nothing any more."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.DATA) / "setup-code"
