"""The second office, as the second seed tells it: AMVV, technical secretariat for Chapter 22 and of the Consultative
Council, with a register of its own that is kept here.
"""

import datetime
import io

from django.utils import translation
from docx import Document

from sekretariat.domain.acts.models import Act, Issuer
from sekretariat.domain.acts.services import add_act
from sekretariat.domain.bodies.enums import BodyKind, SeatRole, Side
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.services import add_body, add_seat
from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.followup.services import mail_letter, note_contact
from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.services import add_institution, add_post, subordinate
from sekretariat.domain.letters.exporters import default_template
from sekretariat.domain.letters.importers import take_template
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf, Draft, draft_letter, register_letter, send_letter, sign_letter
from sekretariat.domain.mandates.enums import Basis
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
from sekretariat.domain.replying.contents import CoordinatorsNamed, FreeAnswer, PersonNamed
from sekretariat.domain.replying.services import GridRow, reply, reply_in_grid
from sekretariat.ground.actors import Actor, Channel, Role, system_actor

from . import amvv_cast as cast
from .cast import EXAMPLE, PASSWORD
from .doing import acting, day, person_who_signs_in


def build_amvv() -> None:
    """Build the second office beside the first, in an installation that has its reference data."""
    with translation.override("sq"):
        office = _set_up()
        _seat_chapter_22()
        _seat_council()
        _move_under_the_minister_of_state()
        _ask_for_members(office)
        _ask_municipalities(office)


def _officer(on: datetime.date, channel: Channel = Channel.PAGE) -> Actor:
    return acting(cast.OFFICER, on=on, channel=channel)


def _institution(short_name: str) -> Institution:
    return Institution.objects.get(short_name=short_name)


def _set_up() -> Office:
    system, on = system_actor(Channel.COMMAND), cast.SET_UP_ON
    unit = _institution("AMVV")
    office = set_up_office(
        unit=unit,
        registers_at=unit,
        register_mode=RegisterMode.KEPT_HERE,
        sender_name=unit.name_sq,
        sender_email="sekretariati@amvv.example",
        administrator=FirstAdministrator(
            name=cast.ADMINISTRATOR.marked, email=cast.ADMINISTRATOR.email, password=PASSWORD
        ),
        by=system,
        on=on,
    )
    for role, person in ((Role.OFFICER, cast.OFFICER), (Role.CLERK, cast.CLERK)):
        give_office_role(
            office=office, role=role, name=person.marked, email=person.email, password=PASSWORD, by=system, on=on
        )
    administrator = acting(cast.ADMINISTRATOR, on=on)
    return take_template(office=office, data=_own_template(), name="shkresa-amvv.docx", by=administrator, on=on)


def _own_template() -> bytes:
    """The usual template with a line of the agency's own at its foot."""
    document = Document(io.BytesIO(default_template().body))
    document.add_paragraph(f"Agjencia për Mbështetjen e Vetëqeverisjes Vendore, Tiranë {EXAMPLE}")
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _seat_chapter_22() -> None:
    on = cast.SET_UP_ON
    body = Body.objects.get(short_name="GNPIE 22")
    for role, short_name, function_sq, function_en in cast.SEATS_OF_CHAPTER_22:
        add_seat(
            body=body,
            role=role,
            institution=_institution(short_name),
            function_sq=function_sq,
            function_en=function_en,
            valid_from=cast.FIRST_MEETING_ON if role == SeatRole.CHAIR else on,
            by=_officer(on),
            on=on,
        )
    for short_name, name_sq, name_en in cast.SUB_GROUPS:
        group = add_body(
            kind=BodyKind.SUB_GROUP,
            short_name=short_name,
            name_sq=name_sq,
            name_en=name_en,
            parent=body,
            valid_from=cast.FIRST_MEETING_ON,
            by=_officer(on),
            on=cast.FIRST_MEETING_ON,
        )
        add_seat(
            body=group,
            role=SeatRole.SECRETARIAT,
            institution=_institution("AMVV"),
            valid_from=cast.FIRST_MEETING_ON,
            by=_officer(on),
            on=cast.FIRST_MEETING_ON,
        )


def _seat_council() -> None:
    """The two sides of the Consultative Council, with a co-chair each."""
    on = cast.SET_UP_ON
    for short_name, name_sq, name_en in cast.ASSOCIATIONS:
        add_institution(
            kind=InstitutionKind.ASSOCIATION,
            short_name=short_name,
            name_sq=name_sq,
            name_en=name_en,
            by=_officer(on),
            on=on,
        )
    council = Body.objects.get(short_name="KK")
    seats = [
        (SeatRole.CO_CHAIR, "MB", "Ministër", "Minister", Side.CENTRAL),
        (SeatRole.MEMBER, "MFE", EXAMPLE, EXAMPLE, Side.CENTRAL),
        (SeatRole.CO_CHAIR, "SHKQ", "Kryetar", "Chair", Side.LOCAL),
        (SeatRole.MEMBER, "AAM", EXAMPLE, EXAMPLE, Side.LOCAL),
        (SeatRole.MEMBER, "ALAA", EXAMPLE, EXAMPLE, Side.LOCAL),
    ]
    for role, short_name, function_sq, function_en, side in seats:
        add_seat(
            body=council,
            role=role,
            institution=_institution(short_name),
            function_sq=function_sq,
            function_en=function_en,
            side=side,
            valid_from=on,
            by=_officer(on),
            on=on,
        )


