"""41 proposals for 20 places: what is missing is asked, the rest is ranked by three criteria, and a group decides.

The journey goes through pages as the secretariat's officer would: the gate, the letter, the sheet, the grid of
assessments, the ranking, and the decision of the thematic group.
"""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.plans.enums import AlignmentKind, EntryState, PlanKind
from sekretariat.domain.plans.models import Alignment, CriteriaSheet, MeasureParty, PlanEntry, Validation
from sekretariat.domain.plans.queries import changed_since_run, ranking_of, rerun, verify_sheet
from sekretariat.ground.actors import Role
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeasurePartyFactory,
    NodeFactory,
    OfficeFactory,
    PersonFactory,
    PlanEntryFactory,
    PlanFactory,
)
from tests.factories.complete import commitment, complete_entry, costed
from tests.web.letters.conftest import words

pytestmark = pytest.mark.django_db

PROPOSALS, PLACES = 41, 20
NOW = datetime.datetime(2018, 7, 20, 10, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def in_july_2018():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def plan(office):
    group = BodyFactory(name_sq="GT Antikorrupsion", name_en="Thematic Group Anticorruption")
    return PlanFactory(office=office, body=group, short_name="PV 2018-2020", places=PLACES)


@pytest.fixture
def client(client_of, office):
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    client = client_of(person)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def lead():
    return InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë")


@pytest.fixture
def proposals(plan, lead) -> list[PlanEntry]:
    """38 that are complete, some in accord with strategies; one costed without a source; two bare ones."""
    node = NodeFactory(plan=plan, code="4", title_sq="Transparenca")
    goal = NodeFactory(plan=PlanFactory(kind=PlanKind.NSDI, adopted=True, short_name="SKZHI II"), code="3")
    strategy = PlanFactory(kind=PlanKind.STRATEGY, adopted=True, short_name="SNKK")
    entries = [complete_entry(plan, lead=lead, node=node, code=f"4.{n}") for n in range(1, PROPOSALS - 2)]
    for entry in entries[::3]:
        Alignment.objects.create(measure=entry.measure, kind=AlignmentKind.NODE, node=goal)
    for entry in entries[::5]:
        PlanEntryFactory(plan=strategy, measure=entry.measure, code=f"C.{entry.code}")
    entries.append(unsourced(plan, lead, node))
    for number in (40, 41):
        bare = PlanEntryFactory(plan=plan, node=node, code=f"4.{number}")
        MeasurePartyFactory(measure=bare.measure, institution=lead)
        entries.append(bare)
    return entries


def unsourced(plan, lead, node) -> PlanEntry:
    """Costed for 2019 and without a source: everything else is there."""
    entry = complete_entry(plan, lead=lead, node=node, code="4.39", measure__title_en="Register of declarations")
    entry.measure.cost_lines.all().delete()
    entry.measure.cost = entry.measure.funded = Decimal(0)
    costed(entry.measure, year=2019, source="", lek=4_500_000)
    return entry


def url_of(plan, page, **query) -> str:
    return reverse(f"plans:{page}", args=[plan.pk], query=query)


def test_forty_one_proposals_for_twenty_places(client, plan, lead, proposals):
    ask_for_what_is_missing(client, plan, lead)
    sheet = rank(client, plan, proposals)
    see_the_gap_by_year(client, plan, sheet, proposals[38])
    see_the_same_ranks_again(client, plan, sheet)
    see_the_incomplete_stopped(client, plan, proposals)
    decide(client, plan, proposals)
    see_the_same_ranks_a_year_later(sheet, proposals)


def ask_for_what_is_missing(client, plan, lead):
    page = client.get(url_of(plan, "gate"))
    assert "38 of 41 measures lack nothing. 3 measures cannot be validated yet:" in words(page)

    client.post(url_of(plan, "ask"), {"purpose": "completeness", "institutions": [lead.pk], "term_days": "5"})

    letter = Letter.objects.get()
    assert "4.39" in letter.text
    assert "kosto pa burim financimi: 4.500.000 lekë (2019)" in letter.text
    assert letter.demands.get().ask_en == "Fill in what is missing in 3 measures of PV 2018-2020: 4.39, 4.40, 4.41"


def rank(client, plan, proposals) -> CriteriaSheet:
    weights = {"weight_strategic": "40", "weight_conformity": "30", "weight_maturity": "30", "strategic_max": "5"}
    parts = {"conformity_nsdi": "50", "conformity_sector": "50", "maturity_costed": "40", "maturity_funded": "60"}
    client.post(url_of(plan, "sheet_new"), weights | parts)
    typed = {}
    for place, entry in enumerate(proposals):
        typed |= {f"e{entry.pk}-points": str(place % 6), f"e{entry.pk}-reason": f"Arsyeja {place}"}

    answer = client.post(url_of(plan, "assess"), typed, follow=True)

    assert "41 measures were assessed; the ranking follows." in words(answer)
    assert "41 proposals for 20 places." in words(answer)
    assert "The plan's 20 places end here." in words(answer)
    sheet = CriteriaSheet.objects.get()
    ranking = ranking_of(sheet)
    assert ([row.score.rank for row in ranking.rows], ranking.within_count) == (list(range(1, 42)), 20)
    assert [row.score.total for row in ranking.rows] == sorted((row.score.total for row in ranking.rows), reverse=True)
    return sheet


def see_the_gap_by_year(client, plan, sheet, entry):
    score = sheet.scores.get(entry=entry)
    assert score.maturity == Decimal(40)
    said = words(client.get(url_of(plan, "ranking"))).replace("\N{NO-BREAK SPACE}", " ")
    row = re.search(r"Register of declarations.*?</tr>", said)[0]
    assert "40,00 %" in row
    assert "gap 2019: 4 500 000 ALL" in row
    assert "without a source 2019: 4 500 000 ALL" in row


def see_the_same_ranks_again(client, plan, sheet):
    kept = {row.entry_id: (row.total, row.rank) for row in sheet.scores.all()}

    assert {key: (scored.total, rank) for key, (scored, rank) in rerun(sheet).items()} == kept
    assert "every score and every rank is the same" in words(client.get(url_of(plan, "ranking", verify=1)))
    client.post(url_of(plan, "run_sheet"))
    assert {row.entry_id: (row.total, row.rank) for row in sheet.scores.all()} == kept
    client.post(url_of(plan, "close_sheet"))


DECISION = {"body": "GT Antikorrupsion", "decided_on": "19.07.2018", "number": "3", "text": "Grupi validoi masat."}


def verdicts(entries, outcome, reason="") -> dict:
    typed = {f"e{entry.pk}-outcome": outcome for entry in entries}
    return typed | {f"e{entry.pk}-reason": reason for entry in entries}


def see_the_incomplete_stopped(client, plan, proposals):
    page = client.post(
        url_of(plan, "validate"),
        DECISION | verdicts(proposals[:11], "validated") | verdicts(proposals[38:], "validated"),
    )

    said = words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "cost without a source of funding: 4 500 000 ALL (2019)" in said
    assert said.count("no commitment of the lead institution: MD; no cost; no indicator") >= 2
    assert not Validation.objects.exists()
    assert set(plan.entries.values_list("state", flat=True)) == {EntryState.PROPOSED}


def decide(client, plan, proposals):
    answer = client.post(
        url_of(plan, "validate"),
        DECISION
        | verdicts(proposals[:11], "validated")
        | verdicts(proposals[38:39], "returned", "Pa burim financimi për 2019.")
        | verdicts(proposals[39:40], "returned", "Pa kosto dhe pa tregues."),
        follow=True,
    )

    assert "11 measures were validated. 2 measures were returned." in words(answer)
    states = list(plan.entries.values_list("state", flat=True))
    assert (states.count(EntryState.VALIDATED), states.count(EntryState.RETURNED)) == (11, 2)
    decided = {(one.body_sq, one.number, one.decided_on) for one in Validation.objects.all()}
    assert decided == {("GT Antikorrupsion", "3", datetime.date(2018, 7, 19))}
    returned = Validation.objects.get(entry=proposals[38])
    assert returned.reason == "Pa burim financimi për 2019."


def see_the_same_ranks_a_year_later(sheet, proposals):
    """Costs, leads and answers change; what the closed sheet says does not."""
    kept = list(sheet.scores.values_list("entry", "total", "rank"))
    with time_machine.travel(NOW.replace(year=2019), tick=False):
        costed(proposals[0].measure, year=2020, lek=9_000_000, source="")
        MeasureParty.objects.filter(measure=proposals[1].measure).delete()
        commitment(proposals[39].measure, InstitutionFactory())

        assert changed_since_run(sheet) == [proposals[0].pk]
        assert verify_sheet(sheet) == []
    assert list(sheet.scores.values_list("entry", "total", "rank")) == kept
