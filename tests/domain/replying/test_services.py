"""Every kind of duty through the one service, its effects, and the grid that takes all rows or none."""

import datetime

import pytest

from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_user, named_in, network_of
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import return_answer
from sekretariat.domain.replying.contents import Acknowledged, CoordinatorsNamed, FreeAnswer, PersonNamed
from sekretariat.domain.replying.services import HANDLERS, GridRefused, GridRow, reply, reply_in_grid
from sekretariat.ground.actors import Actor, Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail.models import Outbox
from tests.domain.obligations.making import asked, day
from tests.factories import BodyFactory, OfficeFactory, PersonFactory, UserFactory, coordinator, officer

from .making import RECEIVED_ON, asked_for_coordinator, given, named

pytestmark = pytest.mark.django_db


def answer(duty: Obligation, content, *, by: Actor | None = None, on=RECEIVED_ON, **fields) -> Answer:
    return reply(
        obligation=duty,
        content=content,
        given=given(on, **fields),
        channel=Channel.PAPER,
        by=by or officer(duty.office),
        on=on,
    )


def test_every_kind_has_its_handler():
    assert set(HANDLERS) == set(ObligationKind)


def test_naming_a_coordinator_and_a_deputy_makes_both_mandates_by_their_letter():
    network = BodyFactory()
    duty = asked_for_coordinator(body=network)
    deputy = PersonNamed(name="Ilir Dervishi", email="ilir@financa.al", phone="069 20 00 002", title="Specialist")

    answered = answer(duty, named(deputy=deputy), letter_number="9214 prot", letter_on=day("25.05.2018"))

    found = [(m.person.name, m.role, m.basis, m.paper, m.valid_from) for m in network_of(network, on=RECEIVED_ON)]
    assert found == [
        ("Mira Kola", Role.COORDINATOR, Basis.LETTER, "9214 prot, 25.05.2018", RECEIVED_ON),
        ("Ilir Dervishi", Role.DEPUTY, Basis.LETTER, "9214 prot, 25.05.2018", RECEIVED_ON),
    ]
    assert answered.summary == "Mira Kola, Ilir Dervishi"
    assert [m.person.phone for m in named_in([answered])[answered.pk]] == ["", "069 20 00 002"]


def test_whoever_is_named_is_invited_once_and_may_do_just_that():
    duty, other = asked_for_coordinator(), asked_for_coordinator()

    answer(duty, named())
    answer(duty, named())

    person = Mandate.objects.get().person
    actor = actor_of_user(person.user, language="sq", channel=Channel.PAGE, on=RECEIVED_ON)
    assert list(Obligation.objects.visible_to(actor)) == [duty]
    assert other not in Obligation.objects.visible_to(actor)
    assert [mail.to_address for mail in Outbox.objects.all()] == ["mira@financa.al"]


def test_a_correction_replaces_the_coordinator_and_ends_the_earlier_mandate_the_day_before():
    duty = asked_for_coordinator()
    answer(duty, named())

    answer(duty, named("Arta Duka", "arta@financa.al"), on=day("11.06.2018"))

    stood = {m.person.name: (m.valid_from, m.valid_to, m.is_stopped) for m in Mandate.objects.all()}
    assert stood == {
        "Mira Kola": (RECEIVED_ON, day("10.06.2018"), True),
        "Arta Duka": (day("11.06.2018"), None, False),
    }


def test_a_new_coordinator_does_not_end_the_deputy():
    duty = asked_for_coordinator()
    answer(duty, named(deputy=PersonNamed(name="Ilir Dervishi", email="ilir@financa.al")))

    answer(duty, named("Arta Duka", "arta@financa.al"), on=day("11.06.2018"))

    in_force = Mandate.objects.giving_rights(on=day("12.06.2018"))
    assert {(m.person.name, m.role) for m in in_force} == {
        ("Arta Duka", Role.COORDINATOR),
        ("Ilir Dervishi", Role.DEPUTY),
    }


def test_coordinators_of_another_body_stay():
    institution_duty = asked_for_coordinator(body=BodyFactory())
    answer(institution_duty, named())

    other = asked_for_coordinator(institution=institution_duty.institution, body=BodyFactory())
    answer(other, named("Arta Duka", "arta@financa.al"))

    assert Mandate.objects.giving_rights(on=RECEIVED_ON).count() == 2


def test_two_persons_with_one_email_are_refused_and_nothing_is_saved():
    duty = asked_for_coordinator()

    with pytest.raises(DomainError) as refused:
        answer(duty, named(deputy=PersonNamed(name="Ilir Dervishi", email="MIRA@financa.al")))

    assert refused.value.field == "deputy_email"
    assert not Answer.objects.exists()
    assert not Mandate.objects.exists()


def test_a_coordinator_without_an_email_is_noted_and_not_invited():
    answer(asked_for_coordinator(), named(email=""))

    assert Mandate.objects.get().person.user is None
    assert not Outbox.objects.exists()


def test_an_email_that_another_sign_in_uses_is_refused():
    UserFactory(email="mira@financa.al")

    with pytest.raises(DomainError):
        answer(asked_for_coordinator(), named())

    assert not Mandate.objects.exists()


