"""`sekretariat audit`: seals the finished days of the trail, and tells whether sealed days are unchanged."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sekretariat.ground.audit.queries import last_seal
from sekretariat.ground.audit.services import seal_days, verify


class Command(BaseCommand):
    help = "verify: are the sealed days of the audit trail unchanged. seal: seal the days that are over."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])

    def handle(self, *, what: str, **options: object) -> None:
        if what == "seal":
            made = seal_days(before=timezone.localdate())
            self.stdout.write(f"{len(made)} days sealed.")
        broken = verify()
        for seal in broken:
            self.stdout.write(
                f"{seal.day}: not as it was sealed; {seal.expected_events} events sealed, {seal.found_events} found"
            )
        last = last_seal()
        # A seal cannot show that it was cut off together with its day: whoever keeps this line elsewhere can.
        self.stdout.write(f"Last seal: {last.day} {last.digest}" if last else "No day is sealed yet.")
        if broken:
            raise CommandError(f"{len(broken)} sealed days have been changed.")
        self.stdout.write("Every sealed day is unchanged.")
