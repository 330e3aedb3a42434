"""`sekretariat audit`: seals the finished days of the trail, and tells whether sealed days are unchanged."""

import datetime
from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sekretariat.ground.audit.queries import last_seal
from sekretariat.ground.audit.seals import BrokenSeal, KeptSeal, seal_days, verify


def kept_seal(text: str) -> KeptSeal:
    seal = KeptSeal.read(text)
    if seal is None:
        raise ArgumentTypeError("give the day and the digest as they were printed: 2018-05-21 and 64 signs")
    return seal


class Command(BaseCommand):
    help = "verify: are the sealed days of the audit trail unchanged. seal: seal the days that are over."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument(
            "--day", type=datetime.date.fromisoformat, action="append", help="look at this day alone (again: several)"
        )
        parser.add_argument(
            "--kept", type=kept_seal, help="the last seal as it was printed or mailed, to find that its day was cut off"
        )

    def handle(self, *, what: str, day: list[datetime.date] | None, kept: KeptSeal | None, **options: object) -> None:
        if what == "seal":
            made = seal_days(before=timezone.localdate())
            self.stdout.write(f"{len(made)} days sealed.")
        broken = verify(days=day, kept=kept)
        for seal in broken:
            self.stdout.write(_said(seal))
        last = last_seal()
        # A seal cannot show that it was cut off together with its day: whoever keeps this line elsewhere can.
        self.stdout.write(f"Last seal: {last.day} {last.digest}" if last else "No day is sealed yet.")
        if broken:
            raise CommandError(f"{len(broken)} sealed days have been changed.")
        self.stdout.write("The days you named are unchanged." if day else "Every sealed day is unchanged.")


def _said(seal: BrokenSeal) -> str:
    if seal.is_cut:
        return f"{seal.day}: its seal that was kept elsewhere does not stand here; {seal.found_events} events found"
    return f"{seal.day}: not as it was sealed; {seal.expected_events} events sealed, {seal.found_events} found"
