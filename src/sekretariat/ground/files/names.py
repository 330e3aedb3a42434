"""The name under which a file is kept and given back: what the sender called it, made harmless."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 200
MAX_SUFFIX = 20
UNNAMED = "file"


def clean_name(name: str) -> str:
    """The last part of the name without path, control signs and signs that turn the direction of writing.

    Never empty, never longer than `MAX_LENGTH`; a long name is cut before its suffix.
    """
    name = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    # Category C holds the control signs, and the marks that show "fdp.exe" as "exe.pdf".
    kept = (" " if char.isspace() else char for char in name if char.isspace() or unicodedata.category(char)[0] != "C")
    name = unicodedata.normalize("NFC", "".join(kept))
    name = re.sub(" +", " ", name).strip(" .")
    return _cut(name) or UNNAMED


def _cut(name: str) -> str:
    if len(name) <= MAX_LENGTH:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix) > MAX_SUFFIX:
        suffix = ""
    return name[: MAX_LENGTH - len(suffix)].rstrip(" .") + suffix
