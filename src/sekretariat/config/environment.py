"""What a deployment may set, read once from the environment. docs/operations.md lists every name."""

import os
import secrets
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
KEY_NAME = "SEKRETARIAT_SECRET_KEY"
KEY_FILE = "secret-key"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    value = text(name)
    return value.lower() in TRUE if value else default


def number(name: str, default: int) -> int:
    value = text(name)
    if value and not value.isdigit():
        raise SystemExit(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def data_folder() -> Path:
    """The folder of database and files, made on first use and readable by its owner alone."""
    folder = Path(text("SEKRETARIAT_DATA", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The secret key: given, or made at the first start and kept in the data folder."""
    if given := text(KEY_NAME):
        return given
    path = folder / KEY_FILE
    # "x" leaves the choice of the one winner to the file system when two processes start at once.
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
