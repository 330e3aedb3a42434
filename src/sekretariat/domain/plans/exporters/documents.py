"""A plan on its way out: which form gives which document."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.words import fold
from sekretariat.officefiles import report_docx, report_pdf
from sekretariat.officefiles.report import Report

from ..enums import PaperFormat, PaperLanguage
from ..models import Plan
from ..queries import canonical_bytes, snapshot
from .plan_report import Standing, plan_report
from .table import csv_lines
from .wording import Wording
from .workbook import workbook

Content = Mapping[str, Any]
DRAWN: Mapping[PaperFormat, Callable[..., bytes]] = {
    PaperFormat.DOCX: report_docx.draw,
    PaperFormat.PDF: report_pdf.draw,
}
FROZEN_FORMATS = (PaperFormat.DOCX, PaperFormat.PDF)


def file_stem(content: Content, *, on: datetime.date | None = None) -> str:
    """ "pqh-2018-2020-v1" for an edition; with the day for what is not frozen."""
    plan = content["plan"]
    name = re.sub(r"[^a-z0-9]+", "-", fold(plan["short_name"] or plan["name_sq"])).strip("-")[:60] or "plan"
    years = f"{plan['year_from']}-{plan['year_to']}"
    stem = name if years in name else f"{name}-{years}"
    edition = content.get("edition")
    return f"{stem}-v{edition['sequence']}" if edition else f"{stem}-{on:%Y-%m-%d}" if on else stem


def edition_paper(
    content: Content, *, form: PaperFormat, language: PaperLanguage, fingerprint: str, created: datetime.datetime
) -> Document:
    """A paper of an edition: the same content gives the same bytes."""
    report = plan_report(content, Wording.of(language), Standing(fingerprint=fingerprint))
    return _drawn(report, form, f"{file_stem(content)}-{language.value}", created)


def plan_document(
    plan: Plan, *, form: PaperFormat, language: PaperLanguage, on: datetime.date, created: datetime.datetime
) -> Document:
    """The plan as it stands now, in any form."""
    words = Wording.of(language)
    content = snapshot(plan)
    stem = file_stem(content, on=on)
    if form == PaperFormat.JSON:
        return Document(name=f"{stem}.json", body=canonical_bytes(content))
    if form == PaperFormat.CSV:
        return Document(name=f"{stem}.csv", body="".join(csv_lines(plan, words)).encode())
    stem = f"{stem}-{language.value}"
    if form == PaperFormat.XLSX:
        return Document(name=f"{stem}.xlsx", body=workbook(content, words, created=created))
    return _drawn(plan_report(content, words, Standing(on=on)), form, stem, created)


def csv_stream(plan: Plan, *, language: PaperLanguage, on: datetime.date) -> tuple[str, Iterator[str]]:
    """The name of the .csv and its lines, which are read while they are sent."""
    name = file_stem({"plan": vars(plan)}, on=on)
    return f"{name}.csv", csv_lines(plan, Wording.of(language))


def _drawn(report: Report, form: PaperFormat, stem: str, created: datetime.datetime) -> Document:
    return Document(name=f"{stem}.{form.value}", body=DRAWN[form](report, created=created))
