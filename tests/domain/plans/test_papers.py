"""The plan as .docx, .pdf, .xlsx, .csv and .json."""

import csv
import datetime
import io
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sekretariat.domain.plans.enums import EntryState, PaperFormat, PaperLanguage
from sekretariat.domain.plans.exporters import changes_docx, edition_paper, plan_document
from sekretariat.domain.plans.models import CostLine, Measure
from sekretariat.domain.plans.queries import canonical_bytes, changes_between, snapshot
from sekretariat.domain.plans.services import EditionDecision, make_edition, set_targets
from sekretariat.officefiles import docx, xlsx
from tests.domain.plans.full_plan import a_full_plan, close_a_sheet
from tests.factories import PlanEntryFactory, officer

ON = datetime.date(2018, 10, 1)
CREATED = datetime.datetime(2018, 10, 1, 9, tzinfo=datetime.UTC)
SQ, EN, BOTH = PaperLanguage

pytestmark = pytest.mark.django_db


def body(plan, form: str, language: PaperLanguage = SQ) -> bytes:
    return plan_document(plan, form=PaperFormat(form), language=language, on=ON, created=CREATED).body


def text(plan, language: PaperLanguage = SQ) -> str:
    return docx.text(body(plan, "docx", language))


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_word_document_prints_components_measures_figures_ranking_and_decisions():
    plan = a_full_plan(measures=3, name_sq="Plani i hapur", euro_rate=125)
    close_a_sheet(plan)

    said = text(plan)

    assert "Plani i hapur" in said
    assert "përmes GT Antikorrupsion 1 dhe/ose Komiteti Ndërinstitucional 1" in said
    assert "1.1.3\tHartimi dhe miratimi i metodologjisë" in said
    assert "T3 2019" in said
    assert "vlera bazë e pacaktuar → 60 (2019), 80 (2020)" in said
    assert "SKZHI II 3.2" in said
    assert "6.750.000" in said  # the gap of the component
    assert "54.000" in said  # the same in euro
    assert "74,0000" in said
    assert "01.09.2018" in said  # the day on which the sheet was closed
    assert "Grupi tematik Antikorrupsion, vendim nr. 7, datë 01.09.2018" in said


def test_each_language_is_written_alone_or_one_below_the_other():
    plan = a_full_plan(measures=1)
    titles = ("Publikimi i raporteve të zbatimit", "Budget reports published in open formats")

    found = [[title in text(plan, language) for title in titles] for language in PaperLanguage]

    assert found == [[True, False], [False, True], [True, True]]


def test_what_has_no_english_stands_in_albanian_and_is_marked():
    plan = a_full_plan(measures=1)
    Measure.objects.update(title_en="")

    assert "në formate të hapura [sq]" in text(plan, EN)
    assert "[sq]" not in text(plan, BOTH)


def test_what_was_left_out_is_not_printed():
    plan = a_full_plan(measures=2)
    _first, second = plan.entries.in_order()
    type(second).objects.filter(pk=second.pk).update(state=EntryState.LEFT_OUT)

    said = text(plan)

    assert "1.1.2\t" not in said


def test_a_plan_without_measures_costs_or_sheets_is_printed_too():
    plan = a_full_plan(measures=0)

    assert "Ende asnjë masë nuk ka zë kostoje" in text(plan)
    assert body(plan, "pdf").startswith(b"%PDF")


def test_the_language_of_the_reader_does_not_change_a_paper():
    plan = a_full_plan(measures=1)

    with override("en"):
        english = body(plan, "docx")

    assert english == body(plan, "docx")


@pytest.mark.parametrize("form", list(PaperFormat))
def test_the_same_plan_and_moment_give_the_same_bytes(form):
    plan = a_full_plan(measures=2)

    assert body(plan, form, BOTH) == body(plan, form, BOTH)


def test_each_plan_prints_a_shared_measure_under_its_own_code():
    plan = a_full_plan(measures=1)
    measure = plan.entries.get().measure
    others = [PlanEntryFactory(measure=measure, code=code).plan for code in ("IV.7", "22.3.1")]
    Measure.objects.update(title_sq="Një titull i ndryshuar")

    for which, code in zip((plan, *others), ("1.1.1", "IV.7", "22.3.1"), strict=True):
        assert f"{code}\tNjë titull i ndryshuar" in text(which)
        assert [(row[0], row[3]) for row in rows(body(which, "csv"))[1:]] == [(code, "Një titull i ndryshuar")]


