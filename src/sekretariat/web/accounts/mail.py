"""Mail about a sign-in goes through the outbox like all other mail."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.accounts.models import User
from sekretariat.ground.actors import Actor
from sekretariat.ground.mail import services as mail
from sekretariat.ground.mail.fillers import mark


class NoDirectMail(BaseEmailBackend):
    """A package that mails past the outbox is a mistake of ours, not a mail."""

    def send_messages(self, _messages: object) -> int:
        raise RuntimeError("Mail goes through sekretariat.ground.mail, never directly.")


@dataclass(frozen=True)
class Notice:
    """`text` may hold the placeholder of the link under which a password is chosen."""

    subject: str | Promise
    text: str | Promise


BEWARE = _("If this was not you, choose a new password at once and tell the office's administrator.")

# By allauth's name of the mail.
NOTICES = {
    "password_reset_key": Notice(
        _("A new password for Sekretariat"),
        _(
            "Somebody, probably you, asked for a new password for Sekretariat. Choose it here within three days:\n\n"
            "%(link)s\n\nIf it was not you, do nothing: your password stays as it is."
        ),
    ),
    "password_reset": Notice(_("Your password was changed"), _("Your password for Sekretariat was changed.")),
    "password_changed": Notice(_("Your password was changed"), _("Your password for Sekretariat was changed.")),
    "password_set": Notice(_("Your password was changed"), _("Your password for Sekretariat was changed.")),
    "totp_activated": Notice(
        _("The second step of your sign-in is on"),
        _("From now on, Sekretariat asks for a code from your phone when you sign in."),
    ),
    "totp_deactivated": Notice(
        _("The second step of your sign-in is off"),
        _("Sekretariat no longer asks for a code from your phone when you sign in."),
    ),
    "recovery_codes_generated": Notice(
        _("New recovery codes"), _("New recovery codes were made for your sign-in. The old ones no longer work.")
    ),
}
ASKED_FOR = "password_reset_key"


def enqueue_notice(name: str, *, user: User, by: Actor) -> None:
    """The mail of this name in the user's language. It holds no usable link: that is filled in when it is sent."""
    notice = NOTICES[name]
    link = mark("password", user.pk)
    with translation.override(user.language):
        text = str(notice.text) % {"link": link}
        mail.enqueue(
            to_address=user.email,
            to_name=by.name if by.user_id == user.pk else "",
            subject=str(notice.subject),
            text=text if name == ASKED_FOR else f"{text}\n\n{BEWARE}",
            marks=[link] if name == ASKED_FOR else [],
            about=user,
            by=by,
        )


def password_link(key: str) -> str | None:
    """Fills `[[password:<user id>]]` at the moment of sending; None once the sign-in is gone or blocked."""
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None:
        return None
    address = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=address)
