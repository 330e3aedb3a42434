"""Puts a backup into an empty installation, brings it up to this version and compares it with what was backed up."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sekretariat.config.keeping import rehearsal
from sekretariat.config.keeping.restore import Restored, restore
from sekretariat.ground.errors import DomainError
from sekretariat.ground.mail.queries import counts_by_state


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument(
            "--rehearse",
            action="store_true",
            help="restore into a temporary folder, compare, throw it away, and note for /healthz that it went well",
        )

    def handle(self, *, file: Path, rehearse: bool, **options: Any) -> None:
        os.umask(0o077)
        try:
            if rehearse:
                self.stdout.write(rehearsal.rehearse(file))
            else:
                self._tell(restore(file))
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _tell(self, done: Restored) -> None:
        made = done.manifest
        self.stdout.write(
            f"Restored {done.rows} rows and {done.files} files of {made.made_at} (version {made.version}, "
            f"{made.database}); {done.migrated} migrations brought them up to this version."
        )
        if not done.has_key:
            self.stdout.write(
                "The secret key is the one of this installation. If it is another than before, open personal links and "
                "password links no longer work: send new ones."
            )
        for lost in done.lost:
            self.stdout.write(self.style.WARNING(lost.sentence))
        if waiting := counts_by_state().waiting:
            self.stdout.write(
                f"{waiting} mails wait in the outbox. Those that were sent after the backup would go out once more: "
                "look at them (Office, Outgoing mail) before you start the worker."
            )
        self.stdout.write(f"Canonical dump in the backup: SHA-256 {made.dump_sha256}")
        self.stdout.write(f"Canonical dump as restored:   SHA-256 {done.dump_sha256}")
        if not done.is_equal:
            raise CommandError("They differ: this is not what was backed up. Do not work with it.")
        self.stdout.write("They are equal, and every file is what its SHA-256 says.")
