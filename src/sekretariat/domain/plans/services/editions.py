"""Freezing a plan as a body adopted or revised it, and making the papers of the edition."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check
from sekretariat.ground.files.services import keep

from ..enums import PaperFormat, PaperLanguage
from ..exporters import FROZEN_FORMATS, edition_paper, file_stem
from ..models import Edition, EditionPaper, Plan
from ..queries import canonical_bytes, content_of, fingerprint_of, snapshot
from ._guards import refuse_unless_keeper
from .plans import adopt_plan

MEDIA_TYPES = {
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.PDF: "application/pdf",
    PaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PaperFormat.CSV: "text/csv",
    PaperFormat.JSON: "application/json",
}


@dataclass(frozen=True, kw_only=True)
class EditionDecision:
    """Who decided, when and how, as values: they stay as they were printed."""

    body_sq: str
    decided_on: datetime.date
    body_en: str = ""
    number: str = ""
    text: str = ""


@transaction.atomic
def make_edition(
    *,
    plan: Plan,
    title_sq: str,
    decision: EditionDecision,
    by: Actor,
    on: datetime.date,
    title_en: str = "",
    adopts: bool = False,
) -> Edition:
    """Freeze the plan as it stands. With `adopts` the decision is the one that adopts it.

    The papers are made afterwards (`make_papers`), from what is frozen here.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _may_freeze(plan, by=by, on=on, decided_on=decision.decided_on)
    edition = Edition(
        plan=plan,
        sequence=plan.editions.count() + 1,
        title_sq=title_sq,
        title_en=title_en,
        made_on=on,
        body_sq=decision.body_sq,
        body_en=decision.body_en,
        decided_on=decision.decided_on,
        number=decision.number,
        text=decision.text,
    )
    named = {"title": title_sq, "number": edition.sequence, "institution_id": plan.office_id}
    record("edition.made", by=by, target=plan, on=on, **named)
    if adopts:
        adopt_plan(plan=plan, adoption_on=decision.decided_on, by=by, on=on)
    content = {**snapshot(plan), "edition": _said(edition)}
    edition.fingerprint = fingerprint_of(content)
    edition.content = keep(
        data=canonical_bytes(content),
        name=f"{file_stem(content)}.json",
        media_type="application/json",
        by=by,
        on=on,
    )
    check(edition)
    edition.save()
    return edition


def _may_freeze(plan: Plan, *, by: Actor, on: datetime.date, decided_on: datetime.date) -> None:
    refuse_unless_keeper(plan, by=by)
    if not plan.entries.exists():
        raise DomainError(_("The plan has no measure yet: there is nothing to freeze."))
    if decided_on > on:
        raise DomainError(_("A decision is not taken in the future."), field="decided_on")
    before = plan.editions.order_by("-sequence").first()
    if before and decided_on < before.decided_on:
        raise DomainError(
            _("The edition before this one was decided on %(day)s; this one is not older.")
            % {"day": f"{before.decided_on:%d.%m.%Y}"},
            field="decided_on",
        )


def _said(edition: Edition) -> dict[str, object]:
    """What the content says of the edition itself, so that its fingerprint is over the decision too."""
    return {
        "sequence": edition.sequence,
        "title_sq": edition.title_sq,
        "title_en": edition.title_en,
        "made_on": edition.made_on.isoformat(),
        "body_sq": edition.body_sq,
        "body_en": edition.body_en,
        "decided_on": edition.decided_on.isoformat(),
        "number": edition.number,
        "text": edition.text,
    }


def media_type_of(form: PaperFormat) -> str:
    return MEDIA_TYPES[form]


def papers_of() -> list[tuple[PaperFormat, PaperLanguage]]:
    """What is made of every edition."""
    return [(form, language) for language in PaperLanguage for form in FROZEN_FORMATS]


def make_paper(
    *, edition: Edition, form: PaperFormat, language: PaperLanguage, by: Actor, on: datetime.date
) -> EditionPaper:
    """One paper of the edition, from its frozen content; the one that is kept, where it was made before.

    It is drawn before the transaction begins: that takes seconds, and writers would wait for it.
    """
    if made := edition.papers.filter(format=form, language=language).first():
        return made
    drawn = edition_paper(
        content_of(edition),
        form=form,
        language=language,
        fingerprint=edition.fingerprint,
        created=edition.content.uploaded_at,
    )
    return _keep_paper(edition=edition, form=form, language=language, drawn=drawn, by=by, on=on)


@transaction.atomic
def _keep_paper(
    *, edition: Edition, form: PaperFormat, language: PaperLanguage, drawn: Document, by: Actor, on: datetime.date
) -> EditionPaper:
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if made := edition.papers.filter(format=form, language=language).first():
        return made
    file = keep(data=drawn.body, name=drawn.name, media_type=MEDIA_TYPES[form], by=by, on=on)
    return EditionPaper.objects.create(edition=edition, format=form, language=language, file=file)
