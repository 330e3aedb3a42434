"""Editions, papers and changes of a plan on pages."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.plans.models import Edition, Measure, Plan
from sekretariat.domain.plans.services import EditionDecision, make_edition, set_targets
from sekretariat.ground.actors import Role
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.services import run
from sekretariat.web.plans import papers
from tests.domain.plans.full_plan import a_full_plan
from tests.factories import InstitutionFactory, officer
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, person_in, row_names, words
from tests.web.queries import queries_of

__all__ = ["english", "office"]

ON = datetime.date(2018, 10, 1)
SENT = {"title_sq": "Versioni i miratuar", "body_sq": "KPS", "decided_on": "28.09.2018", "number": "12"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office) -> Plan:
    return a_full_plan(measures=2, office=office, short_name="PQH")


@pytest.fixture
def keeper(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def stranger(english):
    return english(person_in(Role.COORDINATOR, InstitutionFactory()))


def freeze(plan: Plan, day: int = 28, **values) -> Edition:
    decision = EditionDecision(body_sq="KPS", decided_on=datetime.date(2018, 9, day), number="12")
    return make_edition(
        plan=plan, title_sq=f"Versioni {day}", decision=decision, by=officer(plan.office), on=ON, **values
    )


def lower_a_target(plan: Plan) -> None:
    indicator = plan.entries.first().measure.indicators.get()
    set_targets(indicator=indicator, targets={2019: Decimal(60), 2020: Decimal(70)}, by=officer(plan.office), on=ON)


def url_of(name: str, pk: int) -> str:
    return reverse(f"plans:{name}", args=[pk])


def test_an_edition_is_frozen_by_its_form_and_its_papers_are_made_by_the_worker(plan, keeper):
    page = keeper.post(url_of("edition_new", plan.pk), SENT | {"adopts": "on"})

    made = Edition.objects.get()
    plan.refresh_from_db()
    assert page.url == url_of("edition", made.pk)
    assert (plan.state, made.number, made.fingerprint in words(keeper.get(page.url))) == ("adopted", "12", True)
    assert "6 papers are not made yet" in words(keeper.get(page.url))
    run(Job.objects.get(what="plans.papers").pk)
    page = keeper.get(page.url)
    assert "not made yet" not in words(page)
    for paper in made.papers.all():
        file = keeper.get(reverse("plans:edition_file", args=[made.pk, paper.file_id]))
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert len(b"".join(file.streaming_content)) == paper.file.size


def test_what_the_form_is_refused_stands_at_its_field(plan, keeper):
    page = keeper.post(url_of("edition_new", plan.pk), SENT | {"decided_on": "01.01.2090"})

    assert "A decision is not taken in the future." in words(page)
    assert not Edition.objects.exists()


def test_an_adopted_plan_is_not_adopted_again(plan, keeper):
    freeze(plan, adopts=True)

    page = words(keeper.get(url_of("edition_new", plan.pk)))

    assert "This decision adopts the plan" not in page


def test_a_stranger_reads_the_editions_of_an_adopted_plan_alone(plan, stranger):
    edition = freeze(plan)
    for name, pk in (("editions", plan.pk), ("edition", edition.pk), ("changes", plan.pk), ("paper", plan.pk)):
        assert stranger.get(url_of(name, pk)).status_code == 404

    Plan.objects.update(state="adopted")

    for name, pk in (("editions", plan.pk), ("edition", edition.pk), ("changes", plan.pk), ("paper", plan.pk)):
        page = stranger.get(url_of(name, pk))
        assert page.status_code == 200
        assert faults_of(page.content.decode()) == []


def test_changes_stand_by_measure_and_only_the_secretariat_is_told_what_nobody_decided(plan, keeper, stranger):
    freeze(plan, adopts=True)
    Measure.objects.filter(pk=plan.entries.first().measure_id).update(title_en="Another title")
    lower_a_target(plan)

    page, theirs = (words(client.get(url_of("changes", plan.pk))) for client in (keeper, stranger))

    assert "2 changes from edition 1 of 28.09.2018 to today." in page
    assert "1 target was made worse without a decision." in page
    assert "changed without a decision" in page
    assert "Another title" in theirs
    assert "without a decision" not in theirs


def test_two_editions_are_compared_and_saved_as_word(plan, keeper):
    freeze(plan, 27)
    lower_a_target(plan)
    freeze(plan, 28)
    url = url_of("changes", plan.pk)

    page = keeper.get(url, {"since": 1, "until": 2})

    assert "1 change from edition 1 of 27.09.2018 to edition 2 of 28.09.2018." in words(page)
    assert row_names(page) == ["Target — Share of reports published in time, 2020"]
    assert "Nothing changed between the two." in words(keeper.get(url))
    saved = keeper.get(url, {"since": 1, "until": 2, "language": "both"})
    assert saved.headers["Content-Disposition"].endswith('-v1-v2-both.docx"')
    assert "Choose a later edition" in words(keeper.get(url, {"since": 2, "until": 1}))
    assert keeper.get(url, {"since": "x", "until": 99, "page": "0"}).status_code == 200


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "csv", "json"])
def test_the_plan_is_saved_in_every_form(plan, keeper, form):
    response = keeper.get(url_of("paper", plan.pk), {"form": form, "language": "sq"})

    body = b"".join(response.streaming_content)
    assert f".{form}" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store, private"
    assert len(body) > 300


def test_an_unknown_form_asks_again(plan, keeper):
    page = keeper.get(url_of("paper", plan.pk), {"form": "odt", "language": "sq"})

    assert page.status_code == 200
    assert "Not saved yet" in words(page)


def test_a_large_plan_is_printed_in_the_background(plan, keeper, monkeypatch):
    monkeypatch.setattr(papers, "PRINTED_AT_ONCE", 1)
    asked = {"form": "docx", "language": "sq"}

    page = keeper.get(url_of("paper", plan.pk), asked)
    begun = keeper.post(url_of("paper", plan.pk), asked)

    assert "It is made in the background" in words(page)
    job = Job.objects.get(what="plans.paper")
    run(job.pk)
    assert begun.url == reverse("jobs:detail", args=[job.pk])
    result = keeper.get(reverse("jobs:result", args=[job.pk]))
    assert result.headers["Content-Disposition"].endswith('-sq.docx"')
    result.close()


def test_missing_papers_are_begun_again(plan, keeper):
    edition = freeze(plan)

    response = keeper.post(url_of("edition_papers", edition.pk))

    assert response.url == reverse("jobs:detail", args=[Job.objects.get(what="plans.papers").pk])


def test_one_edition_and_three_take_the_same_queries(plan, keeper):
    freeze(plan, 26)
    before = queries_of(keeper, url_of("editions", plan.pk))

    freeze(plan, 27)
    freeze(plan, 28)

    assert queries_of(keeper, url_of("editions", plan.pk)) == before


def test_one_change_and_three_take_the_same_queries(plan, keeper):
    freeze(plan, adopts=True)

    def queries() -> int:
        return queries_of(keeper, url_of("changes", plan.pk))

    lower_a_target(plan)
    before = queries()
    Measure.objects.update(title_sq="Tjetër", due_on=None)

    assert queries() == before


def test_pages_are_in_albanian_too(plan, client_of, office):
    freeze(plan)
    client = client_of(person_in(Role.OFFICER, office.unit))

    assert "Versionet e miratuara" in words(client.get(url_of("editions", plan.pk)))
    assert "deri sot" in words(client.get(url_of("changes", plan.pk)))
