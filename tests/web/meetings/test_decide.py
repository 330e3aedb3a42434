"""Recording a decision under an item: its words and number, measures with their gaps, an edition."""

import uuid

import pytest
from django.urls import reverse

from sekretariat.domain.consultations.models import Remark
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import AgendaEntry, BodyDecision
from sekretariat.domain.plans.models import Edition, Validation
from sekretariat.ground.jobs.models import Job
from tests.factories import (
    AgendaItemFactory,
    BodyDecisionFactory,
    BodyFactory,
    BodyRuleFactory,
    InstitutionFactory,
    MeetingFactory,
    PlanEntryFactory,
    PlanFactory,
    RemarksRoundFactory,
)
from tests.factories.complete import complete_entry
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, words
from tests.web.plans.conftest import officer
from tests.web.queries import queries_of

__all__ = ["english", "office", "officer"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(office):
    return MeetingFactory(office=office, body=BodyFactory(short_name="GMIP"), held=True, number=4)


@pytest.fixture
def plan(office, meeting):
    return PlanFactory(office=office, body=meeting.body, short_name="PV III")


@pytest.fixture
def item(meeting, plan):
    return AgendaItemFactory(meeting=meeting, kind=ItemKind.VALIDATION, plan=plan, position=1)


def url_of(item) -> str:
    return reverse("meetings:decide", args=[item.meeting_id, item.pk])


def decision(**typed) -> dict:
    return {"token": str(uuid.uuid4()), "verb": "agreed", "text_sq": "U vendos."} | typed


def verdict(entry, outcome="validated", reason="") -> dict:
    return {f"e{entry.pk}-outcome": outcome, f"e{entry.pk}-reason": reason}


def test_the_items_measures_stand_with_their_gaps_and_remarks(officer, item, plan):
    good, bare = complete_entry(plan, code="1.1"), PlanEntryFactory(plan=plan, code="1.2")
    PlanEntryFactory(plan=plan, code="9.9", measure__title_en="Elsewhere")
    for entry in (good, bare):
        AgendaEntry.objects.create(item=item, entry=entry)
    remarks_round = RemarksRoundFactory(office=plan.office, body=item.meeting.body, plan=plan)
    Remark.objects.create(
        round=remarks_round,
        entry=bare,
        institution=InstitutionFactory(),
        text="Pa kosto",
        received_on=remarks_round.opened_on,
    )

    page = officer.get(url_of(item))

    assert "1 of 2 measures lack nothing and can be validated." in words(page)
    assert "to answer: 1" in words(page)
    assert "no lead institution" in words(page)
    assert "Elsewhere" not in words(page)
    assert faults_of(page.content.decode()) == []


def test_an_item_without_measures_brings_all_that_wait(officer, item, plan):
    PlanEntryFactory(plan=plan, measure__title_en="Waits")
    PlanEntryFactory(plan=plan, measure__title_en="Done", state="validated")

    page = officer.get(url_of(item))

    assert "Waits" in words(page)
    assert ">Done<" not in words(page)


def test_all_that_lack_nothing_are_chosen_at_once_and_words_stay(officer, item, plan):
    complete_entry(plan)
    PlanEntryFactory(plan=plan)

    page = officer.post(url_of(item), decision(fill="1", text_sq="Deri këtu", number="x"))

    html = page.content.decode()
    assert html.count('<option value="validated" selected>') == 1
    assert "Deri këtu" in words(page)
    assert "Not saved yet" not in html
    assert not BodyDecision.objects.exists()


def test_faults_stand_at_their_rows_and_nothing_typed_is_lost(officer, item, plan):
    good, bare, third = complete_entry(plan), PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)

    page = officer.post(
        url_of(item),
        decision(text_en="So it is") | verdict(good) | verdict(bare) | verdict(third, "returned", ""),
    )

    html = page.content.decode()
    assert f"#id_e{bare.pk}-outcome" in html
    assert f'id="id_e{third.pk}-reason_error"' in html
    assert "So it is" in html
    assert faults_of(html) == []
    assert not BodyDecision.objects.exists()
    assert not Validation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text_sq": ""}, 'id="id_text_sq_error"'),
        ({"institutions": "Ministria e Panjohur"}, 'id="id_institutions_error"'),
        ({"number": "7"}, "decision with this number"),
        ({"number": "zero"}, 'id="id_number_error"'),
    ],
)
def test_what_is_wrong_with_the_words_is_told(officer, meeting, typed, told):
    BodyDecisionFactory(meeting=meeting, number=7)
    item = AgendaItemFactory(meeting=meeting)

    page = officer.post(url_of(item), decision(**typed))

    assert told in page.content.decode()
    assert faults_of(page.content.decode()) == []
    assert BodyDecision.objects.count() == 1


def test_a_decision_names_whom_it_concerns_and_the_rule_it_keeps(officer, meeting):
    rule = BodyRuleFactory(body=meeting.body, kind="annual_plan", share_of=None, share_in=None)
    InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë")
    item = AgendaItemFactory(meeting=meeting)

    page = officer.post(url_of(item), decision(institutions="MD", keeps_rule=rule.pk), follow=True)

    made = BodyDecision.objects.get()
    assert "Decision 1/2018 was recorded." in page.content.decode()
    assert [one.short_name for one in made.institutions.all()] == ["MD"]
    assert (made.keeps_rule, made.item, made.number) == (rule, item, 1)


def test_an_adoption_freezes_the_plan_and_its_papers_are_made(officer, meeting, plan):
    complete_entry(plan)
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.ADOPTION, plan=plan)
    assert faults_of(officer.get(url_of(item)).content.decode()) == []

    without = officer.post(url_of(item), decision(adopts="on"))
    assert "Give the edition its title in Albanian." in words(without)
    officer.post(url_of(item), decision(edition_sq="Versioni 1", adopts="on"))

    assert BodyDecision.objects.get().edition == Edition.objects.get()
    assert Job.objects.get().what == "plans.papers"


def test_words_are_corrected_and_a_decision_is_taken_back(officer, meeting):
    made = BodyDecisionFactory(meeting=meeting)
    edit = reverse("meetings:edit_decision", args=[meeting.pk, made.pk])
    assert faults_of(officer.get(edit).content.decode()) == []

    officer.post(edit, {"revision": made.revision, "text_sq": "Ndryshe", "text_en": "", "institutions": ""})
    stale = officer.post(edit, {"revision": made.revision, "text_sq": "Sërish", "text_en": "", "institutions": ""})

    made.refresh_from_db()
    assert made.text_sq == "Ndryshe"
    assert "Somebody else has changed this meanwhile" in words(stale)
    assert "Sërish" in words(stale)
    officer.post(reverse("meetings:remove_decision", args=[meeting.pk, made.pk]))
    assert not BodyDecision.objects.exists()


def test_the_queries_do_not_grow_with_the_measures(officer, item, plan):
    counts = []
    for _round in range(2):
        complete_entry(plan)
        PlanEntryFactory(plan=plan)
        counts.append(queries_of(officer, url_of(item)))

    assert counts[0] == counts[1]
