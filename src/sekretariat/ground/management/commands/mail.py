"""`sekretariat mail`: sends what waits in the outbox."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from sekretariat.ground.mail.queries import counts_by_state
from sekretariat.ground.mail.sending import drain


class Command(BaseCommand):
    help = "Sends the mail that is due, once, and prints what became of it."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        if not settings.MAIL_HOST:
            self.stdout.write("No mail server is set (SEKRETARIAT_SMTP_HOST): mail waits.")
        tried = drain(timezone.now())
        left = counts_by_state()
        self.stdout.write(
            f"sent {tried.sent}, refused {tried.refused}, in doubt {tried.in_doubt}, "
            f"no longer valid {tried.withdrawn}, put off {tried.waiting}; "
            f"now waiting {left.waiting}, in doubt {left.in_doubt}, refused {left.refused}"
        )
