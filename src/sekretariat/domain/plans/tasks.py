"""The papers of an edition take seconds each: they are made in the background."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.files.services import keep
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.registry import job
from sekretariat.ground.jobs.services import report_progress

from .enums import PaperFormat, PaperLanguage
from .exporters import plan_document
from .models import Edition, Plan
from .rules import can_keep_plan
from .services import make_paper, media_type_of, papers_of


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


@job("plans.paper")
def make_plan_paper(_running: Job, actor: Actor, *, plan: int, form: str, language: str) -> dict[str, int]:
    """The plan as it stands now, for who asked. Returns the key of the kept file."""
    row = Plan.objects.open_to(actor).filter(pk=plan).first()
    if row is None:
        raise NotAllowed(_("The whole plan is for its technical secretariat until it is adopted."))
    now = timezone.now()
    today = timezone.localdate(now)
    wanted = PaperFormat(form)
    document = plan_document(row, form=wanted, language=PaperLanguage(language), on=today, created=now)
    kept = keep(data=document.body, name=document.name, media_type=media_type_of(wanted), by=actor, on=today)
    return {"file": kept.pk}
