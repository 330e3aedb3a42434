"""Lists of leaders and staff, pasted: what is read, what is refused, and that pasting again makes no doubles."""

import datetime
import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.importers import DirectoryRefused, ListedRow, read_directory, take_directory
from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Person, Post
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    clerk,
    coordinator,
)

ON = datetime.date(2026, 11, 21)
LATER = ON + datetime.timedelta(days=30)
HEADER = "Institucioni\tEmri\tFunksioni\tE-mail\tTelefoni\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shkoder")]


@pytest.fixture(autouse=True)
def puke():
    return InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq="Bashkia Pukë", short_name="")


def read(*lines: str) -> list[ListedRow]:
    return read_directory(HEADER + "\n".join(lines), on=ON)


def take(by, *lines: str, on: datetime.date = ON) -> list[str]:
    return [row.fate for row in take_directory(text=HEADER + "\n".join(lines), by=by, on=on)]


def faults(*lines: str) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for row in read(*lines) for problem in row.problems]


ANA = "Bashkia Shkodër\tAna Çela\tKryetare e Bashkisë\tana@shkodra.al\t069 20 00 001"
BEN = "Bashkia Pukë\tBen Gega\tSpecialist\tben@puka.al\t"


def test_a_list_enters_persons_with_their_posts_and_roles(by, shkoder, puke):
    assert take(by, ANA, BEN) == [Fate.NEW, Fate.NEW]

    held = Mandate.objects.order_by("pk").values_list(
        "person__name", "person__email", "institution", "post__title_sq", "post__kind", "role", "basis"
    )
    assert list(held) == [
        ("Ana Çela", "ana@shkodra.al", shkoder.pk, "Kryetare e Bashkisë", PostKind.MAYOR, Role.HEAD, Basis.SET_UP),
        ("Ben Gega", "ben@puka.al", puke.pk, "Specialist", PostKind.OFFICER, Role.STAFF, Basis.SET_UP),
    ]


def test_the_same_list_pasted_again_changes_nothing(by):
    take(by, ANA, BEN)
    before = [model.objects.count() for model in (Person, Post, Mandate, Event)]

    assert take(by, ANA, BEN, on=LATER) == [Fate.SAME, Fate.SAME]

    assert [model.objects.count() for model in (Person, Post, Mandate, Event)] == before


@pytest.mark.parametrize(
    ("written", "corrected", "field"),
    [
        ("ana@shkodra.al", "ana.cela@shkodra.al", "email"),
        ("Ana Çela", "Anna Çela", "name"),
        ("069 20 00 001", "069 99 99 999", "phone"),
    ],
)
def test_the_corrected_list_mends_the_person_and_makes_no_second_one(by, written, corrected, field):
    take(by, ANA)
    mended = ANA.replace(written, corrected)

    assert take(by, mended) == [Fate.CORRECTED]

    assert getattr(Person.objects.get(email__contains="shkodra"), field) == corrected
    assert take(by, mended) == [Fate.SAME]


def test_a_corrected_function_takes_the_place_of_the_one_before(by, shkoder):
    take(by, ANA)

    assert take(by, ANA.replace("Kryetare e Bashkisë", "Zëvendëskryetare"), on=LATER) == [Fate.CORRECTED]

    [mandate] = Mandate.objects.giving_rights(on=LATER)
    assert (mandate.post.title_sq, mandate.role) == ("Zëvendëskryetare", Role.STAFF)
    assert take(by, ANA.replace("Kryetare e Bashkisë", "Zëvendëskryetare"), on=LATER) == [Fate.SAME]


def test_functions_corrected_back_and_forth_on_one_day_leave_one(by):
    other = ANA.replace("Kryetare e Bashkisë", "Zëvendëskryetare")

    for line in (ANA, other, ANA):
        take(by, line)

    [mandate] = Mandate.objects.giving_rights(on=ON)
    assert mandate.post.title_sq == "Kryetare e Bashkisë"


def test_somebody_with_two_functions_in_the_list_keeps_both(by):
    second = ANA.replace("Kryetare e Bashkisë", "Anëtare e bordit")
    take(by, ANA)

    assert take(by, second, ANA) == [Fate.COMPLETED, Fate.SAME]
    assert take(by, ANA, second) == [Fate.SAME, Fate.SAME]

    assert Mandate.objects.giving_rights(on=ON).count() == 2
    assert Person.objects.filter(email="ana@shkodra.al").count() == 1


def test_what_stands_on_a_letter_is_not_a_lists_to_end(by, shkoder):
    person = PersonFactory(name="Ana Çela", email="ana@shkodra.al")
    post = PostFactory(institution=shkoder, title_sq="Administratore")
    kept = MandateFactory(person=person, institution=shkoder, role=Role.HEAD, post=post, basis=Basis.LETTER)

    take(by, ANA)

    assert kept in Mandate.objects.giving_rights(on=ON)


