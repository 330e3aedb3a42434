"""Many documents of one letter take a while: 61 municipalities, a letter each. They are made in the background."""

from collections.abc import Iterator
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.files.services import keep
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.registry import job
from sekretariat.ground.jobs.services import report_progress

from .exporters import Document, archive, copies, letter_docx, letter_pdf
from .models import Letter
from .queries import with_parts_of_letter
from .rules import can_register

FORMS = {"docx": letter_docx, "pdf": letter_pdf}


@job("letters.documents")
def make_documents(running: Job, actor: Actor, *, letter: int, form: Literal["docx", "pdf"]) -> dict[str, int]:
    """Make every addressee's document and keep them as one archive. Returns the key of the kept file.

    Run twice, it keeps the archive twice and tells of the second: content is stored once.
    """
    row = with_parts_of_letter(Letter.objects.visible_to(actor)).filter(pk=letter).first()
    if row is None or not can_register(actor, row):
        raise NotAllowed(_("Only the letter's own office handles it."))
    kept = keep(
        data=archive(_reported(running, row, form), created=row.created_at),
        name=f"{row.number_label.replace('/', '-') or row.pk}-{form}.zip",
        media_type="application/zip",
        by=actor,
        on=timezone.localdate(),
    )
    return {"file": kept.pk}


def _reported(running: Job, letter: Letter, form: str) -> Iterator[Document]:
    """The documents one by one, each told to whoever waits for them."""
    total = len(copies(letter))
    for done, document in enumerate(FORMS[form](letter), 1):
        yield document
        report_progress(running, done, total)