def test_a_person_we_know_is_taken_as_they_are():
    known = PersonFactory(name="Mira Kola Hoxha", email="mira@financa.al", phone="069 1")

    answer(asked_for_coordinator(), named())

    assert Mandate.objects.get().person == known


def test_the_e_mail_of_somebody_with_another_name_is_refused_and_its_holder_stays_untold():
    PersonFactory(name="Gent Basha", email="mira@financa.al")

    with pytest.raises(DomainError) as refused:
        answer(asked_for_coordinator(), named())

    assert refused.value.field == "coordinator_email"
    assert "Gent" not in str(refused.value)
    assert not Mandate.objects.exists()


def test_receipt_is_acknowledged_without_a_word():
    duty = asked(kind=ObligationKind.ACKNOWLEDGE)

    answer(duty, Acknowledged())

    assert Obligation.objects.get(pk=duty.pk).state == ObligationState.ANSWERED


@pytest.mark.parametrize(("text", "summary"), [("Ja kalendari.\nMe respekt", "Ja kalendari."), ("x" * 400, "x" * 300)])
def test_the_first_line_of_a_free_answer_is_its_summary(text, summary):
    assert answer(asked(), FreeAnswer(), text=text).summary == summary


def test_a_free_answer_may_be_a_file_alone(a_file):
    assert answer(asked(), FreeAnswer(), files=[a_file]).summary == "kalendari.pdf"


def test_a_free_answer_without_words_and_files_is_refused():
    with pytest.raises(DomainError) as refused:
        answer(asked(), FreeAnswer(), text=" \n ")

    assert refused.value.field == "text"
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kind", ObligationKind)
def test_content_of_another_kind_is_refused(kind):
    others = [
        content
        for content in (named(), Acknowledged(), FreeAnswer())
        if not isinstance(content, HANDLERS[kind].content)
    ]
    duty = asked(kind=kind)

    for content in others:
        with pytest.raises(DomainError):
            answer(duty, content, text="x")
    assert not Answer.objects.exists()


def test_the_answer_is_the_head_of_its_operation():
    answer(asked_for_coordinator(), named(), letter_number="9214 prot")

    head = Event.objects.get(what="answer.taken")
    details = Event.objects.filter(operation=head.operation).exclude(pk=head.pk)
    assert head.position == 0
    assert {"obligation.answered", "mandate.begun", "person.invited"} <= set(details.values_list("what", flat=True))


def test_after_a_return_the_institution_answers_again_itself():
    duty = asked()
    answer(duty, FreeAnswer(), text="Kalendari")
    return_answer(obligation=duty, reason="Mungon muaji", by=officer(duty.office), on=day("30.05.2018"))

    answer(duty, FreeAnswer(), text="Me muajin", by=coordinator(duty.institution), on=day("31.05.2018"))

    assert [a.summary for a in duty.answers.all()] == ["Kalendari", "Me muajin"]


# --- the grid


def grid_row(duty: Obligation, place: int, content: CoordinatorsNamed | None = None) -> GridRow:
    return GridRow(
        obligation=duty,
        content=content or named(f"Koordinatori {place}", f"k{place}@shembull.al"),
        given=given(RECEIVED_ON + datetime.timedelta(days=place % 3), letter_number=f"{place} prot"),
    )


def test_seventeen_answers_are_taken_at_once_each_on_its_day():
    office = OfficeFactory()
    duties = [asked_for_coordinator(office=office) for _ in range(17)]

    answers = reply_in_grid(rows=[grid_row(duty, n) for n, duty in enumerate(duties)], by=officer(office))

    assert len(answers) == 17
    assert {a.channel for a in answers} == {Channel.GRID}
    assert [a.received_on for a in answers[:4]] == [day(f"{d}.05.2018") for d in (28, 29, 30, 28)]
    assert not Obligation.objects.still_owed().exists()
    assert Mandate.objects.count() == 17


def test_one_fault_refuses_the_whole_grid_and_every_fault_is_told_at_its_row():
    office = OfficeFactory()
    duties = [asked_for_coordinator(office=office) for _ in range(4)]
    rows = [grid_row(duty, n) for n, duty in enumerate(duties)]
    rows[1] = grid_row(duties[1], 1, named(deputy=PersonNamed(name="Tjetri", email="mira@financa.al")))
    rows[3] = GridRow(obligation=duties[3], content=named(), given=given(day("20.05.2018")))

    with pytest.raises(GridRefused) as refused:
        reply_in_grid(rows=rows, by=officer(office))

    assert {place: error.field for place, error in refused.value.problems.items()} == {
        1: "deputy_email",
        3: "received_on",
    }
    assert not Answer.objects.exists()
    assert not Mandate.objects.exists()
    assert not Outbox.objects.exists()
    assert Obligation.objects.still_owed().count() == 4


def test_a_grid_of_another_office_is_refused():
    duty = asked_for_coordinator()

    with pytest.raises(GridRefused) as refused:
        reply_in_grid(rows=[grid_row(duty, 1)], by=officer(OfficeFactory()))

    assert isinstance(refused.value.problems[0], NotAllowed)
