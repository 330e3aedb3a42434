"""Editions as they are kept: their content, whether it is unchanged, and what was decided between two of them."""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sekretariat.ground.files import store
from sekretariat.ground.files.models import File

from ..enums import EditionFault
from ..models import Edition, EditionPaper, Plan, TargetChange
from .differences import Change, Lowered, decision_behind, differences
from .snapshot import FORMAT, Snapshot, canonical_bytes, fingerprint_of, snapshot


@dataclass(frozen=True, kw_only=True)
class Broken:
    """What of an edition is not as it was kept; `name` is that of the file."""

    edition: Edition
    fault: EditionFault
    name: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A change; where a target was made worse, the decision behind it or that there was none."""

    change: Change
    decision: Lowered | None = None

    @property
    def is_undecided(self) -> bool:
        return self.change.is_worse and self.decision is None


def content_of(edition: Edition) -> Snapshot:
    """The frozen content. Raises ContentMissing where the file is gone."""
    with edition.content.open() as file:
        content: Snapshot = json.load(file)
    return content


def last_edition(plan: Plan) -> Edition | None:
    return plan.editions.select_related("content").order_by("-sequence").first()


def broken_editions() -> Iterator[Broken]:
    """Every kept content and paper, read whole and held against its fingerprint."""
    editions = Edition.objects.select_related("plan", "content").order_by("plan", "sequence")
    for edition in editions.iterator(chunk_size=100):
        if fault := _content_fault(edition):
            yield Broken(edition=edition, fault=fault, name=edition.content.name)
    papers = EditionPaper.objects.select_related("edition__plan", "file").order_by("edition", "pk")
    for paper in papers.iterator(chunk_size=100):
        if fault := _file_fault(paper.file):
            yield Broken(edition=paper.edition, fault=fault, name=paper.file.name)


def _content_fault(edition: Edition) -> EditionFault | None:
    if fault := _file_fault(edition.content):
        return fault
    content = content_of(edition)
    # The bytes are those that were kept; are they also the ones that this edition is known by?
    return None if fingerprint_of(content) == edition.fingerprint else EditionFault.OTHER_CONTENT


def _file_fault(file: File) -> EditionFault | None:
    if store.verify(file.sha256):
        return None
    return EditionFault.CHANGED if store.exists(file.sha256) else EditionFault.MISSING


def edition_in(data: bytes) -> Edition | None:
    """The edition whose content the bytes are, however they are set out; none where they are of no edition.

    Raises ValueError where they hold no content of a plan at all.
    """
    content = json.loads(data)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("no content of a plan")
    digest = hashlib.sha256(canonical_bytes(content)).hexdigest()
    return Edition.objects.filter(fingerprint=digest).select_related("plan").first()


def changes_between(plan: Plan, *, since: Edition | None, until: Edition | None = None) -> list[Compared]:
    """What changed from one edition to another, or to today where `until` is none."""
    if since is None:
        return []
    new = content_of(until) if until else snapshot(plan)
    found = differences(content_of(since), new)
    steps = _steps(found, after=since.content.uploaded_at, to=until.content.uploaded_at if until else None)
    return [_compared(change, steps) for change in found]


def _compared(change: Change, steps: Mapping[tuple[int, int], list[Lowered]]) -> Compared:
    if not change.is_worse or change.target_key is None or change.inside is None:
        return Compared(change=change)
    taken = steps.get(change.target_key, [])
    return Compared(change=change, decision=decision_behind(change, taken, goal=change.inside["goal"]))


def _steps(
    found: list[Change], *, after: datetime.datetime, to: datetime.datetime | None
) -> dict[tuple[int, int], list[Lowered]]:
    """How each target that was made worse came to be so, by indicator and year: one query."""
    worse = [change.target_key for change in found if change.is_worse and change.target_key]
    rows = TargetChange.objects.filter(indicator__in={key for key, _year in worse}, created_at__gt=after)
    if to is not None:
        rows = rows.filter(created_at__lte=to)
    steps: dict[tuple[int, int], list[Lowered]] = defaultdict(list)
    for row in rows.order_by("pk") if worse else ():
        steps[row.indicator_id, row.year].append(_step(row))
    return steps


def _step(row: TargetChange) -> Lowered:
    said: dict[str, Any] = {"number": row.decision_number, "decided_by": row.decided_by, "decided_on": row.decision_on}
    return Lowered(old=row.old, new=row.new, is_decided=row.is_decided, **said)
