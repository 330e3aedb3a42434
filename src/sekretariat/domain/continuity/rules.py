"""Who may reorganise, hand over, and see what was handed over. Pure."""

from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.rules import can_edit_mandates
from sekretariat.ground.actors import Actor, Permission, Role

from .models import HandOver

# What may be handed over with what is open in it; whoever only sits or only works there has nothing open here.
OF_INSTITUTION = (Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT, Role.HEAD)
OF_OFFICE = (Role.OFFICER, Role.CLERK)


def can_reorganise(actor: Actor) -> bool:
    """Enter what became of institutions, by which act."""
    return actor.may_anywhere(Permission.DIRECTORY_EDIT) and actor.may_anywhere(Permission.MANDATES_EDIT)


def can_hand_over(actor: Actor, mandate: Mandate) -> bool:
    """Pass a mandate on to somebody else, with what is open in it."""
    may_be = mandate.role in (*OF_INSTITUTION, *OF_OFFICE) and not mandate.is_stopped
    return may_be and can_edit_mandates(actor, role=mandate.role, institution_id=mandate.institution_id)


def can_see(actor: Actor, hand_over: HandOver) -> bool:
    """The rule of one row that `HandOverQuerySet.visible_to` states for many."""
    takes = any(capacity.mandate_id == hand_over.begun_id for capacity in actor.capacities)
    return takes or actor.may(Permission.MANDATES_EDIT, institution_id=hand_over.office_id)


def can_erase(actor: Actor) -> bool:
    """Hand out and erase what is known of a person."""
    return actor.may_anywhere(Permission.PERSONS_ERASE)
