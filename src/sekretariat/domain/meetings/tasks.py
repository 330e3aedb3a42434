"""The folder as one .pdf takes a while: Word and Excel files are turned into pages one by one."""

import tempfile

from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.files.services import keep_stream
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.registry import job

from .exporters.folder import folder_name, write_pdf
from .exporters.folder_parts import folder_parts, public_parts
from .models import Meeting


@job("meetings.folder")
def make_folder(_running: Job, actor: Actor, *, meeting: int, is_public: bool) -> dict[str, int]:
    """Make the .pdf of what the actor may read now. Returns the key of the kept file."""
    row = Meeting.objects.visible_to(actor).select_related("office__unit", "body", "led_by", "chair")
    found = row.filter(pk=meeting).first()
    if found is None:
        raise NotAllowed(_("The folder of a meeting is for its office and for those who were invited."))
    parts = folder_parts(found, actor=actor)
    with tempfile.TemporaryFile() as target:
        write_pdf(found, public_parts(parts) if is_public else parts, target=target)
        target.seek(0)
        kept = keep_stream(
            stream=target,
            name=folder_name(found, form="pdf", is_public=is_public),
            media_type="application/pdf",
            by=actor,
            on=timezone.localdate(),
        )
    return {"file": kept.pk}
