"""Many measures at once: all rows or none."""

import datetime

import pytest

from sekretariat.domain.plans.importers import read_pasted
from sekretariat.domain.plans.models import Measure, PlanEntry
from sekretariat.domain.plans.services import GridRow, GridSaved, RowsRefused, Seen, save_grid
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import NotAllowed, Stale
from sekretariat.ground.words import DatePoint, Precision
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    NodeFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    clerk,
    officer,
)

DAY = datetime.date(2018, 6, 25)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory(office=OfficeFactory())


@pytest.fixture
def node(plan):
    return NodeFactory(plan=plan, code="1")


@pytest.fixture
def entry(plan, node):
    return PlanEntryFactory(plan=plan, node=node, code="1.1")


def row(entry: PlanEntry, **said) -> GridRow:
    measure = entry.measure
    stands = {"code": entry.code, "title_sq": measure.title_sq, "title_en": measure.title_en, "due": measure.due}
    return GridRow(entry=entry, seen=Seen(entry=entry.revision, measure=measure.revision), **(stands | said))


def save(plan, *rows) -> GridSaved:
    return save_grid(plan=plan, rows=rows, by=officer(plan.office), on=DAY)


def test_a_row_changes_the_code_the_texts_the_deadline_and_who_leads(plan, entry):
    old, new = InstitutionFactory.create_batch(2)
    body = BodyFactory()
    MeasurePartyFactory(measure=entry.measure, institution=old, body=body)
    helper = MeasurePartyFactory(measure=entry.measure, role="contributing").institution

    said = row(entry, code="1.2", title_sq="Tjetër", due=DatePoint(DAY, Precision.MONTH), leads=[old, new])
    saved = save(plan, said)

    entry = PlanEntry.objects.get()
    assert (saved, entry.code, entry.measure.title_sq) == (GridSaved(changed=1, added=0), "1.2", "Tjetër")
    assert (entry.measure.due_on, entry.measure.due_precision) == (DAY, "month")
    stand = {(party.institution, party.role, party.body) for party in entry.measure.parties.all()}
    assert stand == {(old, "lead", body), (new, "lead", None), (helper, "contributing", None)}


def test_a_row_that_says_what_stands_leaves_no_trace(plan, entry):
    assert save(plan, row(entry)) == GridSaved(changed=0, added=0)
    assert not Event.objects.exists()


def test_new_rows_are_entered_under_their_node(plan, node):
    lead = InstitutionFactory()

    saved = save(plan, GridRow(node=node, code="1.5", title_sq="E re", leads=[lead]))

    entry = PlanEntry.objects.get()
    assert (saved.added, entry.node, entry.measure.parties.get().institution) == (1, node, lead)


def test_one_faulty_row_saves_none_and_every_fault_is_told(plan, node, entry):
    rows = [row(entry, code="9.9"), GridRow(node=node, code="", title_sq=""), GridRow(code="", title_sq="Pa vend")]

    with pytest.raises(RowsRefused) as refused:
        save(plan, *rows)

    assert {place: error.field for place, error in refused.value.problems.items()} == {1: "title_sq", 2: "node"}
    entry.refresh_from_db()
    assert entry.code == "1.1"
    assert Measure.objects.count() == 1


def test_a_row_that_somebody_changed_meanwhile_is_refused(plan, entry):
    mine = row(entry, title_sq="E imja")
    save(plan, row(entry, title_sq="E tjetrit"))

    with pytest.raises(RowsRefused) as refused:
        save(plan, mine)

    assert isinstance(refused.value.problems[0], Stale)


def test_a_measure_of_another_secretariat_changes_its_code_here_alone(plan, node):
    foreign = PlanEntryFactory(measure__office=OfficeFactory(), plan=plan, node=node, code="1.1")

    save(plan, row(foreign, code="1.3", title_sq="Tjetër", keeps_measure=True))

    foreign = PlanEntry.objects.get(pk=foreign.pk)
    assert (foreign.code, foreign.measure.title_sq == "Tjetër") == ("1.3", False)
    with pytest.raises(RowsRefused) as refused:
        save(plan, row(foreign, title_sq="Tjetër"))
    assert isinstance(refused.value.problems[0], NotAllowed)


def test_only_the_secretariat_saves_the_grid(plan):
    with pytest.raises(NotAllowed):
        save_grid(plan=plan, rows=[], by=clerk(plan.office), on=DAY)


def test_a_pasted_list_fills_the_rows_of_its_codes_and_enters_the_others(plan, node, entry):
    twin = PlanEntryFactory(plan=plan, node=node, code="1.1")
    text = "Kodi\tTitulli\n1.1\tTitull i ri\t\t2019\tMFE\n1.1\tI dyti\n1.7\tE re\n\tPa kod\n1.8\ta\tb\tc\td\te\n"

    pasted = read_pasted(text, entries=[entry, twin])

    assert pasted.cells == {
        entry.pk: {"code": "1.1", "title_sq": "Titull i ri", "due": "2019", "leads": "MFE"},
        twin.pk: {"code": "1.1", "title_sq": "I dyti"},
    }
    assert pasted.new == [{"code": "1.7", "title_sq": "E re"}, {"title_sq": "Pa kod"}]
    assert len(pasted.problems) == 1
    assert "6" in pasted.problems[0]
