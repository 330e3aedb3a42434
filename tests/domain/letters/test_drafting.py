"""Drafts: written once or many times, until they are signed; two people at one draft see each other."""

import datetime
import io

import pytest

from sekretariat.domain.letters.enums import AddresseeRole, LetterState
from sekretariat.domain.letters.models import Addressee, Letter, LetterDemand
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    draft_letter,
    edit_letter,
    enclose,
    remove_enclosure,
    sign_letter,
)
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Channel
from sekretariat.ground.audit.models import Event, Name
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.files.services import take_upload
from sekretariat.ground.search import queries as search
from sekretariat.ground.search import scopes
from tests.factories import InstitutionFactory, OfficeFactory, PersonFactory, clerk, coordinator, officer

from .making import ON, asks, drafted, registered, sent, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def a_file(by):
    return take_upload(stream=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="Shtojca ë.pdf", by=by, on=ON)


def test_a_draft_has_no_number_no_date_and_owes_nobody_anything(office):
    letter = drafted(office)

    assert (letter.state, letter.number, letter.on, letter.citation) == (LetterState.DRAFT, None, None, "")
    assert not Obligation.objects.exists()


def test_the_drafter_is_who_writes_it(office):
    person = PersonFactory()

    letter = draft_letter(office=office, draft=Draft(subject="Për provë"), by=officer(office, person), on=ON)

    assert letter.drafter == person
    assert Name.objects.get().name == person.name


def test_spaces_and_line_breaks_of_a_pasted_subject_become_single_spaces(office):
    assert drafted(office, subject="  Për\n\tcaktimin   e koordinatorit ").subject == "Për caktimin e koordinatorit"


def test_only_officers_of_the_office_write_its_letters(office):
    for by in (clerk(office), officer(OfficeFactory()), coordinator(office.unit)):
        with pytest.raises(NotAllowed):
            draft_letter(office=office, draft=Draft(subject="Për provë"), by=by, on=ON)


@pytest.mark.parametrize("subject", ["", "   ", "x" * 501])
def test_a_subject_that_is_missing_or_too_long_is_refused(office, subject):
    with pytest.raises(DomainError):
        drafted(office, subject=subject)

    assert not Letter.objects.exists()


def test_an_institution_twice_among_the_addressees_is_refused(office):
    one = InstitutionFactory()

    for fields in ({"to": [one, one]}, {"to": [one], "for_information": [one]}):
        with pytest.raises(DomainError, match="stands twice") as refused:
            drafted(office, **fields)
        assert refused.value.field == "to"
    assert not Letter.objects.exists()


def test_a_demand_on_one_institution_needs_it_among_the_addressees(office):
    one, other = InstitutionFactory.create_batch(2)
    demands = [DemandOf(demand=asks(), institution=other)]

    with pytest.raises(DomainError, match="not among the addressees"):
        drafted(office, to=[one], for_information=[other], demands=demands)

    letter = drafted(office, to=[one, other], demands=demands)
    assert LetterDemand.objects.get().addressee.institution == other
    assert letter.addressees.filter(role=AddresseeRole.TO).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"term_days": 10, "due_on": datetime.date(2018, 7, 3)},
        {"term_days": 0},
        {"kind": "no_such_kind"},
        {"ask_sq": ""},
    ],
)
def test_a_demand_that_contradicts_itself_is_refused_with_the_whole_draft(office, wrong):
    with pytest.raises(DomainError):
        drafted(office, demands=[DemandOf(demand=asks(**wrong))])

    assert not Letter.objects.exists()


def test_editing_replaces_addressees_and_demands_and_raises_the_revision(office):
    letter = drafted(office, to=InstitutionFactory.create_batch(3))
    one = InstitutionFactory()
    draft = Draft(subject="Për tjetër provë", to=[one], for_information=[], demands=[])

    edited = edit_letter(letter=letter, draft=draft, seen=letter.revision, by=officer(office), on=ON)

    assert (edited.subject, edited.revision) == ("Për tjetër provë", letter.revision + 1)
    assert [addressee.institution for addressee in Addressee.objects.all()] == [one]
    assert not LetterDemand.objects.exists()
    assert Event.objects.get(what="letter.edited").data["before"] == "Për një provë"


def test_a_stale_edit_is_refused_and_names_who_changed_it(office):
    letter = drafted(office)
    ana = PersonFactory(name="Ana Prifti")
    mine = Draft(subject="E imja", to=[InstitutionFactory()])
    edit_letter(letter=letter, draft=mine, seen=0, by=officer(office, ana), on=ON)

    with pytest.raises(Stale, match="Ana Prifti changed this"):
        edit_letter(letter=letter, draft=Draft(subject="E jotja"), seen=0, by=officer(office), on=ON)

    assert Letter.objects.get().subject == "E imja"


def test_what_is_signed_is_not_edited_any_more(office):
    for letter in (signed(office), registered(office), sent(office)):
        with pytest.raises(NotAllowed):
            edit_letter(letter=letter, draft=Draft(subject="Ndryshim"), seen=0, by=officer(office), on=ON)


def test_a_letter_signed_meanwhile_is_not_edited_by_who_still_sees_the_draft(office):
    seen = drafted(office)
    sign_letter(letter=Letter.objects.get(), by=officer(office), on=ON)

    with pytest.raises(DomainError):
        edit_letter(letter=seen, draft=Draft(subject="Ndryshim"), seen=seen.revision, by=officer(office), on=ON)

    assert Letter.objects.get().subject == "Për një provë"


def test_enclosures_come_and_go_while_it_is_a_draft_and_stay_afterwards(office):
    letter, by = drafted(office), officer(office)
    kept, dropped = (enclose(letter=letter, file=a_file(by), title=title, by=by, on=ON) for title in ("Shtojca 1", ""))

    assert dropped.title == "Shtojca ë.pdf"
    remove_enclosure(enclosure=dropped, by=by, on=ON)
    sign_letter(letter=letter, by=by, on=ON)
    kept.refresh_from_db()

    with pytest.raises(NotAllowed):
        remove_enclosure(enclosure=kept, by=by, on=ON)
    assert list(letter.enclosures.all()) == [kept]


def test_a_stranger_adds_no_enclosure(office):
    letter = drafted(office)
    stranger = officer(OfficeFactory())

    with pytest.raises(NotAllowed):
        enclose(letter=letter, file=a_file(stranger), title="", by=stranger, on=ON)


def test_a_draft_is_found_by_its_own_office_and_nobody_else(office):
    letter = drafted(office, subject="Për caktimin e koordinatorit")

    def found_by(by):
        hits = search.find("caktim koordinatori", scopes=scopes.scopes_of(by), limit=5).hits
        return [hit.key for hit in hits if hit.kind == "letter"]

    assert found_by(officer(office)) == [str(letter.pk)]
    assert found_by(officer(OfficeFactory())) == []
    assert found_by(coordinator(letter.addressees.get().institution)) == []


def test_every_step_is_one_operation_with_its_head_event(office):
    by = officer(office)
    draft_letter(office=office, draft=Draft(subject="Për provë"), by=by, on=ON)

    event = Event.objects.get(what="letter.drafted")
    assert (event.position, event.channel, event.counts_from) == (0, Channel.PAGE, ON)
