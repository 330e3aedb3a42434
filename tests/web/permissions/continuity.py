"""Reorganisations and hand-overs are for those who keep institutions and mandates; persons for an administrator."""

from sekretariat.domain.continuity.models import HandOver
from sekretariat.domain.continuity.services import hand_over
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.services import Named
from tests.factories import PersonFactory, officer
from tests.web.world import ON

from . import no_arguments, row
from .institutions import KEEPERS, an_institution, mandate_of

FOLLOWERS = "302 403 403 403 403 200 200 403 200"
ADMINISTRATORS = "302 403 403 403 403 403 403 {} 403"
OWN_ADMINISTRATOR = "302 403 403 403 403 403 403 200 403"


def a_hand_over(world) -> dict:
    """Of a mandate of its own, so that the coordinator of the world acts on."""
    done = HandOver.objects.first()
    if done is None:
        from_whom = Mandate.objects.create(
            person=PersonFactory(), role="focal_point", institution=world.addressed, valid_from=ON, basis="set_up"
        )
        done = hand_over(
            mandate=from_whom,
            to=Named(name="Arta Duka", email="arta@shembull.al"),
            letter_number="771 prot",
            letter_on=ON,
            office=world.office,
            by=officer(world.office),
            on=ON,
        )
    return {"pk": done.pk}


def a_person(world) -> dict:
    return {"pk": world.people["nobody"].pk}


ROWS = [
    row("continuity:orphans", "GET", no_arguments, FOLLOWERS),
    row("continuity:reorganise", "GET", an_institution, KEEPERS),
    row("continuity:reorganise", "POST", an_institution, KEEPERS),
    row("continuity:successor", "GET", an_institution, KEEPERS),
    row("continuity:successor", "POST", an_institution, KEEPERS),
    row("continuity:hand_over", "GET", mandate_of("coordinator"), KEEPERS),
    row("continuity:hand_over", "POST", mandate_of("coordinator"), KEEPERS),
    row("continuity:hand_over", "GET", mandate_of("clerk"), OWN_ADMINISTRATOR),
    row("continuity:hand_over", "POST", mandate_of("clerk"), OWN_ADMINISTRATOR),
    row("continuity:handed_over", "GET", a_hand_over, "302 404 404 404 404 404 200 200 404"),
    row("continuity:folder", "GET", a_hand_over, "302 404 404 404 404 404 200 200 404"),
    row("continuity:person", "GET", a_person, ADMINISTRATORS.format(200)),
    row("continuity:person_data", "GET", a_person, ADMINISTRATORS.format(200)),
    row("continuity:erase", "GET", a_person, ADMINISTRATORS.format(200)),
    row("continuity:erase", "POST", a_person, ADMINISTRATORS.format(200)),
]
