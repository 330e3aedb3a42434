"""Files on their way out: always saved under their own name, never opened in the page's place, kept by no cache."""

import io
from typing import BinaryIO

from django.http import FileResponse, Http404

from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.files.errors import ContentMissing
from sekretariat.ground.files.models import File
from sekretariat.officefiles.safety import MEDIA_TYPES

MADE_BY_US = MEDIA_TYPES | {"json": "application/json", "csv": "text/csv", "zip": "application/zip"}


def download(file: File) -> FileResponse:
    """A kept file. Who may have it is for the view to say, by the row the file belongs to."""
    try:
        return _attachment(file.open(), name=file.name, media_type=file.media_type)
    except ContentMissing as error:
        raise Http404(str(error)) from error


def download_document(document: Document) -> FileResponse:
    """A document made just now."""
    return download_stream(io.BytesIO(document.body), name=document.name)


def download_stream(body: BinaryIO, *, name: str) -> FileResponse:
    """One made just now that is too large to be held in memory: the answer closes the stream at its end."""
    return _attachment(body, name=name, media_type=MADE_BY_US[name.rpartition(".")[2]])


def _attachment(body: BinaryIO, *, name: str, media_type: str) -> FileResponse:
    # Django writes a name beyond ASCII as RFC 6266 asks: filename*=utf-8''...
    response = FileResponse(body, as_attachment=True, filename=name, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response
