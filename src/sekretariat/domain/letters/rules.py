"""Who may see and handle a letter. Pure; the addressees come prefetched, with what they owe."""

from sekretariat.ground.actors import Actor, Permission

from .enums import Direction, LetterState
from .models import Letter


def can_see(actor: Actor, letter: Letter) -> bool:
    """The rule of one row that `LetterQuerySet.visible_to` states for many."""
    if actor.is_system or letter.office_id in actor.institutions(Permission.LETTERS_SEE):
        return True
    concerned = {
        institution_id
        for addressee in letter.addressees.all()
        for institution_id in (addressee.institution_id, *(owed.institution_id for owed in addressee.obligations.all()))
    }
    return letter.state == LetterState.SENT and any(
        actor.may(Permission.OBLIGATIONS_SEE, institution_id=institution_id, body_id=letter.body_id)
        for institution_id in concerned
    )


def can_write(actor: Actor, letter: Letter) -> bool:
    """Change text, addressees and demands: while it is a draft."""
    return letter.state == LetterState.DRAFT and actor.may(Permission.LETTERS_WRITE, institution_id=letter.office_id)


def can_register(actor: Actor, letter: Letter) -> bool:
    """Sign off, number, scan and send."""
    return actor.may(Permission.LETTERS_REGISTER, institution_id=letter.office_id)


def can_assign(actor: Actor, letter: Letter) -> bool:
    """Note the head's instruction and the officer it goes to."""
    return letter.direction != Direction.OUTGOING and can_register(actor, letter)
