"""Files that came with a form which is not saved yet.

A browser forgets chosen files when a form comes back with faults, and a dropped mail is read before its answer is
confirmed. So such files are kept at once, and the form carries a signed note of them: whoever forges or borrows a note
gets nothing by it.
"""

import datetime

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.models import File

SALT = "kept-files"
MAX_AGE = datetime.timedelta(hours=12)

NOTE = "kept"  # name of the hidden field with the note
TICKED = "keep"  # name of the checkboxes, one for each file of the note


def note_of(files: list[File], *, by: Actor) -> str:
    return signing.dumps({"files": [file.pk for file in files], "by": _who(by)}, salt=SALT)


def kept_files(data: QueryDict, *, by: Actor) -> list[File]:
    """The files of the note that are still ticked. Raises DomainError where the note is not this actor's own."""
    if not (note := data.get(NOTE)):
        return []
    try:
        content = signing.loads(note, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        content = {}
    if content.get("by") != _who(by):
        raise DomainError(_("The files attached before are no longer at hand. Attach them again."), field="files")
    ticked = set(data.getlist(TICKED))
    return list(File.objects.filter(pk__in=[pk for pk in content["files"] if str(pk) in ticked]).order_by("pk"))


def _who(by: Actor) -> list[int | None]:
    return [by.user_id, by.person_id, by.only_obligation]
