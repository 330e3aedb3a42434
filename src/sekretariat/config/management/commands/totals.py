"""`sekretariat totals`: are the kept sums of the measures those of their cost lines."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from sekretariat.domain.plans.services import recount_totals

SHOWN = 20


class Command(BaseCommand):
    help = "check: compare the kept sums of every measure with its cost lines. mend: set right what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["check", "mend"])

    def handle(self, *, what: str, **options: object) -> None:
        wrong = recount_totals(mend=what == "mend")
        for one in wrong[:SHOWN]:
            kept, counted = (f"cost {cost}, funded {funded}" for cost, funded in (one.kept, one.counted))
            self.stdout.write(f"measure {one.measure_id}: kept {kept}; counted {counted}")
        if len(wrong) > SHOWN:
            self.stdout.write(f"… and {len(wrong) - SHOWN} more")
        if not wrong:
            self.stdout.write("Every kept sum is that of its cost lines.")
        elif what == "mend":
            self.stdout.write(f"Set right: {len(wrong)}.")
        else:
            raise CommandError(f"Measures whose kept sums are not those of their cost lines: {len(wrong)}.")
