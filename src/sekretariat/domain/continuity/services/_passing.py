"""What passes from an institution to the one that takes its place."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Seat
from sekretariat.domain.followup.services import carry_links
from sekretariat.domain.institutions.models import Institution, Post
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import index_letter
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.services import begin_mandate, end_mandate
from sekretariat.domain.obligations.services import rehome
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import check

from ..queries.parts import open_duties

DAY = datetime.timedelta(days=1)


def pass_on_duties(institution: Institution, heir: Institution, *, by: Actor, on: datetime.date) -> int:
    """Open duties are the heir's, and the letters that ask for them can be read by it."""
    duties = list(open_duties(institution).order_by("pk"))
    for duty in duties:
        rehome(obligation=duty, institution=heir, by=by, on=on)
    for letter in Letter.objects.filter(addressees__obligations__in=duties).select_related("sender").distinct():
        index_letter(letter)
    return len(duties)


def pass_on_seats(
    seats: Sequence[Seat], heir: Institution, *, act: Act | None, by: Actor, on: datetime.date
) -> Mapping[int, Seat]:
    """The seats end, and the heir has them from the day. Returns the new ones by the old key."""
    passed = {}
    for seat in seats:
        seat.valid_to, seat.ended_by = max(on - DAY, seat.valid_from or datetime.date.min), act
        check(seat)
        seat.save()
        record("seat.passed_on", by=by, target=seat.body, on=on, institution_id=heir.pk, role=seat.role, seat=seat.pk)
        standing = Seat.objects.in_force(on=on).filter(body=seat.body, role=seat.role, institution=heir)
        passed[seat.pk] = standing.filter(function_sq=seat.function_sq).first() or _seat_for(heir, seat, act, on)
    return passed


def _seat_for(heir: Institution, seat: Seat, act: Act | None, on: datetime.date) -> Seat:
    new = Seat(
        body=seat.body,
        role=seat.role,
        institution=heir,
        function_sq=seat.function_sq,
        function_en=seat.function_en,
        side=seat.side,
        valid_from=on,
        act=act,
    )
    check(new)
    new.save()
    return new


def pass_on_mandates(
    mandates: Sequence[Mandate],
    heir: Institution,
    *,
    act: Act | None,
    posts: Mapping[int, Post],
    seats: Mapping[int, Seat],
    by: Actor,
    on: datetime.date,
) -> None:
    """The same people act on for the institution under its new name, by the act; their links stay open."""
    for old in mandates:
        end_mandate(mandate=old, reason=_("Goes on for %(name)s.") % {"name": heir.label}, by=by, on=on - DAY)
        new = begin_mandate(
            person=old.person,
            role=Role(old.role),
            institution=heir,
            body=old.body,
            post=posts.get(old.post_id or 0),
            seat=seats.get(old.seat_id or 0),
            basis=Basis.ACT if act else Basis(old.basis),
            letter_number="" if act else old.letter_number,
            letter_on=None if act else old.letter_on,
            act=act or old.act,
            by=by,
            on=max(on, old.valid_from),
        )
        carry_links(from_mandate=old, to_mandate=new)
