"""Why a file was not taken, or cannot be given."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sekretariat.officefiles.errors import UnsafeFile

from ..errors import DomainError

SENTENCES = {
    "empty": _("“%(name)s” is empty. Choose the file again, or ask its sender for it."),
    "too_large": _(
        "“%(name)s” is larger than %(megabytes)s MB. Scan it in black and white or divide it, and send it again."
    ),
    "unknown_type": _(
        "Files like “%(name)s” are not taken. Send a PDF, a Word, Excel or PowerPoint file, a picture (PNG, JPEG, "
        "GIF), an e-mail (.eml, .msg), a CSV or a plain text."
    ),
    "wrong_extension": _(
        "The name “%(name)s” does not fit: by its content it is a .%(found)s file. Give it that ending and send it "
        "again."
    ),
    "macros": _("“%(name)s” contains macros. Save it without macros (.docx, .xlsx, .pptx) and send it again."),
    "too_many_entries": _("“%(name)s” is made of too many parts. Send it as PDF, or divide it."),
    "expands_too_much": _("“%(name)s” unpacks to far too much data. Save it anew, or send it as PDF."),
    "bad_zip": _("“%(name)s” is damaged. Open it in the program that made it, save it anew and send that copy."),
    "has_dtd": _(
        "“%(name)s” contains definitions (DTD) that no office program writes. Open it in Word or Excel, save it anew "
        "and send that copy."
    ),
    "encrypted": _("“%(name)s” is locked with a password. Save it without the password and send it again."),
}


class FileRefused(DomainError):
    """What was uploaded is not taken. `code` says why, in the words of `officefiles.safety`."""

    def __init__(self, error: UnsafeFile, *, name: str) -> None:
        values = {"name": name, "megabytes": settings.UPLOAD_MAX_BYTES // 1024**2, **error.detail}
        super().__init__(SENTENCES[error.code] % values)
        self.code = error.code


class ContentMissing(DomainError):
    """The row of the file stands, its content is gone from the store."""
