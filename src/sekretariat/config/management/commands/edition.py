"""`sekretariat edition verify`: are the frozen editions of plans unchanged, and of which edition is a file."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sekretariat.domain.plans.models import Edition
from sekretariat.domain.plans.queries import broken_editions, edition_in

ALL = "all"


class Command(BaseCommand):
    help = "verify: recompute the fingerprints of all editions that are kept; or say of which edition a .json file is."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("files", nargs="*", default=[ALL], metavar="FILE", help="a .json file; without one: all")

    def handle(self, *, what: str, files: list[str], **options: object) -> None:
        faults = sum(self._verify_all() if name == ALL else self._verify_file(Path(name)) for name in files)
        if faults:
            raise CommandError(f"{faults} do not verify.")

    def _verify_all(self) -> int:
        faults = 0
        for broken in broken_editions():
            faults += 1
            self.stdout.write(f"{_said(broken.edition)}: {broken.name}: {broken.fault.label}")
        self.stdout.write(f"{Edition.objects.count()} editions looked through.")
        return faults

    def _verify_file(self, path: Path) -> int:
        try:
            edition = edition_in(path.read_bytes())
        except (OSError, ValueError) as error:
            self.stdout.write(f"{path}: cannot be read as the content of a plan ({error}).")
            return 1
        if edition is None:
            self.stdout.write(f"{path}: is of no edition that is kept here, or was changed.")
            return 1
        self.stdout.write(f"{path}: {_said(edition)}, fingerprint {edition.fingerprint}.")
        return 0


def _said(edition: Edition) -> str:
    return f"{edition.plan.label}, edition {edition.sequence} of {edition.decided_on:%d.%m.%Y}"
