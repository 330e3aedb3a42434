"""Taking files in, and keeping those we make ourselves."""

import datetime
import io
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sekretariat.officefiles import safety

from ..actors import Actor
from ..audit.services import record
from . import store
from .enums import AccessLevel
from .errors import FileRefused
from .models import File
from .names import clean_name


def take_upload(
    *,
    stream: BinaryIO,
    name: str,
    by: Actor,
    on: datetime.date | None = None,
    access: AccessLevel = AccessLevel.INTERNAL,
) -> File:
    """Judge what somebody sent, keep it, and return its row; raises FileRefused, and nothing is kept.

    The content is on the disk when this returns. The caller links the file to its owner in the same transaction: a
    file nobody owns can be seen by nobody.
    """
    name = clean_name(name)
    try:
        judged = safety.judge(stream, name=name, max_bytes=settings.UPLOAD_MAX_BYTES)
    except safety.UnsafeFile as error:
        raise FileRefused(error, name=name) from error
    stream.seek(0)
    return _add("file.taken", stream, name=name, media_type=judged.media_type, by=by, on=on, access=access)


def keep(
    *,
    data: bytes,
    name: str,
    media_type: str,
    by: Actor,
    on: datetime.date | None = None,
    access: AccessLevel = AccessLevel.INTERNAL,
) -> File:
    """Keep a document that we made: it needs no judging. The caller links it to its owner, as with `take_upload`."""
    stream = io.BytesIO(data)
    return _add("file.kept", stream, name=clean_name(name), media_type=media_type, by=by, on=on, access=access)


def keep_stream(
    *,
    stream: BinaryIO,
    name: str,
    media_type: str,
    by: Actor,
    on: datetime.date | None = None,
    access: AccessLevel = AccessLevel.INTERNAL,
) -> File:
    """The same for one that is too large to be held in memory; what is left of the stream is kept."""
    return _add("file.kept", stream, name=clean_name(name), media_type=media_type, by=by, on=on, access=access)


def _add(
    what: str,
    stream: BinaryIO,
    *,
    name: str,
    media_type: str,
    by: Actor,
    on: datetime.date | None,
    access: AccessLevel,
) -> File:
    """The row and its event, after the content: a row never names a content that is not on the disk."""
    sha256, size = store.put(stream)
    with transaction.atomic():
        file = File.objects.create(
            sha256=sha256,
            name=name,
            size=size,
            media_type=media_type,
            access=access,
            uploaded_by_person=by.person_id,
            uploaded_at=timezone.now(),
        )
        # Not its name: that may be a person's, and the trail cannot be erased.
        # A detail of what brings the file: that event is the head of the operation, though it is written after.
        record(what, by=by, target=file, on=on, is_detail=True, sha256=sha256, size=size)
    return file
