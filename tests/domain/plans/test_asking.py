"""The letters that ask for what is missing, and for the commitments: each institution for its own measures."""

import datetime

import pytest

from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.plans.enums import CommitmentState, PlanLetterPurpose
from sekretariat.domain.plans.models import PlanLetter
from sekretariat.domain.plans.services import Asking, draft_asking
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    PlanEntryFactory,
    PlanFactory,
    clerk,
    officer,
)
from tests.factories.complete import commitment

ON = datetime.date(2018, 7, 5)


@pytest.fixture
def plan(db):
    return PlanFactory(body=BodyFactory(), name_sq="Plani i Veprimit", short_name="PV")


@pytest.fixture
def by(plan):
    return officer(plan.office)


def led(plan, lead, **options):
    entry = PlanEntryFactory(plan=plan, **options)
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    return entry


def ask(plan, by, *institutions, purpose=PlanLetterPurpose.COMPLETENESS, **options):
    asking = Asking(purpose=purpose, institutions=institutions, term_days=5, **options)
    return draft_asking(plan=plan, asking=asking, by=by, on=ON)


def test_one_letter_asks_each_institution_for_its_own_measures(plan, by):
    first, second = InstitutionFactory(short_name="MD"), InstitutionFactory(short_name="MFE")
    led(plan, first, code="1.1", measure__title_sq="Portali")
    led(plan, second, code="2.1", measure__title_sq="Buxheti")
    led(plan, second, code="2.2", measure__title_sq="Taksat")

    (letter,) = ask(plan, by, first, second)

    assert (letter.state, letter.office, letter.body) == (LetterState.DRAFT, plan.office, plan.body)
    assert letter.text.splitlines()[1:-1] == [
        f"{first.name_sq}:",
        "– 1.1 Portali: pa kosto; pa tregues.",
        f"{second.name_sq}:",
        "– 2.1 Buxheti: pa kosto; pa tregues.",
        "– 2.2 Taksat: pa kosto; pa tregues.",
    ]
    asked = {
        demand.addressee.institution: (demand.ask_en, demand.term_days)
        for demand in letter.demands.select_related("addressee__institution")
    }
    assert asked == {
        first: ("Fill in what is missing in 1 measure of PV: 1.1", 5),
        second: ("Fill in what is missing in 2 measures of PV: 2.1, 2.2", 5),
    }
    assert PlanLetter.objects.get().purpose == PlanLetterPurpose.COMPLETENESS


def test_the_network_of_coordinators_is_written_to_where_the_plan_has_one(plan, by):
    plan.network = BodyFactory()
    plan.save()
    lead = InstitutionFactory()
    led(plan, lead)

    (letter,) = ask(plan, by, lead)

    assert letter.body == plan.network


def test_a_letter_of_its_own_to_each_names_only_its_measures(plan, by):
    first, second = InstitutionFactory.create_batch(2)
    led(plan, first, code="1.1")
    led(plan, second, code="2.1")

    letters = ask(plan, by, first, second, is_apart=True)

    assert [[a.institution for a in letter.addressees.all()] for letter in letters] == [[first], [second]]
    assert "1.1" in letters[0].text
    assert "2.1" not in letters[0].text
    assert PlanLetter.objects.count() == 2


def test_commitments_are_asked_of_those_who_have_not_answered(plan, by):
    lead, declined = InstitutionFactory(), InstitutionFactory()
    entry = led(plan, lead, code="1.1", measure__title_sq="Portali")
    done = led(plan, lead, code="1.2")
    commitment(done.measure, lead)
    MeasurePartyFactory(measure=entry.measure, institution=declined)
    commitment(entry.measure, declined, CommitmentState.DECLINED)

    (letter,) = ask(plan, by, lead, purpose=PlanLetterPurpose.COMMITMENT)

    assert letter.text.splitlines()[1:-1] == ["– 1.1 Portali."]
    assert letter.demands.get().ask_en == "Confirm the commitment to 1 measure of PV: 1.1"
    assert PlanLetter.objects.get().purpose == PlanLetterPurpose.COMMITMENT
    with pytest.raises(DomainError):
        ask(plan, by, declined, purpose=PlanLetterPurpose.COMMITMENT)


def test_a_list_of_codes_that_is_too_long_is_cut_where_a_code_ends(plan, by):
    lead = InstitutionFactory()
    for number in range(60):
        led(plan, lead, code=f"1.2.{number + 1}")

    (letter,) = ask(plan, by, lead)

    words = letter.demands.get().ask_sq
    assert len(words) <= 300
    assert words.endswith(", …")
    assert len(letter.text.splitlines()) == 62


def test_what_was_asked_stands_in_the_history_of_the_plan(plan, by):
    lead = InstitutionFactory(short_name="MD")
    led(plan, lead)

    ask(plan, by, lead)

    head = Event.objects.order_by("pk").first()
    assert (head.what, head.data["institutions"]) == ("plan.asked", "MD")


@pytest.mark.parametrize("purpose", [PlanLetterPurpose.CALENDAR, "praise"])
def test_what_this_letter_does_not_ask_for_is_refused(plan, by, purpose):
    lead = InstitutionFactory()
    led(plan, lead)

    with pytest.raises(DomainError) as refused:
        ask(plan, by, lead, purpose=purpose)

    assert refused.value.field == "purpose"


def test_asking_nobody_and_asking_who_lacks_nothing_is_refused(plan, by):
    for institutions in ((), (InstitutionFactory(),)):
        with pytest.raises(DomainError) as refused:
            ask(plan, by, *institutions)

        assert refused.value.field == "institutions"


def test_only_the_plans_secretariat_asks(plan):
    lead = InstitutionFactory()
    led(plan, lead)

    for other in (clerk(plan.office), officer(PlanFactory().office)):
        with pytest.raises(NotAllowed):
            ask(plan, other, lead)
