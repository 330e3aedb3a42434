"""Writes the whole content into one file, while the server runs: rows, files, and the secret key."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sekretariat.config.keeping.backup import back_up
from sekretariat.ground.errors import DomainError


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write; it must not be there yet")
        parser.add_argument("--without-key", action="store_true", help="leave the secret key out")

    def handle(self, *, file: Path, without_key: bool, **options: Any) -> None:
        os.umask(0o077)
        try:
            made = back_up(file, with_key=not without_key).manifest
        except DomainError as error:
            raise CommandError(str(error)) from error
        rows = sum(table.rows for table in made.tables.values())
        self.stdout.write(
            f"{file}: {rows} rows of {len(made.tables)} tables, {len(made.files)} files of {sum(made.files.values())} "
            f"bytes, {'with' if made.key_sha256 else 'without'} the secret key"
        )
        self.stdout.write(f"Canonical dump: {made.dump_rows} rows, SHA-256 {made.dump_sha256}")
        for lost in made.lost:
            self.stdout.write(self.style.WARNING(lost.sentence))
