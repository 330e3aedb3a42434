"""Editions: frozen, fingerprinted, and still the same years later."""

import datetime
import io
import json
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command

from sekretariat.domain.plans.enums import ChangeKind, EditionFault, PaperFormat, PaperLanguage, PlanPart
from sekretariat.domain.plans.models import Edition, Measure, Plan
from sekretariat.domain.plans.queries import broken_editions, changes_between, content_of, edition_in, snapshot
from sekretariat.domain.plans.services import (
    Decision,
    EditionDecision,
    make_edition,
    make_paper,
    papers_of,
    set_targets,
)
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.jobs.services import run, start
from tests.domain.plans.full_plan import a_full_plan
from tests.factories import MandateFactory, PlanFactory, coordinator, officer

ON = datetime.date(2018, 10, 1)
DECISION = EditionDecision(
    body_sq="Komiteti i Planifikimit Strategjik", decided_on=datetime.date(2018, 9, 28), number="12"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return a_full_plan(measures=3, short_name="PQH")


def freeze(plan: Plan, *, by=None, on: datetime.date = ON, decision=DECISION, **values) -> Edition:
    return make_edition(
        plan=plan, title_sq="Versioni i miratuar", decision=decision, by=by or officer(plan.office), on=on, **values
    )


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("edition", *arguments, stdout=out)
    return out.getvalue()


def test_an_edition_freezes_the_plan_and_its_decision_under_one_fingerprint(plan):
    edition = freeze(plan)

    content = content_of(edition)
    assert edition.sequence == 1
    assert content["edition"]["body_sq"] == "Komiteti i Planifikimit Strategjik"
    assert {**snapshot(plan), "edition": content["edition"]} == content
    assert len(edition.fingerprint) == 64
    assert edition.content.name == "pqh-2018-2020-v1.json"
    assert Event.objects.filter(what="edition.made", target_key=str(plan.pk)).get().position == 0


def test_an_edition_that_adopts_the_plan_makes_it_a_public_fact(plan):
    edition = freeze(plan, adopts=True)

    plan.refresh_from_db()
    assert (plan.state, plan.adoption_on) == ("adopted", DECISION.decided_on)
    assert content_of(edition)["plan"]["state"] == "adopted"
    with pytest.raises(DomainError):
        freeze(plan, adopts=True)


def test_a_revision_is_the_next_edition_and_the_first_stays_as_it_was(plan):
    first = freeze(plan)
    before = content_of(first)
    Measure.objects.update(title_sq="Tjetër")

    second = freeze(plan, decision=EditionDecision(body_sq="KPS", decided_on=ON))

    assert second.sequence == 2
    assert content_of(first) == before
    assert second.fingerprint != first.fingerprint


def test_only_the_plans_secretariat_makes_editions_and_not_of_nothing(plan):
    lead = plan.entries.first().measure.parties.first().institution

    with pytest.raises(NotAllowed):
        freeze(plan, by=coordinator(lead))
    empty = PlanFactory(office=plan.office)
    with pytest.raises(DomainError):
        freeze(empty)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("decided_on", [ON + datetime.timedelta(days=1), datetime.date(2018, 9, 1)])
def test_a_decision_is_not_in_the_future_nor_before_that_of_the_last_edition(plan, decided_on):
    freeze(plan)

    with pytest.raises(DomainError) as refused:
        freeze(plan, decision=EditionDecision(body_sq="KPS", decided_on=decided_on))

    assert refused.value.field == "decided_on"


def test_an_edition_and_today_differ_exactly_by_what_was_changed_since(plan):
    edition = freeze(plan)
    assert changes_between(plan, since=edition) == []
    measure = plan.entries.first().measure
    Measure.objects.filter(pk=measure.pk).update(title_sq="Tjetër", due_on=datetime.date(2020, 6, 30))
    measure.milestones.all().delete()

    changes = [one.change for one in changes_between(plan, since=edition)]

    assert [(one.part, one.kind, one.field) for one in changes] == [
        (PlanPart.MEASURE, ChangeKind.CHANGED, "title_sq"),
        (PlanPart.MEASURE, ChangeKind.CHANGED, "due_on"),
        (PlanPart.MILESTONE, ChangeKind.REMOVED, ""),
    ]


def test_a_target_lowered_by_a_decision_names_it_and_one_without_is_marked(plan):
    edition = freeze(plan)
    decided, quiet, *_rest = [entry.measure.indicators.get() for entry in plan.entries.in_order()]
    by = officer(plan.office)
    set_targets(
        indicator=decided,
        targets={2019: Decimal(60), 2020: Decimal(60)},
        decision=Decision(decided_by="KPS", number="31", on=ON),
        by=by,
        on=ON,
    )
    set_targets(indicator=quiet, targets={2019: Decimal(60), 2020: Decimal(60)}, by=by, on=ON)

    one, other = changes_between(plan, since=edition)

    assert (one.decision.number, one.is_undecided) == ("31", False)
    assert (other.decision, other.is_undecided) == (None, True)
    second = freeze(plan, decision=EditionDecision(body_sq="KPS", decided_on=ON))
    assert [row.is_undecided for row in changes_between(plan, since=edition, until=second)] == [False, True]
    assert changes_between(plan, since=second) == []


def test_the_papers_are_made_in_the_background_once_each_and_again_with_the_same_bytes(plan):
    person = MandateFactory(role=Role.OFFICER, institution=plan.office.unit).person
    by = officer(plan.office, person)
    edition = freeze(plan, by=by)
    job = start(what="plans.papers", by=by, edition=edition.pk)

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    kept = {(paper.format, paper.language): paper.file.sha256 for paper in edition.papers.all()}
    again = make_paper(edition=edition, form=PaperFormat.DOCX, language=PaperLanguage.BOTH, by=by, on=ON)

    assert set(kept) == {(form, language) for form in ("docx", "pdf") for language in ("sq", "en", "both")}
    assert again.file.sha256 == kept["docx", "both"]
    edition.papers.all().delete()
    for form, language in papers_of():
        paper = make_paper(edition=edition, form=form, language=language, by=by, on=ON)
        assert paper.file.sha256 == kept[form, language]


def test_years_later_the_frozen_content_opens_and_verifies(plan, tmp_path):
    edition = freeze(plan)
    make_paper(edition=edition, form=PaperFormat.DOCX, language=PaperLanguage.ALBANIAN, by=officer(plan.office), on=ON)
    copy = tmp_path / "plani.json"
    with edition.content.open() as kept:
        copy.write_bytes(kept.read())

    with time_machine.travel(datetime.datetime(2033, 3, 1, tzinfo=datetime.UTC), tick=False):
        assert content_of(Edition.objects.get())["plan"]["name_sq"] == plan.name_sq
        assert "1 editions looked through" in printed("verify")
        assert f"PQH, edition 1 of 28.09.2018, fingerprint {edition.fingerprint}" in printed("verify", str(copy))


def test_a_file_set_out_otherwise_is_the_same_edition_and_one_with_another_word_is_none(plan, tmp_path):
    edition = freeze(plan)
    content = content_of(edition)

    assert edition_in(json.dumps(content, indent=2).encode()) == edition
    changed = tmp_path / "ndryshuar.json"
    changed.write_text(json.dumps(content | {"nodes": []}))
    with pytest.raises(CommandError):
        printed("verify", str(changed))
    other = tmp_path / "tjetër.json"
    other.write_text("[]")
    with pytest.raises(CommandError):
        printed("verify", str(other))


def test_a_content_that_was_changed_in_the_store_or_is_gone_does_not_verify(plan, settings):
    edition = freeze(plan)
    digest = edition.content.sha256
    path = settings.FILES_ROOT / digest[:2] / digest[2:4] / digest
    kept = path.read_bytes()
    path.chmod(0o600)

    path.write_bytes(kept.replace(b"Masa", b"Mase") + b" ")
    assert [broken.fault for broken in broken_editions()] == [EditionFault.CHANGED]
    with pytest.raises(CommandError):
        printed("verify")
    path.unlink()
    assert [broken.fault for broken in broken_editions()] == [EditionFault.MISSING]


def test_a_row_that_was_given_another_fingerprint_does_not_verify(plan):
    freeze(plan)
    Edition.objects.update(fingerprint="0" * 64)

    assert [broken.fault for broken in broken_editions()] == [EditionFault.OTHER_CONTENT]
