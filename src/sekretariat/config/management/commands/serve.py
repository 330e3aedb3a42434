"""The web server on PORT, after bringing the database up to date."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from sekretariat.config.preparing import prepare_database


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
        parser.add_argument("--bind", default=f"127.0.0.1:{settings.PORT}", help="address and port to listen on")

    def handle(self, *, workers: int, bind: str, **options: Any) -> None:
        prepare_database()
        self.stdout.write(f"Sekretariat: {settings.BASE_URL}")
        self.stdout.flush()
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        arguments = [
            gunicorn,
            "--bind", bind,
            "--workers", str(workers),
            "--worker-class", "gthread",
            "--threads", "4",
            "--max-requests", "5000",
            "--max-requests-jitter", "500",
            "--graceful-timeout", "20",
            "--log-level", "warning",
            "sekretariat.config.wsgi:application",
        ]  # fmt: skip
        os.execv(gunicorn, arguments)  # noqa: S606  the server takes this process's place, and its signals
