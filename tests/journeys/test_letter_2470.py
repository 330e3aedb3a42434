"""Letter 2470 goes out to 17 institutions and 14 answer, by all four ways: the first seed's first step, by services."""

import datetime
from email.message import EmailMessage

import pytest

from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import open_link, recipients_of
from sekretariat.domain.followup.services import mail_letter, make_link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import board
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    draft_letter,
    register_letter,
    send_letter,
    sign_letter,
)
from sekretariat.domain.mandates.queries import actor_of_user, network_of
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand, Given
from sekretariat.domain.replying.contents import CoordinatorsNamed, PersonNamed
from sekretariat.domain.replying.importers import read_dropped
from sekretariat.domain.replying.services import GridRow, reply, reply_in_grid
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.models import Outbox
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory, officer

LETTER_ON = datetime.date(2018, 5, 21)
DAY_8 = datetime.date(2018, 5, 31)
DAY_11 = datetime.date(2018, 6, 5)
SUBJECT = "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(paper_book=True)


@pytest.fixture
def network():
    return BodyFactory(name_sq="Rrjeti i koordinatorëve kombëtarë për OGP")


@pytest.fixture
def institutions():
    first = [
        InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave dhe Ekonomisë", email="zyra@financa.al")
    ]
    return first + InstitutionFactory.create_batch(16)


def send_2470(office, network, institutions) -> Letter:
    by = officer(office)
    draft = Draft(
        subject=SUBJECT,
        to=institutions,
        body=network,
        signatory="Drejtori",
        demands=[
            DemandOf(demand=Demand(kind=ObligationKind.NAME_COORDINATOR, ask_sq="Caktoni koordinatorin", term_days=10))
        ],
    )
    letter = draft_letter(office=office, draft=draft, by=by, on=LETTER_ON)
    sign_letter(letter=letter, by=by, on=LETTER_ON)
    register_letter(letter=letter, number_text="2470 prot", by=by, on=LETTER_ON)
    return send_letter(letter=letter, by=by, on=LETTER_ON)


def named(place: int) -> CoordinatorsNamed:
    return CoordinatorsNamed(coordinator=PersonNamed(name=f"Koordinatori {place}", email=f"k{place}@shembull.al"))


def owed_by(institution: Institution) -> Obligation:
    return Obligation.objects.get(institution=institution)


def test_fourteen_of_seventeen_answer_by_all_four_ways_and_the_board_shows_the_three_missing(
    office, network, institutions
):
    by = officer(office)
    letter = send_2470(office, network, institutions)

    assert letter.citation == "2470 prot, 21.05.2018"
    assert Obligation.objects.count() == 17

    # By personal link: the ministry of finance, whose official mailbox was written to.
    mailed, unreachable = mail_letter(letter=letter, by=by, on=LETTER_ON)
    assert (mailed, len(unreachable)) == (1, 16)
    answer_by_link(institutions[0])
    # Signed in: heads of two institutions.
    for place in (1, 2):
        answer_signed_in(institutions[place], place)
    # An e-mail dropped on the row: three institutions.
    for place in (3, 4, 5):
        answer_by_dropped_mail(institutions[place], place, by)
    # The grid: eight at once.
    rows = [
        GridRow(
            obligation=owed_by(institutions[place]),
            content=named(place),
            given=Given(received_on=datetime.date(2018, 5, 30), letter_number=f"{100 + place} prot"),
        )
        for place in range(6, 14)
    ]
    reply_in_grid(rows=rows, by=by)

    for day in (DAY_8, DAY_11):
        now = board(letter, actor=by, on=day)
        assert (now.asked, now.answered, now.missing) == (17, 14, 3)
        missing = {row.addressee.institution for row in now.rows if not row.answers}
        assert missing == set(institutions[14:])
    assert board(letter, actor=by, on=DAY_8).late == 0
    assert board(letter, actor=by, on=DAY_11).late == 3
    assert now.due_on == datetime.date(2018, 6, 4)
    assert now.counted.explain("sq") == "10 ditë pune nga 21.05.2018, 0 festa → 04.06.2018"
    channels = {e.channel for e in Event.objects.filter(what="answer.taken")} | {
        e.data["channel"] for e in Event.objects.filter(what="answer.taken")
    }
    assert {Channel.LINK, Channel.PAGE, Channel.EMAIL, Channel.GRID} <= channels


