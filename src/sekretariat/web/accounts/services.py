"""What a person changes about the own sign-in, with its trace in the audit trail."""

from django.db import transaction

from sekretariat.accounts.models import User
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor) -> None:
    """Whoever holds another session of this sign-in is out of it at the next request."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("user.password_set", by=by, target=user)


@transaction.atomic
def choose_language(*, user: User, language: str, by: Actor) -> None:
    """The language of the pages, and of what is mailed to the person about the sign-in."""
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record("user.language_chosen", by=by, target=user, language=language)
