import datetime, time, pytest, cProfile, pstats
from tests.domain.plans.making import *
from sekretariat.domain.plans.exporters import plan_document
from sekretariat.domain.plans.enums import PaperFormat, PaperLanguage

pytestmark = pytest.mark.django_db


def test_it():
    plan = a_full_plan(
        measures=300, components=4, name_sq="Plani i Veprimit", short_name="PQH", euro_rate=Decimal("125.5")
    )
    close_a_sheet(plan)
    for form in (PaperFormat.DOCX, PaperFormat.PDF):
        p = cProfile.Profile()
        p.enable()
        plan_document(
            plan,
            form=form,
            language=PaperLanguage.BOTH,
            on=ON,
            created=datetime.datetime(2018, 9, 1, tzinfo=datetime.UTC),
        )
        p.disable()
        pstats.Stats(p).sort_stats("cumtime").print_stats(28)