def answer_by_link(institution: Institution) -> None:
    link = Link.objects.get(obligation__institution=institution)
    _link, actor = open_link(token_of(link.nonce), obligation_id=link.obligation_id, language="sq", now=link.created_at)
    reply(
        obligation=link.obligation,
        content=CoordinatorsNamed(
            coordinator=PersonNamed(name="Mira Financa", email="mira@financa.al"),
            deputy=PersonNamed(name="Ilir Zëvendësi", email="ilir@financa.al"),
        ),
        given=Given(
            received_on=datetime.date(2018, 5, 28), letter_number="8123 prot", letter_on=datetime.date(2018, 5, 25)
        ),
        channel=Channel.LINK,
        by=actor,
        on=datetime.date(2018, 5, 28),
    )


def answer_signed_in(institution: Institution, place: int) -> None:
    head = PersonFactory(signs_in=True)
    MandateFactory(person=head, role=Role.HEAD, institution=institution)
    actor = actor_of_user(head.user, language="sq", channel=Channel.PAGE, on=DAY_8)
    assert list(Obligation.objects.visible_to(actor)) == [owed_by(institution)]
    reply(
        obligation=owed_by(institution),
        content=named(place),
        given=Given(received_on=datetime.date(2018, 5, 29)),
        channel=Channel.PAGE,
        by=actor,
        on=datetime.date(2018, 5, 29),
    )


def answer_by_dropped_mail(institution: Institution, place: int, by) -> None:
    mail = EmailMessage()
    mail["From"] = "Zyra <zyra@shembull.al>"
    mail["To"] = "dzhm@shembull.al"
    mail["Subject"] = "Caktim koordinatori"
    mail["Date"] = "Tue, 29 May 2018 10:00:00 +0200"
    mail.set_content(
        f"Në përgjigje të shkresës tuaj nr. 2470 prot., datë 21.05.2018, me shkresën tonë nr. {500 + place}/1 prot, "
        f"datë 28.05.2018 caktojmë:\nBesa Çela, k{place}@shembull.al\n"
    )
    obligation = owed_by(institution)
    read = read_dropped(
        obligation=obligation, data=bytes(mail), name="pergjigje.eml", by=by, on=datetime.date(2018, 5, 29)
    )
    assert (read.letter_number, read.received_on) == (f"{500 + place}/1", datetime.date(2018, 5, 29))
    reply(
        obligation=obligation,
        content=CoordinatorsNamed(coordinator=read.persons[0]),
        given=Given(
            received_on=read.received_on, letter_number=read.letter_number, letter_on=read.letter_on, files=read.files
        ),
        channel=Channel.EMAIL,
        by=by,
        on=read.received_on,
    )


def test_the_named_coordinator_stands_in_the_network_with_the_letter_and_can_do_just_that(
    office, network, institutions
):
    letter = send_2470(office, network, institutions)
    mail_letter(letter=letter, by=officer(office), on=LETTER_ON)

    answer_by_link(institutions[0])

    on = datetime.date(2018, 6, 1)
    assert [(m.person.name, m.role, m.paper) for m in network_of(network, on=on)] == [
        ("Mira Financa", Role.COORDINATOR, "8123 prot, 25.05.2018"),
        ("Ilir Zëvendësi", Role.DEPUTY, "8123 prot, 25.05.2018"),
    ]
    mira = network_of(network, on=on)[0].person
    actor = actor_of_user(mira.user, language="sq", channel=Channel.PAGE, on=on)
    assert list(Obligation.objects.visible_to(actor)) == [owed_by(institutions[0])]
    assert list(Letter.objects.visible_to(actor)) == [letter]
    assert not actor.works_in_office
    # From now on the institution is written to at its coordinator.
    assert [r.email for r in recipients_of(institutions[0], body_id=network.pk, on=on)] == [
        "mira@financa.al",
        "ilir@financa.al",
        "zyra@financa.al",
    ]


def test_kept_mail_shows_no_usable_link(office, network, institutions):
    letter = send_2470(office, network, institutions)
    mail_letter(letter=letter, by=officer(office), on=LETTER_ON)
    link = make_link(
        obligation=owed_by(institutions[0]),
        recipient=recipients_of(institutions[0], body_id=None, on=LETTER_ON)[0],
        by=officer(office),
        on=LETTER_ON,
    )

    kept = Outbox.objects.get()

    assert "[[link:" in kept.text
    assert token_of(link.nonce) not in kept.text
    assert token_of(link.nonce) != link.nonce
    assert link.token_hash not in kept.text