def test_the_paper_of_an_edition_bears_its_fingerprint_and_decision():
    plan = a_full_plan(measures=1)
    content = snapshot(plan) | {
        "edition": {
            "sequence": 2, "title_sq": "Versioni i dytë", "title_en": "", "made_on": "2018-10-01", "body_sq": "KPS",
            "body_en": "", "decided_on": "2018-09-28", "number": "12", "text": "Miratohet plani.",
        }
    }  # fmt: skip

    paper = edition_paper(content, form=PaperFormat.DOCX, language=SQ, fingerprint="ab" * 32, created=CREATED)

    said = docx.text(paper.body)
    assert "KPS, vendim nr. 12, datë 28.09.2018" in said
    assert "Miratohet plani." in said
    assert paper.name.endswith("-v2-sq.docx")


def test_the_workbook_has_its_four_sheets_texts_stay_texts_and_sums_can_be_added():
    plan = a_full_plan(measures=2)
    Measure.objects.filter(pk=plan.entries.first().measure_id).update(title_sq="=1+1")

    sheets = {sheet["name"]: sheet["rows"] for sheet in xlsx.read(body(plan, "xlsx"))}

    assert list(sheets) == ["Masat", "Treguesit", "Kostot", "Komponentët"]
    measures = [cells for _number, cells in sheets["Masat"]]
    assert [cells[3] for cells in measures[1:]] == ["=1+1", "Portali i vetëm për shërbimet publike elektronike"]
    assert len(sheets["Kostot"]) == 1 + 4


def test_the_csv_has_a_row_a_measure_with_the_gap_of_each_year():
    plan = a_full_plan(measures=2)
    Measure.objects.filter(pk=plan.entries.first().measure_id).update(title_sq="=cmd()")

    heading, first, second = rows(body(plan, "csv"))

    said = dict(zip(heading, second, strict=True))
    assert first[3] == "'=cmd()"
    assert (said["Kodi"], said["Afati"], said["Institucioni përgjegjës"]) == ("1.1.2", "T3 2019", "AKSHI")
    assert (said["Kosto, lekë"], said["Hendeku, lekë"]) == ("3500000", "2250000")
    assert [said[f"Hendeku {year}, lekë"] for year in (2018, 2019, 2020)] == ["0", "0", "2250000"]


def test_the_csv_of_one_measure_and_of_forty_takes_the_same_queries():
    def queries(plan) -> int:
        with CaptureQueriesContext(connection) as captured:
            body(plan, "csv")
        return len(captured)

    assert queries(a_full_plan(measures=1)) == queries(a_full_plan(measures=40, components=2))


def test_the_json_is_the_content_itself():
    plan = a_full_plan(measures=1)

    assert json.loads(body(plan, "json")) == snapshot(plan)
    assert body(plan, "json") == canonical_bytes(snapshot(plan))


def test_the_document_of_changes_says_before_and_now_and_tells_only_the_secretariat_of_what_nobody_decided():
    plan = a_full_plan(measures=1)
    by = officer(plan.office)
    decision = EditionDecision(body_sq="KPS", decided_on=ON)
    edition = make_edition(plan=plan, title_sq="Versioni 1", decision=decision, by=by, on=ON)
    measure = plan.entries.get().measure
    CostLine.objects.filter(measure=measure, year=2020).update(amount=5_000_000, lek=5_000_000)
    set_targets(indicator=measure.indicators.get(), targets={2019: Decimal(60), 2020: Decimal(70)}, by=by, on=ON)

    def said(*, tells: bool) -> str:
        compared = changes_between(plan, since=edition)
        values = {"since": edition, "until": None, "language": SQ, "on": ON, "created": CREATED}
        return docx.text(changes_docx(plan, compared, tells_undecided=tells, **values).body)

    assert "2.250.000\t5.000.000" in said(tells=True)
    assert "80\t70" in said(tells=True).replace("\n", " ")
    assert "ndryshuar pa vendim" in said(tells=True)
    assert "ndryshuar pa vendim" not in said(tells=False)
