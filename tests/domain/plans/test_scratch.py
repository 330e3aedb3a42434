import datetime, time, pytest
from tests.domain.plans.making import *
from sekretariat.domain.plans.exporters import plan_document
from sekretariat.domain.plans.enums import PaperFormat, PaperLanguage

pytestmark = pytest.mark.django_db


def test_it():
    plan = a_full_plan(
        measures=300,
        components=4,
        name_sq="Plani i Veprimit për Partneritetin për Qeverisje të Hapur",
        name_en="Open Government Partnership Action Plan",
        short_name="PQH",
        euro_rate=Decimal("125.5"),
    )
    close_a_sheet(plan)
    for form in PaperFormat:
        for language in PaperLanguage:
            t = time.perf_counter()
            d = plan_document(
                plan, form=form, language=language, on=ON, created=datetime.datetime(2018, 9, 1, tzinfo=datetime.UTC)
            )
            print(form, language, round(time.perf_counter() - t, 2), len(d.body))
            __import__("pathlib").Path(f"/tmp/team/editions_out/{d.name}").write_bytes(d.body)
