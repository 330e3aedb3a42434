"""Who may begin and end mandates."""

from sekretariat.ground.actors import OFFICE_ROLES, Actor, Permission, Role


def can_edit_mandates(actor: Actor, *, role: str, institution_id: int) -> bool:
    """Office roles are given by that office's administrator; other mandates by whoever keeps mandates."""
    if Role(role) in OFFICE_ROLES:
        return actor.may(Permission.OFFICE_EDIT, institution_id=institution_id)
    return actor.may_anywhere(Permission.MANDATES_EDIT)
