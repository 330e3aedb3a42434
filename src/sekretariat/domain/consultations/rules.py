"""Who opens a round of remarks and answers what is remarked. Pure over the actor and the rows."""

from sekretariat.ground.actors import Actor, Permission

from .models import RemarksRound


def can_open_round(actor: Actor, *, office_id: int, body_id: int) -> bool:
    """The secretariat asks the members of the bodies it serves."""
    return actor.may(Permission.MEETINGS_KEEP, institution_id=office_id, body_id=body_id)


def can_keep_round(actor: Actor, remarks_round: RemarksRound) -> bool:
    """Its secretariat answers the remarks and closes the round."""
    return can_open_round(actor, office_id=remarks_round.office_id, body_id=remarks_round.body_id)
