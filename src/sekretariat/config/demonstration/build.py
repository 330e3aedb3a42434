"""The first seed, through the services, in the order things happened, dated as in it."""

import datetime
from collections.abc import Sequence
from email.message import EmailMessage

from django.utils import translation

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.services import add_seat
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import open_link
from sekretariat.domain.followup.services import mail_letter
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.institutions.enums import PostKind
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.institutions.services import add_post, edit_institution
from sekretariat.domain.letters.exporters import letter_pdf
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.letters.services import (
    DemandOf,
    Draft,
    attach_scan,
    draft_letter,
    enclose,
    register_letter,
    send_letter,
    sign_letter,
)
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.mandates.services import (
    FirstAdministrator,
    begin_mandate,
    give_office_role,
    set_up_office,
)
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.domain.replying.contents import Acknowledged, CoordinatorsNamed, PersonNamed
from sekretariat.domain.replying.importers import read_dropped
from sekretariat.domain.replying.services import GridRow, reply, reply_in_grid
from sekretariat.ground.actors import Actor, Channel, Role, system_actor
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.services import keep

from . import cast, letters
from .cast import Reply
from .doing import acting, day, example_paper, give_password, person_who_signs_in
from .following import follow_up, give_more_time

SET_UP_ON = datetime.date(2018, 5, 14)


def build() -> None:
    """Build the whole demonstration in an installation that has its reference data."""
    with translation.override("sq"):
        office = _set_up()
        institutions = {i.short_name: i for i in Institution.objects.exclude(short_name="")}
        _seat_leads(institutions)
        _enter_heads(institutions)
        network = Body.objects.get(short_name="Rrjeti OGP")
        addressed = [institutions[name] for name in cast.ADDRESSEES]

        asked = _send(
            office,
            number="2470 prot",
            on=letters.COORDINATORS_ON,
            draft=Draft(
                **letters.COORDINATORS,
                to=addressed,
                body=network,
                signatory=letters.SIGNATORY,
                signatory_post=letters.SIGNATORY_POST,
                demands=[DemandOf(demand=letters.NAME_COORDINATOR)],
            ),
        )
        _keep_scan(asked)
        mail_letter(letter=asked, by=_officer(letters.COORDINATORS_ON), on=letters.COORDINATORS_ON)
        _answer_2470(asked)
        _send_packages(office, network, institutions, addressed)


def _set_up() -> Office:
    system = system_actor(Channel.COMMAND)
    unit = Institution.objects.get(short_name="DZHM")
    office = set_up_office(
        unit=unit,
        registers_at=Institution.objects.get(short_name="KM"),
        register_mode=RegisterMode.PAPER_BOOK,
        sender_name="Departamenti i Zhvillimit dhe Mirëqeverisjes",
        sender_email="sekretariati@dzhm.example",
        administrator=FirstAdministrator(
            name=cast.ADMINISTRATOR.marked, email=cast.ADMINISTRATOR.email, password=cast.PASSWORD
        ),
        by=system,
        on=SET_UP_ON,
    )
    for role, person in ((Role.OFFICER, cast.OFFICER), (Role.CLERK, cast.CLERK)):
        give_office_role(
            office=office,
            role=role,
            name=person.marked,
            email=person.email,
            password=cast.PASSWORD,
            by=system,
            on=SET_UP_ON,
        )
    return office


def _officer(on: datetime.date, channel: Channel = Channel.PAGE) -> Actor:
    """The officer, a new operation for each thing she does."""
    return acting(cast.OFFICER, on=on, channel=channel)


def _seat_leads(institutions: dict[str, Institution]) -> None:
    """The leads of the four components sit in the bodies through which they lead."""
    for lead, bodies in letters.COMPONENT_LEADS.values():
        for short_name in bodies:
            add_seat(
                body=Body.objects.get(short_name=short_name),
                role=SeatRole.RESPONSIBLE,
                institution=institutions[lead],
                by=_officer(SET_UP_ON),
                on=SET_UP_ON,
            )


def _enter_heads(institutions: dict[str, Institution]) -> None:
    """Heads of three institutions, who can sign in, and official mailboxes of the rest: examples."""
    for short_name, example in cast.HEADS.items():
        by = _officer(SET_UP_ON)
        post = add_post(
            institution=institutions[short_name],
            kind=PostKind.SECRETARY_GENERAL,
            title_sq="Sekretar i Përgjithshëm",
            title_en="Secretary General",
            by=by,
            on=SET_UP_ON,
        )
        begin_mandate(
            person=person_who_signs_in(example, by=_officer(SET_UP_ON), on=SET_UP_ON),
            role=Role.HEAD,
            institution=institutions[short_name],
            post=post,
            basis=Basis.SET_UP,
            by=by,
            on=SET_UP_ON,
        )
    for short_name in cast.ADDRESSEES:
        institution = institutions[short_name]
        edit_institution(
            institution=institution,
            seen=institution.revision,
            email=f"zyra@{short_name.lower()}.example",
            by=_officer(SET_UP_ON),
            on=SET_UP_ON,
        )


def _send(office: Office, *, number: str, on: datetime.date, draft: Draft, encloses: Sequence[str] = ()) -> Letter:
    letter = draft_letter(office=office, draft=draft, by=_officer(on), on=on)
    for title in encloses:
        by = _officer(on)
        enclose(letter=letter, file=example_paper(title, by=by, on=on), title=title, by=by, on=on)
    sign_letter(letter=letter, by=_officer(on), on=on)
    register_letter(letter=letter, number_text=number, by=_officer(on), on=on)
    return send_letter(letter=letter, by=_officer(on), on=on)


