"""Who may set up an office."""

from sekretariat.ground.actors import Actor, Permission

from .models import Office


def can_edit_office(actor: Actor, office: Office) -> bool:
    return actor.may(Permission.OFFICE_EDIT, institution_id=office.pk)
