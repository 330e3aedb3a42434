"""Rounds of remarks on pages: asking, seeing who answered, answering one by one, closing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.consultations.models import Remark, RemarksRound, RoundEntry, RoundObligation
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.ground.actors import Role
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    ObligationFactory,
    PlanEntryFactory,
    PlanFactory,
    RemarksRoundFactory,
    SeatFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, person_in, row_names, words
from tests.web.plans.conftest import officer
from tests.web.queries import queries_of

__all__ = ["english", "office", "officer"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(short_name="GT Antikorrupsion")


@pytest.fixture
def plan(office, body):
    return PlanFactory(office=office, body=body, short_name="PV III", name_en="Plan three")


@pytest.fixture
def remarks_round(office, body, plan):
    return a_round(office, body, plan)


def a_round(office, body, plan, count: int = 1) -> RemarksRound:
    """With so many measures, each remarked on by a member of its own."""
    made = RemarksRoundFactory(office=office, body=body, plan=plan)
    for number in range(count):
        entry = PlanEntryFactory(plan=plan, code=f"2.{number + 1}")
        RoundEntry.objects.create(round=made, entry=entry)
        member = InstitutionFactory(short_name=f"A{number}")
        duty = ObligationFactory(kind=ObligationKind.GIVE_REMARKS, institution=member, office=office, body=body)
        RoundObligation.objects.create(round=made, obligation=duty)
        Remark.objects.create(
            round=made, entry=entry, institution=member, text=f"Pa kosto {number}", received_on=made.opened_on
        )
    return made


def test_a_round_begins_with_the_plan_and_has_all_its_measures_chosen(officer, plan):
    PlanEntryFactory(plan=plan, code="1.1")
    PlanEntryFactory(plan=plan, code="1.2", state="validated")

    first = officer.get(reverse("meetings:new_round"))
    page = officer.get(reverse("meetings:new_round", query={"plan": plan.pk}))

    assert row_names(first) == ["Plan three"]
    assert len(row_names(page)) == 1
    assert page.content.decode().count(" checked") == 1
    for one in (first, page):
        assert faults_of(one.content.decode()) == []


def test_faults_are_told_and_the_choice_stays(officer, plan, body):
    kept, left = PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)
    url = reverse("meetings:new_round", query={"plan": plan.pk})

    page = officer.post(url, {"body": body.pk, "subject_sq": "Masat", "due_on": "nesër", "entries": [kept.pk]})
    empty = officer.post(url, {"body": body.pk, "subject_sq": "Masat", "due_on": "13.07.2099"})

    html = page.content.decode()
    assert f'value="{kept.pk}" checked' in html
    assert f'value="{left.pk}" checked' not in html
    assert 'id="id_due_on_error"' in html
    assert "Choose at least one measure." in words(empty)
    assert faults_of(html) == []
    assert not RemarksRound.objects.exists()


def test_a_body_without_members_is_told_at_its_field(officer, plan, body):
    entry = PlanEntryFactory(plan=plan)
    given = {"body": body.pk, "subject_sq": "Masat", "due_on": "13.07.2099", "entries": [entry.pk]}

    page = officer.post(reverse("meetings:new_round", query={"plan": plan.pk}), given)

    assert "No institution has a seat or a coordinator in this body today." in words(page)
    assert 'id="id_body_error"' in page.content.decode()


def test_the_round_shows_who_answered_and_each_remark(officer, office, body, plan):
    remarks_round = a_round(office, body, plan, 2)
    page = officer.get(reverse("meetings:round", args=[remarks_round.pk]))

    assert "0 of 2 members have answered" in words(page)
    assert "Pa kosto 0" in words(page)
    assert words(page).count("not answered yet") == 2
    assert faults_of(page.content.decode()) == []


def test_a_member_sees_the_round_and_cannot_answer_for_the_office(english, remarks_round):
    member = remarks_round.obligations.get().institution
    client = english(person_in(Role.COORDINATOR, member))

    page = client.get(reverse("meetings:round", args=[remarks_round.pk]))

    assert "Pa kosto 0" in words(page)
    assert "Close the round" not in words(page)
    assert faults_of(page.content.decode()) == []


def test_a_remark_of_another_round_is_not_there(officer, office, body, plan, remarks_round):
    other = a_round(office, body, plan)

    address = reverse("meetings:respond_remark", args=[remarks_round.pk, other.remarks.get().pk])

    assert officer.get(address).status_code == 404


def test_an_answer_without_its_reason_is_told_and_stays_typed(officer, remarks_round):
    remark = remarks_round.remarks.get()
    address = reverse("meetings:respond_remark", args=[remarks_round.pk, remark.pk])

    page = officer.post(address, {"outcome": "not_taken", "response": " "})
    done = officer.post(address, {"outcome": "not_taken", "response": "E cakton ligji."}, follow=True)

    assert "Say why the remark is not taken, or only in part." in words(page)
    assert 'value="not_taken"' in page.content.decode().split(" checked")[0][-200:]
    assert faults_of(page.content.decode()) == []
    assert "E cakton ligji." in words(done)
    history = officer.get(reverse("trail:row", args=["remarksround", remarks_round.pk]))
    assert "answered a remark of A0: E cakton ligji." in words(history)
    remark.refresh_from_db()
    assert remark.responded_on == timezone.localdate()


def test_a_round_that_cannot_close_says_why_on_its_page(officer, remarks_round):
    page = officer.post(reverse("meetings:close_round", args=[remarks_round.pk]))

    assert "The round stays open" in words(page)
    assert "A0 (2.1)" in words(page)
    assert faults_of(page.content.decode()) == []


@pytest.mark.parametrize("page", ["list", "one", "form"])
def test_the_queries_do_not_grow_with_the_rows(officer, office, body, plan, english, page):
    counts = []
    for count in (1, 3):
        made = a_round(office, body, plan, count)
        url = {
            "list": reverse("meetings:rounds"),
            "one": reverse("meetings:round", args=[made.pk]),
            "form": reverse("duties:detail", args=[made.obligations.first().pk]),
        }[page]
        client = officer
        if page == "form":
            client = english(person_in(Role.COORDINATOR, made.obligations.first().institution))
        counts.append(queries_of(client, url))

    assert counts[0] == counts[1]


def test_the_list_shows_counts_and_an_empty_one_says_what_to_do(officer, remarks_round):
    page = officer.get(reverse("meetings:rounds"))

    assert remarks_round.subject_en in words(page)
    assert "0 of 1" in words(page)
    assert "to answer: 1" in words(page)
    assert faults_of(page.content.decode()) == []
    Remark.objects.all().delete()
    RemarksRound.objects.all().delete()
    assert "No round of remarks was opened yet." in words(officer.get(reverse("meetings:rounds")))


def test_the_members_form_keeps_what_was_typed_and_its_grid_takes_no_remarks(officer, english, office, body, plan):
    made = a_round(office, body, plan, 2)
    Remark.objects.all().delete()
    member = made.obligations.first().institution
    SeatFactory(body=body, institution=member)
    client = english(person_in(Role.COORDINATOR, member))
    address = reverse("duties:detail", args=[made.obligations.first().pk])
    entry = made.entries.first()

    page = client.post(address, {f"entry{entry.pk}": "Pa tregues", "none": "on", "letter_on": "?"})

    assert "Pa tregues" in words(page)
    assert faults_of(page.content.decode()) == []
    assert not Remark.objects.exists()
    client.post(address, {f"entry{entry.pk}": "Pa tregues"})
    assert Remark.objects.get().entry == entry


def test_a_member_reads_on_its_duty_what_each_remark_was_answered(english, remarks_round):
    duty = remarks_round.obligations.get()
    Remark.objects.update(outcome="not_taken", response="E cakton ligji.", responded_on=remarks_round.opened_on)
    duty.state, duty.answered_on = "answered", remarks_round.opened_on
    duty.save()
    client = english(person_in(Role.COORDINATOR, duty.institution))

    page = client.get(reverse("duties:detail", args=[duty.pk]))

    assert "E cakton ligji." in words(page)
    assert reverse("meetings:round", args=[remarks_round.pk]) in page.content.decode()
    assert faults_of(page.content.decode()) == []
