"""Every event that is recorded anywhere has its sentence."""

import ast
import datetime
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone, translation

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.ground.actors import Actor, Capacity, Channel, Role, system_actor
from sekretariat.ground.audit.models import Name
from sekretariat.ground.audit.services import record
from sekretariat.web.trail.sentences import SENTENCES, tell
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory

SOURCE = Path(__file__).resolve().parents[3] / "src" / "sekretariat"
# Where the code is put together, these are the values it may have.
STATES = (ObligationState.ACCEPTED, ObligationState.RETURNED, ObligationState.WITHDRAWN)

# The functions that take the code of an event first: `record`, and helpers of rooms that hand it on.
RECORDERS = {"record", "_add", "touch", "_touch", "note_in_trail"}


def recorded_codes() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECORDERS:
                yield from codes_of(node.args[0] if node.args else None, constants)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Happened":
                yield from codes_of(next(k.value for k in node.keywords if k.arg == "what"), constants)


def codes_of(node: ast.expr | None, constants: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.JoinedStr(values=[ast.Constant(value="obligation."), *_]):
            yield from (f"obligation.{state}" for state in STATES)
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(constants.get(name), ast.Dict):
            yield from (value.value for value in constants[name].values)
        case ast.Name(id="what"):
            return  # handed through by a helper, whose callers are read here too
        case None:
            return
        case _:
            raise AssertionError(f"The test cannot read the code of this event: {ast.unparse(node)}")


CODES = set(recorded_codes())


def test_every_recorded_event_has_a_sentence_and_no_sentence_is_idle():
    assert set(SENTENCES) == CODES
    assert len(CODES) > 40


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_names_who_did_it_even_where_the_data_says_nothing(code, language):
    with translation.override(language):
        assert "%(who)s" in str(SENTENCES[code])
        assert "Ana" in str(SENTENCES[code]) % defaultdict(lambda: "—", who="Ana")


@pytest.fixture
def institution(db):
    return InstitutionFactory(short_name="MFE")


def told(what: str, institution, *, by: Actor, on: datetime.date | None = None, **data):
    with translation.override("en"):
        [one] = tell([record(what, by=by, target=institution, on=on, institution_id=institution.pk, **data)])
    return one


def ana(**values) -> Actor:
    return Actor(person_id=7, name="Ana Prifti", **values)


def test_a_letter_registered_says_by_whom_and_with_which_number(institution):
    assert told("letter.registered", institution, by=ana(), number="2470").sentence == (
        "Ana Prifti registered the letter as no. 2470."
    )


def test_the_mandate_by_which_it_was_done_is_told(db, institution):
    office = OfficeFactory(unit=InstitutionFactory(short_name="DZHM"))
    mandate = MandateFactory(role=Role.OFFICER, institution=office.unit)
    by = ana(capacities=(Capacity(role=Role.OFFICER, institution_id=office.pk, mandate_id=mandate.pk),))

    assert told("institution.added", institution, by=by, name="X").by_what == "as secretariat officer, DZHM"


def test_the_day_it_counts_from_is_told_where_it_is_another_than_that_of_recording(institution):
    on = datetime.date(2018, 5, 21)

    assert told("letter.sent", institution, by=ana(), on=on, number="1").counts_from == on
    assert told("letter.sent", institution, by=ana(), on=timezone.localdate(), number="1").counts_from is None


def test_days_roles_and_persons_are_told_in_words(institution):
    person = PersonFactory(name="Mirela Kola")

    begun = told("mandate.begun", institution, by=ana(), person=person.pk, role="coordinator", paper="12 prot")
    moved = told("obligation.recounted", institution, by=ana(), before="2018-06-04", due="2018-06-05")
    seat = told("seat.added", institution, by=ana(), role="co_chair", seat=1)

    assert begun.sentence == "Ana Prifti recorded that Mirela Kola acts as coordinator. 12 prot"
    assert "from 04.06.2018 to 05.06.2018" in moved.sentence
    assert seat.sentence == "Ana Prifti gave MFE a seat: co-chair."


def test_a_change_is_told_field_by_field(institution):
    one = told("institution.edited", institution, by=ana(), before={"email": ""}, after={"email": "a@b.al"})

    assert one.changes == [("official e-mail", "—", "a@b.al")]


def test_a_field_that_is_no_more_keeps_its_own_name(institution):
    assert told("institution.edited", institution, by=ana(), before={"fax": "1"}, after={"fax": "2"}).changes == [
        ("fax", "1", "2")
    ]


def test_an_erased_name_is_not_told(institution):
    event = record("letter.sent", by=ana(), target=institution, number="1")
    Name.objects.all().delete()

    with translation.override("en"):
        assert tell([event])[0].sentence.startswith("a person whose name was erased")


def test_the_system_and_a_mailbox_behind_a_link_are_named(institution):
    mailbox = Actor(name="MFE", channel=Channel.LINK, only_obligation=1)

    assert told("answer.taken", institution, by=system_actor(), channel="job").sentence.startswith("Sekretariat itself")
    assert told("answer.taken", institution, by=mailbox, channel="link").sentence.startswith("MFE")


def test_an_event_of_an_older_version_lacks_what_a_sentence_names(institution):
    assert told("letter.registered", institution, by=ana()).sentence.endswith("no. —.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_events(institution, count, django_assert_num_queries):
    events = [
        record(
            "mandate.begun",
            by=Actor(
                person_id=place + 1,
                name=f"P{place}",
                capacities=(Capacity(role=Role.OFFICER, institution_id=1, mandate_id=MandateFactory().pk),),
            ),
            target=institution,
            institution_id=InstitutionFactory().pk,
            person=PersonFactory().pk,
        )
        for place in range(count)
    ]

    with django_assert_num_queries(4):
        tell(events)
