"""The papers of an edition take seconds each: they are made in the background."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.registry import job
from sekretariat.ground.jobs.services import report_progress

from .models import Edition
from .rules import can_keep_plan
from .services import make_paper, papers_of


@job("plans.papers")
def make_papers(running: Job, actor: Actor, *, edition: int) -> None:
    """Make the papers that are not kept yet. Run twice, it makes none twice."""
    row = Edition.objects.visible_to(actor).select_related("plan", "content").filter(pk=edition).first()
    if row is None or not can_keep_plan(actor, row.plan):
        raise NotAllowed(_("Only the plan's technical secretariat keeps it."))
    wanted = papers_of()
    for done, (form, language) in enumerate(wanted, 1):
        make_paper(edition=row, form=form, language=language, by=actor, on=timezone.localdate())
        report_progress(running, done, len(wanted))
