"""A body's decision has its number, and its effect in the plan: validated, returned with reasons, adopted."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from sekretariat.domain.meetings.enums import ItemKind, ItemState, MinutesState
from sekretariat.domain.meetings.models import BodyDecision
from sekretariat.domain.meetings.services import (
    DecisionSaid,
    EditionSaid,
    edit_decision,
    remove_decision,
    take_decision,
)
from sekretariat.domain.plans.enums import EntryState, Outcome
from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import Edition, Validation
from sekretariat.domain.plans.services import Verdict
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from tests.factories import (
    ActionPointFactory,
    AgendaItemFactory,
    BodyDecisionFactory,
    BodyFactory,
    BodyRuleFactory,
    InstitutionFactory,
    LetterFactory,
    MeetingFactory,
    MinutesFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    clerk,
    officer,
)
from tests.factories.complete import complete_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


ON = datetime.date(2018, 6, 26)


@pytest.fixture
def body():
    return BodyFactory(name_sq="GT Antikorrupsion", name_en="Thematic Group Anticorruption")


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, held=True)


@pytest.fixture
def plan(meeting):
    return PlanFactory(office=meeting.office, body=meeting.body)


@pytest.fixture
def by(meeting):
    return officer(meeting.office)


def take(meeting, by, *, on=ON, **said):
    given = {"verb": "agreed", "text_sq": "U vendos."} | said
    return take_decision(meeting=meeting, said=DecisionSaid(**given), by=by, on=on)


def test_numbers_run_in_the_bodys_year_over_its_meetings(meeting, by, body):
    later = MeetingFactory(body=body, office=meeting.office, held=True, on=datetime.date(2018, 6, 26))
    next_year = MeetingFactory(body=body, office=meeting.office, held=True, on=datetime.date(2019, 1, 8))

    made = [take(meeting, by), take(later, by, number=7), take(meeting, by), take(next_year, by, on=next_year.on)]

    assert [one.number_label for one in made] == ["1/2018", "7/2018", "8/2018", "1/2019"]
    with pytest.raises(DomainError, match="decision with this number"):
        take(meeting, by, number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyDecisionFactory(meeting=meeting, number=7, year=2018)


def test_what_is_sent_twice_is_one_decision(meeting, by):
    token = uuid.uuid4()

    first, again = take(meeting, by, token=token), take(meeting, by, token=token)

    assert first == again
    assert BodyDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"state": "planned", "called_on": None}, "called before it decides"),
        ({"state": "cancelled", "cancelled_because": "Pa kuorum"}, "was cancelled"),
        ({"on": datetime.date(2018, 6, 27)}, "has not decided yet"),
    ],
)
def test_a_meeting_that_did_not_meet_decides_nothing(meeting, by, other, told):
    type(meeting).objects.filter(pk=meeting.pk).update(**other)
    meeting.refresh_from_db()

    with pytest.raises(DomainError, match=told):
        take(meeting, by)
    assert not BodyDecision.objects.exists()


def test_verdicts_go_into_the_plan_with_body_day_and_number(meeting, by, plan, body):
    good, bare = complete_entry(plan), PlanEntryFactory(plan=plan)
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.VALIDATION, plan=plan)
    verdicts = [
        Verdict(entry=good, outcome=Outcome.VALIDATED),
        Verdict(entry=bare, outcome=Outcome.RETURNED, reason="Pa kosto"),
    ]

    made = take(meeting, by, verb="validated", text_sq="Masat u shqyrtuan.", item=item, verdicts=verdicts)

    rows = list(Validation.objects.values_list("body_sq", "body_en", "decided_on", "number", "text", "outcome"))
    said = ("GT Antikorrupsion", "Thematic Group Anticorruption", meeting.on, "1/2018", "Masat u shqyrtuan.")
    assert rows == [(*said, Outcome.VALIDATED), (*said, Outcome.RETURNED)]
    assert set(made.validations.all()) == set(Validation.objects.all())
    assert made.plan == plan
    for row, state in ((good, EntryState.VALIDATED), (bare, EntryState.RETURNED)):
        row.refresh_from_db()
        assert row.state == state
    item.refresh_from_db()
    assert item.state == ItemState.DONE
    assert Event.objects.order_by("pk").first().what == "meeting.decision_taken"


def test_what_cannot_be_validated_leaves_nothing_behind(meeting, by, plan):
    bare = PlanEntryFactory(plan=plan)

    with pytest.raises(EntriesRefused):
        take(meeting, by, verdicts=[Verdict(entry=bare, outcome=Outcome.VALIDATED)])

    assert not BodyDecision.objects.exists()
    assert not Event.objects.exists()


def test_the_words_of_a_restricted_decision_do_not_go_into_the_plan(meeting, by, plan):
    entry = complete_entry(plan)

    take(meeting, by, is_restricted=True, verdicts=[Verdict(entry=entry, outcome=Outcome.VALIDATED)])

    assert Validation.objects.get().text == ""
    assert Event.objects.get(what="meeting.decision_taken").data["text"] == ""


def test_a_decision_adopts_the_plan_and_keeps_the_edition(meeting, by, plan):
    complete_entry(plan)
    item = AgendaItemFactory(meeting=meeting, kind=ItemKind.ADOPTION, plan=plan)

    made = take(meeting, by, item=item, edition=EditionSaid(title_sq="Versioni i parë", adopts=True))

    edition = Edition.objects.get()
    plan.refresh_from_db()
    assert made.edition == edition
    assert (edition.body_sq, edition.decided_on, edition.number) == (meeting.body.name_sq, meeting.on, "1/2018")
    assert (plan.is_adopted, plan.adoption_on) == (True, meeting.on)


def test_only_the_keeper_of_the_meeting_and_of_the_plan_records(meeting, by, plan):
    foreign = complete_entry(PlanFactory(office=OfficeFactory()))

    for other in (clerk(meeting.office), officer(OfficeFactory())):
        with pytest.raises(NotAllowed):
            take(meeting, other)
    with pytest.raises(NotAllowed):
        take(meeting, by, verdicts=[Verdict(entry=foreign, outcome=Outcome.VALIDATED)])


def test_measures_of_two_plans_items_of_other_meetings_and_rules_of_other_bodies_are_refused(meeting, by, plan):
    entries = [complete_entry(plan), complete_entry(PlanFactory(office=meeting.office))]

    with pytest.raises(DomainError, match="measures of one plan"):
        take(meeting, by, verdicts=[Verdict(entry=entry, outcome=Outcome.VALIDATED) for entry in entries])
    with pytest.raises(DomainError, match="agenda of another meeting"):
        take(meeting, by, item=AgendaItemFactory())
    with pytest.raises(DomainError, match="another body's"):
        take(meeting, by, keeps_rule=BodyRuleFactory())


def test_words_are_corrected_and_a_stale_form_is_told(meeting, by):
    made, concerned = take(meeting, by), InstitutionFactory()
    values = {"text_sq": "U vendos ndryshe.", "text_en": "", "is_restricted": False, "institutions": [concerned]}

    edited = edit_decision(decision=made, **values, seen=made.revision, by=by, on=ON)

    assert (edited.text_sq, list(edited.institutions.all())) == ("U vendos ndryshe.", [concerned])
    with pytest.raises(Stale):
        edit_decision(decision=made, **values, seen=made.revision, by=by, on=ON)


@pytest.mark.parametrize("standing", ["validations", "letters", "action_points", "minutes"])
def test_what_had_an_effect_stays(meeting, by, plan, standing):
    verdicts = [Verdict(entry=complete_entry(plan), outcome=Outcome.VALIDATED)] if standing == "validations" else []
    made = take(meeting, by, verdicts=verdicts)
    if standing == "letters":
        made.letters.add(LetterFactory(office=meeting.office))
    if standing == "action_points":
        ActionPointFactory(meeting=meeting, decision=made)
    if standing == "minutes":
        MinutesFactory(meeting=meeting, state=MinutesState.APPROVED, circulated_on=ON, approved_on=ON)

    with pytest.raises(DomainError):
        remove_decision(decision=made, by=by, on=ON)
    assert BodyDecision.objects.count() == 1


def test_what_was_written_by_mistake_is_taken_back(meeting, by):
    made = take(meeting, by, institutions=[InstitutionFactory()])

    remove_decision(decision=made, by=by, on=ON)

    assert not BodyDecision.objects.exists()
    assert Event.objects.order_by("-pk").first().data["number"] == "1/2018"
