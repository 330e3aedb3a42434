"""When a backup was last made here, and when one was last restored and compared: for `/healthz`.

A file of the data folder and no row: a restored installation must not take over what another one did.
"""

import datetime
import json
from enum import StrEnum

from django.conf import settings

from .disk import written_whole

FILE = "keeping.json"
# A backup a day is what the handbook asks for; half a day late is not yet a fault.
BACKUP_DUE = datetime.timedelta(hours=36)
REHEARSAL_DUE = datetime.timedelta(days=100)


class Done(StrEnum):
    BACKED_UP = "backed_up"
    COMPARED = "compared"


def note(what: Done, *, at: datetime.datetime) -> None:
    noted = _noted() | {what.value: at.isoformat()}
    with written_whole(settings.DATA / FILE) as file:
        file.write(json.dumps(noted).encode())


def last(what: Done) -> datetime.datetime | None:
    at = _noted().get(what.value)
    return datetime.datetime.fromisoformat(at) if at else None


def _noted() -> dict[str, str]:
    try:
        return dict(json.loads((settings.DATA / FILE).read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def health(now: datetime.datetime) -> dict[str, object]:
    """The part of `/healthz` about backups."""
    made, compared = last(Done.BACKED_UP), last(Done.COMPARED)
    return {
        "ok": made is not None and now - made < BACKUP_DUE,
        "made_hours_ago": _hours(now, made),
        "compared_hours_ago": _hours(now, compared),
        "compared_lately": compared is not None and now - compared < REHEARSAL_DUE,
    }


def _hours(now: datetime.datetime, at: datetime.datetime | None) -> int | None:
    return at and int((now - at).total_seconds() // 3600)