def test_what_was_empty_is_completed(by, shkoder):
    person = PersonFactory(name="Ana Çela", email="")
    MandateFactory(person=person, institution=shkoder, role=Role.STAFF)

    assert take(by, "Bashkia Shkodër\tANA CELA\t\tana@shkodra.al\t069 1") == [Fate.COMPLETED]

    person.refresh_from_db()
    assert (person.name, person.email, person.phone) == ("Ana Çela", "ana@shkodra.al", "069 1")


def test_an_empty_cell_takes_nothing_away(by):
    take(by, ANA)

    assert take(by, "Bashkia Shkodër\tAna Çela\t\t\t") == [Fate.SAME]

    assert Person.objects.get(email="ana@shkodra.al").phone == "069 20 00 001"


def test_somebody_who_moved_is_found_by_the_address(by, puke):
    take(by, ANA)

    assert take(by, ANA.replace("Bashkia Shkodër", "Bashkia Pukë")) == [Fate.COMPLETED]

    assert Person.objects.filter(email="ana@shkodra.al").count() == 1


def test_a_coordinator_with_a_misspelt_name_is_the_same_person(by, shkoder):
    person = PersonFactory(name="Ana Cella", email="ana@shkodra.al")
    MandateFactory(person=person, institution=shkoder, role=Role.COORDINATOR)

    assert take(by, ANA) == [Fate.CORRECTED]

    person.refresh_from_db()
    assert person.name == "Ana Çela"


def test_one_person_in_two_rows_with_the_address_in_one_is_one_person(by):
    take(by, "Bashkia Shkodër\tAna Çela\tKryetare\t\t", "Bashkia Shkodër\tAna Çela\tKryetare\tana@shkodra.al\t")

    assert Person.objects.filter(name="Ana Çela").values_list("email", flat=True).get() == "ana@shkodra.al"


def test_two_addresses_for_one_name_mean_two_persons(by):
    lines = ["Bashkia Shkodër\tAna Çela\t\ta1@shkodra.al\t", "Bashkia Shkodër\tAna Çela\t\ta2@shkodra.al\t"]

    assert take(by, *lines) == [Fate.NEW, Fate.NEW]
    assert take(by, *lines) == [Fate.SAME, Fate.SAME]


def test_of_two_telephones_in_one_list_the_first_is_kept(by):
    second = ANA.replace("Kryetare e Bashkisë", "Anëtare e bordit").replace("069 20 00 001", "069 20 00 002")

    take(by, ANA, second)

    assert Person.objects.get(email="ana@shkodra.al").phone == "069 20 00 001"


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("", "Bashkia Shkodër|Ana Çela|Kryetare|ana@shkodra.al|069"),
        ("", "1|Bashkia Shkodër|Ana Çela|Kryetare|ana@shkodra.al|069"),
        ("Emri|Mbiemri|Tel.|Adresa elektronike|Pozicioni|Bashkia", "Ana|Çela|069|ana@shkodra.al|Kryetare|Shkodër"),
        (
            "Nr.|Institucioni|Emër Mbiemër|Shënime|E-mail:|Funksioni|Cel",
            "1|BASHKIA SHKODER|Ana Çela|x|Ana@shkodra.al|Kryetare|069",
        ),
        ("Institution|Full name|Position|E-mail|Phone", "Bashkia Shkodër|Ana Çela|Kryetare|mailto:ana@shkodra.al|069"),
    ],
    ids=["no header", "serial number", "other order", "further columns", "English"],
)
@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_lists_are_read_however_their_columns_stand(header, line, delimiter, shkoder):
    [row] = read_directory(f"{header}\n{line}".replace("|", delimiter), on=ON)

    assert row.problems == []
    assert row.institution == shkoder
    assert (row.cells["name"], row.cells["function"]) == ("Ana Çela", "Kryetare")
    assert (row.cells["email"], row.cells["phone"]) == ("ana@shkodra.al", "069")


def test_an_empty_institution_is_the_one_above(shkoder, puke):
    rows = read(ANA, "\tDea Leka\tSpecialiste\t\t", "Pukë\tBen Gega\t\t\t", "\tEma Rama\t\t\t")

    assert [row.institution for row in rows] == [shkoder, shkoder, puke, puke]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("\tAna Çela\t\t\t", "institution"),
        ("Bashkia Shkoder e Re\tAna Çela\t\t\t", "institution"),
        ("Bashkia Shkodër\t\tKryetare\tana@shkodra.al\t", "name"),
        ("Bashkia Shkodër\tAna Çela\t\tana(at)shkodra\t", "email"),
        ("Bashkia Shkodër\tAna Çela\t\ta@shkodra.al, b@shkodra.al\t", "email"),
        (f"Bashkia Shkodër\t{'A' * 201}\t\t\t", "name"),
        (f"Bashkia Shkodër\tAna Çela\t\t\t{'1' * 61}", "phone"),
    ],
)
def test_a_fault_names_its_row_and_column(line, fault):
    assert faults(line) == [(2, fault)]


def test_every_fault_of_a_list_is_told_at_once():
    assert faults("Bashkia Kot\t\t\tx\t", ANA, "Bashkia Pukë\tBen\t\ty\t") == [
        (2, "institution"),
        (2, "name"),
        (2, "email"),
        (4, "email"),
    ]


