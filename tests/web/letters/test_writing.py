"""The writing form: it grows without a script, loses nothing typed, and shows what another officer changed."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.letters.enums import AddresseeRole, Direction, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import Draft, edit_letter
from sekretariat.domain.obligations.enums import Clock, ObligationKind
from sekretariat.ground.actors import Role
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.words.enums import Precision
from tests.domain.letters.making import ON, drafted, sent, signed
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory, SeatFactory
from tests.factories import officer as officer_actor
from tests.web.html import faults_of

from .conftest import person_in, words

pytestmark = pytest.mark.django_db

NEW = reverse("letters:new")


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


@pytest.fixture
def ministries():
    return [
        InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave"),
        InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë"),
    ]


def demand(place: int = 0, **changes: str) -> dict[str, str]:
    row = {
        "kind": ObligationKind.FREE_ANSWER,
        "ask_sq": "Dërgoni kalendarin",
        "ask_en": "",
        "institution": "",
        "term_days": "10",
        "term_calendar": Calendar.WORKING,
        "clock": Clock.LETTER,
        "due": "",
    }
    return {f"demands-{place}-{name}": value for name, value in (row | changes).items()}


def typed(*demands: dict[str, str], **changes: str) -> dict[str, str]:
    """What the form sends. Without demands it sends one empty row, as the page shows it."""
    rows = demands or (demand(ask_sq="", term_days=""),)
    sent = {"subject": "Për caktimin", "direction": "outgoing", "to": "MFE\nMD", "for_information": "", "text": ""}
    sent |= {"signatory": "Drejtori", "signatory_post": "", "body": "", "follows": "", "one": ""}
    for row in rows:
        sent |= row
    return sent | {"demands-TOTAL_FORMS": str(len(rows)), "demands-INITIAL_FORMS": "0"} | changes


def value_of(page, name: str) -> str:
    """What stands in a text field or a text area of the page."""
    content = page.content.decode()
    if f'<textarea name="{name}"' in content:
        return content.partition(f'<textarea name="{name}"')[2].partition(">")[2].partition("</textarea>")[0].strip()
    return content.partition(f'name="{name}"')[2].partition(">")[0].partition('value="')[2].partition('"')[0]


def test_the_empty_form_is_valid_and_offers_the_last_signature(office, client):
    drafted(office, signatory="Sekretari i Përgjithshëm", signatory_post="Kryeministria")

    page = client.get(NEW)

    assert faults_of(page.content.decode()) == []
    assert value_of(page, "signatory") == "Sekretari i Përgjithshëm"
    assert value_of(page, "signatory_post") == "Kryeministria"


def test_a_draft_is_saved_with_all_that_was_typed(office, client, ministries):
    body, first = BodyFactory(), sent(office)
    data = typed(
        demand(0, kind=ObligationKind.NAME_COORDINATOR, ask_en="Name one"),
        demand(1, term_days="", due="T3 2019", institution="MD"),
        demand(2, term_days="30", term_calendar=Calendar.CALENDAR, clock=Clock.RECEIPT),
        subject="Për  caktimin\ne koordinatorit",
        direction="internal",
        body=str(body.pk),
        follows="1 prot, 21.05.2018",
        for_information="AKSHI",
        text="Rreshti i parë\nRreshti i dytë",
        one_per_addressee="on",
    )
    InstitutionFactory(short_name="AKSHI")

    response = client.post(NEW, data)

    letter = Letter.objects.get(subject="Për caktimin e koordinatorit")
    assert response.url == reverse("letters:detail", args=[letter.pk])
    assert (letter.state, letter.direction, letter.body, letter.follows) == (
        LetterState.DRAFT,
        Direction.INTERNAL,
        body,
        first,
    )
    assert letter.one_per_addressee
    assert letter.text == "Rreshti i parë\nRreshti i dytë"
    assert set(letter.addressees.values_list("institution__short_name", "role")) == {
        ("MFE", AddresseeRole.TO),
        ("MD", AddresseeRole.TO),
        ("AKSHI", AddresseeRole.FOR_INFORMATION),
    }
    coordinator, calendar, month = letter.demands.all()
    assert (coordinator.kind, coordinator.term_days, coordinator.ask_en) == ("name_coordinator", 10, "Name one")
    assert (calendar.due_on, calendar.due_precision) == (datetime.date(2019, 9, 30), Precision.QUARTER)
    assert calendar.addressee.institution == ministries[1]
    assert (month.term_days, month.term_calendar, month.clock) == (30, Calendar.CALENDAR, Clock.RECEIPT)


def test_a_draft_without_addressees_and_demands_is_saved_for_later(client):
    client.post(NEW, typed(to=""))

    assert Letter.objects.get().demands.count() == 0


def test_mistakes_are_told_at_their_fields_and_nothing_typed_is_lost(client, ministries):
    data = typed(
        demand(0, term_days="0"),
        demand(1, ask_sq="", term_days="5"),
        demand(2, due="03.07.2018"),
        demand(3, term_days="", due="së shpejti"),
        subject="",
        to="MFE\nMinistria e Drejtsisë",
        follows="9999",
        text="Teksti im",
    )

    page = client.post(NEW, data)

    assert faults_of(page.content.decode()) == []
    told = words(page)
    for sentence in (
        "Line 2: “Ministria e Drejtsisë” is not in the list",
        "“Ministria e Drejtësisë”",
        "There is no letter “9999”",
        "Say in words what is asked",
        "not both",
    ):
        assert sentence in told
    assert value_of(page, "to") == "MFE\nMinistria e Drejtsisë"
    assert value_of(page, "text") == "Teksti im"
    assert value_of(page, "demands-3-due") == "së shpejti"
    assert not Letter.objects.exists()


def test_what_the_service_refuses_is_told_in_the_form(client, ministries):
    page = client.post(NEW, typed(for_information="MFE"))
    assert "An institution stands twice among the addressees." in words(page)

    page = client.post(NEW, typed(demand(institution="MD"), to="MFE"))
    assert "MD is asked for something but is not among the addressees." in words(page)
    assert not Letter.objects.exists()


def test_one_more_thing_to_ask_adds_an_empty_row_and_saves_nothing(client, ministries):
    page = client.post(NEW, typed(demand(), add="demand", text="Teksti im", subject=""))

    assert faults_of(page.content.decode()) == []
    assert 'name="demands-1-ask_sq"' in page.content.decode()
    assert value_of(page, "demands-0-ask_sq") == "Dërgoni kalendarin"
    assert value_of(page, "demands-TOTAL_FORMS") == "2"
    assert value_of(page, "text") == "Teksti im"
    assert "put this right" not in words(page)
    assert not Letter.objects.exists()


def test_a_row_can_be_taken_away_and_the_others_stay(client):
    rows = [demand(place, ask_sq=f"Kërkesa {place}") for place in range(3)]

    page = client.post(NEW, typed(*rows, remove="1"))

    assert [value_of(page, f"demands-{place}-ask_sq") for place in range(2)] == ["Kërkesa 0", "Kërkesa 2"]
    assert 'name="demands-2-ask_sq"' not in page.content.decode()


def test_groups_are_added_to_the_list_where_each_name_can_be_taken_out_again(client, ministries):
    InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, short_name="", name_sq="Bashkia Shkodër")
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.MEMBER, institution=InstitutionFactory(name_sq="Agjencia", kind="agency"))

    page = client.post(NEW, typed(add="ministries", to="Ministria e Financave"))
    assert value_of(page, "to").splitlines()[:2] == ["Ministria e Financave", "Ministria e Drejtësisë"]
    page = client.post(NEW, typed(add="municipalities", to=""))
    assert value_of(page, "to") == "Bashkia Shkodër"
    page = client.post(NEW, typed(add="members", to="MFE", body=str(body.pk)))
    assert value_of(page, "to") == "MFE\nAgjencia"


def test_members_of_no_body_cannot_be_added(client):
    assert "Choose the mechanism first" in words(client.post(NEW, typed(add="members")))


@pytest.mark.parametrize("asked", ["one", ""])
def test_a_name_found_by_the_search_is_added_also_by_enter(client, ministries, asked):
    page = client.post(NEW, typed(add=asked, one="MD – Ministria e Drejtësisë", to="MFE"))

    assert value_of(page, "to") == "MFE\nMinistria e Drejtësisë"
    assert value_of(page, "one") == ""
    assert not Letter.objects.exists()


def test_an_unknown_name_in_the_search_is_told_and_stays(client):
    page = client.post(NEW, typed(add="one", one="Ministria e Diellit"))

    assert "“Ministria e Diellit” is not in the list" in words(page)
    assert value_of(page, "one") == "Ministria e Diellit"


def test_a_letter_that_follows_another_begins_with_its_citation_and_body(office, client):
    body = BodyFactory()
    first = sent(office, body=body)

    page = client.get(NEW, {"follows": first.pk})

    assert value_of(page, "follows").startswith("1 prot, 21.05.2018")
    assert f'<option value="{body.pk}" selected>' in page.content.decode()


def test_a_foreign_letter_cannot_be_followed(client):
    foreign = sent(OfficeFactory())

    assert value_of(client.get(NEW, {"follows": foreign.pk}), "follows") == ""
    assert "There is no letter" in words(client.post(NEW, typed(follows="1")))


def test_the_draft_comes_back_into_the_form_as_it_was_typed(office, client, ministries):
    client.post(NEW, typed(demand(), demand(1, term_days="", due="qershor 2019", institution="MD"), text="Një\nDy"))
    letter = Letter.objects.get()

    page = client.get(reverse("letters:edit", args=[letter.pk]))

    assert faults_of(page.content.decode()) == []
    assert value_of(page, "to") == "Ministria e Drejtësisë\nMinistria e Financave"
    assert value_of(page, "text") == "Një\nDy"
    assert value_of(page, "demands-0-term_days") == "10"
    assert value_of(page, "demands-1-due") == "June 2019"
    assert value_of(page, "demands-1-institution") == "MD – Ministria e Drejtësisë"


def test_a_draft_is_changed_once_and_shows_another_officers_change_before_a_second_time(office, client, ministries):
    client.post(NEW, typed(text="I pari"))
    letter = Letter.objects.get()
    url = reverse("letters:edit", args=[letter.pk])
    ana = officer_actor(office, PersonFactory(name="Ana Prifti"))
    edit_letter(letter=letter, draft=Draft(subject="E Anës", to=ministries[:1], text="I Anës"), seen=0, by=ana, on=ON)

    page = client.post(url, typed(revision="0", subject="E imja", text="I imi"))

    assert faults_of(page.content.decode()) == []
    assert "Ana Prifti changed this" in words(page)
    assert "E Anës" in words(page)
    assert "I Anës" in words(page)
    assert value_of(page, "subject") == "E imja"
    assert value_of(page, "revision") == "1"
    assert Letter.objects.get().subject == "E Anës"

    client.post(url, typed(revision="1", subject="E imja", text="I imi"))
    assert Letter.objects.get().subject == "E imja"


def test_the_revision_that_was_seen_outlives_the_buttons_of_the_form(office, client):
    letter = drafted(office)

    page = client.post(reverse("letters:edit", args=[letter.pk]), typed(add="demand", revision="7"))

    assert value_of(page, "revision") == "7"


def test_an_institution_that_is_no_more_stays_in_a_draft_that_names_it(office, client):
    gone = InstitutionFactory(name_sq="Ministria e Dikurshme", valid_to=datetime.date(2018, 12, 31))
    letter = drafted(office, to=[gone])

    page = client.get(reverse("letters:edit", args=[letter.pk]))

    assert value_of(page, "to") == "Ministria e Dikurshme"


def test_what_is_signed_is_not_edited(office, client):
    letter = signed(office)

    assert client.get(reverse("letters:edit", args=[letter.pk])).status_code == 403


def test_an_officer_of_two_offices_chooses_for_which_one_writes(english, ministries):
    first, second = OfficeFactory(), OfficeFactory()
    person = person_in(Role.OFFICER, first.unit)
    MandateFactory(person=person, role=Role.OFFICER, institution=second.unit)
    client = english(person)
    assert 'name="office"' in client.get(NEW).content.decode()

    client.post(NEW, typed(office=str(second.pk)))

    assert Letter.objects.get().office == second


def test_an_office_that_is_not_ones_own_is_refused(client):
    other = OfficeFactory()

    client.post(NEW, typed(office=str(other.pk)))

    assert not Letter.objects.filter(office=other).exists()


def test_an_officer_whose_office_is_not_set_up_is_told_so(english):
    client = english(person_in(Role.OFFICER, InstitutionFactory()))

    page = client.get(NEW)

    assert page.status_code == 403
    assert "no office that is set up here" in page.content.decode()


@pytest.mark.parametrize(
    "naughty",
    [
        {"demands-TOTAL_FORMS": "x"},
        {"demands-TOTAL_FORMS": "99999"},
        {"demands-0-term_days": "9" * 400},
        {"demands-0-term_days": "²"},
        {"demands-0-kind": "no_such_kind"},
        {"body": "x"},
        {"body": "999999999999999999999"},
        {"subject": "x" * 501},
        {"subject": "\x00"},
        {"direction": "incoming"},
        {"revision": "x"},
        {"add": "no_such_group"},
        {"add": "members", "body": "9" * 30},
        {"remove": "-1"},
        {"one": "\ud800".encode("utf-8", "replace").decode()},
        {"follows": "9" * 300},
    ],
    ids=str,
)
def test_naughty_input_is_answered_with_the_form(client, ministries, naughty):
    page = client.post(NEW, typed(demand()) | naughty)

    assert page.status_code in (200, 302)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_form_do_not_grow(office, client, count, django_assert_num_queries):
    demands = [demand(place) for place in range(count)]
    InstitutionFactory.create_batch(count, kind=InstitutionKind.MUNICIPALITY)
    letter = drafted(office, to=InstitutionFactory.create_batch(count))

    with django_assert_num_queries(12):
        client.get(reverse("letters:edit", args=[letter.pk]))
    with django_assert_num_queries(9):
        client.post(NEW, typed(*demands, add="demand"))
