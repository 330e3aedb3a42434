"""Who keeps the directory."""

from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import NotAllowed


def refuse_unless_editor(by: Actor) -> None:
    if not by.may_anywhere(Permission.DIRECTORY_EDIT):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