def _move_under_the_minister_of_state() -> None:
    """AMVV stands under the Ministry of Interior, as the seed says; since VKM 227/2024 under the Minister of State."""
    agency, on = _institution("AMVV"), cast.SET_UP_ON
    short_name, name_sq, name_en = cast.MINISTER_OF_STATE
    minister = add_institution(
        kind=InstitutionKind.MINISTRY,
        short_name=short_name,
        name_sq=name_sq,
        name_en=name_en,
        by=_officer(on),
        on=cast.MOVED_ON,
    )
    act: Act = add_act(
        type="dcm",
        issuer=Issuer.objects.get(name_sq="Këshilli i Ministrave"),
        **cast.MOVED_BY,
        by=_officer(on),
        on=cast.MOVED_ON,
    )
    subordinate(
        institution=agency,
        superior=minister,
        valid_from=cast.MOVED_ON,
        act=act,
        by=_officer(on),
        on=cast.MOVED_ON,
    )


def _send(office: Office, *, on: datetime.date, draft: Draft) -> Letter:
    """The register is kept here: it gives the number itself."""
    letter = draft_letter(office=office, draft=draft, by=_officer(on), on=on)
    sign_letter(letter=letter, by=_officer(on), on=on)
    register_letter(letter=letter, by=_officer(on), on=on)
    return send_letter(letter=letter, by=_officer(on), on=on)


def _ask_for_members(office: Office) -> None:
    letter = _send(
        office,
        on=cast.MEMBERS_ASKED_ON,
        draft=Draft(
            **cast.MEMBERS,
            to=[_institution(name) for name in cast.MEMBERS_OF],
            body=Body.objects.get(short_name="GNPIE 22"),
            signatory=cast.SIGNATORY,
            signatory_post=office.unit.name_sq,
            demands=[DemandOf(demand=cast.NAME_MEMBER)],
        ),
    )
    _name_members(letter)


def _name_members(letter: Letter) -> None:
    rows = []
    for short_name, (person, received) in cast.NAMED.items():
        named = PersonNamed(name=person.marked, email=person.email)
        owed = Obligation.objects.get(addressees__letter=letter, institution__short_name=short_name)
        rows.append(
            GridRow(
                obligation=owed,
                content=CoordinatorsNamed(coordinator=named, deputy=None),
                given=Given(received_on=day(received)),
            )
        )
    reply_in_grid(rows=rows, by=_officer(day("2022-11-02"), Channel.GRID))
    late = Obligation.objects.get(addressees__letter=letter, institution__short_name="MIE")
    note_contact(
        office=letter.office,
        institution=late.institution,
        obligation=late,
        way=ContactWay.PHONE,
        text=f"Thanë se e dërgojnë brenda javës {EXAMPLE}",
        promised_on=day("2022-11-11"),
        by=_officer(day("2022-11-07")),
        on=day("2022-11-07"),
    )


def _ask_municipalities(office: Office) -> None:
    """The 61 municipalities are asked for an opinion, a letter each; 38 answer, on paper and in the grid."""
    on = cast.OPINIONS_ASKED_ON
    municipalities = list(Institution.objects.filter(kind=InstitutionKind.MUNICIPALITY).order_by("sort_key"))
    _give_a_mayor_who_signs_in(next(one for one in municipalities if one.name_sq == "Bashkia Shkodër"))
    letter = _send(
        office,
        on=on,
        draft=Draft(
            **cast.OPINIONS,
            to=municipalities,
            body=Body.objects.get(short_name="KK"),
            signatory=cast.SIGNATORY,
            signatory_post=office.unit.name_sq,
            one_per_addressee=True,
            demands=[cast.GIVE_OPINION],
        ),
    )
    mail_letter(letter=letter, by=_officer(on), on=on)
    owed = Obligation.objects.filter(addressees__letter=letter).select_related("institution").order_by("pk")
    received = cast.OPINIONS_RECEIVED_ON
    for obligation in owed[: cast.OPINIONS_RECEIVED]:
        reply(
            obligation=obligation,
            content=FreeAnswer(),
            given=Given(received_on=received, text=f"Mendimi i {obligation.institution.label} {EXAMPLE}"),
            channel=Channel.PAPER,
            by=_officer(received),
            on=received,
        )


def _give_a_mayor_who_signs_in(municipality: Institution) -> None:
    on = cast.SET_UP_ON
    post = add_post(
        institution=municipality,
        kind=PostKind.MAYOR,
        title_sq="Kryetar i Bashkisë",
        title_en="Mayor",
        by=_officer(on),
        on=on,
    )
    begin_mandate(
        person=person_who_signs_in(cast.MUNICIPAL, by=_officer(on), on=on),
        role=Role.HEAD,
        institution=municipality,
        post=post,
        basis=Basis.SET_UP,
        by=_officer(on),
        on=on,
    )
