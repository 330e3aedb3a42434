"""The web server on PORT, after bringing the database up to date."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from sekretariat.config.preparing import prepare_database
from sekretariat.config.serving import gunicorn_command, serve_alone, serve_with_worker
from sekretariat.domain.offices.models import Office
from sekretariat.web.setup.code import setup_code


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
        parser.add_argument("--bind", default=f"127.0.0.1:{settings.PORT}", help="address and port to listen on")
        parser.add_argument("--with-worker", action="store_true", help="start a worker too; both stop together")

    def handle(self, *, workers: int, bind: str, with_worker: bool, **options: Any) -> None:
        prepare_database()
        self.stdout.write(f"Sekretariat: {settings.BASE_URL}")
        if not Office.objects.exists():
            self.stdout.write(f"No office works here yet. Set one up: {settings.BASE_URL}{reverse('setup:first')}")
            self.stdout.write(f"The set-up code is {setup_code()}")
        self.stdout.flush()
        command = gunicorn_command(bind=bind, workers=workers)
        if with_worker:
            sys.exit(serve_with_worker(command))
        serve_alone(command)
