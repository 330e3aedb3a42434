"""The page of what is missing, and the letter that asks for it, one click away."""

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.plans.models import PlanLetter
from sekretariat.ground.actors import Role
from tests.factories import InstitutionFactory, MeasurePartyFactory, OfficeFactory, PlanEntryFactory, PlanFactory
from tests.factories.complete import complete_entry
from tests.web.html import faults_of
from tests.web.letters.conftest import person_in, row_names, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, short_name="PV III")


@pytest.fixture
def lead():
    return InstitutionFactory(short_name="AKSHI", name_sq="Agjencia e Shoqërisë së Informacionit")


def led(plan, lead, **options):
    entry = PlanEntryFactory(plan=plan, **options)
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    return entry


def gate(plan, **query) -> str:
    return reverse("plans:gate", args=[plan.pk], query=query)


def ask(plan, **query) -> str:
    return reverse("plans:ask", args=[plan.pk], query=query)


def test_the_page_says_how_many_lack_what_and_links_each_count_to_its_list(officer, plan, lead):
    complete_entry(plan)
    led(plan, lead, code="2.1", measure__title_en="Open data portal")

    page = officer.get(gate(plan))

    assert "1 of 2 measures lack nothing." in words(page)
    assert "1 measure cannot be validated yet:" in words(page)
    for what in ("commitment", "cost", "indicator"):
        assert f"?what={what}" in page.content.decode()
    assert [name[:5] for name in row_names(page)] == ["AKSHI", "Open "]
    assert "no commitment of the lead institution: AKSHI" in words(page)
    assert faults_of(page.content.decode()) == []


def test_a_count_leads_to_the_measures_behind_it(officer, plan, lead):
    led(plan, lead, measure__title_en="Theirs")
    PlanEntryFactory(plan=plan, measure__title_en="Of nobody")

    assert row_names(officer.get(gate(plan, what="commitment"))) == ["Theirs"]
    assert row_names(officer.get(gate(plan, institution=lead.pk))) == ["Theirs"]
    assert row_names(officer.get(gate(plan, institution=0))) == ["Of nobody"]
    assert sorted(row_names(officer.get(gate(plan, what="cost")))) == ["Of nobody", "Theirs"]
    assert "is not one of the available choices" in words(officer.get(gate(plan, what="praise")))


def test_a_code_that_stands_twice_is_warned_of(officer, plan):
    for title in ("One", "Two"):
        complete_entry(plan, code="1.1", measure__title_en=title)

    page = officer.get(gate(plan))

    assert "2 measures have codes that stand twice in the plan." in words(page)
    assert row_names(officer.get(gate(plan, what="double"))) == ["One", "Two"]


def test_a_plan_that_lacks_nothing_says_so(officer, plan):
    complete_entry(plan)

    assert "Every measure has all that it needs." in words(officer.get(gate(plan)))


def test_an_empty_plan_says_so(officer, plan):
    assert "There is no measure here yet." in words(officer.get(gate(plan)))


def test_albanian_pages_are_albanian(officer, plan, lead):
    led(plan, lead)
    officer.cookies["language"] = "sq"

    page = words(officer.get(gate(plan)))

    assert "pa angazhimin e institucionit përgjegjës: AKSHI" in page
    assert "1 masë nuk mund të validohet ende:" in page
    assert "Kërko çfarë mungon" in words(officer.get(ask(plan)))


def test_the_list_takes_the_same_queries_for_one_and_three(officer, plan):
    led(plan, InstitutionFactory())
    one = queries_of(officer, gate(plan))
    for _ in range(2):
        led(plan, InstitutionFactory())

    assert queries_of(officer, gate(plan)) == one


def test_a_clerk_sees_what_is_missing_and_is_not_offered_to_ask(english, office, plan, lead):
    led(plan, lead)
    clerk = english(person_in(Role.CLERK, office.unit))

    page = clerk.get(gate(plan))

    assert page.status_code == 200
    assert ask(plan) not in page.content.decode()
    assert clerk.get(ask(plan)).status_code == 403


def test_the_lead_of_a_measure_is_not_shown_the_gate_of_a_plan_in_preparation(english, plan, lead):
    led(plan, lead)

    assert english(person_in(Role.COORDINATOR, lead)).get(gate(plan)).status_code == 403


def test_another_office_finds_nothing(english, plan):
    stranger = english(person_in(Role.OFFICER, OfficeFactory().unit))

    assert stranger.get(gate(plan)).status_code == 404
    assert stranger.get(ask(plan)).status_code == 404


def test_the_chosen_institutions_come_to_the_letter_with_what_each_lacks(officer, plan, lead):
    led(plan, lead, code="2.1", measure__title_en="Open data portal")
    led(plan, InstitutionFactory(short_name="MD"))

    page = officer.get(ask(plan, institutions=lead.pk, purpose="completeness"))

    assert "2 institutions can be asked." in words(page)
    assert page.content.decode().count("checked") == 1
    assert "Open data portal</a>: no cost; no indicator" in words(page)
    assert faults_of(page.content.decode()) == []


def test_one_click_drafts_the_letter_to_the_chosen(officer, plan, lead):
    led(plan, lead, code="2.1")
    led(plan, InstitutionFactory())

    answer = officer.post(ask(plan), {"purpose": "completeness", "institutions": [lead.pk], "term_days": "7"})

    letter = Letter.objects.get()
    assert answer.url == reverse("letters:detail", args=[letter.pk])
    assert [one.institution for one in letter.addressees.all()] == [lead]
    assert letter.demands.get().term_days == 7
    assert PlanLetter.objects.get().letter == letter
    assert officer.get(answer.url).status_code == 200
    assert reverse("letters:detail", args=[letter.pk]) in officer.get(gate(plan)).content.decode()


def test_a_letter_to_each_leads_back_to_what_is_missing(officer, plan, lead):
    other = InstitutionFactory()
    led(plan, lead)
    led(plan, other)

    answer = officer.post(
        ask(plan),
        {"purpose": "commitment", "institutions": [lead.pk, other.pk], "term_days": "5", "is_apart": "on"},
        follow=True,
    )

    assert "2 letters are drafted." in words(answer)
    assert set(PlanLetter.objects.values_list("purpose", flat=True)) == {"commitment"}


@pytest.mark.parametrize("wrong", [{"institutions": []}, {"term_days": "0"}, {"institutions": ["999999"]}])
def test_what_is_wrong_is_told_and_nothing_is_drafted(officer, plan, lead, wrong):
    led(plan, lead)

    page = officer.post(ask(plan), {"purpose": "completeness", "institutions": [lead.pk], "term_days": "5"} | wrong)

    assert "Not saved yet" in words(page)
    assert not Letter.objects.exists()


def test_where_nobody_can_be_asked_the_page_says_so(officer, plan):
    PlanEntryFactory(plan=plan)

    assert "Nobody is to be asked for this." in words(officer.get(ask(plan)))