def _keep_scan(letter: Letter) -> None:
    """In place of the signed scan, which we do not have: the letter as PDF, named as an example."""
    by = _officer(letters.COORDINATORS_ON)
    document = next(letter_pdf(with_parts_of_letter(Letter.objects.all()).get(pk=letter.pk)))
    file = keep(
        data=document.body,
        name="2470-skanim-shembull.pdf",
        media_type="application/pdf",
        access=AccessLevel.INTERNAL,
        by=by,
        on=letters.COORDINATORS_ON,
    )
    attach_scan(letter=letter, file=file, by=by, on=letters.COORDINATORS_ON)


def _obligation(letter: Letter, short_name: str) -> Obligation:
    return Obligation.objects.get(sources__source=f"letter:{letter.pk}", institution__short_name=short_name)


def _named(said: Reply) -> CoordinatorsNamed:
    people = [
        PersonNamed(name=p.marked, email=p.email, phone=p.phone) if p else None for p in (said.coordinator, said.deputy)
    ]
    assert people[0] is not None
    return CoordinatorsNamed(coordinator=people[0], deputy=people[1])


def _given(said: Reply) -> Given:
    return Given(received_on=day(said.day), letter_number=said.letter, letter_on=day(said.day))


def _answer_2470(letter: Letter) -> None:
    for said in cast.BY_LINK:
        _answer_by_link(letter, said)
    for said in cast.SIGNED_IN:
        head = Person.objects.get(email=cast.HEADS[said.institution].email)
        by = actor_of_person(head, language="sq", channel=Channel.PAGE, on=day(said.day))
        _answer(letter, said, by=by, channel=Channel.PAGE)
    for said in cast.BY_EMAIL:
        _answer_by_email(letter, said)
    rows = [
        GridRow(obligation=_obligation(letter, said.institution), content=_named(said), given=_given(said))
        for said in cast.IN_GRID
    ]
    reply_in_grid(rows=rows, by=_officer(day("2018-05-31"), Channel.GRID))
    follow_up(letter.office, promises=_obligation(letter, "AMVV"), officer=_officer)
    _answer(letter, cast.LATE, by=_officer(day(cast.LATE.day)), channel=Channel.PAPER)
    give_password(Person.objects.get(email=cast.BY_LINK[0].coordinator.email))


def _answer(letter: Letter, said: Reply, *, by: Actor, channel: Channel) -> None:
    reply(
        obligation=_obligation(letter, said.institution),
        content=_named(said),
        given=_given(said),
        channel=channel,
        by=by,
        on=day(said.day),
    )


def _answer_by_link(letter: Letter, said: Reply) -> None:
    obligation = _obligation(letter, said.institution)
    link = Link.objects.get(obligation=obligation)
    _link, by = open_link(token_of(link.nonce), obligation_id=obligation.pk, language="sq", now=link.created_at)
    _answer(letter, said, by=by, channel=Channel.LINK)


def _answer_by_email(letter: Letter, said: Reply) -> None:
    """The officer drops the e-mail on the institution's row and confirms what was read from it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"zyra@{said.institution.lower()}.example", "sekretariati@dzhm.example"
    mail["Subject"] = "Përgjigje: caktim koordinatori (shembull)"
    mail["Date"] = datetime.datetime.combine(day(said.day), datetime.time(10), tzinfo=datetime.UTC)
    mail.set_content(
        f"Në përgjigje të shkresës tuaj nr. 2470 prot., datë 21.05.2018, me shkresën tonë nr. {said.letter}, "
        f"datë {day(said.day):%d.%m.%Y}, caktojmë koordinatore/koordinator:\n"
        f"{said.coordinator.name}, {said.coordinator.email}\n"
    )
    by = _officer(day(said.day), Channel.EMAIL)
    obligation = _obligation(letter, said.institution)
    read = read_dropped(obligation=obligation, data=bytes(mail), name="pergjigje.eml", by=by, on=day(said.day))
    reply(
        obligation=obligation,
        content=_named(said),
        given=Given(
            received_on=day(said.day),
            letter_number=said.letter,
            letter_on=day(said.day),
            text=read.text,
            files=read.files,
        ),
        channel=Channel.EMAIL,
        by=by,
        on=day(said.day),
    )


def _send_packages(
    office: Office, network: Body, institutions: dict[str, Institution], addressed: list[Institution]
) -> None:
    common = {"body": network, "signatory": letters.SIGNATORY, "signatory_post": letters.SIGNATORY_POST}
    package = _send(
        office,
        number="2783prot",
        on=letters.PACKAGE_ON,
        draft=Draft(**letters.PACKAGE, to=addressed, demands=[DemandOf(demand=letters.ACKNOWLEDGE)], **common),
        encloses=letters.ANNEXES,
    )
    for short_name, received in (("MFE", "2018-06-13"), ("AKSHI", "2018-06-14"), ("MD", "2018-06-15")):
        reply(
            obligation=_obligation(package, short_name),
            content=Acknowledged(),
            given=Given(received_on=day(received)),
            channel=Channel.PAPER,
            by=_officer(day(received)),
            on=day(received),
        )
    give_more_time(_obligation(package, "DAP"), officer=_officer)
    leads = [institutions[lead] for lead, _bodies in letters.COMPONENT_LEADS.values()]
    _send(
        office,
        number="3004prot",
        on=letters.LEADS_ON,
        draft=Draft(**letters.LEADS, to=leads, demands=letters.calendar_demands(institutions), **common),
    )