def test_a_misspelt_institution_is_suggested_and_never_guessed():
    [row] = read("Bashkia Shkodra\tAna Çela\t\t\t")

    assert row.institution is None
    assert "Bashkia Shkodër" in row.problems[0].message


def test_a_name_of_two_institutions_is_refused(puke):
    for above in (InstitutionFactory(), InstitutionFactory()):
        InstitutionFactory(kind=InstitutionKind.UNIT, part_of=above, name_sq="Drejtoria e Financës", short_name="")

    assert faults("Drejtoria e Financës\tAna Çela\t\t\t") == [(2, "institution")]


def test_an_institution_that_ended_is_not_known():
    InstitutionFactory(name_sq="Ministria e Vjetër", valid_to=ON - datetime.timedelta(days=1))

    assert faults("Ministria e Vjetër\tAna Çela\t\t\t") == [(2, "institution")]


def test_an_address_of_somebody_elsewhere_is_refused():
    PersonFactory(name="Ben Dervishi", email="ana@shkodra.al")

    assert faults(ANA) == [(2, "email")]


def test_an_address_twice_in_the_list_under_two_names_is_refused():
    assert faults(ANA, "Bashkia Pukë\tBen Gega\t\tana@shkodra.al\t") == [(3, "email")]
    assert faults(ANA, "Bashkia Shkodër\tBen Gega\t\tana@shkodra.al\t") == [(3, "email")]


def test_a_name_borne_by_two_persons_there_needs_an_address(shkoder):
    for _ in range(2):
        MandateFactory(person=PersonFactory(name="Ana Çela"), institution=shkoder, role=Role.STAFF)

    assert faults("Bashkia Shkodër\tAna Çela\t\t\t") == [(2, "email")]


def test_the_address_somebody_signs_in_with_is_not_changed_by_a_list(shkoder):
    person = PersonFactory(name="Ana Çela", email="ana@tjeter.al", signs_in=True)
    MandateFactory(person=person, institution=shkoder, role=Role.STAFF)

    assert faults(ANA) == [(2, "email")]


def test_nothing_is_saved_while_one_row_is_faulty(by):
    people = Person.objects.count()

    with pytest.raises(DirectoryRefused) as refused:
        take(by, ANA, "Bashkia Kot\tBen\t\t\t")

    assert [len(row.problems) for row in refused.value.rows] == [0, 1]
    assert Person.objects.count() == people
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["", "   \n\t\n", HEADER])
def test_an_empty_list_is_refused(by, text):
    with pytest.raises(DomainError):
        take_directory(text=text, by=by, on=ON)


def test_only_those_who_keep_the_directory_take_a_list(shkoder):
    for by in (clerk(OfficeFactory()), coordinator(shkoder)):
        with pytest.raises(NotAllowed):
            take(by, ANA)


def test_the_trail_tells_the_list_first_and_names_nobody(by, shkoder):
    take(by, ANA)

    head = Event.objects.get(position=0)
    assert (head.what, head.target_key, head.data) == ("institution.people_listed", str(shkoder.pk), {"rows": 1})
    assert not any("Ana" in str(event.data) for event in Event.objects.all())


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_read_in_three_queries_whatever_its_length(count, django_assert_num_queries):
    lines = [f"Bashkia Shkodër\tDikush {place}\tSpecialist\tdikush{place}@shkodra.al\t" for place in range(count)]

    with django_assert_num_queries(3):
        read(*lines)


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ROW = st.tuples(
    st.sampled_from(["Bashkia Shkodër", "Pukë", "", "Bashki"]) | CELL,
    st.sampled_from(["Ana Çela", "ana cela", "Ben"]) | CELL,
    st.sampled_from(["Kryetar", ""]) | CELL,
    st.sampled_from(["ana@shkodra.al", "BEN@puka.al", ""]) | CELL,
    CELL,
)


def test_a_row_without_an_address_is_refused_wherever_it_stands_when_the_list_gives_its_name_to_two_persons():
    nobody = "Bashkia Shkodër	Ana Çela	Kryetar		"
    rows = [
        nobody,
        *(f"Bashkia Shkodër	Ana Çela	Kryetar	{email}	" for email in ("ana@shkodra.al", "ben@puka.al")),
    ]

    for order in itertools.permutations(rows):
        assert [bool(row.problems) for row in read(*order)] == [line == nobody for line in order]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, max_size=5))
def test_whatever_is_pasted_is_either_refused_or_taken_once_for_all(by, table):
    text = "\n".join("\t".join(cells) for cells in table)
    with transaction.atomic():
        rows = read_directory(text, on=ON)
        assert all(bool(row.problems) != bool(row.planned) for row in rows)
        if rows and not any(row.problems for row in rows):
            take_directory(text=text, by=by, on=ON)
            assert {row.fate for row in take_directory(text=text, by=by, on=ON)} == {Fate.SAME}
        transaction.set_rollback(True)
