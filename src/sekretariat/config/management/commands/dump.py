"""Prints the whole content in one stable order, one row a line, so that two installations can be compared."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser

from sekretariat.config.keeping.lines import canonical_lines


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--canonical", action="store_true", help="the stable form (the only one there is)")

    def handle(self, **options: Any) -> None:
        for line in canonical_lines(apps.get_models(include_auto_created=True)):
            self.stdout.write(line)
